"""Which stars are lit and which level is earned, by one branch alone? Stars, levels, grants, ladder, vetoes."""

from fractions import Fraction

from apps.rating.rulebook import Star, Veto
from tests.rating.twin.facts import Branch


def find_vetoes(branch: Branch) -> None:
    """Typed vetoes within their look-back, and those that the rules find."""
    for veto in branch.rulebook.vetoes:
        typed = any(reaches(written, veto) for written in branch.vetoes)
        if typed or (veto.condition is not None and branch.holds(veto.condition)):
            branch.standing.append(veto.code)
            if veto.effect == "not rated":
                branch.unrated = ""


def reaches(written: str, veto: Veto) -> bool:
    """Whether a veto as typed (V1, V1@2) still counts this year."""
    code, _, years = written.partition("@")
    return code == veto.code and int(years or 0) <= (veto.look_back or 0)


def light_stars(branch: Branch) -> None:
    """Each star in order: a word for a medal, "" for a plain star, None where it is dark."""
    rulebook = branch.rulebook
    out = {veto.star for veto in rulebook.vetoes if veto.effect == "star out" and veto.code in branch.standing}
    for star in rulebook.stars:
        branch.lit[star.code] = None if star.code in out else lit_as(branch, star)
        branch.figures[f"star.{star.code}"] = Fraction(branch.lit[star.code] is not None)
    count_lit(branch)
    for word in {word for star in rulebook.stars for word, _ in star.medals}:
        branch.figures[f"medals.{word}"] = Fraction(sum(lit == word for lit in branch.lit.values()))


def count_lit(branch: Branch) -> None:
    branch.figures["lit"] = Fraction(sum(lit is not None for lit in branch.lit.values()))


def lit_as(branch: Branch, star: Star) -> str | None:
    """What a star is lit as, if at all."""
    if star.medals:
        return next((word for word, condition in star.medals if branch.holds(condition)), None)
    if star.kind == "line":
        value = branch.value(star.section)
        assert isinstance(value, Fraction) and star.line is not None
        return "" if value >= Fraction(star.line, 100) else None
    if star.kind == "pass":
        return "" if all_pass(branch, star.section) else None
    return "" if branch.holds(star.condition) else None


def all_pass(branch: Branch, code: str) -> bool:
    """Whether every criterion that is asked of this branch passes, be there none; bonus and penalties are not asked."""
    asked = [score for score in branch.rulebook.scores if score.section == code and score.role == "base"]
    return all(branch.passed[score.code] for score in asked if score.code in branch.passed)


def reach_level(branch: Branch) -> None:
    """The best level whose condition holds."""
    holding = (position for position, each in enumerate(branch.rulebook.levels) if branch.holds(each.condition))
    branch.level = next(holding)


def grant_and_climb(branch: Branch) -> None:
    """Grants raise; the ladder holds; what is granted past the ladder is not held."""
    names = [level.name for level in branch.rulebook.levels]
    for grant in branch.rulebook.grants:
        if branch.holds(grant.condition):
            branch.level = min(branch.level, names.index(grant.level))
    hold_ladder(branch, names)
    for grant in branch.rulebook.grants:
        if grant.past_ladder and branch.holds(grant.condition):
            branch.level = min(branch.level, names.index(grant.level))


def hold_ladder(branch: Branch, names: list[str]) -> None:
    """At most so many levels up and down from last year's; without a record, at most a stated level."""
    ladder = branch.rulebook.ladder
    if ladder is None or (ladder.exception is not None and branch.holds(ladder.exception)):
        return
    last = branch.figures["last-level"]
    if last is None:
        if ladder.no_record is not None:
            branch.level = max(branch.level, names.index(ladder.no_record))
        return
    position = names.index(str(last))
    if ladder.up is not None:
        branch.level = max(branch.level, position - ladder.up)
    if ladder.down is not None:
        branch.level = min(branch.level, position + ladder.down)


def apply_vetoes(branch: Branch) -> None:
    """Each veto's own effect on the level, in the order written; never upwards."""
    names = [level.name for level in branch.rulebook.levels]
    lowest = len(names) - 1
    for veto in branch.rulebook.vetoes:
        if veto.code not in branch.standing:
            continue
        if veto.effect in ("no level", "no stars"):
            branch.level = lowest
        if veto.effect == "no stars":
            branch.lit = dict.fromkeys(branch.lit)
            count_lit(branch)
        if veto.effect == "cap":
            branch.level = max(branch.level, names.index(veto.level))
        if veto.effect == "down":
            branch.level = min(lowest, branch.level + 1)
        if veto.effect == "no promotion" and branch.figures["last-level"] is not None:
            branch.level = max(branch.level, names.index(str(branch.figures["last-level"])))


def find_unrated(branch: Branch) -> None:
    """Who takes part without being rated keeps the word for that; the first that holds."""
    for each in branch.rulebook.unrated:
        if branch.holds(each.condition):
            branch.unrated = each.name
            return
