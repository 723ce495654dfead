"""The unit's summary sheet: one line a branch, sums that add up, and whether it was signed."""

from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.self_rating import SelfRating, says_level, stars_of
from apps.assessments.unit_page import UnitView, signer_of
from apps.assessments.unit_rows import summary_of
from apps.assessments.unit_words import signed
from apps.rating.points import show_points
from apps.rating.rulebook import Level


def summary_page(view: UnitView) -> dict[str, Any]:
    """The sheet as it stands; once handed over, as it was signed."""
    kept = view.handover.summary if view.is_handed_over else summary_of(view.campaign, view.rows)
    levels = {level.name: level for level in view.rules.levels}
    return {
        "view": view,
        "campaign": view.campaign,
        "unit": view.unit,
        "signed": view.handover if view.is_handed_over else None,
        "left": 0 if view.is_handed_over else len(view.left),
        "sections": [section.short.get(view.language) for section in view.rules.sections],
        "lines": [line_of(view, row, levels) for row in kept["rows"]],
        "branches": kept["branches"],
        "members": kept["members"],
        "proof": kept["proof"],
        "mean": view.sum(kept["mean"]),
        "mean_points": kept["mean"],
        "levels": [(level_name(view, levels, name), n) for name, n in kept["levels"].items() if n]
        if says_level(view.rules)
        else [],
        "says_level": says_level(view.rules) or bool(view.rules.stars),
        "has_last_year": any(row["last_total"] is not None for row in kept["rows"]),
        "maximum": show_points(view.rules.full_marks()),
        "signer": signer_of(view),
    }


def level_name(view: UnitView, levels: dict[str, Level], name: str) -> str:
    return levels[name].title.get(view.language) if name in levels else name


def line_of(view: UnitView, row: dict[str, Any], levels: dict[str, Level]) -> dict[str, Any]:
    """One branch as the sheet shows it, from what is kept with a hand-over."""
    last, is_whole = row["last_total"], row["is_whole"]
    return {
        "name": row["name"],
        "secretary": row["secretary"],
        "members": row["members"],
        "sections": [view.sum(total) for total in row["sections"]],
        "total": view.sum(row["total"] if is_whole else None),
        "rise": signed(row["total"] - last, view.rules.places, view.rules.decimals)
        if is_whole and last is not None
        else "",
        "stars": stars_of(view.rules, rating_of(view, row), view.language),
        "level": level_word(view, row, levels),
        "proof": row["proof"],
        "numbers": row,
    }


def level_word(view: UnitView, row: dict[str, Any], levels: dict[str, Level]) -> str:
    """The level by the branch's own marks, where it has filled in all of them; nothing where the rules say none."""
    if not says_level(view.rules):
        return ""
    return level_name(view, levels, row["level"]) if row["is_whole"] else _("not whole")


def rating_of(view: UnitView, row: dict[str, Any]) -> SelfRating:
    """The outcome that is kept, as stars are drawn from it."""
    names = [level.name for level in view.rules.levels]
    return SelfRating(
        sections=tuple(row["sections"]),
        total=row["total"],
        lit=tuple(star.code in row["lit"] for star in view.rules.stars),
        level=names.index(row["level"]) if row["level"] in names else len(names) - 1,
        marked=0,
        lines=0,
        is_whole=row["is_whole"],
    )
