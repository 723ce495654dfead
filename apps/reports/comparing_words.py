"""What does a comparison say in words? Its head, one sentence, figures with their distance to the best."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.models import Result
from apps.rating.points import show_points
from apps.reports.comparing import Comparison, Line
from apps.reports.one_mark import said
from apps.reports.present import Presenter
from apps.reports.telling.words import listed


@dataclass(frozen=True)
class ComparisonWords:
    """Words and figures of one comparison in the reader's language."""

    here: Comparison
    show: Presenter

    def title(self) -> str:
        """How the first branch stands among these, by total and by stars or level."""
        return _("%(total)s, %(level)s") % {"total": self.total_words(), "level": self.level_words()}

    def total_words(self) -> str:
        place, sharing = self.here.place_by("total")
        last = len(self.here.results) + 1 - sharing
        if place == 1:
            return _("Equal totals") if sharing > last else _("Highest total")
        return _("Lowest total") if place == last else _("Total in place %(place)s") % {"place": place}

    def level_words(self) -> str:
        """The same of stars, where there are any; else of levels."""
        by_stars = self.here.own.stars is not None
        values = [each.stars or 0 if by_stars else -each.level for each in self.here.results]
        own, low, high = values[0], min(values), max(values)
        if low == high:
            return _("equal stars") if by_stars else _("same level")
        if own == high:
            return _("most stars") if by_stars else _("highest level")
        if own == low:
            return _("fewest stars") if by_stars else _("lowest level")
        return _("stars in between") if by_stars else _("level in between")

    def among(self) -> str:
        """Whom the first branch stands beside."""
        others = self.here.results[1:]
        words = {"name": self.here.own.name, "n": len(others)}
        if all(result.unit_id == self.here.own.unit_id for result in others):
            text = ngettext(
                "%(name)s and %(n)s branch of its unit", "%(name)s and %(n)s branches of its unit", len(others)
            )
        else:
            text = ngettext("%(name)s and %(n)s other branch", "%(name)s and %(n)s other branches", len(others))
        return text % words

    def sentence(self) -> str:
        """One sentence: total, stars lit and not lit, and what follows."""
        own, rules = self.here.own, self.here.rules
        lit = [self.short(star.section) for number, star in enumerate(rules.stars) if own.lit >> number & 1]
        dark = [self.short(star.section) for number, star in enumerate(rules.stars) if not own.lit >> number & 1]
        parts = [_("Of %(n)s: %(total)s") % {"n": len(self.here.results), "total": lower(self.total_words())}]
        if lit:
            parts.append(_("lit: %(names)s") % {"names": listed(lit)})
        if dark:
            parts.append(_("not lit: %(names)s") % {"names": listed(dark)})
        words = {"level": self.show.level(own.level)["name"], "place": self.here.place}
        parts.append(_("so it is %(level)s and stands in place %(place)s here") % words)
        return _("%(sentence)s.") % {"sentence": _("; ").join(parts)}

    def short(self, section: str) -> str:
        return self.show.section(section).short.get(self.show.language)

    def name_of(self, line: Line) -> str:
        if line.is_criterion:
            return self.show.criterion(line.code).title_for(self.here.own.branch_type).get(self.show.language)
        star = next((star for star in self.here.rules.stars if star.section == line.code), None)
        return self.show.star_name(star) if star else self.show.section(line.code).title.get(self.show.language)

    def figure(self, line: Line, value: int | None) -> str:
        """One figure as pages write it."""
        if not line.is_criterion:
            return self.show.points(value)
        return said(self.show, self.show.criterion(line.code), value)

    def distance(self, line: Line) -> str:
        """What lacks to the best on a line, in points; empty where there is nothing to compare."""
        if line.behind is None:
            return ""
        if not line.behind:
            return _("best")
        return self.show.mark(line.behind) if line.is_criterion else self.show.points(line.behind)

    def versus(self, line: Line) -> str:
        """The first branch's figure against the best."""
        words = {"own": self.figure(line, line.values[0]), "best": self.figure(line, line.best)}
        return _("%(own)s against %(best)s") % words

    def place(self, result: Result) -> str:
        """Place and size of a branch."""
        place = _("place %(place)s") % {"place": result.rank} if result.rank else ""
        members = result.assessment.members
        size = ngettext("%(n)s member", "%(n)s members", members) % {"n": members} if members else ""
        return " · ".join(filter(None, [place, size]))

    def ticks(self) -> str:
        """Where the ticks stand, if alike everywhere: the line of sections, and of criteria."""
        lines = {(line.maximum, line.line) for line in self.here.sections if line.line is not None}
        marks = {(line.maximum, line.line) for line in self.here.criteria if line.line is not None}
        if len(lines) != 1:
            return _("The upright line is the line of the star") if lines else ""
        section = self.show.gap(next(iter(lines))[1] or 0)
        if len(marks) != 1:
            return _("The upright line lights the star: section %(section)s") % {"section": section}
        words = {"section": section, "mark": show_points(next(iter(marks))[1] or 0)}
        return _("The upright line lights the star: section %(section)s, criterion %(mark)s") % words


def lower(text: str) -> str:
    """Words that begin a head, inside a sentence."""
    return text[:1].lower() + text[1:]


def shares(line: Line) -> list[int | None]:
    """Each figure in thousandths of the maximum, for the dots."""
    return [None if value is None else max(0, min(1000, value * 1000 // line.maximum)) for value in line.values]


def tick(line: Line) -> int | None:
    """The line in thousandths of the maximum."""
    return None if line.line is None else line.line * 1000 // line.maximum


def has_dots(line: Line) -> bool:
    """Whether the figures of a line have places between nothing and a maximum."""
    return bool(line.maximum) and not line.is_chosen and not line.is_against


def drawn(line: Line) -> dict[str, Any] | None:
    """A dot row's figures; None for what has no maximum."""
    return {"shares": shares(line), "tick": tick(line)} if has_dots(line) else None
