"""How results look: levels, stars and figures as plain data for templates, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.drawn_stars import drawn_stars
from apps.assessments.gated_stars import GatedStars, gate_of
from apps.evaluations.models import Result
from apps.rating.points import show_figure, show_fixed, show_points
from apps.rating.rulebook import Criterion, Level, OrderKey, Rulebook, Section, Star

HUNDRED = 100
FEWEST_ARMS = 3
MOST_COLUMNS = 8


@dataclass(frozen=True)
class Presenter:
    """Words and figures of one rulebook in one language."""

    rules: Rulebook
    language: str

    @classmethod
    def of(cls, rules: Rulebook) -> "Presenter":
        return cls(rules, get_language() or "zh-hans")

    def points(self, figure: int | None) -> str:
        """A section or total, in units of 10**-decimals; nothing where there is none."""
        return "" if figure is None else show_figure(figure, self.rules.decimals, self.rules.places)

    def gap(self, figure: int) -> str:
        """What is lacking, in units of 10**-decimals, as short as it can be said."""
        return show_figure(figure, self.rules.decimals)

    def mark(self, hundredths: int | None) -> str:
        """One mark; nothing for what is not marked."""
        return "" if hundredths is None else show_fixed(hundredths, self.rules.places)

    @property
    def maximum(self) -> str:
        """What a total reaches without bonus."""
        return show_points(self.rules.full_marks())

    @property
    def most_stars(self) -> int:
        """How many stars the best level shows; 0 where levels are not told in stars."""
        return max(level.stars for level in self.rules.levels)

    @property
    def has_gaps(self) -> bool:
        """Whether points alone may decide on a star, so that one can be near it."""
        return any(star.line is not None or star.kind == "points" for star in self.rules.stars)

    def level(self, index: int) -> dict[str, Any]:
        """A level, or the word of those who take part without being rated."""
        level = self.rules.outcomes[index]
        return {"name": self.level_name(level), "index": index, "stars": level.stars, "rated": level.rated}

    def level_name(self, level: Level) -> str:
        return level.title.get(self.language)

    def grade(self, result: Result) -> str:
        """The word of another vocabulary that follows from the level; empty where the rules have none."""
        return "" if result.grade is None else self.rules.grades[result.grade].title.get(self.language)

    def programme(self, result: Result) -> str:
        """The programme that a branch enters; empty where the rules have none."""
        return "" if result.programme is None else self.rules.programmes[result.programme].title.get(self.language)

    def star_name(self, star: Star) -> str:
        return star.title.get(self.language)

    def counted(self) -> list[tuple[int, Section]]:
        """The sections that have points of their own, with their position; none where they are too many for columns."""
        found = [(n, each) for n, each in enumerate(self.rules.sections) if each.maximum or each.is_against]
        return found if len(found) <= MOST_COLUMNS else []

    def short_names(self) -> list[str]:
        """Short names of the sections that have points, in order."""
        return [section.short.get(self.language) for _number, section in self.counted()]

    def section_columns(self, result: Result) -> list[dict[str, Any]]:
        """A result's points by section; `lit` and `has_star` say what became of the section's star."""
        lit = {star.section: bool(result.lit >> number & 1) for number, star in enumerate(self.rules.stars)}
        return [
            {
                "value": self.points(result.sections[number]),
                "lit": lit.get(section.code, False),
                "has_star": section.code in lit,
            }
            for number, section in self.counted()
        ]

    def letter_of(self, code: str) -> str:
        return self.section(code).letter.get(self.language)

    def section(self, code: str) -> Section:
        return next(section for section in self.rules.sections if section.code == code)

    def criterion(self, code: str) -> Criterion:
        return next(criterion for criterion in self.rules.criteria if criterion.code == code)

    def stars(
        self, sections: Sequence[int], lit: int, level: int, hrefs: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """The stars of one result: `sections` in units of 10**-decimals in order, `lit` one bit a star."""
        bits = [bool(lit >> number & 1) for number in range(len(self.rules.stars))]
        is_rated = self.rules.outcomes[level].rated
        drawn = drawn_stars(self.rules, sections, bits, self.language, is_rated=is_rated)
        links = [hrefs.get(star.section) if hrefs else None for star in self.rules.stars]
        return [star | ({"href": href} if href else {}) for star, href in zip(drawn, links, strict=True)]

    def stars_of(self, result: Result) -> list[dict[str, Any]]:
        """The stars of a result; a medal stands in the star's name."""
        drawn = self.stars(result.sections, result.lit, result.level)
        return [
            star | {"title": f"{star['title']} {medal}"} if (medal := result.medals.get(star["code"])) else star
            for star in drawn
        ]

    def gated_stars(self, result: Result, marks: Mapping[str, int | None]) -> dict[str, Any] | None:
        """Base stars, gate and feature stars of a result; None where the rulebook's stars are of other kinds."""
        rules = self.rules
        if not gate_of(rules)[0]:
            return None
        points = dict(zip((section.code for section in rules.sections), result.sections, strict=True))
        lit = {star.code: bool(result.lit >> number & 1) for number, star in enumerate(rules.stars)}
        return GatedStars(rules, self.language, result.branch_type, marks, points, lit).context()

    def standing(self, result: Result) -> dict[str, Any]:
        """A result in a small space: its stars by name, else its level as so many stars, else the level's word."""
        level = self.level(result.level)
        if self.rules.stars:
            return {"stars": self.stars_of(result), "of": 0, "level": level}
        return {"stars": [], "of": self.most_stars, "level": level}

    def next_star(self, result: Result) -> tuple[str, str]:
        """Name of the nearest unlit star and what it lacks; empty where points alone light none."""
        if result.gap is None or result.gap_star is None:
            return "", ""
        return self.star_name(self.rules.stars[result.gap_star]), self.gap(result.gap)

    def arms(self, result: Result) -> list[dict[str, Any]]:
        """The sections with points as arms of the glyph, in thousandths of their maximum; none where there are few."""
        lines = {star.section: star.line for star in self.rules.stars if star.line is not None}
        drawn = [
            (section, total)
            for section, total in zip(self.rules.sections, result.sections, strict=True)
            if section.maximum and not section.is_against and not section.is_bonus
        ]
        if len(drawn) < FEWEST_ARMS:
            return []
        return [
            {
                "title": section.title.get(self.language),
                "value_text": self.gap(total),
                "share": max(0, min(1000, total * 1000 * HUNDRED // (section.maximum * 10**self.rules.decimals))),
                "lit": section.code in lines and total * HUNDRED >= lines[section.code] * 10**self.rules.decimals,
                "line_share": lines[section.code] * 1000 // section.maximum if section.code in lines else None,
            }
            for section, total in drawn
        ]

    def order_line(self) -> str:
        """The league order in one line."""
        keys = [self.key_name(key) for key in self.rules.order]
        line = _("First by %(first)s, then by %(rest)s") if len(keys) > 1 else _("By %(first)s")
        line %= {"first": keys[0], "rest": _(", then by ").join(keys[1:])}
        return _("%(line)s; equal on all, they share a place and the next is skipped") % {"line": line}

    def key_name(self, key: OrderKey) -> str:
        """One key of the order in words."""
        names = [self.figure_name(figure) for figure in key.expression.figures]
        name = " + ".join(names)
        return _("fewest %(name)s") % {"name": name} if key.smallest_first else name

    def figure_name(self, figure: str) -> str:
        """A figure as pages name it: total, level, a party, a section, else its own word."""
        names = {
            "stars": _("number of stars"),
            "total": _("total"),
            "level": _("level"),
            "lit": _("number of stars"),
            "superior": _("superior's marks"),
            "self": _("self-assessment"),
            "ballot": _("ballot"),
        }
        for section in self.rules.sections:
            names[section.code] = _("section “%(section)s”") % {"section": section.title.get(self.language)}
        return names.get(figure, figure)


def percent(part: int, whole: int) -> str:
    """One decimal, half up, without floats: 28 of 900 is 3.1%."""
    if not whole:
        return "–"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def signed(hundredths: int, places: int = 0) -> str:
    """Points with their sign and at least `places` decimals: +0.9, −2, and a bare 0."""
    return f"{'+' if hundredths > 0 else ''}{show_fixed(hundredths, places)}".replace("-", "−")


def decimals_of(column: Iterable[int], least: int) -> int:
    """How many decimals every figure of a column in hundredths shows: as many as its finest needs."""
    return max([least, *(2 if each % 10 else 1 if each % HUNDRED else 0 for each in column)])


def difference(by: int) -> str:
    """A change with its sign: +7, −29, and a bare 0."""
    return f"+{by}" if by > 0 else f"−{-by}" if by < 0 else "0"
