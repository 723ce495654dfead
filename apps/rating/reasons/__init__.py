"""Why this result, and what next? The whole derivation of one branch under any rulebook, as exact figures and codes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from apps.rating.cohort import Cohort
from apps.rating.outcomes import Outcome
from apps.rating.reasons.aims import Hurdle, Way
from apps.rating.reasons.among import placed, settled_path, within_seats
from apps.rating.reasons.ballots import ballot_reason
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.levels import level_path, level_reason, standing, star_reasons
from apps.rating.reasons.next import hurdles, level_way, seat_way, shown_stars, star_ways
from apps.rating.reasons.others import Held, Others, tied_within
from apps.rating.reasons.parties import party_reasons
from apps.rating.reasons.shapes import (
    Above,
    Asked,
    Ballots,
    Change,
    Cost,
    LayerReason,
    LevelPath,
    LevelReason,
    Mark,
    Move,
    Part,
    PartyReason,
    PlaceReason,
    QuotaReason,
    ScoreReason,
    SectionReason,
    Standing,
    StarReason,
    SumReason,
)
from apps.rating.reasons.standing import standing_of
from apps.rating.reasons.totals import total_reason
from apps.rating.rulebook import Rulebook
from apps.rating.ways import Option, Search

__all__ = [
    "Above",
    "Asked",
    "Ballots",
    "Change",
    "Cost",
    "Explanation",
    "Held",
    "Hurdle",
    "LayerReason",
    "LevelPath",
    "LevelReason",
    "Mark",
    "Move",
    "Option",
    "Others",
    "Part",
    "PartyReason",
    "PlaceReason",
    "QuotaReason",
    "ScoreReason",
    "SectionReason",
    "Standing",
    "StarReason",
    "SumReason",
    "Way",
    "explain",
    "explain_among",
    "explain_one",
    "tied_within",
]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one branch's result by itself. parties: the sheets that count, the main one first; level:
    the position of the level it is judged to have; next_asked: what the level above asks (None at the top); lit,
    vetoes: the codes of the stars that are lit and of the vetoes that stand; unrated: position in
    `Rulebook.unrated`, one past its end where a veto or a blank takes it out, None for who is rated; way_up: to the
    level above; hurdles: what no change of marks moves."""

    parties: tuple[PartyReason, ...]
    ballots: Ballots | None
    sum: SumReason
    stars: tuple[StarReason, ...]
    path: LevelPath
    next_asked: LevelReason | None
    lit: tuple[str, ...]
    shown_stars: int
    vetoes: tuple[str, ...]
    unrated: int | None
    ways: tuple[Way, ...]
    way_up: Way | None
    hurdles: tuple[Hurdle, ...]
    standing: Standing | None = None

    @property
    def total(self) -> Fraction:
        return self.sum.total

    @property
    def sections(self) -> tuple[SectionReason, ...]:
        """The sections of the sheet that counts most."""
        return self.parties[0].sections

    @property
    def level(self) -> int:
        return self.path.final


def explain_one(
    rulebook: Rulebook,
    inputs: Mapping[str, int | None],
    vetoes: Collection[str],
    groups: Mapping[str, str] | None = None,
) -> Explanation:
    """The reasons for one branch's result by itself. inputs: hundredths by input key, absent or None where blank.

    Refuses with ValueError an input or veto that the rulebook does not know.
    """
    return explain(rulebook, Cohort.of_one(rulebook, inputs, vetoes, groups))


def explain(rulebook: Rulebook, cohort: Cohort) -> Explanation:
    """The reasons for the result of the only branch of `cohort`, by the same judgement that rates everybody; its drawn
    inputs are filled. What needs everybody (quotas, decisions, places) is not told here."""
    branch = Branch.of(rulebook, cohort)
    return _alone(branch, Search(rulebook, cohort, branch.type))


def explain_among(
    rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, others: Others | None = None
) -> Explanation:
    """The reasons for the result of one row of a whole cohort, as `outcome` settled it; drawn inputs are filled.

    With `others`, who know the places of a run, the cohort need hold only the rows `tied_within` names.
    """
    branch = Branch.of(rulebook, cohort.slice(row, row + 1))
    search = Search(rulebook, branch.cohort, branch.type)
    alone = _alone(branch, search)
    path = settled_path(rulebook, cohort, outcome, row, alone.path)
    up, blocked = alone.way_up, alone.hurdles
    pushed = int(outcome.pushed[row])
    if pushed >= 0:
        up = seat_way(branch, search, within_seats(rulebook, cohort, outcome, row, pushed), pushed)
        blocked = (Hurdle("quota", str(pushed)),)
    ways = placed(rulebook, cohort, outcome, row, [*alone.ways, *([up] if up else [])], others)
    return replace(
        alone,
        path=path,
        next_asked=level_reason(branch, path.final - 1) if path.final else None,
        shown_stars=int(outcome.stars[row]),
        ways=tuple(ways[: len(alone.ways)]),
        way_up=ways[-1] if up else None,
        hurdles=blocked,
        standing=standing_of(rulebook, cohort, outcome, row, others),
    )


def _alone(branch: Branch, search: Search) -> Explanation:
    rulebook = branch.rulebook
    parties, ballots = party_reasons(branch), ballot_reason(branch)
    path, unrated = level_path(branch), int(branch.judgement.unrated[0])
    up = level_way(branch, search)
    return Explanation(
        parties=parties,
        ballots=ballots,
        sum=total_reason(branch, parties, ballots),
        stars=star_reasons(branch),
        path=path,
        next_asked=level_reason(branch, path.final - 1) if path.final else None,
        lit=tuple(star.code for star, lit in zip(rulebook.stars, branch.judgement.lit[0], strict=True) if lit),
        shown_stars=shown_stars(branch),
        vetoes=tuple(veto.code for veto in standing(branch)),
        unrated=None if unrated < 0 else unrated,
        ways=star_ways(branch, search),
        way_up=up,
        hurdles=hurdles(branch, search) if up is None else (),
    )
