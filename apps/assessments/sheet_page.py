"""A sheet as its page shows it: stars, groups of criteria with fields, what changed, what clashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Revision, Sheet
from apps.core.stars import fill_so_far, fill_step
from apps.rating.points import parse_points, show_fixed, show_points
from apps.rating.reasons import SectionReason, explain
from apps.rating.rulebook import Criterion, Rulebook

CHANGES = 30
WIDE = str.maketrans("０１２３４５６７８９．。－", "0123456789..-")


@dataclass
class Typed:
    """What a person typed: the readable marks in hundredths, by code what could not be read, and what they had seen."""

    marks: dict[str, int | None] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    def changed(self) -> dict[str, int | None]:
        """The marks that the typist changed against what they saw."""
        return {code: mark for code, mark in self.marks.items() if self.text[code] != self.seen.get(code)}

    def clashes(self, both: Mapping[str, dict]) -> dict[str, dict]:
        """Of the criteria with two values, those that somebody changed since the typist saw them."""
        return {code: pair for code, pair in both.items() if written(pair["theirs"]) != self.seen.get(code)}

    def rebased(self) -> "Typed":
        """Only the own changes, over the sheet as it stands now: what others changed meanwhile is not typed back."""
        kept = self.changed()
        return Typed(marks=kept, text={code: self.text[code] for code in kept}, reason=self.reason)


def read_typed(rules: Rulebook, post: Mapping[str, str]) -> Typed:
    """The fields `mark-CODE` of a form; an empty field is not marked, full-width digits and 分 are read.

    `seen-CODE` is what stood there when the form was made; `choose-CODE` of "theirs" takes that over what was typed.
    """
    typed = Typed(reason=post.get("reason", "").strip()[:500])
    for criterion in rules.criteria:
        name = f"mark-{criterion.code}"
        if name not in post:
            continue
        if f"seen-{criterion.code}" in post:
            typed.seen[criterion.code] = post[f"seen-{criterion.code}"]
        takes_theirs = post.get(f"choose-{criterion.code}") == "theirs"
        text = typed.text[criterion.code] = typed.seen.get(criterion.code, "") if takes_theirs else post[name]
        plain = text.strip().translate(WIDE).removesuffix("分").strip()
        try:
            typed.marks[criterion.code] = parse_points(plain) if plain else None
        except ValueError:
            typed.errors[criterion.code] = _("Enter a number, such as %(example)s.") % {"example": example(criterion)}
    return typed


def example(criterion: Criterion) -> str:
    """A mark that this criterion takes."""
    return show_points(criterion.maximum - criterion.step)


def sheet_context(
    rules: Rulebook, assessment: Assessment, sheet: Sheet | None, other: Sheet | None, typed: Typed
) -> dict[str, Any]:
    """Star heads, groups with fields, the shown party's marks beside them; `typed` wins over what is stored."""
    language = get_language() or "zh-hans"
    marks = dict(sheet.marks) if sheet else {}
    beside = other.marks if other else {}
    reasons = explain(rules, marks, assessment.vetoes)
    criteria = {criterion.code: criterion for criterion in rules.criteria}
    groups = []
    for section, reason in zip(rules.sections, reasons.sections, strict=True):
        rows = [
            field_row(rules, criteria[code], marks.get(code), beside.get(code), typed, language)
            for code in section.criteria
        ]
        marked = sum(code in marks for code in section.criteria)
        star = star_of(rules, reason, marked == len(section.criteria), language)
        groups.append(
            {
                "code": section.code,
                "title": star["title"] if star else section.title.get(language),
                "star": [star] if star else [],
                "line": show_points(reason.line) if reason.line else "",
                "required": bool(star and star["required"]),
                "sum": show_fixed(reason.total, rules.places) if marked else "—",
                "maximum": show_points(section.maximum),
                "share": reason.total * 1000 // section.maximum,
                "tick": reason.line * 1000 // section.maximum if reason.line else None,
                "note": head_note(reason, marked, len(section.criteria)),
                "lit": reason.lit and marked == len(section.criteria),
                "rows": rows,
            }
        )
    return {
        "groups": groups,
        "marked": len(marks),
        "criteria": len(criteria),
        "total": show_fixed(reasons.total, rules.places),
        "reason": typed.reason,
    }


