"""The branch sheet: stars, derivation, places and the shortest way, on one page."""

from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.core.errors import Refused
from apps.rating.ways import Option
from apps.reports.branch_rows import BranchRows
from apps.reports.explanations import Explained, explained
from apps.reports.telling.outcome import above_words
from apps.reports.telling.ways import gap_text, hurdle_words, mark_text, way_title, way_words
from apps.reports.writing.basis import Basis

OPTIONS = 3
TICK, CROSS = "✓", "✗"
LIT, UNLIT = "★", "☆"


def branch_data(basis: Basis, assessment: Assessment) -> dict[str, Any]:
    """Every word of one sheet; refuses (409) for a branch that the run does not hold."""
    found = explained(basis.run, assessment)
    if found is None:
        raise Refused(_("“%(branch)s” is not in this evaluation.") % {"branch": assessment.name}, code="not-in-run")
    show, result = basis.show, found.result
    rows = BranchRows(show, found, {}).context()
    title = _("Rating sheet of the year %(year)s") % {"year": basis.campaign.year}
    return basis.head(title) | {
        "branch": result.name,
        "unit": result.unit.name,
        "zone": result.zone.name if result.zone else "",
        "type": result.branch_type,
        "members": _("%(n)s members") % {"n": assessment.members} if assessment.members else "",
        "level": show.level(result.level)["name"],
        "grade": show.grade(result),
        "programme": show.programme(result),
        "total": show.points(result.total),
        "maximum": show.maximum,
        "stars": [star_row(star) for star in show.stars_of(result)],
        "sections": [section_row(row) for row in rows["sections"]],
        "sum": rows["sum_line"],
        "conditions": [condition(row) for row in (*rows["star_lines"], *rows["conditions"])],
        "notes": [line.text for line in rows["path_lines"]],
        "places": places(found),
        **way_of(found),
    }


def star_row(star: dict[str, Any]) -> dict[str, str]:
    """One star: its name, whether it is lit, and what it lacks."""
    is_lit = star["state"] in ("lit", "unrated")
    lacks = _("lacks %(gap)s") % {"gap": star["gap"]} if star["gap"] else ""
    note = _("lit") if is_lit else lacks or _("not lit")
    return {"glyph": LIT if is_lit else UNLIT, "name": star["title"], "note": note}


def section_row(row: dict[str, Any]) -> dict[str, str]:
    """One section: its marks in a line, its sum, and what became of its star."""
    marks = [_("%(title)s %(value)s") % each if each["value"] else each["title"] for each in row["criteria"]]
    return {
        "name": row["title"],
        "marks": _(", ").join(marks),
        "sum": row["sum"],
        "verdict": row["verdict"] or "",
    }


def condition(row: dict[str, Any]) -> dict[str, str]:
    return {"mark": TICK if row["holds"] else CROSS, "text": row["title"], "note": row["note"]}


def places(found: Explained) -> list[dict[str, str]]:
    """The place in each scope, and what the place above has more; none for who is not rated."""
    standing = found.reasons.standing
    if standing is None:
        return []
    names = {"campaign": _("whole campaign"), **found.groups}
    return [
        {
            "scope": names.get(place.scope) or found.words.scope(place.scope),
            "place": str(place.place),
            "of": str(place.of),
            "note": above_words(found.words, place),
        }
        for place in standing.places
    ]


def way_of(found: Explained) -> dict[str, Any]:
    """The shortest way to the next star or level, or what stands before it."""
    reasons, words = found.reasons, found.words
    vetoed = any(hurdle.kind in ("veto", "vetoes") for hurdle in reasons.hurdles)
    ways = ([] if vetoed else list(reasons.ways)) or ([reasons.way_up] if reasons.way_up and not vetoed else [])
    hurdles = [hurdle_words(words, hurdle) for hurdle in reasons.hurdles]
    if not ways:
        return {"way": "", "way_text": "", "options": [], "options_text": "", "hurdles": hurdles}
    way, kind = ways[0], found.result.branch_type
    gap = gap_text(way.gap)
    title = way_title(words, way, found.result.level)
    options = [option_row(found, option) for option in way.options[:OPTIONS]]
    return {
        "way": _("%(way)s, lacks %(gap)s") % {"way": title, "gap": gap} if gap else title,
        "way_text": way_words(words, way, kind, found.result.rank),
        "options": options,
        "options_text": any_of(options),
        "hurdles": hurdles,
    }


def option_row(found: Explained, option: Option) -> dict[str, str]:
    """One single change that would do."""
    words = found.words
    return {
        "criterion": words.title(option.criterion, found.result.branch_type),
        "now": mark_text(words, option.criterion, option.now),
        "needed": mark_text(words, option.criterion, option.needed),
    }


def any_of(options: list[dict[str, str]]) -> str:
    """Several changes of which one is enough, in one sentence."""
    if len(options) < 2:
        return ""
    told = [f"{each['criterion']} {each['now']} → {each['needed']}" for each in options]
    return _("One of these is enough: %(changes)s.") % {"changes": _("; ").join(told)}
