"""What a browser sent while somebody typed, as changes; and what it hears when they were saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet
from apps.assessments.services.entries import Entries, Kept
from apps.assessments.services.marks import Change
from apps.assessments.services.remarks import RemarkChange
from apps.assessments.sheet_page import gap_of, lines_by_code
from apps.assessments.star_heads import star_heads
from apps.assessments.values import read_value, unreadable, written
from apps.core.templatetags.stars import star_row
from apps.rating.rulebook import Criterion, Rulebook

HEAD = ("sum", "note", "lit", "share", "marked", "shut")


def entries_of(rules: Rulebook, given: Mapping[str, Any]) -> tuple[Entries, dict[str, str]]:
    """The changes that were sent, and by code what is no number."""
    criteria = lines_by_code(rules)
    entries, faults = Entries(), {}
    for code, entry in given["marks"].items():
        try:
            line = criteria[code]
            after = read_value(line, entry["value"])
        except (KeyError, ValueError):
            faults[code] = unreadable(criteria[code]) if code in criteria else _("No such criterion.")
            continue
        entries.marks[code] = Change(after, seen=seen_mark(line, entry.get("seen")))
        entries.tried_marks[code] = [mark for text in entry.get("tried", ()) for mark in readable(line, text)]
    for code, entry in given["remarks"].items():
        entries.texts[code] = RemarkChange(entry["text"], entry.get("seen"))
        entries.tried_texts[code] = [text.strip() for text in entry.get("tried", ())]
    return entries, faults


def seen_mark(line: Criterion, text: str | None) -> Any:
    """The mark that stood there when it was typed."""
    found = [] if text is None else readable(line, text)
    return found[0] if found else "unknown"


def readable(line: Criterion, text: str) -> list[int | None]:
    """The mark that a text says; nothing where it says none."""
    try:
        return [read_value(line, text)]
    except ValueError:
        return []


def answer_of(
    rules: Rulebook, assessment: Assessment, party: str, given: Mapping[str, Any], kept: Kept, faults: Mapping[str, str]
) -> dict[str, Any]:
    """Everything that the page shows anew after saving; points as text."""
    marks = kept.sheet.typed
    found = star_heads(rules, marks, assessment, party, before=kept.before)
    beside = {} if party == Party.SELF else marks_beside(assessment)
    lines = lines_by_code(rules)
    errors = kept.mark_faults | dict(faults)
    saved = [code for code in given["marks"] if code not in errors and code not in kept.mark_conflicts]
    words = [code for code in given["remarks"] if code not in kept.text_faults and code not in kept.text_conflicts]
    return {
        "saved_at": f"{timezone.localtime():%H:%M:%S}",
        "version": kept.sheet.version,
        "marks": {code: mark_shown(rules, lines[code], marks.get(code), beside.get(code)) for code in saved},
        "remarks": {code: {"text": kept.remarks[code].text if code in kept.remarks else ""} for code in words},
        "errors": errors,
        "remark_errors": kept.text_faults,
        "conflicts": {code: both | sides(lines[code], both) for code, both in kept.mark_conflicts.items()},
        "remark_conflicts": {code: both | {"at": minute(both["at"])} for code, both in kept.text_conflicts.items()},
        "locked": "",
        "heads": {head["code"]: {name: head[name] for name in HEAD} for head in found.heads},
        "heads_html": render_to_string("assessments/sheet_heads.html", {"groups": found.heads}),
        "stars_html": star_row([star for head in found.heads for star in head["star"]], 15),
        "total": found.total,
        "marked": sum(head["marked"] for head in found.heads),
    }


def marks_beside(assessment: Assessment) -> dict[str, int]:
    """The branch's own marks."""
    sheet = Sheet.objects.filter(assessment=assessment, party=Party.SELF).first()
    return sheet.typed if sheet else {}


def mark_shown(rules: Rulebook, line: Criterion, mark: int | None, beside: int | None) -> dict[str, Any]:
    """A mark as it now stands, and its gap to the one beside it."""
    gap, is_large = gap_of(rules, line, mark, beside)
    return {"value": written(line, mark), "gap": gap, "gap_large": is_large}


def sides(line: Criterion, both: Mapping[str, Any]) -> dict[str, str]:
    """Both marks of a conflict as text, with the minute."""
    return {"theirs": written(line, both["theirs"]), "mine": written(line, both["mine"]), "at": minute(both["at"])}


def saved_words(at: datetime) -> str:
    """When the sheet was saved last: to the second today, else the day and the minute."""
    at = timezone.localtime(at)
    said = f"{at:%H:%M:%S}" if at.date() == timezone.localdate() else date_format(at, _("j M H:i"))
    return _("Saved {time}").format(time=said)


def minute(moment: str | None) -> str:
    """When, to the minute; with the day where it was not today."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    return date_format(at, "H:i" if at.date() == timezone.localdate() else _("j M H:i"))


def shut(message: Any, code: str) -> dict[str, Any]:
    """Nothing could be saved: why, in words and for scripts."""
    return {"locked": str(message), "code": code, "marks": {}, "remarks": {}, "errors": {}, "conflicts": {}}
