"""A sheet as its page shows it: stars, groups of criteria with fields, what changed, what clashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.hiding import Names
from apps.assessments.lines import limits, lines_of, main_sheet, offered
from apps.assessments.models import Assessment, Revision
from apps.assessments.star_heads import star_heads
from apps.assessments.values import options_of, read_value, shown, unreadable, written
from apps.assessments.visiting import Seen
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook

CHANGES = 30


@dataclass
class Typed:
    """What a person typed: the readable marks in hundredths, by code what could not be read, and what they had seen."""

    marks: dict[str, int | None] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    seen_notes: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    def changed(self) -> dict[str, int | None]:
        """The marks that the typist changed against what they saw."""
        return {code: mark for code, mark in self.marks.items() if self.text[code] != self.seen.get(code)}

    def changed_notes(self) -> dict[str, str]:
        """The notes that the typist changed against what they saw."""
        return {
            code: text for code, text in self.notes.items() if text.strip() != self.seen_notes.get(code, "").strip()
        }

    def clashes(self, both: Mapping[str, dict], lines: Mapping[str, Criterion]) -> dict[str, dict]:
        """Of the criteria with two values, those that somebody changed since the typist saw them."""
        return {
            code: pair for code, pair in both.items() if written(lines[code], pair["theirs"]) != self.seen.get(code)
        }

    def take(self, line: Criterion, seen: Seen) -> None:
        """Type what a team proposed on site into a line, and say so, as if by hand: what clashes is asked as ever."""
        if not seen.mark:
            return
        self.text[line.code], self.marks[line.code] = seen.mark, read_value(line, seen.mark)
        self.errors.pop(line.code, None)
        self.reason = self.reason or _("site visit of %(day)s") % {"day": seen.on.isoformat()}

    def rebased(self) -> "Typed":
        """Only the own changes, over the sheet as it stands now: what others changed meanwhile is not typed back."""
        kept = self.changed()
        text = {code: self.text[code] for code in kept}
        return Typed(marks=kept, text=text, notes=self.notes, seen_notes=self.seen_notes, reason=self.reason)


def read_typed(rules: Rulebook, post: Mapping[str, str]) -> Typed:
    """The fields `mark-CODE` and `note-CODE` of a form; full-width digits and 分 are read, an empty mark is none.

    `seen-CODE` is what stood there when the form was made; `choose-CODE` of "theirs" takes that over what was typed.
    """
    typed = Typed(reason=post.get("reason", "").strip()[:500])
    for criterion in rules.criteria:
        name = f"mark-{criterion.code}"
        if f"note-{criterion.code}" in post:
            typed.notes[criterion.code] = post[f"note-{criterion.code}"]
            typed.seen_notes[criterion.code] = post.get(f"was-{criterion.code}", "")
        if name not in post:
            continue
        if f"seen-{criterion.code}" in post:
            typed.seen[criterion.code] = post[f"seen-{criterion.code}"]
        takes_theirs = post.get(f"choose-{criterion.code}") == "theirs"
        text = typed.text[criterion.code] = typed.seen.get(criterion.code, "") if takes_theirs else post[name]
        try:
            typed.marks[criterion.code] = read_value(criterion, text)
        except ValueError:
            typed.errors[criterion.code] = unreadable(criterion)
    return typed


def lines_by_code(rules: Rulebook) -> dict[str, Criterion]:
    """Every typed criterion by its code."""
    return {criterion.code: criterion for criterion in rules.criteria}


@dataclass(frozen=True)
class Beside:
    """What stands beside a scorer's marks: the branch's own, the notes, how many pieces of proof, the branch's replies,
    what a team saw on site; all by code."""

    marks: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    proof: Mapping[str, int] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)
    on_site: Mapping[str, Seen] = field(default_factory=dict)


def sheet_context(
    rules: Rulebook, assessment: Assessment, party: str, marks: Mapping[str, int], beside: Beside, typed: Typed
) -> dict[str, Any]:
    """Heads, groups with fields and what stands beside them; `typed` wins over what is stored."""
    language = get_language() or "zh-hans"
    found = star_heads(rules, marks, assessment, party)
    lines = lines_of(rules, assessment.branch_type, party)
    for head in found.heads:
        head["rows"] = [
            field_row(rules, assessment, line, marks.get(line.code), beside, typed, language)
            for line in lines
            if line.section == head["code"]
        ]
    return {
        "groups": found.heads,
        "letters": letters_of(found.heads),
        "has_choices": any(options_of(line, "") for line in lines),
        "marked": sum(line.code in marks for line in lines),
        "criteria": len(lines),
        "total": found.total,
        "reason": typed.reason,
    }


def letters_of(heads: list[dict[str, Any]]) -> str:
    """With which letters the sections begin, as a key says it: A–E, or B F H."""
    letters = sorted({head["code"][0].upper() for head in heads})
    is_run = len(letters) > 2 and ord(letters[-1]) - ord(letters[0]) == len(letters) - 1
    return f"{letters[0]}–{letters[-1]}" if is_run else " ".join(letters)


def field_row(
    rules: Rulebook,
    assessment: Assessment,
    criterion: Criterion,
    mark: int | None,
    beside: Beside,
    typed: Typed,
    language: str,
) -> dict[str, Any]:
    """One line: guide, proof, the branch's mark, the field, the gap between both, the note."""
    code, stored = criterion.code, written(criterion, mark)
    gap, is_large = gap_of(rules, criterion, mark, beside.marks.get(code))
    note, guide = beside.notes.get(code, ""), criterion.guide
    return limits(rules, criterion) | {
        "code": code,
        "title": criterion.title.get(language),
        "guide": guide.get(language) if guide else "",
        "options": offered(rules, criterion, language),
        "proof": beside.proof.get(code, 0),
        "reply": beside.replies.get(code, ""),
        "on_site": beside.on_site.get(code),
        "proof_url": reverse("assessments:proof", args=[assessment.campaign.slug, assessment.pk, code]),
        "self_value": written(criterion, beside.marks.get(code)),
        "self_shown": shown(criterion, beside.marks.get(code), language),
        "said": shown(criterion, mark, language),
        "field_name": f"mark-{code}",
        "value": typed.text.get(code, stored),
        "seen": typed.seen.get(code, stored),
        "error": typed.errors.get(code, ""),
        "gap": gap,
        "gap_large": is_large,
        "note": typed.notes.get(code, note),
        "seen_note": typed.seen_notes.get(code, note),
    }


