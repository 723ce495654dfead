"""Does every sheet hold what the acts of the record made of it? Each mark replayed from the first act on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.batches import held, read_batch
from apps.assessments.models import Batch, ImportedSheet, Revision, Sheet
from apps.audit.faults import Fault
from apps.audit.models import Record
from apps.campaigns.models import Campaign
from apps.rating.points import show_points

TYPED = ("sheet.marked", "sheet.corrected")
# Acts that wrote onto many sheets; "marks.taken-over" says what stood before acts told of such writings.
BATCHED = ("import.written", "import.undone", "demonstration.loaded", "marks.taken-over")
AT_ONCE = 300
Marks = Mapping[str, int]
# By sheet: the number of the act, the marks before and after.
Batches = dict[int, list[tuple[int, Marks, Marks]]]


class Trace:
    """One campaign's sheets against the acts that speak of them."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.path = campaign.committee.path
        self.sheets = 0
        self.unreadable: list[Fault] = []
        self.before_import: dict[tuple[str, int], Marks] = {}
        self.batches = self.read_batches()

    def read_batches(self) -> Batches:
        """What was written at once, by sheet, in the order of the acts; a batch that is not as its act tells is a
        fault."""
        found: Batches = defaultdict(list)
        kept = dict(Batch.objects.filter(campaign=self.campaign).values_list("pk", "content"))
        others = set(Batch.objects.exclude(campaign=self.campaign).values_list("pk", flat=True))
        for record in Record.objects.filter(act__in=BATCHED, node_path=self.path).order_by("pk"):
            said = record.after or {}
            if "marks" not in said or said["batch"] in others:
                continue
            digest, lines = read_batch(kept.get(said["batch"], b""))
            if digest != said["marks"]:
                what = _("the marks that were written at once")
                self.unreadable.append(Fault(record.object_label, what, digest, said["marks"], self.path))
            for sheet, (before, after) in lines.items():
                found[sheet].append((record.pk, before, after))
                if record.act == "import.written":
                    self.before_import[record.object_id, sheet] = before
        return found

    def faults(self) -> Iterator[Fault]:
        """Every mark and every revision that no act tells."""
        yield from self.unreadable
        rows = Sheet.objects.filter(assessment__campaign=self.campaign).order_by("pk")
        last = 0
        while sheets := list(rows.filter(pk__gt=last).select_related("assessment__unit")[:AT_ONCE]):
            last = sheets[-1].pk
            self.sheets += len(sheets)
            yield from self.some(sheets)
        there = set(rows.values_list("pk", flat=True))
        for pk in sorted(self.batches.keys() - there):
            if any(replay([], self.batches[pk]).values()):
                where = _("%(campaign)s, sheet %(number)s") % {"campaign": self.campaign.name, "number": pk}
                yield Fault(where, _("the sheet is gone"), node_path=self.path)

    def some(self, sheets: Sequence[Sheet]) -> Iterator[Fault]:
        """Some hundred sheets, in a handful of queries."""
        ids = [sheet.pk for sheet in sheets]
        acts, revisions, before = defaultdict(list), defaultdict(list), defaultdict(list)
        told = Record.objects.filter(object_kind="sheet", object_id__in=[str(pk) for pk in ids], act__in=TYPED)
        for record in told.order_by("pk"):
            acts[int(record.object_id)].append(record)
        for revision in Revision.objects.filter(sheet__in=ids).order_by("pk"):
            revisions[revision.sheet_id].append(revision)
        for line in ImportedSheet.objects.filter(sheet__in=ids).order_by("pk"):
            before[line.sheet_id].append(line)
        for sheet in sheets:
            yield from self.one(sheet, acts[sheet.pk], revisions[sheet.pk], before[sheet.pk])

    def one(
        self, sheet: Sheet, acts: list[Record], revisions: list[Revision], imported: list[ImportedSheet]
    ) -> Iterator[Fault]:
        """One sheet: its marks, its revisions, and what imports kept of it."""
        expected = replay(acts, self.batches.get(sheet.pk, []))
        stored = held(sheet)
        for code in sorted(expected.keys() | stored.keys()):
            if expected.get(code) != stored.get(code):
                yield fault_of(sheet, code, mark(stored.get(code)), mark(expected.get(code)))
        yield from revision_faults(sheet, acts, revisions)
        for line in imported:
            before = self.before_import.get((str(line.imported_id), sheet.pk), line.before)
            if line.before != before:
                yield fault_of(sheet, _("marks before an import"), in_words(line.before), in_words(before))


