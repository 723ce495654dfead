"""What can a branch change by its own work? The marks that may still rise, the items not passed, the fines not
needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from apps.rating.cohort import Cohort
from apps.rating.conditions import comparisons
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Criterion, Rulebook, Section, Star
from apps.rating.scores import Bands, Choice, Each, Fine, Fines, Line, Marked, Score, figures_read

ZERO = Fraction(0)


@dataclass(frozen=True, eq=False)
class Steps:
    """Better and better values, in hundredths of what is typed. gains: the points that each brings, or what one whole
    of the number brings, counted from `start`, up to `most`."""

    values: Sequence[int]
    gains: Sequence[Fraction] = ()
    worth: Fraction = ZERO
    start: int = 0
    most: Fraction = ZERO

    def gain(self, at: int) -> Fraction:
        """The points that the value at a position brings."""
        if self.gains:
            return self.gains[at]
        return min(self.most, abs(self.values[at] - self.start) * self.worth / HUNDRED)


@dataclass(frozen=True, eq=False)
class Lever:
    """One criterion that can still do better. columns: the inputs that hold it (a panel has several); now: hundredths,
    None where blank; steps: what it could be instead; is_bonus: it counts beside the maximum."""

    criterion: str
    columns: tuple[int, ...]
    now: int | None
    steps: Steps
    is_bonus: bool = False

    @property
    def best(self) -> int:
        """The position of its best value."""
        return len(self.steps.values) - 1

    @property
    def headroom(self) -> Fraction:
        """The points that it has left to gain."""
        return self.steps.gain(self.best)


def levers(rulebook: Rulebook, cohort: Cohort, branch_type: str) -> list[Lever]:
    """What the only branch of `cohort` can still change, in the rulebook's order. Facts, votes, awards, other parties'
    sheets and what compares everybody are no levers."""
    columns = {each.key: number for number, each in enumerate(rulebook.inputs)}
    scores = {score.code: score for score in rulebook.scores}
    found = []
    for criterion in rulebook.criteria:
        score = scores[criterion.score or criterion.code]
        own = tuple(columns[key] for key in _keys(rulebook, score, criterion.code) if key in columns)
        if own and criterion.holds_for(branch_type):
            lever = _lever(rulebook, cohort, criterion, score, own)
            if lever is not None:
                found.append(lever)
    return found


def _keys(rulebook: Rulebook, score: Score, criterion: str) -> list[str]:
    party = score.party or rulebook.main_party
    if party in rulebook.panels:
        return [f"{party}{number}.{criterion}" for number in range(1, rulebook.panels[party].markers + 1)]
    return [criterion if party == rulebook.main_party else f"{party}.{criterion}"]


def _lever(
    rulebook: Rulebook, cohort: Cohort, criterion: Criterion, score: Score, columns: tuple[int, ...]
) -> Lever | None:
    given = [int(cohort.marks[0, column]) for column in columns if cohort.marked[0, column]]
    now = sum(given) // len(given) if given else None
    steps = _better(rulebook, criterion, score, now)
    is_bonus = score.role == "bonus" or section_of(rulebook, score).is_bonus
    return Lever(criterion.code, columns, now, steps, is_bonus) if len(steps.values) else None


def _better(rulebook: Rulebook, criterion: Criterion, score: Score, now: int | None) -> Steps:
    """Every better value of a criterion."""
    mechanism = score.mechanism
    down = is_against(rulebook, score)
    if isinstance(mechanism, Marked):
        return _raised(rulebook, criterion, score, now, mechanism.worth * score.times, down)
    if isinstance(mechanism, Each):
        return _raised(rulebook, criterion, score, now, mechanism.each / mechanism.per * score.times, down)
    if isinstance(mechanism, Choice):
        return _listed([(HUNDRED * (n + 1), points) for n, points in enumerate(mechanism.points)], now, down)
    if isinstance(mechanism, Bands) and mechanism.reads is None and mechanism.out_of is None:
        return _bands(criterion, mechanism, now, down)
    if isinstance(mechanism, Line) and mechanism.reads is None and mechanism.out_of is None:
        return _along(criterion, mechanism, now, down)
    if isinstance(mechanism, Fines) and now is not None:
        return _fewer(criterion, next(fine for fine in mechanism.fines if fine.criterion == criterion.code), now)
    return Steps(())


def section_of(rulebook: Rulebook, score: Score) -> Section:
    return next(section for section in rulebook.sections if section.code == score.section)


def is_against(rulebook: Rulebook, score: Score) -> bool:
    """Whether more points of a score mean less in all: a penalty, or in a section that is taken off."""
    section = section_of(rulebook, score)
    sums = [rulebook.total.of, *(of for _, of in rulebook.total.cases)]
    terms = [term for of in sums if of is not None for term in of.terms]
    taken_off = any(term.figure == section.code and term.sign < 0 for term in terms)
    return score.role == "penalty" or section.is_against or taken_off


def _raised(
    rulebook: Rulebook, criterion: Criterion, score: Score, now: int | None, worth: Fraction, down: bool
) -> Steps:
    counted = now if now is not None else 0 if criterion.kind == "pass" else rulebook.blank.counts
    step = HUNDRED if criterion.kind == "pass" else criterion.step
    values = range(counted + step, criterion.maximum + 1, step)
    if down:
        values = range(counted - step, criterion.minimum - 1, -step)
    return Steps(values, worth=worth, start=counted, most=score.most - min(score.least, ZERO))


def _listed(options: Sequence[tuple[int, Fraction]], now: int | None, down: bool) -> Steps:
    """The options that bring more points than the present one, the least first."""
    mine = next((points for value, points in options if value == now), ZERO)
    return _better_than(mine, options, now, down)


def _better_than(mine: Fraction, options: Sequence[tuple[int, Fraction]], now: int | None, down: bool) -> Steps:
    sign = -1 if down else 1
    better = [(value, (points - mine) * sign) for value, points in options if (points - mine) * sign > 0]
    better = sorted((option for option in better if option[0] != now), key=lambda option: option[1])
    return Steps([value for value, _ in better], [gain for _, gain in better])


def _bands(criterion: Criterion, bands: Bands, now: int | None, down: bool) -> Steps:
    """The nearest value of each band that counts more."""
    options = []
    for band in bands.bands:
        line = int(band.line * HUNDRED)
        value = {"above": line + criterion.step, "below": line - criterion.step}.get(band.relation, line)
        if band.relation != "otherwise" and criterion.minimum <= value <= criterion.maximum:
            options.append((value, band.points))
    here = (band.points for band in bands.bands if now is not None and band.holds(Fraction(now, HUNDRED)))
    return _better_than(next(here, ZERO), options, now, down)


def _along(criterion: Criterion, line: Line, now: int | None, down: bool) -> Steps:
    """The values on which a line's points stand, and about a hundred between them."""
    ends = [int(at * HUNDRED) for at, _ in line.points]
    stride = max(1, (ends[-1] - ends[0]) // criterion.step // HUNDRED) * criterion.step
    values = sorted({*range(ends[0], ends[-1], stride), *ends})
    values = [value for value in values if criterion.minimum <= value <= criterion.maximum]
    here = ZERO if now is None else line.at(Fraction(now, HUNDRED))
    return _better_than(here, [(value, line.at(Fraction(value, HUNDRED))) for value in values], now, down)


def _fewer(criterion: Criterion, fine: Fine, now: int) -> Steps:
    """Fewer events, or a figure nearer to its line: each step at which less is taken."""
    unit = int(fine.per * HUNDRED)
    if fine.below is not None:
        line = int(fine.below * HUNDRED)
        first = line - (line - now) // unit * unit
        values = range(first if first > now else first + unit, line + 1, unit)
    elif fine.above is not None:
        line = int(fine.above * HUNDRED)
        first = line + (now - line) // unit * unit
        values = range(first if first < now else first - unit, line - 1, -unit)
    else:
        values = range(now - criterion.step, -1, -criterion.step)
    return Steps(values, worth=fine.each / fine.per, start=now, most=fine.most or Fraction(now) * fine.each)


def criteria_behind(rulebook: Rulebook, reads: Iterable[str]) -> frozenset[str]:
    """The codes of all scores that figures of these names can depend on."""
    every = frozenset(score.code for score in rulebook.scores)
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(reads)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        more, codes = _behind(rulebook, name, every)
        found |= codes
        waiting += more
    return frozenset(found)


def figures_asked(star: Star) -> list[str]:
    """The figures that a star's conditions look at."""
    conditions = [star.condition, *(condition for _, condition in star.medals)]
    asked = [each for condition in conditions for each in comparisons(condition)]
    return [figure for each in asked for figure in each.expression.figures]


def _behind(rulebook: Rulebook, name: str, every: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """The figures that one is made of, and the scores that it is made of."""
    if name in ("total", "level") or name.startswith(("weakest-", "strongest-")):
        return [], every
    if name in ("lit", "stars") or name.startswith("medals."):
        if not rulebook.stars:
            return [], every
        return [f"star.{star.code}" for star in rulebook.stars], frozenset()
    if name.startswith("star."):
        star = next(star for star in rulebook.stars if star.code == name.removeprefix("star."))
        own = frozenset(next(each.scores for each in rulebook.sections if each.code == star.section))
        return figures_asked(star), own if star.kind == "pass" else frozenset()
    if name in rulebook.figures:
        return list(rulebook.figures[name].figures), frozenset()
    if name in rulebook.parties:
        return [], every
    _, _, rest = name.rpartition(".") if name.partition(".")[0] in rulebook.parties else ("", "", name)
    section = next((section for section in rulebook.sections if section.code == rest), None)
    criterion = next((each for each in rulebook.criteria if each.code == rest), None)
    own = frozenset({criterion.score or criterion.code}) if criterion else frozenset({rest}) & every
    codes = own if section is None else frozenset(section.scores)
    read = [name for score in rulebook.scores if score.code in codes for name in figures_read(score)]
    return [name for name in read if name != rest], codes
