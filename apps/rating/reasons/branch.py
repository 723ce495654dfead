"""What does the engine know of the branch that is explained? One row's figures as plain exact numbers and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from apps.rating.cohort import Cohort
from apps.rating.conditions import Condition, Expression
from apps.rating.exact import Exact, is_known
from apps.rating.figures import Figures, summed
from apps.rating.points import HUNDRED
from apps.rating.rate import Judgement, derive
from apps.rating.rulebook import Rulebook, Section
from apps.rating.scores import Factor, Score


@dataclass(frozen=True)
class Branch:
    """One branch under one rulebook: a cohort of one row, what the engine judged of it, and every figure on the way."""

    rulebook: Rulebook
    cohort: Cohort
    judgement: Judgement
    figures: Figures

    @classmethod
    def of(cls, rulebook: Rulebook, cohort: Cohort) -> "Branch":
        """The only branch of `cohort`, whose drawn inputs are filled."""
        return cls(rulebook, cohort, *derive(rulebook, cohort))

    @cached_property
    def column(self) -> dict[str, int]:
        """Where each input stands, by its key."""
        return {each.key: number for number, each in enumerate(self.rulebook.inputs)}

    def key(self, party: str, name: str) -> str:
        """The heading under which a party's mark, or a figure made from it, stands."""
        return name if party == self.rulebook.main_party else f"{party}.{name}"

    @property
    def type(self) -> str:
        """Its type of branch; empty where it is not known."""
        return self._group("type")

    def _group(self, scope: str) -> str:
        names: Sequence[str] = self.cohort.words.get(scope, ())
        return names[int(getattr(self.cohort, scope)[0])] if names else ""

    def typed(self, key: str) -> int | None:
        """What stands in a column, in hundredths; None where it is blank or no such column is read."""
        column = self.column.get(key)
        if column is None or not self.cohort.marked[0, column]:
            return None
        return int(self.cohort.marks[0, column])

    def number(self, name: str) -> Fraction | None:
        """A figure by its name; None where it is not known."""
        if name not in self.figures:
            return None
        figure = self.figures[name]
        return figure.fraction(0) if is_known(figure)[0] else None

    def sum_of(self, expression: Expression) -> Fraction | None:
        """A figure or a sum of figures; None where a part is not known."""
        if any(name not in self.figures for name in expression.figures):
            return None
        found = self.figures.number(expression)
        return found.fraction(0) if is_known(found)[0] else None

    def on_sheet(self, party: str, expression: Expression) -> Fraction | None:
        """A figure or a sum of figures as the sheet of `party` gives them ("": the one that counts)."""

        def read(name: str) -> Exact:
            own = self.rulebook.figures.get(name)
            if own is not None:
                return summed(own, read, 1)
            theirs = f"{party}.{name}"
            return self.figures[theirs if theirs in self.figures else name]

        found = summed(expression, read, 1)
        return found.fraction(0) if is_known(found)[0] else None

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds; none always does."""
        return condition is None or bool(self.figures.holds(condition)[0])

    def is_asked(self, part: Score | Section) -> bool:
        """Whether a criterion (with its section) or a section is asked of it: of its type, and where its condition
        holds."""
        of_type = self.type not in part.not_types and (not part.types or self.type in part.types)
        asked = of_type and self.holds(part.condition)
        if asked and isinstance(part, Score):
            return self.is_asked(next(each for each in self.rulebook.sections if each.code == part.section))
        return asked

    def factor(self, factor: Factor) -> Fraction:
        """What points are multiplied by: the first case that holds, else the fixed number; times the figure."""
        number = next((number for condition, number in factor.cases if self.holds(condition)), factor.number)
        return number * (self.number(factor.figure) or 0) if factor.figure else number

    def per_of(self, expression: Expression | None) -> int:
        """The denominator over which a figure is counted; that of what is typed where None."""
        return HUNDRED if expression is None else self.figures.number(expression).per

    def word(self, name: str) -> str | None:
        """A word by its name; None where it is not known."""
        found = self.figures.words[name]
        position = int(found.values[0])
        return found.words[position] if position >= 0 else None


def points(hundredths: int) -> Fraction:
    """Hundredths as an exact number."""
    return Fraction(hundredths, HUNDRED)
