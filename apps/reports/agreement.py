"""How well two scorers agree, as pages and programs show it: by criterion, by section, in total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from apps.assessments.lines import main_sheet
from apps.assessments.pairs import Pair, pairs_of, parties_marked_twice
from apps.assessments.values import CHOSEN
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.scorers.agreement import LEAST_PAIRS, Agreement
from apps.evaluations.scorers.twice import Line, by_criterion, in_sums
from apps.rating.points import HUNDRED, show_fixed
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True)
class Row:
    """One line of the table, with `unit` parts to a point. Figures of fewer pairs than LEAST_PAIRS are None, as are
    means of words; lean and apart are hundredths a branch, half up."""

    code: str
    title: str
    guide: str
    kind: str
    found: Agreement
    unit: int
    is_words: bool

    @property
    def pairs(self) -> int:
        return self.found.pairs

    @property
    def is_told(self) -> bool:
        return self.found.pairs >= LEAST_PAIRS

    @property
    def same(self) -> int | None:
        return self.found.same if self.is_told else None

    @property
    def near(self) -> int | None:
        return self.found.near if self.is_told else None

    @property
    def lean(self) -> int | None:
        return self.mean(self.found.lean)

    @property
    def apart(self) -> int | None:
        return self.mean(self.found.apart)

    @property
    def beyond_chance(self) -> int | None:
        """Hundredths, half up."""
        value = self.found.beyond_chance
        return half_up(value * HUNDRED) if self.is_told and value is not None else None

    @property
    def beyond_words(self) -> str:
        """How far beyond chance, with two decimals; empty where it is not told."""
        return "" if self.beyond_chance is None else show_fixed(self.beyond_chance, 2).replace("-", "−")

    @property
    def is_weak(self) -> bool:
        return self.found.is_weak

    def mean(self, total: int) -> int | None:
        """A sum over all pairs as hundredths of a point a branch."""
        if not self.is_told or self.is_words:
            return None
        return half_up(Fraction(total * HUNDRED, self.found.pairs * self.unit))


def half_up(value: Fraction) -> int:
    """The nearest whole number; halves go up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


class AgreementView:
    """The agreement of a campaign's first and second scorers on one party's sheets."""

    def __init__(self, campaign: Campaign, party: str, language: str) -> None:
        self.campaign, self.language = campaign, language
        self.parties = parties_marked_twice(campaign)
        first = main_sheet(self.rules)
        self.party = party or (first if first in self.parties or not self.parties else self.parties[0])

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.campaign.rulebook_version)

    @cached_property
    def pairs(self) -> list[Pair]:
        return pairs_of(self.campaign, self.party)

    @cached_property
    def criteria(self) -> list[Row]:
        """Every criterion, in the rulebook's order."""
        return [self.row(line) for line in by_criterion(self.rules, self.party, self.pairs)]

    @cached_property
    def sums(self) -> list[Row]:
        """Every section, and last the total."""
        return [self.row(line) for line in in_sums(self.rules, self.pairs)]

    @property
    def weak(self) -> list[Row]:
        """The criteria whose wording should be looked at."""
        return [row for row in self.criteria if row.is_weak]

    def row(self, line: Line) -> Row:
        """A line in the reader's words."""
        criterion, section = line.criterion, line.section
        if criterion:
            guide = criterion.guide.get(self.language) if criterion.guide else ""
            title, is_words = criterion.title.get(self.language), criterion.kind in CHOSEN
            return Row(criterion.code, title, guide, "criterion", line.found, HUNDRED, is_words)
        unit = 10**self.rules.decimals
        if section:
            return Row(section.code, section.title.get(self.language), "", "section", line.found, unit, False)
        return Row("", "", "", "total", line.found, unit, False)


def agreement_by_code(campaign: Campaign, language: str) -> Mapping[str, Row]:
    """The rows of the criteria by code; empty where nobody marks twice. One query more where nobody does."""
    view = AgreementView(campaign, "", language)
    rows: Sequence[Row] = view.criteria if view.parties else ()
    return {row.code: row for row in rows if row.pairs}
