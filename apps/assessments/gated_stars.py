"""How does a branch stand where stars for points count only once others are lit: base, gate, feature stars?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.inputs import Marks
from apps.assessments.lines import lines_of
from apps.rating.points import show_figure, show_points
from apps.rating.rulebook import Rulebook, Star

HUNDRED = 100


@dataclass(frozen=True)
class GatedStars:
    """One branch before the gate and behind it. lit: by star; points: of each section, in units of 10**-decimals."""

    rules: Rulebook
    language: str
    branch_type: str
    marks: Marks
    points: Mapping[str, int]
    lit: Mapping[str, bool]

    def context(self) -> dict[str, Any]:
        """What the part `ten_stars` takes: `base`, `features`, `is_open` and `line`, the one sentence beneath."""
        base, features = gate_of(self.rules)
        is_open = all(self.lit[star.code] for star in base)
        return {
            "base": [self.base_star(star) for star in base],
            "features": [self.drawn(star, show_points(int(threshold(star) * HUNDRED))) for star in features],
            "is_open": is_open,
            "line": self.way_on(features) if is_open else self.what_shuts(base),
        }

    def drawn(self, star: Star, short: str) -> dict[str, Any]:
        title, state = star.title.get(self.language), "lit" if self.lit[star.code] else "off"
        return {"title": title, "short": short, "state": state}

    def base_star(self, star: Star) -> dict[str, Any]:
        section = next(section for section in self.rules.sections if section.code == star.section)
        return self.drawn(star, section.short.get(self.language)) | {"demands": self.demands(star)}

    def demands(self, star: Star) -> list[bool]:
        """Which of the items that are asked of the branch it passed."""
        lines = lines_of(self.rules, self.branch_type)
        return [bool(self.marks.get(line.code)) for line in lines if line.section == star.section]

    def what_shuts(self, base: list[Star]) -> str:
        """Which base stars are not lit, and how many items they lack; a veto puts stars out whatever was passed."""
        out = [self.base_star(star) for star in base if not self.lit[star.code]]
        failing = [star for star in out if not all(star["demands"])]
        if not failing:
            return _("A veto put stars out, so the feature stars do not count")
        failed = sum(star["demands"].count(False) for star in failing)
        line = ngettext(
            "%(stars)s: %(n)s item not passed, so the feature stars do not count yet",
            "%(stars)s: %(n)s items not passed, so the feature stars do not count yet",
            failed,
        )
        return line % {"stars": listed([_("“%(name)s”") % {"name": star["short"]} for star in failing]), "n": failed}

    def way_on(self, features: list[Star]) -> str:
        """The points that light feature stars, and what the next one lacks; nothing where a veto put some out."""
        reached = self.reached(features[0])
        if reached is None:
            return ""
        points, scale = show_figure(reached, self.rules.decimals), 10**self.rules.decimals
        ahead = [star for star in features if not self.lit[star.code]]
        if not ahead:
            return _("%(points)s feature points, all stars lit") % {"points": points}
        lacks = int(threshold(ahead[0]) * scale) - reached
        if lacks <= 0:
            return ""
        gap = show_figure(lacks, self.rules.decimals)
        words = {"points": points, "number": self.rules.stars.index(ahead[0]) + 1, "gap": gap}
        return _("%(points)s feature points, %(gap)s short of star %(number)s") % words

    def reached(self, star: Star) -> int | None:
        """What the star counts, in units of 10**-decimals; None where it is no sum of sections."""
        terms = star.of.terms if star.of else ()
        if not terms or any(term.figure not in self.points for term in terms):
            return None
        return sum(term.sign * self.points[term.figure] for term in terms)


def gate_of(rules: Rulebook) -> tuple[list[Star], list[Star]]:
    """Base and feature stars where the rulebook's are just these two: lit by passing everything in their section, and
    one for each so many points once all the others are lit. Else both empty."""
    features = [star for star in rules.stars if star.kind == "points" and star.once]
    base = [star for star in rules.stars if star.kind == "pass"]
    gates = {frozenset(star.once) for star in features}
    sections = {star.section for star in base}
    is_gated = (
        gates == {frozenset(star.code for star in base)}
        and len(base) + len(features) == len(rules.stars)
        and all(line.kind == "pass" for line in rules.criteria if line.section in sections)
    )
    return (base, features) if is_gated else ([], [])


def threshold(star: Star) -> Any:
    """The points, as an exact number, from which a feature star is lit."""
    return (star.each or 0) * star.nth


def listed(names: list[str]) -> str:
    return reduce(lambda first, rest: _("%(first)s, %(rest)s") % {"first": first, "rest": rest}, names)
