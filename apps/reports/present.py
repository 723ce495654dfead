"""How results look: levels, stars and figures as plain data for templates, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.core.stars import fill_step
from apps.evaluations.models import Result
from apps.rating.points import show_fixed, show_points
from apps.rating.rulebook import Level, Rulebook, Star


@dataclass(frozen=True)
class Presenter:
    """Words and figures of one rulebook in one language."""

    rules: Rulebook
    language: str

    @classmethod
    def of(cls, rules: Rulebook) -> "Presenter":
        return cls(rules, get_language() or "zh-hans")

    def points(self, hundredths: int | None) -> str:
        """A sum with the rulebook's decimals; nothing for what is not marked."""
        return "" if hundredths is None else show_fixed(hundredths, self.rules.places)

    def level(self, index: int) -> dict[str, Any]:
        level = self.rules.levels[index]
        return {"name": self.level_name(level), "index": index, "stars": level.stars, "rated": level.rated}

    def level_name(self, level: Level) -> str:
        return level.title.get(self.language)

    def star_name(self, star: Star) -> str:
        return star.title.get(self.language)

    def short_names(self) -> list[str]:
        """Short names of the sections, in order."""
        return [section.short.get(self.language) for section in self.rules.sections]

    def letter_of(self, code: str) -> str:
        return self.section(code).letter.get(self.language)

    def section(self, code: str):
        return next(section for section in self.rules.sections if section.code == code)

    def stars(
        self, sections: Sequence[int], lit: int, level: int, hrefs: Mapping[str, str] | None = None
    ) -> list[dict]:
        """The stars of one result: `sections` hundredths in order, `lit` one bit a star."""
        totals = dict(zip((section.code for section in self.rules.sections), sections, strict=True))
        rated = self.rules.levels[level].rated
        return [
            self.star(star, totals[star.section], bool(lit >> number & 1), rated) | self.link(star, hrefs)
            for number, star in enumerate(self.rules.stars)
        ]

    def star(self, star: Star, total: int, is_lit: bool, rated: bool) -> dict[str, Any]:
        """One star: lit, lit without a level, partly on its way (the second half of the way shows), or off."""
        section = self.section(star.section)
        fill = fill_step(total, star.line)
        state = ("lit" if rated else "unrated") if is_lit else ("part" if fill else "off")
        return {
            "code": star.code,
            "title": self.star_name(star),
            "short": section.short.get(self.language),
            "letter": section.letter.get(self.language),
            "state": state,
            "required": star.required,
            "fill": fill,
            "gap": "" if is_lit else show_points(star.line - total),
        }

    def link(self, star: Star, hrefs: Mapping[str, str] | None) -> dict[str, str]:
        return {"href": hrefs[star.section]} if hrefs else {}

    def stars_of(self, result: Result) -> list[dict]:
        return self.stars(result.sections, result.lit, result.level)

    def next_star(self, result: Result) -> tuple[str, str]:
        """Name of the nearest unlit star and what it lacks; empty where every star is lit."""
        if result.gap is None or result.gap_star is None:
            return "", ""
        return self.star_name(self.rules.stars[result.gap_star]), show_points(result.gap)

    def arms(self, result: Result) -> list[dict]:
        """The sections as arms of the glyph, in thousandths of their maximum."""
        lines = {star.section: star.line for star in self.rules.stars}
        return [
            {
                "title": section.title.get(self.language),
                "value_text": show_points(total),
                "share": total * 1000 // section.maximum,
                "lit": section.code in lines and total >= lines[section.code],
                "line_share": lines.get(section.code, section.maximum) * 1000 // section.maximum,
            }
            for section, total in zip(self.rules.sections, result.sections, strict=True)
        ]

    def order_line(self) -> str:
        """The league order in one line."""
        names = {"stars": _("number of stars"), "total": _("total"), "level": _("level")}
        keys = [
            names.get(key) or _("section “%(section)s”") % {"section": self.section(key).title.get(self.language)}
            for key in self.rules.order
        ]
        line = _("First by %(first)s, then by %(rest)s") if len(keys) > 1 else _("By %(first)s")
        line %= {"first": keys[0], "rest": _(", then by ").join(keys[1:])}
        return _("%(line)s; equal on all, they share a place and the next is skipped") % {"line": line}


def percent(part: int, whole: int) -> str:
    """One decimal, half up, without floats: 28 of 900 is 3.1%."""
    if not whole:
        return "–"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
