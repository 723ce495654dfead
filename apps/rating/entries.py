"""What was entered for these branches? The columns of a cohort by key, as exact figures and as words."""

from collections.abc import Collection
from functools import cached_property

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.exact import Exact, Flags
from apps.rating.figures import Words
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Rulebook


class Entries:
    """The inputs of a cohort: numbers over 100, words by position, and which branches a rule for some types means."""

    def __init__(self, rulebook: Rulebook, cohort: Cohort) -> None:
        self.rulebook = rulebook
        self.cohort = cohort
        self.rows = len(cohort)
        self.positions = {column.key: position for position, column in enumerate(rulebook.inputs)}

    def __contains__(self, key: str) -> bool:
        return key in self.positions

    def number(self, key: str) -> Exact:
        """The column of that key, known where it is marked; KeyError where the rulebook does not read it."""
        position = self.positions[key]
        column = self.rulebook.inputs[position]
        values, known = self.cohort.marks[:, position], self.cohort.marked[:, position]
        return Exact(values, HUNDRED, min(column.minimum, 0), max(column.maximum, 0), known)

    def whole(self, key: str) -> Exact:
        """A column of whole numbers, such as votes: 0 where blank."""
        found = self.number(key)
        return Exact(found.values // HUNDRED, 1, found.low // HUNDRED, -(-found.high // HUNDRED))

    def word(self, key: str, words: tuple[str, ...]) -> Words:
        """The column of that key as positions in `words`; −1 where blank, or where it holds a later word."""
        position = self.positions[key]
        found = self.cohort.marks[:, position] // HUNDRED - 1
        given = self.cohort.marked[:, position] & (found < len(words))
        return Words(np.where(given, found, -1), words)

    @cached_property
    def type_words(self) -> Words:
        """The type of each branch."""
        return Words(self.cohort.type, tuple(self.cohort.words["type"]))

    def hold_for(self, types: Collection[str], not_types: Collection[str]) -> Flags | None:
        """bool[n]: which branches are of these types; None where no type is told apart."""
        if not types and not not_types:
            return None
        words = self.type_words.words
        meant = [word not in not_types and (not types or word in types) for word in words]
        return np.array([*meant, False], np.bool_)[self.type_words.values]
