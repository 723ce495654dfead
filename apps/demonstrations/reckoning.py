"""How did the panel's marks become one? Experts by letter, what was struck and why, and the sum written out."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import GateStatus
from apps.demonstrations.models import Passage
from apps.evaluations.columns import columns_of, inputs_of, worth_of
from apps.rating.points import HUNDRED, show_exact, show_figure, show_fixed
from apps.rating.reasons.marks import kept, rounded
from apps.rating.rulebook import Panel, Rulebook

STEMS = "甲乙丙丁戊己庚辛壬癸"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Expert:
    """One expert's mark; `struck` says why it does not count, empty where it does."""

    name: str
    mark: str
    struck: str = ""


@dataclass(frozen=True)
class Reckoning:
    """One criterion of a panel's gate: `parts` are the marks that count, lowest first, `total` their sum, `count` how
    many, `exact` what they make before it is rounded (empty where that changes nothing) and `result` what counts."""

    gate: str
    title: str
    how: str
    experts: tuple[Expert, ...]
    parts: tuple[str, ...]
    total: str
    count: int
    exact: str
    result: str
    is_mean: bool

    @property
    def written_out(self) -> str:
        """The sum as one writes it on paper."""
        added = f"{' + '.join(self.parts)} = {self.total}"
        if not self.is_mean:
            return f"{added} ≈ {self.result}" if self.exact else added
        divided = f"{self.total} ÷ {self.count} = {self.exact or self.result}"
        divided = f"{divided} ≈ {self.result}" if self.exact else divided
        return _("%(sum)s, %(mean)s") % {"sum": added, "mean": divided}


def reckonings_of(passages: list[Passage]) -> list[Reckoning]:
    """Every gate of these whose marks a panel gave, criterion by criterion; nothing of a gate that is not closed."""
    found = []
    for passage in passages:
        if passage.run is None or passage.assessment_id is None or passage.gate.status != GateStatus.CLOSED:
            continue
        rules = rulebook_of(passage.run.rulebook_version)
        panel = rules.panels.get(rules.main_party)
        if panel is not None:
            found += reckoned(passage, rules, panel)
    return found


def reckoned(passage: Passage, rules: Rulebook, panel: Panel) -> list[Reckoning]:
    """A passage's criteria as the run that counts read them."""
    inputs, language = inputs_of(passage.run), get_language() or "zh-hans"
    row = inputs.row_of.get(passage.assessment_id)
    if row is None:
        return []
    titles = {each.code: each.title.get(language) for each in rules.criteria}
    found = []
    for code, columns in columns_of(rules).items():
        here = list(columns)
        worth = worth_of(rules, code, inputs.marks[row : row + 1, here])[0]
        given = inputs.marked[row, here]
        marks = [int(mark) if is_given else None for mark, is_given in zip(worth, given, strict=True)]
        title = titles[code] if len(titles) > 1 else ""
        found.append(reckoning(passage.gate.title, title, panel, marks, rules.places))
    return found


def reckoning(gate: str, title: str, panel: Panel, marks: list[int | None], places: int) -> Reckoning:
    """Marks in hundredths, one an expert, as the panel's rule takes them; None where an expert gave none."""
    points = [None if mark is None else Fraction(mark, HUNDRED) for mark in marks]
    counting = kept(panel, points)
    parts = sorted(points[number] for number in counting)
    order = [
        number for _mark, number in sorted((mark, number) for number, mark in enumerate(points) if mark is not None)
    ]
    total, is_mean = sum(parts, Fraction(0)), "sum" not in panel.take
    exact = total / len(parts) if parts and is_mean else total
    result = rounded(exact, panel.rounding)[0]
    return Reckoning(
        gate=gate,
        title=title,
        how=how_of(panel),
        experts=tuple(expert(number, mark, counting, order, places) for number, mark in enumerate(points)),
        parts=tuple(shown(part, places) for part in parts),
        total=shown(total, places),
        count=len(parts),
        exact="" if exact == result else near(exact),
        result=shown(result, places),
        is_mean=is_mean,
    )


def expert(number: int, mark: Fraction | None, counting: Collection[int], order: list[int], places: int) -> Expert:
    """One expert's mark with what became of it; `order` are those who gave one, the lowest first."""
    if mark is None:
        return Expert(expert_name(number), "–", _("gave no mark"))
    if number in counting:
        return Expert(expert_name(number), shown(mark, places))
    struck = {order[0]: _("lowest, struck"), order[-1]: _("highest, struck")}.get(number, _("struck"))
    return Expert(expert_name(number), shown(mark, places), struck)


def expert_name(number: int) -> str:
    """An expert by letter, never by name; counted from 0."""
    is_chinese = (get_language() or "zh-hans").startswith("zh")
    letters = STEMS if is_chinese else LETTERS
    letter = letters[number] if number < len(letters) else str(number + 1)
    return _("Expert %(letter)s") % {"letter": letter}


def how_of(panel: Panel) -> str:
    """The panel's rule in words."""
    n = panel.drop
    words = {
        "mean": _("the mean of all"),
        "sum": _("the sum of all"),
        "median": _("the middle one"),
        "trimmed": ngettext(
            "without the highest and the lowest, the mean of the rest",
            "without the %(n)s highest and the %(n)s lowest, the mean of the rest",
            n,
        ),
        "trimmed sum": _("without the %(n)s highest and the %(n)s lowest, the sum of the rest"),
        "without lowest": _("without the %(n)s lowest, the mean of the rest"),
        "sum without lowest": _("without the %(n)s lowest, the sum of the rest"),
        "without highest": _("without the %(n)s highest, the mean of the rest"),
        "sum without highest": _("without the %(n)s highest, the sum of the rest"),
        "best": _("the mean of the %(n)s best"),
        "sum of best": _("the sum of the %(n)s best"),
    }
    return words[panel.take] % {"n": n}


def shown(points: Fraction, places: int) -> str:
    """Points with at least so many decimals."""
    hundredths = points * HUNDRED
    return show_fixed(int(hundredths), places) if hundredths.denominator == 1 else show_exact(points)


def near(points: Fraction) -> str:
    """A number that does not end, to four decimals and cut off, with dots behind it."""
    cut = int(points * 10_000)
    return show_exact(points) if points * 10_000 == cut else f"{show_figure(cut, 4)}…"
