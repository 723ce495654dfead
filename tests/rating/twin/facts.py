"""What is known of one branch before anything is counted? Its inputs by name, facts, and what the votes give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from apps.rating.conditions import All, AnyOf, Comparison, Condition, Expression, NoneOf, Pick, SomeOf
from apps.rating.rulebook import Ballot, Rulebook
from tests.rating.twin.numbers import picked, rounded

Value = Fraction | str | None


@dataclass
class Branch:
    """One branch while it is read: figures by name (None where blank), and what has been found out so far."""

    rulebook: Rulebook
    inputs: dict[str, Fraction | None]
    vetoes: tuple[str, ...]
    zone: str
    unit: str
    type: str
    figures: dict[str, Value] = field(default_factory=dict)
    sheet: dict[str, Fraction] = field(default_factory=dict)
    marked: dict[str, bool] = field(default_factory=dict)
    passed: dict[str, bool] = field(default_factory=dict)
    standing: list[str] = field(default_factory=list)
    lit: dict[str, str | None] = field(default_factory=dict)
    level: int = 0
    unrated: str | None = None

    def value(self, name: str) -> Value:
        """A figure by its name, own figures of the rulebook included; those of the sheet in hand first."""
        if name in self.sheet:
            return self.sheet[name]
        if name in self.rulebook.figures and name not in self.figures:
            return self.sum(self.rulebook.figures[name])
        return self.figures[name]

    def sum(self, expression: Expression) -> Fraction | None:
        """The sum of an expression; None where one part is blank."""
        total = Fraction(0)
        for term in expression.terms:
            value = self.pick(term.pick) if term.pick else self.value(term.figure) if term.figure else term.number
            if value is None:
                return None
            assert isinstance(value, Fraction), f"{term.figure} is a word"
            total += term.sign * value
        return total

    def pick(self, pick: Pick) -> Fraction | None:
        """The highest or lowest of what is given; the average only where all is."""
        several = [self.sum(each) for each in pick.of]
        return picked(pick.kind, several)

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds for this branch."""
        if isinstance(condition, All):
            return all(self.holds(part) for part in condition.parts)
        if isinstance(condition, AnyOf):
            return any(self.holds(part) for part in condition.parts)
        if isinstance(condition, NoneOf):
            return not any(self.holds(part) for part in condition.parts)
        if isinstance(condition, SomeOf):
            return sum(self.holds(part) for part in condition.parts) >= condition.least
        return self.compares(condition)

    def compares(self, asked: Comparison) -> bool:
        """One comparison; what is blank fails every one but `blank` (a plain `no` is written with it)."""
        name = asked.expression.terms[0].figure
        if asked.relation in ("yes", "no"):
            return self.is_yes(name) == (asked.relation == "yes")
        if asked.relation in ("blank", "given") and name in self.marked and len(asked.expression.terms) == 1:
            return self.marked[name] == (asked.relation == "given")
        if asked.words:
            return self.word_compares(self.value(name), asked)
        value = self.value(name) if len(asked.expression.terms) == 1 else self.sum(asked.expression)
        if asked.relation in ("blank", "given"):
            return (value is None) == (asked.relation == "blank")
        line = asked.number or Fraction(0)
        if asked.share_of is not None:
            whole = self.sum(asked.share_of)
            if whole is None:
                return False
            line *= whole
        if value is None:
            return False
        assert isinstance(value, Fraction)
        return compare(value, asked.relation, line)

    def is_yes(self, name: str) -> bool:
        """Whether a yes stands there; of a pass-or-fail criterion, whether it passed. A blank is no."""
        section = next((each for each in self.rulebook.sections if each.code == name), None)
        if section is not None:
            return all(self.passed[code] for code in section.scores if code in self.passed)
        is_pass = any(each.code == name and each.kind == "pass" for each in self.rulebook.criteria)
        return self.passed.get(name, False) if is_pass else bool(self.value(name))

    def word_compares(self, value: Value, asked: Comparison) -> bool:
        levels = [level.name for level in self.rulebook.levels]
        if asked.relation in ("at least", "at most"):
            if value is None:
                return False
            here, there = levels.index(str(value)), levels.index(asked.words[0])
            return here <= there if asked.relation == "at least" else here >= there
        if value is None:
            return asked.relation == "one of" and "" in asked.words
        return (value in asked.words) == (asked.relation == "one of")


