"""To what may a branch reply, and what has it said? Deductions, vetoes, findings of visits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.lines import lines_of, main_sheet
from apps.assessments.models import Assessment, Reply, StopFinding
from apps.assessments.refining import rules_for
from apps.assessments.values import COUNTS, shown
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion

VETO, FINDING = "veto:", "finding:"


@dataclass(frozen=True)
class Part:
    """Something that can be replied to: its key, and what readers call it."""

    key: str
    title: str


@dataclass(frozen=True)
class Said:
    """The branch's words beside one part."""

    part: str
    title: str
    text: str
    by_name: str
    at: datetime


def parts_of(assessment: Assessment) -> list[Part]:
    """Every deduction on the sheet that counts, every veto that stands, every finding of a visit."""
    return [*deductions(assessment), *vetoes(assessment), *found(assessment)]


def deductions(assessment: Assessment) -> list[Part]:
    """Criteria whose mark lies below the full one."""
    rules, language = rules_for(assessment), get_language() or "zh-hans"
    sheet = assessment.sheets.filter(party=main_sheet(rules)).first()
    marks = sheet.typed if sheet else {}
    lines = lines_of(rules, assessment.branch_type, main_sheet(rules))
    return [
        Part(line.code, _("%(code)s %(title)s: %(mark)s of %(most)s") % words(line, marks[line.code], language))
        for line in lines
        if line.code in marks and is_below(line, marks[line.code])
    ]


def is_below(line: Criterion, mark: int) -> bool:
    """Whether the mark takes something away."""
    if line.kind in COUNTS or line.kind == "choice":
        return False
    return mark < 0 or (bool(line.maximum) and mark < line.maximum)


def words(line: Criterion, mark: int, language: str) -> dict[str, Any]:
    """What a deduction is called."""
    return {
        "code": line.code,
        "title": line.title.get(language),
        "mark": shown(line, mark, language),
        "most": show_points(line.maximum),
    }


def vetoes(assessment: Assessment) -> list[Part]:
    """The vetoes that stand."""
    rules, language = rules_for(assessment), get_language() or "zh-hans"
    return [
        Part(f"{VETO}{veto.code}", _("veto %(title)s") % {"title": veto.title.get(language)})
        for veto in rules.vetoes
        if veto.code in assessment.vetoes
    ]


def found(assessment: Assessment) -> list[Part]:
    """What site visits wrote down."""
    rows = StopFinding.objects.filter(stop__assessment=assessment)
    return [Part(f"{FINDING}{row.pk}", _("finding: %(text)s") % {"text": row.text[:80]}) for row in rows]


def replies_of(assessment: Assessment) -> list[Said]:
    """The branch's words as they stand, in the order of the sheet; what they answered may be mended by now."""
    rows = list(Reply.objects.filter(assessment=assessment).standing())
    if not rows:
        return []
    titles = {part.key: part.title for part in parts_of(assessment)}
    return [Said(row.part, titles.get(row.part, row.part), row.text, row.by_name, row.at) for row in rows]


def replies_beside(assessment: Assessment) -> dict[str, str]:
    """The same by criterion, for sheets."""
    return dict(Reply.objects.filter(assessment=assessment).standing().values_list("part", "text"))


def replies_page(person: Any, assessment: Assessment) -> dict[str, Any]:
    """What the branch page shows: the words as they stand; for the secretary, what else can be replied to."""
    said = replies_of(assessment)
    if not person.has_perm("assessments.reply", assessment):
        return {"replies": said}
    answered = {each.part for each in said}
    return {
        "replies": said,
        "may_reply": True,
        "reply_parts": [part for part in parts_of(assessment) if part.key not in answered],
        "reply_url": reverse("assessments:reply", args=[assessment.campaign.slug, assessment.pk]),
    }
