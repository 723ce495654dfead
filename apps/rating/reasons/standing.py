"""Where does a branch stand among all? Its place in every scope with what the place above has more, and each quota."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.exact import Flags, Integers
from apps.rating.figures import Figures
from apps.rating.keys import order_keys, whole_order
from apps.rating.levels import name_level, shown_stars
from apps.rating.outcomes import Outcome
from apps.rating.places import places_of
from apps.rating.quotas import fill_quotas
from apps.rating.reasons.others import Others
from apps.rating.reasons.shapes import Above, Figure, PlaceReason, QuotaReason, Standing
from apps.rating.rulebook import OrderKey, Quota, Rulebook
from apps.rating.scopes import groups_of

SCOPES = ("campaign", "zone", "unit", "type", "size")


def standing_of(
    rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, others: Others | None = None
) -> Standing:
    """The quotas, places and other words of one row: of a whole cohort, else its places are as `others` know them."""
    grade, programme = int(outcome.grade[row]), int(outcome.programme[row])
    places = _places(rulebook, cohort, outcome, row) if others is None else _held(rulebook, outcome, row, others)
    return Standing(
        quotas=tuple(quota_reason(rulebook, cohort, outcome, row, number) for number in range(len(rulebook.quotas))),
        places=tuple(places),
        grade=None if grade < 0 else grade,
        programme=None if programme < 0 else programme,
    )


def _places(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int) -> list[PlaceReason]:
    if not outcome.rated[row]:
        return []
    figures = named(rulebook, outcome, outcome.level, outcome.stars)
    found = []
    for scope in SCOPES:
        places = getattr(outcome.places, scope)
        if places is not None:
            groups = groups_of(rulebook, cohort, scope)
            among = np.flatnonzero((groups == groups[row]) & outcome.rated)
            found.append(_place(rulebook, outcome, figures, scope, places[among], among, row))
    return found


def _held(rulebook: Rulebook, outcome: Outcome, row: int, others: Others) -> list[PlaceReason]:
    """The places of a row whose run is not at hand."""
    if not outcome.rated[row]:
        return []
    figures, own = named(rulebook, outcome, outcome.level, outcome.stars), outcome.keys[row]
    found = []
    for held in others.places():
        above = None
        if held.above is not None:
            place, keys = held.above
            above = _above(whole_order(rulebook), figures, place, own, np.array(keys, np.int64))
        found.append(PlaceReason(held.scope, held.place, held.of, held.equal, above))
    return found


def _place(
    rulebook: Rulebook, outcome: Outcome, figures: Figures, scope: str, places: Integers, among: Integers, row: int
) -> PlaceReason:
    """One place among the rows of its group."""
    own = int(places[among == row][0])
    ahead = places < own
    above = None
    if ahead.any():
        place = int(places[ahead].max())
        other = int(among[places == place][0])
        above = _above(whole_order(rulebook), figures, place, outcome.keys[row], outcome.keys[other])
    return PlaceReason(scope, own, len(among), int((places == own).sum()), above)


def _above(order: Sequence[OrderKey], figures: Figures, place: int, own: Integers, theirs: Integers) -> Above:
    column = int(np.flatnonzero(own != theirs)[0])
    key = order[column]
    mine, better = (figure_of(key, figures, int(keys[column])) for keys in (own, theirs))
    return Above(place, str(key.expression), mine, better)


def figure_of(key: OrderKey, figures: Figures, value: int) -> Figure:
    """A whole number that decides an order as the figure or the word that it stands for."""
    words = figures.words.get(str(key.expression))
    signed = -value if key.smallest_first or words is not None else value
    if words is not None:
        position = value if key.smallest_first else signed
        return words.words[position] if 0 <= position < len(words.words) else ""
    return Fraction(signed, figures.number(key.expression).per)


def named(rulebook: Rulebook, outcome: Outcome, level: Integers, stars: Integers) -> Figures:
    """The figures that settling reads, with these levels and stars."""
    figures = outcome.judgement.figures.copy()
    name_level(rulebook, figures, level, stars)
    return figures


def before_quota(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, number: int) -> tuple[Figures, Integers]:
    """The figures and levels with which the quota of that position began."""
    judgement = outcome.judgement
    lit = judgement.figures["lit"].values
    earlier = replace(rulebook, quotas=rulebook.quotas[:number])
    level = fill_quotas(earlier, judgement.figures.copy(), cohort, judgement.level, lit, outcome.rated)[0]
    return named(rulebook, outcome, level, shown_stars(rulebook, level, lit)), level


def quota_keys(rulebook: Rulebook, quota: Quota) -> tuple[OrderKey, ...]:
    """By what the seats of a quota go."""
    return whole_order(rulebook) if quota.by == rulebook.order else quota.by


def candidates(rulebook: Rulebook, quota: Quota, figures: Figures, level: Integers, rated: Flags) -> Flags:
    """bool[n]: who asks for a seat."""
    asks = rated & np.array([each.name in quota.levels for each in rulebook.levels], np.bool_)[level]
    return asks if quota.condition is None else asks & figures.holds(quota.condition)


def quota_reason(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, number: int) -> QuotaReason:
    """How one quota went in the group of a row."""
    quota = rulebook.quotas[number]
    groups = groups_of(rulebook, cohort, quota.within)
    told = next(each for each in outcome.quotas if each.quota == number and each.group == int(groups[row]))
    figures, level = before_quota(rulebook, cohort, outcome, number)
    order = quota_keys(rulebook, quota)
    keys = order_keys(order, figures)
    asks = candidates(rulebook, quota, figures, level, outcome.rated) & (groups == groups[row])
    return QuotaReason(
        position=number,
        seats=told.seats,
        base=told.base,
        candidates=told.candidates,
        held=told.held,
        place=places_of(keys[row], keys[asks]) if asks[row] else None,
        line=_figures(order, figures, told.last),
        own=_figures(order, figures, keys[row].tolist()),
        tied=told.tied,
        pushed=int(outcome.pushed[row]) == number,
        meeting=told.meeting,
    )


def _figures(order: Sequence[OrderKey], figures: Figures, keys: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(figure_of(key, figures, value) for key, value in zip(order, keys, strict=False))