def compare(value: Fraction, relation: str, line: Fraction) -> bool:
    """A number against a line."""
    return {
        "at least": value >= line,
        "above": value > line,
        "at most": value <= line,
        "below": value < line,
        "exactly": value == line,
    }[relation]


def read_facts(branch: Branch) -> None:
    """Everything that is given, by the names that rules use."""
    levels = [level.name for level in branch.rulebook.levels]
    branch.figures |= {"type": branch.type, "unit": branch.unit, "zone": branch.zone}
    for each in branch.rulebook.inputs:
        given = branch.inputs[each.key]
        if each.kind == "level":
            branch.figures["last-level"] = None if given is None else levels[int(given) - 1]
        elif each.kind == "word":
            branch.figures[each.key] = None if given is None else each.words[int(given) - 1]
        elif each.kind in ("members", "number", "yes-or-no"):
            branch.figures[each.key] = given
    if "fact.years-in-level" in branch.figures:
        branch.figures["years-in-level"] = branch.figures["fact.years-in-level"]


def count_ballots(branch: Branch) -> None:
    """Votes to points: each layer's mean over votes that are not abstentions, layers by weight; then the quorum."""
    ballot = branch.rulebook.ballot
    if ballot is None:
        return
    if ballot.options:
        points, cast = count_votes(branch, ballot)
    else:
        points, cast = branch.inputs.get("ballot.mean"), branch.inputs.get("ballot.count") or Fraction(0)
    if points is None and ballot.missing == "not rated":
        branch.unrated = ""
    points = None if points is None else rounded(points, ballot.rounding)
    branch.figures |= {"ballot": points, "ballot.mean": points, "ballot.count": cast}
    branch.figures["ballot.quorum"] = Fraction(has_quorum(branch, ballot, cast))


def has_quorum(branch: Branch, ballot: Ballot, cast: Fraction) -> bool:
    """Whether enough votes were cast."""
    if ballot.quorum_number is not None:
        return cast >= ballot.quorum_number
    if ballot.quorum is None:
        return True
    whole = branch.sum(ballot.quorum_of) if ballot.quorum_of else None
    return whole is not None and cast >= ballot.quorum * whole


def count_votes(branch: Branch, ballot: Ballot) -> tuple[Fraction | None, Fraction]:
    """The points that votes give (None: no vote that counts), and how many were cast, abstentions included."""
    cast = Fraction(0)
    for option in ballot.options:
        votes = sum((votes_of(branch, layer, option.code) for layer in ballot.layers or [""]), Fraction(0))
        branch.figures[f"ballot.{option.code}"] = votes
        cast += votes
    means = {layer: layer_mean(branch, ballot, layer) for layer in ballot.layers or [""]}
    if not ballot.layers:
        return means[""], cast
    given = {layer: mean for layer, mean in means.items() if mean is not None}
    if len(given) < len(means) and ballot.missing == "not rated":
        branch.unrated = ""
    if not given:
        return None, cast
    weighted = sum((ballot.layers[layer] * mean for layer, mean in given.items()), Fraction(0))
    if ballot.missing == "left out":
        weighted /= sum((ballot.layers[layer] for layer in given), Fraction(0))
    return weighted, cast


def layer_mean(branch: Branch, ballot: Ballot, layer: str) -> Fraction | None:
    """The mean of one layer's votes; None where nobody gave one that counts."""
    points = votes = Fraction(0)
    for option in ballot.options:
        if option.points is not None:
            given = votes_of(branch, layer, option.code)
            points, votes = points + given * option.points, votes + given
    return points / votes if votes else None


def votes_of(branch: Branch, layer: str, option: str) -> Fraction:
    """How many chose it; a blank is nobody."""
    key = f"ballot.{layer}.{option}" if layer else f"ballot.{option}"
    return branch.inputs[key] or Fraction(0)


def marks_of(branch: Branch, party: str, criterion: str) -> Iterator[Fraction | None]:
    """What a party, or each marker of its panel, wrote on a criterion."""
    panel = branch.rulebook.panels.get(party)
    markers = [f"{party}{number}." for number in range(1, panel.markers + 1)] if panel else [f"{party}."]
    for each in branch.rulebook.inputs:
        written_out = each.key if each.key != criterion else f"{branch.rulebook.main_party}.{criterion}"
        if each.kind == "mark" and written_out in [f"{marker}{criterion}" for marker in markers]:
            yield branch.inputs[each.key]