def gap_of(rules: Rulebook, criterion: Criterion, mark: int | None, beside: int | None) -> tuple[str, bool]:
    """How far a mark stands from the one beside it, as text, and whether the rulebook asks why; between choices and
    switches there is no distance."""
    if mark is None or beside is None or options_of(criterion, ""):
        return "", False
    gap = mark - beside
    is_large = rules.reason_gap is not None and abs(gap) >= rules.reason_gap
    return ("+" if gap > 0 else "") + show_points(gap).replace("-", "−"), is_large


def changes_of(
    assessment: Assessment, rules: Rulebook, names: Names, *, criterion: str = "", party: str = ""
) -> list[dict[str, Any]]:
    """The latest typed changes of a sheet (the one that counts, unless named), newest first, or of one criterion."""
    language = get_language() or "zh-hans"
    lines, party = lines_by_code(rules), party or main_sheet(rules)
    rows = Revision.objects.filter(sheet__assessment=assessment, sheet__party=party)
    if criterion in lines:
        rows = rows.filter(criterion=criterion)
    return [
        {
            "at": row.at,
            "when": date_format(timezone.localtime(row.at), _("j M H:i")),
            "who": names.of(row.by, row.by_name, party),
            "code": row.criterion,
            "title": lines[row.criterion].title_for(assessment.branch_type).get(language),
            "before": shown(lines[row.criterion], row.before, language),
            "after": shown(lines[row.criterion], row.after, language),
            "reason": row.reason,
        }
        for row in rows[:CHANGES]
        if row.criterion in lines
    ]


def conflict_rows(rules: Rulebook, clashes: Mapping[str, dict]) -> list[dict[str, Any]]:
    """Both values of each criterion that two people changed."""
    language = get_language() or "zh-hans"
    lines = lines_by_code(rules)
    return [
        {
            "code": code,
            "title": lines[code].title.get(language),
            "theirs": shown(lines[code], both["theirs"], language),
            "mine": shown(lines[code], both["mine"], language),
            "by": both["by"],
            "at": date_format(datetime.fromisoformat(both["at"]), _("j M H:i")) if both["at"] else "",
        }
        for code, both in clashes.items()
    ]
