"""What does one sheet count? The criteria, sections and total of one party, or of all parties mixed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from apps.rating.asking import multiplied
from apps.rating.conditions import Expression
from apps.rating.counting import Counted, once
from apps.rating.entries import Entries
from apps.rating.exact import Exact, Flags, added, every, is_known, some
from apps.rating.figures import Figures, against_number, summed
from apps.rating.rulebook import Rulebook, Section
from apps.rating.scores import Score
from apps.rating.sections import count_section
from apps.rating.typed import Typed, input_keys


@dataclass(eq=False)
class Sheet:
    """Everything that the marks of one party count, each figure made when it is first read.

    count: what one criterion counts, before one fact that stands in several criteria counts only once. party: whose
    columns hold its marks; "" where parties are mixed criterion by criterion.
    """

    entries: Entries
    figures: Figures
    party: str
    count: Callable[[Score], Counted]
    _counted: dict[str, Counted] = field(default_factory=dict)
    _sections: dict[str, Exact] = field(default_factory=dict)
    _passed: dict[str, Exact] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        return self.entries.rulebook

    @cached_property
    def scores(self) -> dict[str, Score]:
        """Every criterion that counts, by its code."""
        return {score.code: score for score in self.rulebook.scores}

    def counted(self, code: str) -> Counted:
        """What the criterion counts in its section."""
        if code not in self._counted:
            self._counted |= self._with_alike(code)
        return self._counted[code]

    def _with_alike(self, code: str) -> dict[str, Counted]:
        """A criterion and those of which with it only one counts, group by group as they are written; no others, as
        they may read it."""
        alike, groups = {code}, self.rulebook.count_once
        while any(not alike.isdisjoint(group) and not alike.issuperset(group) for group in groups):
            alike |= {each for group in groups if not alike.isdisjoint(group) for each in group}
        found = {each: self.count(self.scores[each]) for each in alike}
        for group in groups:
            if not alike.isdisjoint(group):
                found |= dict(zip(group, once([found[each] for each in group]), strict=True))
        return found

    def points(self, code: str) -> Exact:
        """The points that the criterion counts."""
        return self.counted(code).points

    def marked(self, code: str) -> Exact:
        """1 where the criterion was marked, or is not asked."""
        return Exact.of_flags(~self.counted(code).blank)

    def section(self, section: Section) -> Exact:
        """What the section counts."""
        if section.code not in self._sections:
            self._sections[section.code] = count_section(section, self)
        return self._sections[section.code]

    @cached_property
    def total(self) -> Exact:
        """The sheet's own total, with the rulebook's caps, not yet rounded."""
        stated = self.rulebook.total
        total = self._total_of(stated.of)
        for condition, of in reversed(stated.cases):
            total = self._sum(of).where(self.figures.holds(condition), total)
        total = multiplied(total.everywhere(), stated.times, self.figures).everywhere()
        return total.within(None if stated.below_zero else 0, stated.cap)

    def _total_of(self, of: Expression | None) -> Exact:
        """The sum as stated; without a statement that of the weighted or of all sections."""
        weights, sections = self.rulebook.total.weights, self.rulebook.sections
        if of is not None:
            return self._sum(of)
        if weights:
            return added([self._figure(name).times(weight) for name, weight in weights.items()])
        signs = [-1 if section.is_against else 1 for section in sections]
        return added([self.section(section) for section in sections], signs)

    def _figure(self, name: str) -> Exact:
        """A figure as this sheet gives it; what belongs to no sheet is everybody's."""
        for section in self.rulebook.sections:
            if section.code == name:
                return self.section(section)
        if name in self.scores:
            return self.counted(name).points
        own = self.rulebook.figures.get(name)
        return self.figures[name] if own is None else self._sum(own)

    def _sum(self, expression: Expression) -> Exact:
        return summed(expression, self._figure, self.figures.rows)

    @cached_property
    def given(self) -> Flags | None:
        """bool[n]: where the party marked anything at all (None: everywhere, as nothing is typed)."""
        typed = [
            key
            for score in self.rulebook.scores
            if score.party in ("", self.party)
            for code in score.criteria
            for key in input_keys(self.entries, self.party, code)
            if key in self.entries
        ]
        if not typed:
            return None
        columns = [self.entries.positions[key] for key in typed]
        return some([self.entries.cohort.marked[:, column] for column in columns], self.figures.rows)

    @cached_property
    def _items(self) -> frozenset[str]:
        """The criteria that are a matter of passing."""
        return frozenset(criterion.code for criterion in self.rulebook.criteria if criterion.kind == "pass")

    def passed(self, code: str) -> Exact:
        """1 where the criterion was passed (of mixed parties: by each), or has full marks where it is no matter of
        passing."""
        if code not in self._passed:
            self._passed[code] = self._find_passed(self.counted(code))
        return self._passed[code]

    def _find_passed(self, counted: Counted) -> Exact:
        score, code = counted.score, counted.score.code
        if code not in self._items:
            return Exact.of_flags(against_number(counted.points, "at least", score.most))
        parties = [score.party or self.party] if score.party or self.party else list(self.rulebook.mix.shares)
        passed = every([self._passed_by(party, score) for party in parties], self.figures.rows)
        return Exact.of_flags(passed if score.blank == "full" else passed & ~counted.blank)

    def _passed_by(self, party: str, score: Score) -> Flags:
        """bool[n]: where the party passed the criterion, or its blank does not speak against it."""
        mark = Typed(self.entries, self.figures, party).mark(score.code)
        passed = mark.values >= mark.per
        leaves = not self.party and self.rulebook.mix.missing.get(party) == "left out"
        return passed | ~is_known(mark) if leaves or score.blank in ("full", "left out") else passed

    def section_passed(self, section: Section) -> Exact:
        """1 where everything that the section asks of the branch is passed; bonuses, penalties and what is left out
        stand aside."""
        passed = np.ones(self.figures.rows, np.bool_)
        for code in section.scores:
            if self.scores[code].role == "base":
                holds, out = self.passed(code).values > 0, self.counted(code).out
                passed &= holds if out is None else holds | out
        return Exact.of_flags(passed)
