"""What may be typed into a column? Numbers of a range and step, or words that stand for something."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Any

from apps.core.tables import Cell, guess_number, narrow, number_of, text_of
from apps.criteria.marks.spelling import by_spelling
from apps.rating.inputs import Input
from apps.rating.points import parse_points, show_points
from apps.rating.rulebook import Criterion, Rulebook

Hint = tuple[str, str, dict[str, Any]]
Mark = int | None

WHOLE = 100
# No rulebook that is told to take less than this counts exactly.
LEAST = -(10**15)
POINTS_UNITS = ("分",)
COUNT_UNITS = ("分", "人", "名", "票", "次", "项", "个")
PLACEHOLDERS = {"/", "\\", "-", "--", "—", "——", "–", "无", "缺", "未评", "未打分", "*", "×", "?", "？", "n/a", "na"}
YES = ("1", "是", "有", "yes", "y", "true", "√", "✓", "✔", "通过", "达标", "合格")
NO = ("0", "否", "无", "no", "n", "false", "×", "✗", "✘", "不通过", "未通过", "不达标", "未达标", "不合格")
YES_OR_NO = (*((word, WHOLE) for word in YES), *((word, 0) for word in NO))


@dataclass(frozen=True, slots=True)
class Scale:
    """What one column takes, in hundredths. words: what may be written and what it stands for (none: numbers);
    shown: the words as people are told them; is_count: whole numbers of things; is_deduction: points taken off;
    fact: the name of the fact whose range the rulebook can widen."""

    minimum: int = 0
    maximum: int = 0
    step: int = 1
    words: tuple[tuple[str, int], ...] = ()
    shown: tuple[str, ...] = ()
    is_count: bool = False
    is_deduction: bool = False
    fact: str = ""

    def read(self, cell: Cell) -> tuple[Mark, str, Hint | None]:
        """Hundredths (None is not marked), the mess that was read through, and the fault as kind, hint, its figures."""
        text = text_of(cell)
        if not text:
            return None, "", None
        return self._word(text) if self.words else self._number(cell, text)

    def _word(self, text: str) -> tuple[Mark, str, Hint | None]:
        written = dict(self.words)
        word = bare(text)
        number = number_of(word)
        for spelt in (tight(text), word, show_number(number.text) if number else word):
            if spelt in written:
                return written[spelt], "", None
        if word in PLACEHOLDERS:
            return None, "", word_fault(text)
        return None, "", ("choice", "allowed", {"allowed": list(self.shown)})

    def _number(self, cell: Cell, text: str) -> tuple[Mark, str, Hint | None]:
        number = number_of(cell, COUNT_UNITS if self.is_count else POINTS_UNITS)
        if number is None:
            return None, "", word_fault(text)
        try:
            hundredths = parse_points(number.text)
        except ValueError:
            return None, "", self.outside(Decimal(number.text) * 100) or self.step_fault()
        fault = self.outside(hundredths) or (self.step_fault() if hundredths % self.step else None)
        return (None, "", fault) if fault else (hundredths, number.mess, None)

    def outside(self, hundredths: int | Decimal) -> Hint | None:
        """The fault of a number beyond the range."""
        if hundredths > self.maximum:
            return "range", "maximum", {"maximum": show_points(self.maximum)}
        if hundredths < self.minimum:
            minimum = {"minimum": show_points(self.minimum)}
            if self.fact and hundredths >= LEAST:
                return "range", "fact-minimum", {**minimum, "fact": self.fact, "least": show_points(floor(hundredths))}
            if hundredths < 0 <= self.minimum:
                return "negative", self.negative_hint(), minimum
            return "range", "minimum", minimum
        return None

    def negative_hint(self) -> str:
        if self.is_deduction:
            return "deduction"
        return "minimum" if self.is_count else "negative"

    def step_fault(self) -> Hint:
        if self.is_count and self.step == WHOLE:
            return "members", "members", {}
        return "step", "step-number" if self.is_count else "step", {"step": show_points(self.step)}


def tight(text: str) -> str:
    """A word without blanks, in ordinary letters."""
    return "".join(narrow(text).split())


def bare(text: str) -> str:
    """A word for comparing: no blanks, ordinary letters in lower case."""
    return tight(text).casefold()


def show_number(text: str) -> str:
    """A number as short as it can be written: "1.0" is "1"."""
    return f"{Decimal(text):f}".rstrip("0").rstrip(".") if "." in text else text


def word_fault(text: str) -> Hint:
    """Why a text is no number, with what was probably meant."""
    if text.casefold() in PLACEHOLDERS:
        return "word", "placeholder", {"value": text}
    if text.startswith("#"):
        return "word", "formula", {}
    guess = guess_number(text)
    if guess is None:
        return "word", "number", {}
    return "word", "dots" if ".." in text else "guess", {"guess": guess}


def scale_of_criterion(rulebook: Rulebook, criterion: Criterion) -> Scale:
    """What may be typed for a criterion, whoever types it."""
    if criterion.kind in ("pass", "yes-or-no"):
        return Scale(words=YES_OR_NO, shown=("1", "0"))
    if criterion.kind == "choice":
        titles = [(title.zh, title.en) for _code, title in criterion.choices]
        return of_words((code for code, _title in criterion.choices), titles)
    against = any(section.is_against for section in rulebook.sections if section.code == criterion.section)
    return Scale(
        criterion.minimum,
        criterion.maximum,
        criterion.step,
        is_count=criterion.kind in ("count", "number"),
        is_deduction=against or criterion.kind == "penalty",
    )


def scale_of_input(rulebook: Rulebook, column: Input) -> Scale:
    """What may be typed into a column that the engine reads."""
    if column.kind == "mark":
        criterion = next((each for each in rulebook.criteria if each.code == column.criterion), None)
        if criterion is not None:
            return scale_of_criterion(rulebook, criterion)
    if column.kind == "yes-or-no":
        return Scale(words=YES_OR_NO, shown=("1", "0"))
    if column.words:
        return of_words(column.words)
    fact = column.key.removeprefix("fact.") if column.key.startswith("fact.") else ""
    is_count = column.kind in ("votes", "number")
    return Scale(column.minimum, column.maximum, column.step, is_count=is_count, fact=fact)


def of_words(codes: Iterable[str], titles: Iterable[tuple[str, ...]] = ()) -> Scale:
    """The first word is 100, the second 200, … each by its own name or by a title that is no other's."""
    shown = tuple(codes)
    named = by_spelling((tight(code), place * WHOLE) for place, code in enumerate(shown, start=1))
    titled = by_spelling((tight(title), place * WHOLE) for place, each in enumerate(titles, start=1) for title in each)
    return Scale(words=tuple((titled | named).items()), shown=shown)
