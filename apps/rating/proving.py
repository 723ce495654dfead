"""Can these rules be counted exactly? Every figure is made for nobody at all: bounds and denominators tell."""

from dataclasses import replace

from apps.rating.ballots import count_ballots
from apps.rating.cohort import Cohort
from apps.rating.entries import Entries
from apps.rating.exact import Exact, NeedsRounding
from apps.rating.facts import read_facts
from apps.rating.figures import Figures
from apps.rating.parties import mix_parties
from apps.rating.points import HUNDRED
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook

FINEST = 15
SHOWN = 4


def prove(rulebook: Rulebook) -> int:
    """How many decimals sections and total are kept with, 2 or more: what the total needs to be exact, and each section
    that is a decimal number; one in thirds is kept with 4 at least, for show.

    Refuses with TooLarge rules by which a figure could outgrow int64, and with NeedsRounding (the figure's name) those
    by which the total is no decimal number, or a figure divides by what differs from branch to branch.
    """
    nobody = Cohort.empty(rulebook)
    entries, figures = Entries(rulebook, nobody), Figures(0)
    read_facts(entries, figures)
    count_ballots(entries, figures)
    parties = mix_parties(entries, figures)
    sections = [decimals_of(parties.counting.section(section)) for section in rulebook.sections]
    total = decimals_of(figures["total"])
    if total is None:
        raise NeedsRounding("total")
    decimals = max([total, *(SHOWN if found is None else found for found in sections)])
    rate(replace(rulebook, decimals=decimals), nobody)
    return decimals


def decimals_of(figure: Exact) -> int | None:
    """The decimals that a figure needs, 2 or more; None where it is no decimal number."""
    if HUNDRED**FINEST % figure.per:
        return None
    return next((places for places in range(2, FINEST + 1) if 10**places % figure.per == 0), None)
