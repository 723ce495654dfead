"""Input columns: from sheets to a cohort, and to bytes and back for the run that keeps them."""

import json
import zlib
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.rating.cohort import Cohort, mark_columns, number_groups, veto_columns
from apps.rating.rulebook import Rulebook

CHUNK = 5000
COMPRESSION = 3


class Subject(NamedTuple):
    """Who a row is: an assessment with the groups it is compared in."""

    pk: int
    name: str
    path: str
    unit_id: int
    zone_id: int | None
    branch_type: str
    vetoes: list[str]


def load_columns(campaign: Campaign, rules: Rulebook) -> tuple[list[Subject], Cohort]:
    """Every assessment of the campaign in the official order, with the marks of the party that counts as columns."""
    counting = [party for party, role in rules.parties.items() if role == "counts"]
    everybody = Assessment.objects.of(campaign)
    subjects = [Subject(*row) for row in everybody.order_by("order_path", "pk").values_list(*Subject._fields)]
    sheets = dict(everybody.filter(sheets__party__in=counting).values_list("pk", "sheets__marks"))
    codes = [criterion.code for criterion in rules.criteria]
    no_marks: dict[str, int] = {}
    rows = [list(map(sheets.get(who.pk, no_marks).get, codes)) for who in subjects]
    return subjects, Cohort(
        *mark_columns(rules, rows),
        veto_columns(rules, [who.vetoes for who in subjects]),
        zone=number_groups(str(who.zone_id) for who in subjects),
        unit=number_groups(str(who.unit_id) for who in subjects),
        type=number_groups(who.branch_type for who in subjects),
    )


def pack(subjects: list[Subject], cohort: Cohort, start: int, stop: int) -> bytes:
    """Rows `start`…`stop` as bytes: a JSON head line, then int32 marks (−1 is blank) and vetoes, compressed."""
    part = cohort.slice(start, stop)
    rows = subjects[start:stop]
    head = {
        "assessments": [row.pk for row in rows],
        "zone": [row.zone_id for row in rows],
        "unit": [row.unit_id for row in rows],
        "type": [row.branch_type for row in rows],
        "criteria": part.marks.shape[1],
        "vetoes": part.vetoes.shape[1],
    }
    marks = np.where(part.marked, part.marks, -1).astype("<i4")
    body = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return zlib.compress(body + marks.tobytes() + np.packbits(part.vetoes).tobytes(), COMPRESSION)


@dataclass(frozen=True)
class Inputs:
    """One chunk read back: who the rows are, and what was judged."""

    assessments: list[int]
    zone: list[int | None]
    unit: list[int]
    type: list[str]
    marks: np.ndarray
    marked: np.ndarray
    vetoes: np.ndarray


def unpack(columns: bytes) -> Inputs:
    """The chunk as `pack` wrote it: marks int64 hundredths (0 where blank), marked and vetoes bool."""
    head_line, body = zlib.decompress(bytes(columns)).split(b"\n", 1)
    head = json.loads(head_line)
    rows, criteria, vetoes = len(head["assessments"]), head["criteria"], head["vetoes"]
    size = rows * criteria * 4
    marks = np.frombuffer(body[:size], dtype="<i4").reshape(rows, criteria).astype(np.int64)
    bits = np.unpackbits(np.frombuffer(body[size:], dtype=np.uint8), count=rows * vetoes)
    return Inputs(
        assessments=head["assessments"],
        zone=head["zone"],
        unit=head["unit"],
        type=head["type"],
        marks=np.maximum(marks, 0),
        marked=marks >= 0,
        vetoes=bits.reshape(rows, vetoes).astype(bool),
    )
