"""Assessments and sheets, read in slices in the official order: who they are, and every column that the rules read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import FilteredRelation, Q, QuerySet

from apps.assessments.inputs import Marks, mark_groups, ordinal
from apps.assessments.models import Assessment, Sheet
from apps.campaigns.models import Campaign
from apps.core.jsons import as_text, decoded
from apps.evaluations.before import Before
from apps.evaluations.earlier import earlier_vetoes
from apps.evaluations.packing import CHUNK
from apps.evaluations.roll import UNKNOWN, Roll, RollBook
from apps.rating.cohort import Cohort, veto_columns
from apps.rating.rulebook import Rulebook

# Whole chunks: what is decoded of one slice is most of what a run holds in memory while it reads.
AT_ONCE = CHUNK
ASKED_AT_ONCE = 500
HUNDRED = 100
ROLL = ("pk", "name", "path", "unit_id", "unit__name", "zone_id", "zone__name", "branch_type", "members")
KNOWN = ("node_id", "previous_level", "decided_level", "vetoes_text", "facts_text")
Columns = Sequence[Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Slice:
    """Some branches: who they are, what is read of them, and int64[n, parties, 2], key and version of their sheets."""

    roll: Roll
    cohort: Cohort
    stamps: np.ndarray


class Reading:
    """One reading of a campaign; `book` holds everybody who was read. before: marks that need no reading anew."""

    def __init__(self, campaign: Campaign, rules: Rulebook, before: Before | None = None) -> None:
        self.campaign, self.rules, self.before = campaign, rules, before
        self.book = RollBook()
        self.groups = mark_groups(rules)
        self.parties = parties_of(rules)
        self.levels = [level.name for level in rules.levels]
        self.width = len(ROLL) + len(KNOWN) + (2 if before else 3) * len(self.parties)

    def slices(self) -> Iterator[Slice]:
        """Everybody in the official order, `AT_ONCE` at a time and an empty slice of nobody.

        One statement reads them, so all are of one moment; PostgreSQL keeps its cursor within a transaction, SQLite
        would keep writers out for as long.
        """
        with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
            self.has_decisions = self.assessments().filter(decided_level__in=self.levels).exists()
            self.earlier = earlier_vetoes(self.campaign, self.rules)
            rows = self.rows().iterator(AT_ONCE)
            some = list(islice(rows, AT_ONCE))
            yield self.slice(list(zip(*some, strict=True)) or [()] * self.width)
            while some := list(islice(rows, AT_ONCE)):
                yield self.slice(list(zip(*some, strict=True)))

    def assessments(self) -> QuerySet[Assessment]:
        return Assessment.objects.of(self.campaign)

    def rows(self) -> QuerySet[Assessment, tuple[Any, ...]]:
        """One row a branch, with the key and the version of each sheet; with its marks, where none are known."""
        rows = self.assessments().annotate(vetoes_text=as_text("vetoes"), facts_text=as_text("facts"))
        names = [*ROLL, *KNOWN]
        for number, party in enumerate(self.parties):
            sheet = f"sheet_{number}"
            rows = rows.alias(**{sheet: FilteredRelation("sheets", condition=Q(sheets__party=party))})
            names += [f"{sheet}__pk", f"{sheet}__version"]
            if self.before is None:
                rows = rows.annotate(**{f"text_{number}": as_text(f"{sheet}__marks")})
                names.append(f"text_{number}")
        return rows.order_by("order_path", "pk").values_list(*names)

    def slice(self, columns: Columns) -> Slice:
        """The columns of some rows as the engine takes them."""
        known = dict(zip(KNOWN, columns[len(ROLL) :], strict=False))
        sheets = columns[len(ROLL) + len(KNOWN) :]
        roll = self.book.add(columns[: len(ROLL)])
        each = len(sheets) // len(self.parties) if self.parties else 0
        stamps = stamps_of(len(roll), [sheets[at : at + 2] for at in range(0, len(sheets), each or 1)])
        texts = [] if self.before else [sheets[at + 2] for at in range(0, len(sheets), each or 1)]
        shape = (len(roll), len(self.rules.inputs))
        marks, marked = np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
        self.fill_marks(roll, stamps, texts, marks, marked)
        self.fill_rest(roll, known, marks, marked)
        cohort = Cohort(
            marks,
            marked,
            self.vetoes(known),
            roll.zone,
            roll.unit,
            roll.type,
            words=roll.words,
            decided=self.decided(known["decided_level"]),
        )
        return Slice(roll, cohort, stamps)

    def fill_marks(self, roll: Roll, stamps: np.ndarray, texts: Columns, marks: np.ndarray, marked: np.ndarray) -> None:
        """The marks at the head of the inputs: from the earlier run, where its sheets still stand, else decoded."""
        if self.before is None:
            read = [dict(told(enumerate(each))) for each in texts]
        else:
            rows, same = self.before.same(roll.assessments, stamps)
            kept, is_kept = self.before.marks(rows)
            read = [self.read_again(stamps[:, number], ~same[:, number]) for number in range(len(self.parties))]
        column = 0
        for party, codes in self.groups:
            number, here = self.parties.index(party), slice(column, column + len(codes))
            if self.before is not None:
                stands = same[:, number]
                marks[stands, here], marked[stands, here] = kept[stands, here], is_kept[stands, here]
            place(read[number], codes, marks[:, here], marked[:, here])
            column = here.stop

    def read_again(self, stamps: np.ndarray, wanted: np.ndarray) -> dict[int, Marks]:
        """By row, the marks of sheets that are new or changed; `stamps` learn the versions that were read."""
        row_of = {int(stamps[row, 0]): row for row in np.flatnonzero(wanted) if stamps[row, 0]}
        keys, found = list(row_of), {}
        for start in range(0, len(keys), ASKED_AT_ONCE):
            rows = Sheet.objects.filter(pk__in=keys[start : start + ASKED_AT_ONCE]).annotate(text=as_text("marks"))
            read = list(rows.values_list("pk", "version", "text"))
            for (pk, version, _text), marks in zip(read, decoded(row[2] for row in read), strict=True):
                stamps[row_of[pk], 1] = version
                found[row_of[pk]] = marks
        return found

    def fill_rest(self, roll: Roll, known: Mapping[str, Sequence[Any]], marks: np.ndarray, marked: np.ndarray) -> None:
        """What stands behind the marks: members, last year's level, facts, votes and means."""
        has_facts = [row for row, text in enumerate(known["facts_text"]) if text != "{}"]
        facts = dict(zip(has_facts, decoded(known["facts_text"][row] for row in has_facts), strict=True))
        for column, read in enumerate(self.rules.inputs):
            if read.kind in ("mark", "drawn"):
                continue
            if read.kind == "members":
                marked[:, column] = roll.members != UNKNOWN
                marks[:, column] = np.where(marked[:, column], roll.members.astype(np.int64) * HUNDRED, 0)
                continue
            if read.kind == "level":
                levels = known["previous_level"]
                worth = {word: ordinal(word, read.words) for word in set(levels)}
                given = {row: worth[word] for row, word in enumerate(levels) if worth[word] is not None}
            else:
                given = {row: fact[read.key] for row, fact in facts.items() if fact.get(read.key) is not None}
            rows = list(given)
            marks[rows, column], marked[rows, column] = list(given.values()), True

    def vetoes(self, known: Mapping[str, Sequence[Any]]) -> np.ndarray:
        """bool[n, vetoes]: those that stand, and those of earlier years where the rules look back."""
        nodes, texts = known["node_id"], known["vetoes_text"]
        rows = [row for row, text in enumerate(texts) if text != "[]" or nodes[row] in self.earlier]
        codes = decoded(texts[row] for row in rows)
        standing = np.zeros((len(texts), len(self.rules.vetoes)), np.bool_)
        if rows:
            found = [[*each, *self.earlier.get(nodes[row], ())] for row, each in zip(rows, codes, strict=True)]
            standing[rows] = veto_columns(self.rules, found)
        return standing

    def decided(self, levels: Sequence[str]) -> np.ndarray | None:
        """int16[n]: the level that people decided, −1 where they did not; None where they did for nobody at all."""
        if not self.has_decisions:
            return None
        numbers = {level: self.levels.index(level) if level in self.levels else -1 for level in set(levels)}
        return np.fromiter((numbers[level] for level in levels), np.int16, len(levels))


