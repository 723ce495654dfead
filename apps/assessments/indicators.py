"""What may units add to the rules, what is wrong with what they wrote, and how do their indicators stand in a sheet?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.rating.points import show_points
from apps.rating.refinements import line_for
from apps.rating.rulebook import Criterion, Rulebook, Section
from apps.rating.words import Text

LONGEST_TITLE, LONGEST_GUIDE, MOST_PROOF, MOST = 60, 500, 9, 20


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of a unit's own: title and guide in the unit's words, hundredths offered, how many files it asks for."""

    title: str
    guide: str = ""
    points: int = 0
    proof: int = 0

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Room:
    """What the rulebook leaves to units in one section: the line that their indicators stand in for, the hundredths
    that these may offer together, how many there may be, and who adds them ("unit" or "county")."""

    section: Section
    line: Criterion
    points: int
    count: int
    by: str


def rooms_of(rules: Rulebook) -> list[Room]:
    """The sections to which units may add, in order."""
    found = []
    for section in rules.sections:
        grant = section.refinement
        line = line_for(rules, section) if grant else None
        if grant is not None and line is not None:
            points = min(int(grant.points * Fraction(100)), line.maximum)
            found.append(Room(section, line, points, min(grant.criteria or MOST, MOST), grant.by))
    return found


def refined(rules: Rulebook, own: Mapping[str, Sequence[Indicator]]) -> Rulebook:
    """The rules as sheets of a unit show them: in place of a line, by its code, the unit's own indicators.

    What is counted stays as it is; only what is typed is divided.
    """
    criteria = tuple(
        part for line in rules.criteria for part in (parts_of(line, own[line.code]) if line.code in own else (line,))
    )
    sections = tuple(
        replace(section, criteria=tuple(each.code for each in criteria if each.section == section.code))
        for section in rules.sections
    )
    return replace(rules, criteria=criteria, sections=sections)


def parts_of(line: Criterion, indicators: Sequence[Indicator]) -> tuple[Criterion, ...]:
    """The lines of a unit's indicators: X.1, X.2 and so on in place of X."""
    return tuple(
        replace(
            line,
            code=f"{line.code}.{number}",
            title=Text(each.title, each.title),
            guide=Text(each.guide, each.guide) if each.guide else None,
            maximum=each.points,
            proof=each.proof,
            texts={},
            part_of=line.code,
        )
        for number, each in enumerate(indicators, start=1)
    )


def parts_by_line(rules: Rulebook) -> dict[str, list[str]]:
    """The codes of a unit's own indicators by the line that they stand in for."""
    found: dict[str, list[str]] = {}
    for line in rules.criteria:
        if line.part_of:
            found.setdefault(line.part_of, []).append(line.code)
    return found


def sum_of(indicators: Mapping[str, int], codes: Sequence[str]) -> int | None:
    """What indicators add up to; none while one of them is not marked."""
    return sum(indicators[code] for code in codes) if all(code in indicators for code in codes) else None


def with_sums(marks: Mapping[str, int], indicators: Mapping[str, int]) -> dict[str, int]:
    """Marks and indicators together, with what the latter add up to so far."""
    sums: Counter[str] = Counter()
    for code, mark in indicators.items():
        sums[code.rpartition(".")[0]] += mark
    return {**marks, **sums, **indicators}


def faults_of(room: Room, indicators: Sequence[Indicator]) -> dict[str, str]:
    """What is wrong with a unit's indicators: by field and number ("points-2"), and "indicators" for all of them."""
    found: dict[str, str] = {}
    titles = Counter(each.title for each in indicators)
    for number, each in enumerate(indicators, start=1):
        found |= {f"{name}-{number}": fault for name, fault in faults_of_one(room, each, titles).items() if fault}
    if whole := fault_of_all(room, indicators):
        found["indicators"] = whole
    return found


def faults_of_one(room: Room, each: Indicator, titles: Mapping[str, int]) -> dict[str, str]:
    """What is wrong with one indicator, by field; empty texts where nothing is."""
    return {
        "title": title_fault(each.title, titles),
        "guide": too_long(each.guide, LONGEST_GUIDE),
        "points": points_fault(room, each.points),
        "proof": "" if 0 <= each.proof <= MOST_PROOF else _("Ask for at most %(most)s files.") % {"most": MOST_PROOF},
    }


def title_fault(title: str, titles: Mapping[str, int]) -> str:
    if not title:
        return _("Give the indicator a title.")
    return too_long(title, LONGEST_TITLE) or (_("This title stands twice.") if titles[title] > 1 else "")


def too_long(text: str, longest: int) -> str:
    return _("At most %(most)s characters. Shorten it.") % {"most": longest} if len(text) > longest else ""


def points_fault(room: Room, points: int) -> str:
    if points <= 0:
        return _("Enter how many points it offers.")
    if points % room.line.step:
        return _("Points go by steps of %(step)s.") % {"step": show_points(room.line.step)}
    return ""


def fault_of_all(room: Room, indicators: Sequence[Indicator]) -> str:
    """Too many indicators, or too many points together."""
    if len(indicators) > room.count:
        text = ngettext("The rulebook leaves room for %(n)s.", "The rulebook leaves room for %(n)s.", room.count)
        return text % {"n": room.count}
    together = sum(each.points for each in indicators)
    if together > room.points:
        words = {"sum": show_points(together), "most": show_points(room.points)}
        return _("Together they offer %(sum)s points; the rulebook grants %(most)s. Lower some.") % words
    return ""
