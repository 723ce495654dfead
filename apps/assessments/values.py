"""How is the value of one line typed, kept and shown? Points, numbers and counts; passed or not; a choice."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.rating.points import parse_points, show_points
from apps.rating.rulebook import Criterion

YES, NO = 100, 0
HUNDRED = 100
SWITCHES = ("pass", "yes-or-no")
CHOSEN = (*SWITCHES, "choice")
COUNTS = ("count", "number")
WIDE = str.maketrans("０１２３４５６７８９．。－", "0123456789..-")
YES_WORDS = {"1", "是", "有", "通过", "达标", "合格", "√", "✓", "yes", "true", "y"}
NO_WORDS = {"0", "否", "无", "没有", "不通过", "未通过", "不达标", "不合格", "×", "✗", "no", "false", "n"}


def read_value(criterion: Criterion, text: str) -> int | None:
    """Hundredths of what a person typed or chose, None where it is blank; ValueError for what the line does not take.

    A choice counts 100 for the first, 200 for the second; passed is 100, not passed 0.
    """
    plain = text.strip().translate(WIDE)
    if not plain:
        return None
    word = plain.casefold()
    if criterion.kind == "choice":
        return read_choice(criterion, word)
    if criterion.kind in SWITCHES and word in YES_WORDS | NO_WORDS:
        return YES if word in YES_WORDS else NO
    return parse_points(plain.removesuffix("分").strip())


def read_choice(criterion: Criterion, word: str) -> int:
    """The number of the choice by its word or title."""
    for number, (name, title) in enumerate(criterion.choices, start=1):
        if word in (name.casefold(), title.zh.casefold(), title.en.casefold()):
            return number * HUNDRED
    raise ValueError(f"no such choice: {word!r}")


def written(criterion: Criterion, mark: int | None) -> str:
    """A mark as its field holds it: a number, or the word of a choice."""
    if mark is None:
        return ""
    if criterion.kind == "choice" and 0 < mark <= len(criterion.choices) * HUNDRED:
        return criterion.choices[mark // HUNDRED - 1][0]
    return show_points(mark)


def shown(criterion: Criterion, mark: int | None, language: str) -> str:
    """A mark as people read it: passed or not, the title of a choice, else the number."""
    if mark is None:
        return ""
    label = dict(options_of(criterion, language)).get(written(criterion, mark))
    return label or show_points(mark)


def options_of(criterion: Criterion, language: str) -> list[tuple[str, str]]:
    """What a line is chosen from, as values with words; nothing for what is typed."""
    if criterion.kind == "pass":
        return [("1", _("passed")), ("0", _("not passed"))]
    if criterion.kind == "yes-or-no":
        return [("0", _("none")), ("1", _("it happened"))]
    return [(name, choice_words(name, title.get(language))) for name, title in criterion.choices]


def choice_words(name: str, title: str) -> str:
    return name if title == name else f"{name} {title}"


def fault_of(criterion: Criterion, hundredths: int) -> str:
    """Why a mark cannot be taken, or nothing."""
    if criterion.kind in CHOSEN:
        fits = criterion.minimum <= hundredths <= criterion.maximum and hundredths % HUNDRED == 0
        return "" if fits else _("Choose one of: %(choices)s.") % {"choices": _(", ").join(choices(criterion))}
    if hundredths > criterion.maximum:
        return _("The maximum is %(maximum)s. Enter less.") % {"maximum": show_points(criterion.maximum)}
    if hundredths < criterion.minimum:
        return _("The minimum is %(minimum)s. Enter more.") % {"minimum": show_points(criterion.minimum)}
    if (hundredths - criterion.minimum) % criterion.step:
        return _("Marks go by steps of %(step)s.") % {"step": show_points(criterion.step)}
    return ""


def choices(criterion: Criterion) -> Sequence[str]:
    """The words that a line takes."""
    return [name for name, _title in criterion.choices] or ["1", "0"]


def unreadable(criterion: Criterion) -> str:
    """What stands at a field with something else in it."""
    if criterion.kind in CHOSEN:
        return _("Choose one of: %(choices)s.") % {"choices": _(", ").join(choices(criterion))}
    example = criterion.minimum if criterion.kind in COUNTS else criterion.maximum - criterion.step
    return _("Enter a number, such as %(example)s.") % {"example": show_points(example)}