def parties_of(rules: Rulebook) -> list[str]:
    """Whose sheets the rules read, in the order of the inputs."""
    return list(dict.fromkeys(party for party, _codes in mark_groups(rules)))


def stamps_of(rows: int, pairs: Sequence[Columns]) -> np.ndarray:
    """int64[n, parties, 2]: key and version of each sheet, 0 where there is none."""
    stamps = np.zeros((rows, len(pairs), 2), np.int64)
    for number, pair in enumerate(pairs):
        for position, values in enumerate(pair):
            stamps[:, number, position] = values if None not in values else [found or 0 for found in values]
    return stamps


def told(texts: Iterator[tuple[int, str | None]]) -> Iterator[tuple[int, Marks]]:
    """Each row that has a sheet, with its marks."""
    given = [(row, text) for row, text in texts if text is not None]
    return zip((row for row, _text in given), decoded(text for _row, text in given), strict=True)


def place(read: Mapping[int, Marks], codes: Sequence[str], marks: np.ndarray, marked: np.ndarray) -> None:
    """Write what was read of some rows into the columns of `codes`; what is not given stays blank."""
    whole, values = [], []
    for row, given in read.items():
        cells = list(map(given.get, codes))
        if None in cells:
            place_some(given, codes, marks[row], marked[row])
        else:
            whole.append(row)
            values.append(cells)
    if whole:
        marks[whole], marked[whole] = np.array(values, np.int64), True


def place_some(given: Marks, codes: Sequence[str], marks: np.ndarray, marked: np.ndarray) -> None:
    """The same for one row in which something is blank."""
    for column, code in enumerate(codes):
        if (mark := given.get(code)) is not None:
            marks[column], marked[column] = mark, True
