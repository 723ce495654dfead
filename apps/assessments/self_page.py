"""A self-assessment's star on a phone: five stars as steps, the star's criteria, save state, deadline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.autosave import seen_mark
from apps.assessments.choices import Party
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.lines import limits, offered
from apps.assessments.models import Sheet
from apps.assessments.proof import proof_url
from apps.assessments.self_check import MARK, PROOF, REASON, Missing
from apps.assessments.self_sheet import SelfSheet
from apps.assessments.services.entries import Entries
from apps.assessments.services.marks import Change
from apps.assessments.services.remarks import RemarkChange
from apps.assessments.sheet_page import lines_by_code, read_typed
from apps.assessments.values import shown, written
from apps.campaigns.models import Extension
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Section

HOUR = timedelta(hours=1)
LETTERS_A_LINE = 20
LINES = (1, 8)
# How much of last year's words must remain for a text to be called last year's, changed.
STILL_LAST_YEARS = 0.5
JUMP = 50


@dataclass
class Filled:
    """A star's form as it was sent: changes to save, and what was typed where something could not be taken."""

    entries: Entries = field(default_factory=Entries)
    marks: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    text_errors: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, dict[str, Any]] = field(default_factory=dict)
    text_clashes: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_filled(own: SelfSheet, section: Section, post: Mapping[str, str]) -> Filled:
    """The fields of one star: `mark-CODE` and `seen-CODE`, `remark-CODE` and `was-CODE`, as one typed and saw them."""
    typed, lines = read_typed(own.rules, post), lines_by_code(own.rules)
    filled = Filled(marks=typed.text, errors=typed.errors)
    for code, mark in typed.changed().items():
        filled.entries.marks[code] = Change(mark, seen=seen_mark(lines[code], typed.seen.get(code)))
    for code in section.criteria:
        text, was = post.get(f"remark-{code}"), post.get(f"was-{code}")
        if text is not None and text.strip() != (was or "").strip():
            filled.texts[code] = text
            filled.entries.texts[code] = RemarkChange(text, was)
    return filled


def frame(own: SelfSheet) -> dict[str, Any]:
    """What stands on every page of a self-assessment."""
    campaign = own.assessment.campaign
    pairs = zip(own.sections, own.standing.heads, strict=True)
    return {
        "own": own,
        "assessment": own.assessment,
        "campaign": campaign,
        "can_change": own.can_change,
        "saved": saved_line(own.sheet),
        "deadline": deadline(own),
        "steps": [step(own, section, head) for section, head in pairs],
        "back_url": reverse("reports:branch", args=[campaign.slug, own.assessment.pk]),
        "check_url": own.url("self-check"),
    }


def saved_line(sheet: Sheet | None) -> str:
    """When the last mark was saved; nothing before the first."""
    if sheet is None or sheet.changed_at is None:
        return ""
    at = timezone.localtime(sheet.changed_at)
    today = at.date() == timezone.localdate()
    return _("Saved %(at)s") % {"at": date_format(at, "H:i" if today else _("j M"))}


def deadline(own: SelfSheet) -> dict[str, str]:
    """Until when the branch may work, or since when it may not, and whether that is near."""
    if own.open_stage:
        left = time_left(own.open_stage.closes_at)
        return left | {"text": extended(left["text"])} if isinstance(own.open_stage, Extension) else left
    coming = next((stage for stage in own.stages if stage.opens_at > timezone.now()), None)
    if coming:
        return {"text": _("opens %(when)s") % {"when": moment(coming.opens_at)}, "tone": ""}
    if own.stages:
        return {"text": _("closed %(when)s") % {"when": moment(own.stages[-1].closes_at)}, "tone": ""}
    return {"text": "", "tone": ""}


def extended(left: str) -> str:
    """The time left, where it is more than others have."""
    return _("extended: %(left)s") % {"left": left}


