"""How lenient is each scorer of a campaign? By totals, by gaps to the self-assessments, against second scorers."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from apps.accounts.models import User
from apps.assessments.choices import Party
from apps.assessments.models import Assignment, Sheet
from apps.assessments.pairs import pairs_of
from apps.assessments.self_rating import Forms, judge_sheets, totals_of
from apps.assessments.values import CHOSEN, COUNTS, HUNDRED
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.scorers.leniency import LEAST_BRANCHES, Leniency, estimate, leniencies
from apps.evaluations.scorers.twice import leans_of
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True)
class ScorerLeniency:
    """One scorer: how many branches they marked whole, and three estimates in hundredths of a point; None where too few
    branches tell."""

    person: User
    branches: int
    by_total: Leniency | None
    by_gap: Leniency | None
    by_pairs: Leniency | None

    @property
    def best(self) -> Leniency | None:
        """What says most: by the same branches, else by the self-assessments, else by totals."""
        return self.by_pairs or self.by_gap or self.by_total


@dataclass(frozen=True)
class Told:
    """A branch that a scorer has marked whole: type, total and, where branches mark themselves, the gap to that."""

    assessment: int
    person: int
    group: str
    total: int
    gap: int | None


class LeniencyView:
    """The leniency of everybody who was given branches on one party's sheets; the marks themselves stay untouched."""

    def __init__(self, campaign: Campaign, party: str) -> None:
        self.campaign, self.party = campaign, party

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.campaign.rulebook_version)

    @cached_property
    def told(self) -> list[Told]:
        """Every branch that is marked whole by who it was given to; three queries."""
        duties = Assignment.objects.standing().filter(campaign=self.campaign, party=self.party)
        who = dict(duties.order_by().values_list("assessment", "person"))
        rows = Sheet.objects.filter(assessment__in=duties.order_by().values("assessment"))
        own = dict(rows.filter(party=Party.SELF).values_list("assessment", "marks"))
        forms, found = Forms(self.rules, self.party), rows.filter(party=self.party).select_related("assessment")
        sheets = [row for row in found.order_by("assessment") if forms.filled(row.marks, row.assessment.branch_type)[2]]
        if not sheets:
            return []
        totals = totals_of(self.rules, judge_sheets(self.rules, [(row.marks, row.assessment) for row in sheets]))
        return [
            Told(
                row.assessment_id,
                who[row.assessment_id],
                row.assessment.branch_type,
                int(total) * HUNDRED // 10**self.rules.decimals,
                self.gap(row.marks, own.get(row.assessment_id)),
            )
            for row, total in zip(sheets, totals, strict=True)
        ]

    def gap(self, marks: Mapping[str, int], own: Mapping[str, int] | None) -> int | None:
        """By how much the scorer lies above the self-assessment, over the points that both gave."""
        if not own:
            return None
        return sum(marks[code] - own[code] for code in self.points if code in marks and code in own)

    @cached_property
    def points(self) -> list[str]:
        """The criteria that are marked with points."""
        return [each.code for each in self.rules.criteria if each.kind not in (*CHOSEN, *COUNTS)]

    @cached_property
    def by_total(self) -> Mapping[Hashable, Leniency]:
        return estimates([(row.person, row.group, row.total) for row in self.told])

    @cached_property
    def by_gap(self) -> Mapping[Hashable, Leniency]:
        return estimates([(row.person, row.group, row.gap) for row in self.told if row.gap is not None])

    @cached_property
    def by_pairs(self) -> Mapping[int, Leniency]:
        """By what each gave more than the other of the two, for the same branches."""
        leans = leans_of(self.rules, pairs_of(self.campaign, self.party))
        unit = 10**self.rules.decimals
        return {
            person: estimate([each * HUNDRED / unit for each in more], median(more) * HUNDRED / unit)
            for person, more in leans.items()
            if len(more) >= LEAST_BRANCHES
        }

    @cached_property
    def rows(self) -> list[ScorerLeniency]:
        """Every scorer, the farthest from the middle first; who cannot be told last."""
        people = User.objects.in_bulk({row.person for row in self.told} | set(self.by_pairs))
        found = [self.of(person) for person in people.values()]
        return sorted(found, key=lambda row: (row.best is None, -distance_of(row), row.person.name, row.person.pk))

    def of(self, person: User) -> ScorerLeniency:
        """One scorer."""
        key = person.pk
        branches = sum(row.person == key for row in self.told)
        return ScorerLeniency(person, branches, self.by_total.get(key), self.by_gap.get(key), self.by_pairs.get(key))


def estimates(rows: Sequence[tuple[int, str, int]]) -> Mapping[Hashable, Leniency]:
    """By scorer, from (scorer, group, figure)."""
    return leniencies([who for who, _g, _f in rows], [group for _w, group, _f in rows], [f for _w, _g, f in rows])


def distance_of(row: ScorerLeniency) -> float:
    """How far a scorer lies from the middle, by what says most."""
    return abs(row.best.lean) if row.best else 0.0