def replay(acts: Sequence[Record], batches: Sequence[tuple[int, Marks, Marks]]) -> dict[str, int]:
    """The marks that a sheet must hold after all acts that speak of it, by code."""
    marks: dict[str, int] = {}
    steps: list[tuple[int, Any]] = [(record.pk, record) for record in acts]
    steps += [(pk, after) for pk, _before, after in batches]
    for _pk, step in sorted(steps, key=lambda each: each[0]):
        if not isinstance(step, Record):
            marks = dict(step)
            continue
        for code in step.before or {}:
            marks[code] = step.after.get(code)
    return {code: value for code, value in marks.items() if value is not None}


def revision_faults(sheet: Sheet, acts: Sequence[Record], revisions: Sequence[Revision]) -> Iterator[Fault]:
    """The sheet's revisions, criterion by criterion, against what the acts say was typed."""
    told, kept = defaultdict(list), defaultdict(list)
    for record in acts:
        for code, before in (record.before or {}).items():
            told[code].append((before, record.after.get(code), record.actor_name, record.reason))
    for revision in revisions:
        kept[revision.criterion].append((revision.before, revision.after, revision.by_name, revision.reason))
    for code in sorted(told.keys() | kept.keys()):
        for number in range(max(len(told[code]), len(kept[code]))):
            stored = kept[code][number] if number < len(kept[code]) else None
            expected = told[code][number] if number < len(told[code]) else None
            if not is_told(stored, expected):
                what = _("%(criterion)s, change %(number)s") % {"criterion": code, "number": number + 1}
                yield fault_of(sheet, what, change(stored), change(expected))


def is_told(stored: tuple[Any, ...] | None, expected: tuple[Any, ...] | None) -> bool:
    """Whether a revision is as its act says; an act joins the reasons of several."""
    if stored is None or expected is None:
        return stored is expected
    return stored[:3] == expected[:3] and stored[3] in expected[3]


def change(one: tuple[Any, ...] | None) -> str:
    """A change in words: from what to what, by whom, why."""
    if one is None:
        return _("missing")
    before, after, who, why = one
    return " ".join(each for each in (f"{mark(before)} → {mark(after)}", who, why) if each)


def fault_of(sheet: Sheet, what: str, stored: str, expected: str) -> Fault:
    rated = sheet.assessment
    where = f"{rated.unit.name} {rated.name} · {sheet.party}"
    return Fault(where, what, stored, expected, rated.path)


def in_words(marks: Marks) -> str:
    """Several marks in one line."""
    return ", ".join(f"{code} {mark(value)}" for code, value in sorted(marks.items())) or _("blank")


def mark(value: Any) -> str:
    """A mark as people write it."""
    if value is None:
        return _("blank")
    return show_points(value) if isinstance(value, int) else str(value)


def gone(rehearsed: Any) -> Iterator[Fault]:
    """Sheets that acts speak of and that are not there any more, though nothing took them back.

    rehearsed: whether an act (its node path, its number) is of a rehearsal, whose sheets may go.
    """
    told = Record.objects.filter(object_kind="sheet", act__in=TYPED).order_by("pk")
    there = set(Sheet.objects.values_list("pk", flat=True))
    missing: dict[int, list[Record]] = defaultdict(list)
    ids = {int(pk) for pk in told.order_by().values_list("object_id", flat=True).distinct()} - there
    for record in told.filter(object_id__in=[str(pk) for pk in ids]):
        if not rehearsed(record.node_path, record.pk):
            missing[int(record.object_id)].append(record)
    for acts in missing.values():
        yield Fault(acts[-1].object_label, _("the sheet is gone"), node_path=acts[-1].node_path)