def time_left(closes_at: datetime) -> dict[str, str]:
    """The closing minute, with days left, or hours on the last day."""
    when, left = moment(closes_at), closes_at - timezone.now()
    days = (timezone.localtime(closes_at).date() - timezone.localdate()).days
    if days:
        text = ngettext("%(n)s day left, until %(when)s", "%(n)s days left, until %(when)s", days)
        return {"text": text % {"n": days, "when": when}, "tone": "warn" if days == 1 else ""}
    hours = left // HOUR
    if hours:
        text = ngettext("%(n)s hour left, until %(when)s", "%(n)s hours left, until %(when)s", hours)
        return {"text": text % {"n": hours, "when": when}, "tone": "warn"}
    minutes = max(1, left // timedelta(minutes=1))
    text = ngettext("%(n)s minute left, until %(when)s", "%(n)s minutes left, until %(when)s", minutes)
    return {"text": text % {"n": minutes, "when": when}, "tone": "bad"}


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j M H:i"))


def step(own: SelfSheet, section: Section, head: Mapping[str, Any]) -> dict[str, Any]:
    """One star of the five: how far it is, and where it leads."""
    is_whole = head["marked"] == head["criteria"]
    return {
        "code": section.code,
        "title": head["title"],
        "short": section.short.get(get_language() or "zh-hans"),
        "star": head["star"] if len(head["star"]) == 1 else [],
        "note": head["sum"] if is_whole else f"{head['marked']}/{head['criteria']}",
        "url": own.url("self-star", section.code),
    }


def star_context(own: SelfSheet, section: Section, filled: Filled | None = None) -> dict[str, Any]:
    """One star's page: head with the bar to the line, its criteria, the way on."""
    context = frame(own)
    steps, at = context["steps"], own.sections.index(section)
    head = own.standing.heads[at]
    return context | {
        "section": section.code,
        "here": steps[at],
        "head": head,
        "way_note": way_note(head),
        "criteria": [criterion_row(own, line, filled or Filled()) for line in own.lines_in(section)],
        "locked": "" if own.can_change else locked_line(own),
        "previous": steps[at - 1] if at else None,
        "next": steps[at + 1] if at + 1 < len(steps) else None,
        "save_url": own.url("save", Party.SELF),
        "take_over_star": own.can_take_over(section),
        "take_over_whole": own.can_take_over(),
    }


def locked_line(own: SelfSheet) -> str:
    """Why this person cannot change it now."""
    if not own.is_own:
        return _("You may read this sheet, not change it.")
    if own.submission.status not in WITH_THE_BRANCH:
        words = _("The self-assessment is %(state)s; it can be changed again once it is returned.")
        return words % {"state": own.submission.get_status_display()}
    if own.open_stage is None:
        return _("No stage is open in which this sheet can be changed.")
    return _("It waits for the secretary. Take it back to go on.")


def way_note(head: Mapping[str, Any]) -> str:
    """What the star still needs, and how many criteria are blank."""
    gap = head["star"][0]["gap"] if len(head["star"]) == 1 else ""
    blank, parts = head["criteria"] - head["marked"], []
    if gap and gap != "0":
        parts.append(_("%(gap)s more to light it") % {"gap": gap})
    elif head["lit"]:
        parts.append(_("lit"))
    if blank:
        parts.append(ngettext("%(n)s still to fill in", "%(n)s still to fill in", blank) % {"n": blank})
    return " · ".join(parts)


def criterion_row(own: SelfSheet, criterion: Criterion, filled: Filled) -> dict[str, Any]:
    """One criterion: guide, field with its limits, last year beside it, words, proof, and whether it is complete."""
    code, facts, language = criterion.code, own.facts, get_language() or "zh-hans"
    gaps, error = own.gaps[code], filled.errors.get(code, "")
    stored, last = written(criterion, facts.marks.get(code)), facts.last_marks.get(code)
    text, last_text = facts.texts.get(code, ""), facts.last_texts.get(code, "")
    asked = code in own.to_mend
    return limits(own.rules, criterion) | {
        "code": code,
        "title": criterion.title.get(language),
        "guide": criterion.guide.get(language) if criterion.guide else "",
        "value": filled.marks.get(code, stored),
        "stored": stored,
        "options": offered(own.rules, criterion, language),
        "said": shown(criterion, facts.marks.get(code), language),
        "most": show_points(criterion.maximum),
        "jump": show_points(JUMP if JUMP % criterion.step == 0 else criterion.step),
        "last": written(criterion, last),
        "last_said": shown(criterion, last, language),
        "text": filled.texts.get(code, text),
        "was": text,
        "text_error": filled.text_errors.get(code, ""),
        "clash": filled.text_clashes.get(code),
        "last_text": last_text,
        "text_note": text_note(text, last_text),
        "lines": lines_of(text),
        "reason_asked": next((show_points(gap.amount) for gap in gaps if gap.kind == REASON), ""),
        "chip": chip(gaps, asked=asked),
        "proof": own.proof.get(code, []),
        "upload_url": proof_url(own.assessment.campaign.slug, own.assessment.pk, code),
        "is_open": own.can_change and bool(gaps or asked or error or code in filled.text_errors),
        "error": error,
    }


def lines_of(text: str) -> int:
    """How high the field of a text stands at first."""
    lines = sum(-(-max(1, len(line)) // LETTERS_A_LINE) for line in text.split("\n"))
    return min(max(lines, LINES[0]), LINES[1])


def text_note(text: str, last: str) -> str:
    """Whether these are last year's words, and in how many places they were changed."""
    if not text or not last:
        return ""
    if text == last:
        return _("Last year's text")
    matcher = SequenceMatcher(None, last, text, autojunk=False)
    if matcher.ratio() < STILL_LAST_YEARS:
        return ""
    places = sum(kind != "equal" for kind, *_span in matcher.get_opcodes())
    words = ngettext("Last year's text, changed in %(n)s place", "Last year's text, changed in %(n)s places", places)
    return words % {"n": places}


def chip(gaps: list[Missing], *, asked: bool) -> dict[str, str]:
    """A criterion's state in one word: asked for by the unit, blank, what it lacks, or complete."""
    lacking = {gap.kind: gap.amount for gap in gaps}
    if MARK in lacking:
        return {"tone": "", "icon": "", "text": _("Not filled")}
    if PROOF in lacking:
        n = lacking[PROOF]
        return {
            "tone": "warn",
            "icon": "photo",
            "text": ngettext("%(n)s file missing", "%(n)s files missing", n) % {"n": n},
        }
    if REASON in lacking:
        return {"tone": "warn", "icon": "file-text", "text": _("Say why")}
    if asked:
        return {"tone": "warn", "icon": "arrow-back-up", "text": _("Returned")}
    return {"tone": "ok", "icon": "check", "text": _("Complete")}
