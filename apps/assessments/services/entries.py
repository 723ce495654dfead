"""Save what somebody is typing: what fits is kept at once, and each misfit is told beside its own field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from apps.assessments.models import Assessment, Remark, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.services.marks import Change, both_values, is_overtaken, mark_faults, open_sheet, save_marks
from apps.assessments.services.remarks import (
    RemarkChange,
    both_texts,
    remarks_of,
    save_remarks,
    text_faults,
    text_of,
)


@dataclass
class Entries:
    """What a browser sends: changes by code, and the values that it sent before without hearing whether they stand."""

    marks: dict[str, Change] = field(default_factory=dict)
    texts: dict[str, RemarkChange] = field(default_factory=dict)
    tried_marks: dict[str, Collection[int | None]] = field(default_factory=dict)
    tried_texts: dict[str, Collection[str]] = field(default_factory=dict)


@dataclass
class Kept:
    """What became of them: the sheet as it stands, its marks before, its remarks, and what was not taken by code."""

    sheet: Sheet
    before: dict[str, int]
    remarks: dict[str, Remark]
    mark_faults: dict[str, str]
    text_faults: dict[str, str]
    mark_conflicts: dict[str, dict[str, Any]]
    text_conflicts: dict[str, dict[str, Any]]


@transaction.atomic
def save_what_fits(actor: Any, *, assessment: Assessment, party: str, entries: Entries) -> Kept:
    """Write every mark and remark that can be taken; the others are told, and hold nothing up.

    Refuses all of it only where the sheet itself is shut (office, stage, given away).
    """
    sheet = open_sheet(actor, assessment, party)
    before, standing = sheet.typed, remarks_of(sheet)
    marks = {
        code: own_last(before.get(code), entries.tried_marks.get(code, ()), c) for code, c in entries.marks.items()
    }
    texts = {
        code: own_last(text_of(standing, code), entries.tried_texts.get(code, ()), c)
        for code, c in entries.texts.items()
    }
    rules = rules_for(assessment)
    wrong_marks, wrong_texts = mark_faults(rules, assessment, party, marks), text_faults(rules, texts)
    marks, texts = without(marks, wrong_marks), without(texts, wrong_texts)
    overtaken = {code: change for code, change in marks.items() if is_overtaken(sheet, code, change)}
    both_marks, both_words = both_values(sheet, overtaken) if overtaken else {}, both_texts(standing, texts)
    marks, texts = without(marks, both_marks), without(texts, both_words)
    if marks:
        sheet = save_marks(actor, assessment=assessment, party=party, changes=marks)
    if texts:
        standing = save_remarks(actor, assessment, party, texts)
    return Kept(sheet, before, standing, wrong_marks, wrong_texts, both_marks, both_words)


def own_last(stored: Any, tried: Collection[Any], change: Any) -> Any:
    """What stands there may be what the same browser sent a moment ago without hearing the answer."""
    return replace(change, seen=stored) if stored in tried else change


def without(asked: Mapping[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    """What was asked for, but for some codes."""
    return {code: change for code, change in asked.items() if code not in left_out}
