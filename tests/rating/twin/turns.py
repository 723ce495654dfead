"""In which turn are criteria counted that read one another? Whoever has all that it reads is next."""

from collections.abc import Callable
from fractions import Fraction

from apps.rating.rulebook import Rulebook
from apps.rating.scores import Score, figures_read
from tests.rating.twin.facts import Branch
from tests.rating.twin.marking import Counted, count
from tests.rating.twin.sections import count_once, has_section, is_asked, section_points

Sheet = dict[str, Counted]


def count_scores(branch: Branch, party: str) -> Sheet:
    """Every score that holds for this type of branch; of those that count once, only the first best one."""
    counted = each_score(branch, party)
    count_once(branch, counted)
    return counted


def each_score(branch: Branch, party: str) -> Sheet:
    """Every score that holds for this type of branch, each by itself."""
    return in_turn(branch, lambda score: count(branch, score, party))


def in_turn(branch: Branch, count_one: Callable[[Score], Counted]) -> Sheet:
    """What each criterion counts by itself, with the criteria and sections that it reads known before it."""
    asked = [score for score in branch.rulebook.scores if is_asked(branch, score)]
    needed = {score.code: read_on_sheets(branch.rulebook, figures_read(score)) for score in asked}
    found: Sheet = {}
    while len(found) < len(asked):
        branch.sheet = known(branch, found, needed.keys()) if any(needed.values()) else {}
        ready = [score for score in asked if score.code not in found and needed[score.code] <= branch.sheet.keys()]
        assert ready, "a circle"
        found |= {score.code: count_one(score) for score in ready}
    branch.sheet = {}
    return found


def read_on_sheets(rulebook: Rulebook, names: tuple[str, ...]) -> set[str]:
    """The criteria and sections behind these names."""
    found: set[str] = set()
    for name in names:
        if name in rulebook.figures:
            found |= read_on_sheets(rulebook, rulebook.figures[name].figures)
        elif name in {part.code for part in (*rulebook.scores, *rulebook.sections)}:
            found.add(name)
    return found


def known(branch: Branch, found: Sheet, asked: set[str]) -> dict[str, Fraction]:
    """What can be read so far: criteria of which none that counts once with them is missing, and whole sections."""
    waiting = asked - found.keys()
    for group in branch.rulebook.count_once:
        waiting |= set(group) if waiting & set(group) else set()
    sheet = dict(found)
    count_once(branch, sheet)
    codes = [score.code for score in branch.rulebook.scores if score.code not in waiting]
    values = {code: sheet[code].points if code in sheet else Fraction(0) for code in codes}
    for section in branch.rulebook.sections:
        values.pop(section.code, None)
        if not waiting & set(section.scores):
            is_had = has_section(branch, section)
            values[section.code] = section_points(branch, section, sheet) if is_had else Fraction(0)
    return values
