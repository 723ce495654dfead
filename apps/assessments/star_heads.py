"""How far is each section of a sheet: its sum, what is lacking, how full its star is? For one sheet and for a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.drawn_stars import drawn_star
from apps.assessments.inputs import Marks
from apps.assessments.lines import sections_of
from apps.assessments.models import Assessment
from apps.assessments.self_rating import Sheets, judge_sheets, totals_of
from apps.rating.points import show_figure, show_points
from apps.rating.rulebook import Criterion, Rulebook, Section, Star

HUNDRED = 100


@dataclass(frozen=True)
class Heads:
    """The heads of a sheet's sections in the rulebook's order, and what all sections add up to, as text."""

    heads: list[dict[str, Any]]
    total: str


@dataclass(frozen=True)
class Standing:
    """One sheet as it was judged: points by section in units of 10**-decimals, and which stars it lights."""

    rules: Rulebook
    marks: Marks
    points: Mapping[str, int]
    lit: Mapping[str, bool]


def star_heads(
    rules: Rulebook, marks: Marks, who: Assessment, party: str | None = None, *, before: Marks | None = None
) -> Heads:
    """One head a section; a star that `before` these marks was not lit is `new`."""
    found = heads_of(rules, [(marks, who)] if before is None else [(marks, who), (before, who)], party)
    if before is not None:
        lit_before = {star["code"] for head in found[1].heads for star in head["star"] if star["state"] == "lit"}
        for head in found[0].heads:
            for star in head["star"]:
                star["new"] = star["state"] == "lit" and star["code"] not in lit_before
    return found[0]


def heads_of(rules: Rulebook, sheets: Sheets, party: str | None = None) -> list[Heads]:
    """The heads of several sheets, each given as marks and whose they are; judged together."""
    if not sheets:
        return []
    judged = judge_sheets(rules, sheets)
    codes, stars = [section.code for section in rules.sections], [star.code for star in rules.stars]
    rows = zip(sheets, judged.sections.tolist(), judged.lit.tolist(), totals_of(rules, judged).tolist(), strict=True)
    found = []
    for (marks, who), sections, lit, total in rows:
        standing = Standing(rules, marks, dict(zip(codes, sections, strict=True)), dict(zip(stars, lit, strict=True)))
        heads = [head_of(standing, *group) for group in sections_of(rules, who.branch_type, party)]
        found.append(Heads(heads, show_figure(total, rules.decimals, rules.places)))
    return found


def head_of(standing: Standing, section: Section, lines: Sequence[Criterion]) -> dict[str, Any]:
    """One section: its stars, sum, share and line in thousandths, and how much of it is marked; `shut` where its stars
    wait for others to be lit (None: they wait for none)."""
    rules, language = standing.rules, get_language() or "zh-hans"
    marked = sum(standing.marks.get(line.code) is not None for line in lines)
    is_whole = marked == len(lines)
    stars = [star for star in rules.stars if star.section == section.code]
    gate = [standing.lit[code] for star in stars for code in star.once]
    shut = not all(gate)
    drawn = [
        drawn_star(rules, star, standing.points, is_whole and standing.lit[star.code], language, is_whole=is_whole)
        | {"short": "", "letter": ""}
        | ({"state": "locked"} if shut else {})
        for star in stars
    ]
    only = stars[0] if len(stars) == 1 else None
    line = only.line if only else None
    total, maximum = sums_of(standing, section, lines)
    return {
        "code": section.code,
        "href": f"#section-{section.code}",
        "title": (only or section).title.get(language),
        "short": section.short.get(language),
        "star": drawn,
        "line": show_points(line) if line else "",
        "required": bool(only and only.required),
        "sum": show_figure(total, rules.decimals, rules.places if section.maximum else 0) if marked else "—",
        "maximum": show_points(maximum) if maximum else "",
        "share": share_of(rules, total, maximum),
        "tick": line * 1000 // section.maximum if line else None,
        "demands": demands_of(standing, section, lines),
        "shut": shut if gate else None,
        "note": head_note(standing, lines, marked, only),
        "lit": bool(drawn) and all(star["state"] == "lit" for star in drawn),
        "marked": marked,
        "criteria": len(lines),
    }


def sums_of(standing: Standing, section: Section, lines: Sequence[Criterion]) -> tuple[int, int]:
    """What counts of a section (10**-decimals) and at most (hundredths); where nothing has points, how many passed.

    What is taken off the total counts below zero, and has no maximum to reach.
    """
    rules = standing.rules
    if demands := demands_of(standing, section, lines):
        return demands.count(True) * 10**rules.decimals, len(lines) * HUNDRED
    points = standing.points[section.code]
    return (-points, 0) if section.is_against else (points, section.maximum)


def demands_of(standing: Standing, section: Section, lines: Sequence[Criterion]) -> list[bool | None]:
    """Of a section where nothing has points: which items passed, and None for those not marked yet."""
    if section.maximum or any(line.kind != "pass" for line in lines):
        return []
    marks = (standing.marks.get(line.code) for line in lines)
    return [None if mark is None else bool(mark) for mark in marks]


def share_of(rules: Rulebook, total: int, maximum: int) -> int:
    """Thousandths of the maximum, from 0 to 1000."""
    return max(0, min(1000, total * 1000 * HUNDRED // (maximum * 10**rules.decimals))) if maximum else 0


def head_note(standing: Standing, lines: Sequence[Criterion], marked: int, star: Star | None) -> str:
    """Beside the sum: how many are marked, what is lacking, or that the star is lit."""
    if marked < len(lines):
        return _("%(marked)s/%(all)s marked") % {"marked": marked, "all": len(lines)}
    if star is None:
        return ""
    if standing.lit[star.code]:
        return _("lit")
    if star.line is not None:
        rules = standing.rules
        gap = star.line * 10**rules.decimals // HUNDRED - standing.points[star.section]
        return _("%(gap)s short") % {"gap": show_figure(gap, rules.decimals)} if gap > 0 else ""
    failed = sum(line.kind == "pass" and not standing.marks.get(line.code) for line in lines)
    return ngettext("%(n)s not passed", "%(n)s not passed", failed) % {"n": failed} if failed else ""
