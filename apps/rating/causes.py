"""Why does a branch move when the rules change? The figures that crossed a line, what vetoes and seats do otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from apps.rating.cohort import Cohort
from apps.rating.conditions import Comparison, Condition, Expression, comparisons
from apps.rating.exact import Integers, is_known
from apps.rating.facts import LAST_LEVEL
from apps.rating.figures import Figures
from apps.rating.outcomes import Judgement, Outcome
from apps.rating.rate import derive
from apps.rating.rulebook import Rulebook, Veto
from apps.rating.scopes import groups_of


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason. kind: "figure" (code: the figure; it was `was` and is `now`, which stands in `relation` to `line`
    and did not before, or the other way round), "veto" (code: the veto that weighs otherwise), "quota" (code: its
    position after, or before where it is gone; `was` and `now`: its seats; relation "in" or "out"), "unrated" (code:
    the word), "ladder" (code: the level by points, which grants or the ladder let the branch have or not; relation:
    last year's level), "level" (code: the level, which asks for something else)."""

    kind: str
    code: str
    was: Fraction | None = None
    now: Fraction | None = None
    relation: str = ""
    line: Fraction | None = None


@dataclass(frozen=True, eq=False)
class Side:
    """Some branches by one set of rules. cohort: everybody, with what is drawn; rows: which of them."""

    rules: Rulebook
    cohort: Cohort
    outcome: Outcome
    rows: Integers

    @cached_property
    def derived(self) -> tuple[Judgement, Figures]:
        """The judgement of these rows alone, with every figure."""
        return derive(self.rules, self.cohort.take(self.rows))

    @property
    def judgement(self) -> Judgement:
        return self.derived[0]

    @property
    def figures(self) -> Figures:
        return self.derived[1]

    def holds(self, asked: Condition, position: int) -> bool:
        """Whether the branch at a position of `rows` meets it."""
        return bool(self.figures.holds(asked)[position])

    def value(self, expression: Expression, position: int) -> Fraction | None:
        """The figure of one branch; None for words and for what is not known."""
        if any(name not in self.figures for name in expression.figures):
            return None
        figure = self.figures.number(expression)
        return figure.fraction(position) if is_known(figure)[position] else None

    def line(self, asked: Comparison, position: int) -> Fraction | None:
        """What the comparison asks of one branch."""
        if asked.share_of is None or asked.number is None:
            return asked.number
        whole = self.value(asked.share_of, position)
        return None if whole is None else whole * asked.number

    def standing(self, position: int) -> dict[str, Veto]:
        """The vetoes that stand, by code."""
        row = self.judgement.vetoes[position].tolist()
        return {veto.code: veto for veto, stands in zip(self.rules.vetoes, row, strict=True) if stands}

    def level_condition(self, name: str) -> Condition | None:
        """What a level asks; None where the rules have no such level."""
        return next((level.condition for level in self.rules.levels if level.name == name), None)

    def last_level(self, position: int) -> str:
        """The word of last year's level, "" without one."""
        words = self.figures.words.get(LAST_LEVEL)
        found = -1 if words is None else int(words.values[position])
        return words.words[found] if words is not None and found >= 0 else ""

    def seats(self, quota: int, position: int) -> Fraction | None:
        """How many seats a quota has in the branch's group."""
        if quota < 0 or quota >= len(self.rules.quotas):
            return None
        row = int(self.rows[position])
        group = int(groups_of(self.rules, self.cohort, self.rules.quotas[quota].within)[row])
        told = (each.seats for each in self.outcome.quotas if (each.quota, each.group) == (quota, group))
        return next(map(Fraction, told), None)


@dataclass(frozen=True, eq=False)
class Causes:
    """The same rows by two sets of rules."""

    before: Side
    after: Side

    def of(self, position: int) -> list[Cause]:
        """What moved the branch at that position of the rows, most telling first."""
        found = list(self._unrated(position)) or [*self._vetoes(position), *self._stars(position)]
        found = found or list(self._levels(position))
        found += self._quotas(position)
        return found or list(self._rest(position))

    def _unrated(self, position: int) -> Iterator[Cause]:
        was, now = (int(side.judgement.unrated[position]) for side in (self.before, self.after))
        if (was < 0) != (now < 0):
            side, number = (self.after, now) if now >= 0 else (self.before, was)
            words = [each.name for each in side.rules.unrated]
            yield Cause("unrated", words[number] if number < len(words) else "", relation="in" if now < 0 else "out")

    def _vetoes(self, position: int) -> Iterator[Cause]:
        was, now = self.before.standing(position), self.after.standing(position)
        for code in dict.fromkeys([*was, *now]):
            if weight_of(was.get(code)) != weight_of(now.get(code)):
                yield Cause("veto", code)

    def _stars(self, position: int) -> Iterator[Cause]:
        was = dict(zip((star.code for star in self.before.rules.stars), self.before.rules.stars, strict=True))
        lit = {star.code: bool(self.before.judgement.lit[position, n]) for n, star in enumerate(was.values())}
        for number, star in enumerate(self.after.rules.stars):
            is_lit = bool(self.after.judgement.lit[position, number])
            if star.code in was and is_lit != lit[star.code]:
                yield from self._flips(was[star.code].condition, star.condition, position, is_met=is_lit)

    def _levels(self, position: int) -> Iterator[Cause]:
        was, now = (side.rules.levels[int(side.judgement.reached[position])].name for side in (self.before, self.after))
        for name in dict.fromkeys([now, was]):
            asked_before, asked_now = self.before.level_condition(name), self.after.level_condition(name)
            if was == now or asked_before is None or asked_now is None:
                continue
            met = self.after.holds(asked_now, position)
            if met != self.before.holds(asked_before, position):
                yield from self._flips(asked_before, asked_now, position, is_met=met)
                return

    def _flips(self, before: Condition, after: Condition, position: int, is_met: bool) -> Iterator[Cause]:
        """The comparisons that turned with the condition: those that it met or missed only by one set of rules."""
        side, other = (self.before, self.after) if is_met else (self.after, self.before)
        missed = [each for each in comparisons(before if is_met else after) if not side.holds(each, position)]
        for asked in missed:
            same = [each for each in comparisons(after if is_met else before) if each.expression == asked.expression]
            held = next((each for each in same if other.holds(each, position)), None)
            shown = (held or asked) if is_met else asked
            yield Cause(
                "figure",
                str(asked.expression),
                was=self.before.value(asked.expression, position),
                now=self.after.value(asked.expression, position),
                relation=shown.relation if is_met else f"not {shown.relation}",
                line=(self.after if is_met and held else side).line(shown, position),
            )

    def _quotas(self, position: int) -> Iterator[Cause]:
        was, now = (int(side.outcome.pushed[side.rows[position]]) for side in (self.before, self.after))
        if was != now:
            number = now if now >= 0 else was
            seats = self.before.seats(number, position), self.after.seats(number, position)
            yield Cause("quota", str(number), *seats, relation="out" if now >= 0 else "in")

    def _rest(self, position: int) -> Iterator[Cause]:
        reached = [side.rules.levels[int(side.judgement.reached[position])].name for side in (self.before, self.after)]
        if reached[0] == reached[1]:
            yield Cause("ladder", reached[1], relation=self.after.last_level(position))
        else:
            yield Cause("level", reached[1])


def weight_of(veto: Veto | None) -> tuple[str, str, str] | None:
    """What a veto does, as far as two sets of rules can differ in it."""
    return None if veto is None else (veto.effect, veto.level, veto.star)