def star_of(rules: Rulebook, reason: SectionReason, is_complete: bool, language: str) -> dict[str, Any] | None:
    """The section's star; while marks are missing it only fills, and nothing says lit."""
    star = next((star for star in rules.stars if star.section == reason.code), None)
    if star is None:
        return None
    fill = (fill_step if is_complete else fill_so_far)(reason.total, star.line)
    is_lit = reason.lit and is_complete
    return {
        "title": star.title.get(language),
        "short": "",
        "letter": "",
        "state": "lit" if is_lit else ("part" if fill else "off"),
        "required": star.required,
        "fill": fill,
        "gap": show_points(reason.gap) if not is_lit else "",
    }


def head_note(reason: SectionReason, marked: int, criteria: int) -> str:
    """Beside the sum: how many are marked, what is lacking, or that the star is lit."""
    if marked < criteria:
        return _("%(marked)s/%(all)s marked") % {"marked": marked, "all": criteria}
    if reason.line is None:
        return ""
    return _("lit") if reason.lit else _("%(gap)s short") % {"gap": show_points(reason.gap)}


def field_row(
    rules: Rulebook, criterion: Criterion, mark: int | None, beside: int | None, typed: Typed, language: str
) -> dict[str, Any]:
    """One criterion: guide, the shown party's mark, the field, the gap between both."""
    gap = mark - beside if mark is not None and beside is not None else None
    stored = written(mark)
    return {
        "code": criterion.code,
        "title": criterion.title.get(language),
        "guide": criterion.guide.get(language) if criterion.guide else "",
        "self_value": written(beside),
        "field_name": f"mark-{criterion.code}",
        "value": typed.text.get(criterion.code, stored),
        "seen": typed.seen.get(criterion.code, stored),
        "error": typed.errors.get(criterion.code, ""),
        "range": _("%(minimum)s to %(maximum)s, steps of %(step)s")
        % {
            "minimum": show_points(criterion.minimum),
            "maximum": show_points(criterion.maximum),
            "step": show_points(criterion.step),
        },
        "gap": "" if gap is None else ("+" if gap > 0 else "") + show_points(gap).replace("-", "−"),
        "gap_large": gap is not None and rules.reason_gap is not None and abs(gap) >= rules.reason_gap,
    }


def changes_of(assessment: Assessment, rules: Rulebook, criterion: str = "") -> list[dict[str, Any]]:
    """The latest typed changes of the superior's sheet, newest first; of one criterion where it is named."""
    language = get_language() or "zh-hans"
    titles = {c.code: c.title.get(language) for c in rules.criteria}
    rows = Revision.objects.filter(sheet__assessment=assessment, sheet__party=Party.SUPERIOR)
    if criterion in titles:
        rows = rows.filter(criterion=criterion)
    return [
        {
            "at": row.at,
            "when": date_format(timezone.localtime(row.at), _("j M H:i")),
            "who": row.by_name,
            "code": row.criterion,
            "title": titles.get(row.criterion, ""),
            "before": written(row.before),
            "after": written(row.after),
            "reason": row.reason,
        }
        for row in rows[:CHANGES]
    ]


def written(mark: int | None) -> str:
    """A mark as its field shows it."""
    return "" if mark is None else show_points(mark)


def conflict_rows(rules: Rulebook, clashes: Mapping[str, dict]) -> list[dict[str, Any]]:
    """Both values of each criterion that two people changed."""
    language = get_language() or "zh-hans"
    titles = {c.code: c.title.get(language) for c in rules.criteria}
    return [
        {
            "code": code,
            "title": titles[code],
            "theirs": written(both["theirs"]),
            "mine": written(both["mine"]),
            "by": both["by"],
            "at": date_format(datetime.fromisoformat(both["at"]), _("j M H:i")) if both["at"] else "",
        }
        for code, both in clashes.items()
    ]
