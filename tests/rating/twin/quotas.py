"""Who is pushed out by a quota? Seats of every group, candidates in order, the line and who is tied over it."""

from fractions import Fraction
from math import ceil, floor

from apps.rating.conditions import Expression
from apps.rating.rulebook import OrderKey, Quota, Rulebook
from tests.rating.twin.drawing import band_of
from tests.rating.twin.facts import Branch
from tests.rating.twin.numbers import Rounding, rounded

Key = tuple[tuple[bool, Fraction], ...]


def write_level(branch: Branch) -> None:
    """The figures that follow from the level that a branch holds now."""
    levels = branch.rulebook.levels
    branch.figures["level"] = levels[branch.level].name
    shows = any(level.stars for level in levels)
    branch.figures["stars"] = Fraction(levels[branch.level].stars) if shows else branch.figures["lit"]


def key_of(branch: Branch, keys: tuple[OrderKey, ...]) -> Key:
    """What a branch is ordered by, larger first; a blank counts 0, or the most that can be."""
    return tuple(key_part(branch, key) for key in keys)


def key_part(branch: Branch, key: OrderKey) -> tuple[bool, Fraction]:
    if key.expression.figures == ("level",):
        value: Fraction | None = Fraction(-branch.level)
    elif key.expression.figures == ("last-level",):
        names = [level.name for level in branch.rulebook.levels]
        last = branch.figures["last-level"]
        value = None if last is None else Fraction(-names.index(str(last)))
    else:
        value = branch.sum(key.expression)
    if value is None and key.expression.figures == ("last-level",):
        return (False, Fraction(0))
    if value is None:
        value = most_of(branch, key.expression) if key.smallest_first else Fraction(0)
    return (True, -value if key.smallest_first else value)


def most_of(branch: Branch, expression: Expression) -> Fraction:
    """The most that a sum of facts can be."""
    bounds = {each.key: (each.minimum, each.maximum) for each in branch.rulebook.inputs}
    ends = [bounds[term.figure][1] if term.sign > 0 else -bounds[term.figure][0] for term in expression.terms]
    return Fraction(sum(ends), 100)


def group_of(branch: Branch, within: str) -> object:
    """The name of a branch's group in a scope."""
    if within == "campaign":
        return ""
    return band_of(branch) if within == "size" else getattr(branch, within)


def fill_quotas(branches: list[Branch]) -> None:
    """Every quota in the order written, each on the levels that the ones before left."""
    for quota in branches[0].rulebook.quotas if branches else ():
        if quota.kind != "at least":
            fill(branches, quota)


def fill(branches: list[Branch], quota: Quota) -> None:
    names = [level.name for level in branches[0].rulebook.levels]
    rated = [branch for branch in branches if branch.unrated is None]
    seats = seats_by_group(rated, quota, names)
    pushed: list[Branch] = []
    for group, allowed in seats.items():
        here = [each for each in rated if group_of(each, quota.within) == group and is_candidate(each, quota, names)]
        pushed += pushed_out(here, allowed, quota)
    for branch in pushed:
        branch.level = max(branch.level, names.index(quota.falls_to))
        write_level(branch)


def is_candidate(branch: Branch, quota: Quota, names: list[str]) -> bool:
    """Whether it holds one of the limited levels, and the quota's own condition."""
    if names[branch.level] not in quota.levels:
        return False
    return quota.condition is None or branch.holds(quota.condition)


def seats_by_group(rated: list[Branch], quota: Quota, names: list[str]) -> dict[object, int]:
    """How many may hold the levels in each group."""
    base: dict[object, int] = {}
    for branch in rated:
        group = group_of(branch, quota.within)
        base[group] = base.get(group, 0) + is_in_base(branch, quota, names)
    if quota.seats:
        return {group: quota.seats.get(str(group), quota.seats.get("", 0)) for group in base}
    if quota.rounding == "largest remainder":
        return {group: max(quota.least, seats) for group, seats in shared_out(base, quota).items()}
    if quota.share is None:
        return {group: max(quota.least, quota.number or 0) for group in base}
    whole = {"down": floor, "up": ceil}.get(quota.rounding, lambda x: int(rounded(x, Rounding(0))))
    return {group: max(quota.least, whole(quota.share * size)) for group, size in base.items()}


def is_in_base(branch: Branch, quota: Quota, names: list[str]) -> bool:
    """Whether a branch counts in the number that the share is taken of."""
    if quota.base == "qualified":
        return is_candidate(branch, quota, names)
    return quota.base == "everybody" or branch.rulebook.levels[branch.level].rated


def shared_out(base: dict[object, int], quota: Quota) -> dict[object, int]:
    """The campaign's seats by largest remainder; equal remainders leave the seats for which they tie empty."""
    everybody = sum(base.values())
    seats = floor(quota.share * everybody) if quota.share is not None else quota.number or 0
    if not everybody:
        return dict.fromkeys(base, 0)
    exact = {group: Fraction(seats * size, everybody) for group, size in base.items()}
    given = {group: floor(each) for group, each in exact.items()}
    left = seats - sum(given.values())
    claims = {group: each - floor(each) for group, each in exact.items()}
    for group, claim in claims.items():
        if claim and sum(other >= claim for other in claims.values()) <= left:
            given[group] += 1
    return given


def whole_order(rulebook: Rulebook) -> tuple[OrderKey, ...]:
    """The order with what breaks ties at its end."""
    return rulebook.order + ((rulebook.tie_break,) if rulebook.tie_break else ())


def pushed_out(candidates: list[Branch], seats: int, quota: Quota) -> list[Branch]:
    """Those below the line; of a tie over the line all or none go. The league order breaks its ties."""
    by = quota.by if not candidates or quota.by != candidates[0].rulebook.order else whole_order(candidates[0].rulebook)
    keys = {id(branch): key_of(branch, by) for branch in candidates}
    out = []
    for branch in candidates:
        mine = keys[id(branch)]
        better = sum(key > mine for key in keys.values())
        as_good = sum(key >= mine for key in keys.values())
        if (better >= seats) if quota.ties == "taken in" else (as_good > seats):
            out.append(branch)
    return out
