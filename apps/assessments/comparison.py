"""One branch as two have marked it: both marks side by side, those farther apart than is near first."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.lines import lines_of, offered
from apps.assessments.models import Assessment, Sheet
from apps.assessments.pairs import Pair, tolerance_of
from apps.assessments.seconds import second_of
from apps.assessments.selectors import notes_of
from apps.assessments.values import shown, written
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook


def comparison_of(rules: Rulebook, pair: Pair, party: str) -> dict[str, Any]:
    """Rows by criterion, and how many lie apart."""
    assessment = pair.assessment
    sheets = {sheet.party: sheet for sheet in assessment.sheets.filter(party__in=(party, second_of(party)))}
    first, second = sheets.get(party), sheets.get(second_of(party))
    notes = notes_of(first), notes_of(second)
    lines = lines_of(rules, assessment.branch_type, party)
    rows = [row_of(rules, line, pair, counted(first), notes) for line in lines]
    rows.sort(key=lambda row: (not row["is_far"], row["is_same"]))
    far = sum(row["is_far"] for row in rows)
    return {"rows": rows, "far": far, "headline": headline(assessment, far)}


def counted(sheet: Sheet | None) -> Mapping[str, int]:
    """What counts now."""
    return sheet.marks if sheet else {}


def row_of(
    rules: Rulebook, line: Criterion, pair: Pair, counts: Mapping[str, int], notes: tuple[Mapping[str, str], ...]
) -> dict[str, Any]:
    """One criterion: both marks, how far they lie apart, what counts now, what each wrote."""
    code, language = line.code, get_language() or "zh-hans"
    first, second = pair.first.get(code), pair.second.get(code)
    distance = abs(first - second) if first is not None and second is not None else None
    options = offered(rules, line, language)
    return {
        "code": code,
        "title": line.title.get(language),
        "first": shown(line, first, language),
        "second": shown(line, second, language),
        "distance": "" if options or not distance else show_points(distance),
        "is_same": first == second,
        "is_far": first != second if distance is None else distance > tolerance_of(line),
        "options": options,
        "value": written(line, counts.get(code)),
        "is_settled": counts.get(code) != first,
        "notes": [note for kept in notes if (note := kept.get(code, "").strip())],
    }


def headline(assessment: Assessment, far: int) -> str:
    """The state in a sentence."""
    if not far:
        return _("Both marked %(branch)s alike") % {"branch": assessment.name}
    words = ngettext("%(branch)s: %(n)s criterion lies apart", "%(branch)s: %(n)s criteria lie apart", far)
    return words % {"branch": assessment.name, "n": far}
