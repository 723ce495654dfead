"""What is known of each branch so far? Named exact figures and words, which every step reads and adds to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Self

import numpy as np

from apps.rating.conditions import All, AnyOf, Comparison, Condition, Expression, SomeOf, Term
from apps.rating.exact import Exact, Flags, Integers, added, every, is_known, level, narrowed, some
from apps.rating.picking import PICKS

RELATIONS: Mapping[str, Callable[[Integers, Integers], Flags]] = {
    "at least": np.greater_equal,
    "above": np.greater,
    "at most": np.less_equal,
    "below": np.less,
    "exactly": np.equal,
}


@dataclass(frozen=True, eq=False)
class Words:
    """A word of n branches. values: integers[n], positions in `words` (−1: none); for levels the best stands first."""

    values: Integers
    words: tuple[str, ...]


@dataclass(eq=False)
class Figures:
    """The figures of n branches by name: `figures["A1"]` is an Exact, `figures.words["type"]` are Words.

    A step may offer a figure; it is made when it is first read, so that nothing is counted that nobody asks for.
    """

    rows: int
    words: dict[str, Words] = field(default_factory=dict)
    _made: dict[str, Exact] = field(default_factory=dict)
    _offers: dict[str, Callable[[], Exact]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Exact:
        """The number of that name; KeyError where no step makes one."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._offers[name]()
        return found

    def __setitem__(self, name: str, figure: Exact) -> None:
        self._made[name] = figure

    def __contains__(self, name: str) -> bool:
        return name in self._made or name in self._offers

    def offer(self, name: str, make: Callable[[], Exact]) -> None:
        """Let `make` give the figure when it is next read."""
        self._made.pop(name, None)
        self._offers[name] = make

    @property
    def names(self) -> list[str]:
        """Every number that can be read, in the order in which the steps offer them."""
        return list(dict.fromkeys([*self._offers, *self._made]))

    def kept(self, names: Iterable[str]) -> "Figures":
        """Only the figures and words of these names, made now; names that no step makes are passed over."""
        kept = Figures(self.rows)
        for name in names:
            if name in self.words:
                kept.words[name] = self.words[name]
            elif name in self:
                kept[name] = self[name]
        return kept

    def narrowed(self) -> "Figures":
        """The figures that are made, in as few bits as hold them."""
        made = {name: replace(figure, values=narrowed(figure.values)) for name, figure in self._made.items()}
        return Figures(self.rows, dict(self.words), made)

    def forget(self) -> None:
        """Let go of everything: nothing can be read from here on."""
        for held in (self.words, self._made, self._offers):
            held.clear()

    def copy(self) -> "Figures":
        """The same figures, to which more can be added."""
        return Figures(self.rows, dict(self.words), dict(self._made), dict(self._offers))

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """The kept figures of slices, in order. Refuses an empty list."""
        first = parts[0]
        words = {
            name: replace(found, values=np.concatenate([part.words[name].values for part in parts]))
            for name, found in first.words.items()
        }
        made = {name: Exact.concatenate([part[name] for part in parts]) for name in first.names}
        return cls(sum(part.rows for part in parts), words, made)

    def number(self, expression: Expression) -> Exact:
        """The figure or sum of figures; known where all its parts are."""
        return summed(expression, self.__getitem__, self.rows)

    def holds(self, condition: Condition) -> Flags:
        """bool[n]: where the condition holds. What is not known fails every comparison but "blank" and "no"."""
        if isinstance(condition, Comparison):
            return self._compared(condition)
        parts = [self.holds(part) for part in condition.parts]
        if len(parts) == 1 and isinstance(condition, All | AnyOf):
            return parts[0]
        if isinstance(condition, All):
            return every(parts, self.rows)
        if isinstance(condition, SomeOf):
            return np.asarray(np.sum(parts, axis=0, dtype=np.int64) >= condition.least, np.bool_)
        found = some(parts, self.rows)
        return found if isinstance(condition, AnyOf) else ~found

    def _compared(self, asked: Comparison) -> Flags:
        name = str(asked.expression)
        if name in self.words:
            return words_hold(self.words[name], asked)
        if asked.relation in ("yes", "no"):
            passed = f"{name}.passed"
            figure = self[passed] if passed in self else self.number(asked.expression)
            yes: Flags = (figure.values != 0) & is_known(figure)
            return yes if asked.relation == "yes" else ~yes
        if asked.relation in ("blank", "given"):
            marked = f"{name}.given"
            given: Flags = self[marked].values != 0 if marked in self else is_known(self.number(asked.expression))
            return given if asked.relation == "given" else ~given
        figure = self.number(asked.expression)
        if asked.share_of is None:
            holds = against_number(figure, asked.relation, asked.number or Fraction(0))
            return holds if figure.known is None else holds & figure.known
        whole = self.number(asked.share_of).times(asked.number or 0)
        mine, line = level([figure, whole])
        return RELATIONS[asked.relation](mine.values, line.values) & is_known(mine) & is_known(line)


def summed(expression: Expression, read: Callable[[str], Exact], rows: int) -> Exact:
    """The figure or sum of an expression. read: gives a figure by its name."""
    parts = [_part(term, read, rows) for term in expression.terms]
    if len(parts) == 1 and expression.terms[0].sign > 0:
        return parts[0]
    return added(parts, [term.sign for term in expression.terms])


def _part(term: Term, read: Callable[[str], Exact], rows: int) -> Exact:
    if term.pick is not None:
        return PICKS[term.pick.kind]([summed(each, read, rows) for each in term.pick.of])
    return read(term.figure) if term.figure else Exact.constant(term.number or 0, rows)


def against_number(figure: Exact, relation: str, number: Fraction) -> Flags:
    """bool[n]: where the figure stands in that relation to a fixed number, whatever its denominator."""
    line = number * figure.per
    if relation == "exactly" and line.denominator != 1:
        return np.zeros(len(figure), np.bool_)
    whole = ceil(line) if relation in ("at least", "below") else floor(line)
    return RELATIONS[relation](figure.values, whole)  # type: ignore[arg-type]


def words_hold(figure: Words, asked: Comparison) -> Flags:
    """bool[n]: where the word is as asked; where there is none, only what asks for that holds."""
    given: Flags = figure.values >= 0
    if asked.relation in ("blank", "given"):
        return given if asked.relation == "given" else ~given
    positions = [figure.words.index(word) for word in asked.words if word in figure.words]
    if asked.relation in ("at least", "at most"):
        better = np.less_equal if asked.relation == "at least" else np.greater_equal
        return given & better(figure.values, positions[0])
    among = np.isin(figure.values, positions)
    if "" in asked.words:
        among |= ~given
    return among if asked.relation == "one of" else given & ~among
