"""How many stars does a branch get, and which place? The steps in order, for one branch and for five million."""

import numpy as np

from apps.rating.ballots import count_ballots
from apps.rating.cohort import Cohort
from apps.rating.drawing import draw_figures
from apps.rating.entries import Entries
from apps.rating.exact import Exact, Flags, Integers, NeedsRounding, Rounding
from apps.rating.facts import read_facts
from apps.rating.figures import Figures
from apps.rating.grants import find_unrated, grant_levels
from apps.rating.keys import order_keys, whole_order
from apps.rating.ladder import hold_ladder
from apps.rating.levels import name_level, reach_levels, shown_stars
from apps.rating.needs import read_when_settling
from apps.rating.outcomes import Judgement, Outcome
from apps.rating.parties import Parties, mix_parties
from apps.rating.places import take_places
from apps.rating.quotas import fill_quotas
from apps.rating.rulebook import Rulebook
from apps.rating.stars import light_stars
from apps.rating.vetoes import apply_vetoes, find_vetoes, out_of_rating, star_vetoes
from apps.rating.wording import find_words

__all__ = ["Judgement", "Outcome"]

AT_ONCE = 200_000


def rate(rulebook: Rulebook, cohort: Cohort) -> Outcome:
    """Rate a whole cohort: draw what compares everybody, judge each branch by itself, settle what needs everybody."""
    drawn = draw(rulebook, cohort)
    return settle(rulebook, judge(rulebook, drawn), drawn)


def draw(rulebook: Rulebook, cohort: Cohort) -> Cohort:
    """The cohort with its inputs of kind "drawn" filled: places and bests that a criterion turns into points."""
    return draw_figures(rulebook, cohort)


def judge(rulebook: Rulebook, cohort: Cohort) -> Judgement:
    """Everything that concerns one branch alone, for any slice of branches whose drawn inputs are filled."""
    starts = range(0, max(len(cohort), 1), AT_ONCE)
    return Judgement.concatenate([derive(rulebook, cohort.slice(start, start + AT_ONCE))[0] for start in starts])


def derive(rulebook: Rulebook, cohort: Cohort) -> tuple[Judgement, Figures]:
    """`judge`, and every figure on the way: what explaining reads."""
    entries, figures = Entries(rulebook, cohort), Figures(len(cohort))
    read_facts(entries, figures)
    count_ballots(entries, figures)
    parties = mix_parties(entries, figures)
    lit, medals = light_stars(rulebook, figures, star_vetoes(rulebook, figures, cohort.vetoes))
    reached = reach_levels(rulebook, figures)
    name_level(rulebook, figures, reached, shown_stars(rulebook, reached, figures["lit"].values))
    vetoes = find_vetoes(rulebook, figures, cohort.vetoes)
    held = hold_ladder(rulebook, figures, grant_levels(rulebook, figures, reached))
    granted = grant_levels(rulebook, figures, held, past_ladder_only=True)
    judgement = Judgement(
        sections=section_columns(parties),
        total=in_decimals(figures["total"], rulebook, "total"),
        lit=lit,
        medals=medals,
        vetoes=vetoes,
        reached=reached,
        level=apply_vetoes(rulebook, figures, granted, vetoes),
        unrated=unrated_of(parties, vetoes),
        figures=figures.kept(read_when_settling(rulebook)),
    )
    return judgement, figures


def settle(rulebook: Rulebook, judgement: Judgement, cohort: Cohort) -> Outcome:
    """What needs everybody: quotas, people's decisions, places, and the words that follow from the final level."""
    figures, lit, rated = judgement.figures.copy(), judgement.figures["lit"].values, judgement.unrated < 0
    by_rules, pushed, quotas = fill_quotas(rulebook, figures, cohort, judgement.level, lit, rated)
    level = decide(by_rules, cohort, rated)
    stars = shown_stars(rulebook, level, lit) * rated
    name_level(rulebook, figures, level, stars)
    keys = order_keys(whole_order(rulebook), figures)
    return Outcome(
        judgement=judgement,
        places=take_places(rulebook, cohort, keys, rated),
        level=level,
        stars=stars,
        lit=judgement.lit,
        rated=rated,
        pushed=pushed,
        by_rules=by_rules,
        keys=keys,
        grade=find_words(rulebook.grades, figures, rated),
        programme=find_words(rulebook.programmes, figures, rated),
        quotas=quotas,
    )


def decide(level: Integers, cohort: Cohort, rated: Flags) -> Integers:
    """int16[n]: step 13, the level that people decided, where they did."""
    if cohort.decided is None:
        return level
    return np.where(rated & (cohort.decided >= 0), cohort.decided, level).astype(np.int16)


def unrated_of(parties: Parties, vetoes: Flags) -> Integers:
    """int16[n]: whose facts, vetoes or blanks take them out of rating, as `Judgement.unrated` counts."""
    rulebook = parties.rulebook
    unrated = find_unrated(rulebook, parties.figures)
    unrated[(unrated < 0) & (out_of_rating(rulebook, vetoes) | parties.not_rated())] = len(rulebook.unrated)
    return unrated


def section_columns(parties: Parties) -> Integers:
    """int64[n, sections]: what each section counts, in units of 10**-decimals; thirds are rounded half up to them."""
    rulebook, sheet = parties.rulebook, parties.counting
    columns = np.empty((parties.figures.rows, len(rulebook.sections)), np.int64, order="F")
    for column, section in enumerate(rulebook.sections):
        exact = sheet.section(section)
        shown = exact if 10**rulebook.decimals % exact.per == 0 else exact.rounded(Rounding(rulebook.decimals))
        columns[:, column] = in_decimals(shown, rulebook, section.code)
    return columns


def in_decimals(figure: Exact, rulebook: Rulebook, name: str) -> Integers:
    """int64[n]: the figure in units of 10**-decimals. Refuses with NeedsRounding one that has no so many decimals."""
    per = 10**rulebook.decimals
    if per % figure.per:
        raise NeedsRounding(name)
    return figure.over(per).values.astype(np.int64)
