"""What does a rule ask? Expressions, comparisons and conditions out of the text, each figure known and in time."""

import re
from collections.abc import Callable
from fractions import Fraction

from apps.rating.conditions import ALWAYS, All, AnyOf, Comparison, Condition, Expression, NoneOf, Pick, SomeOf, Term
from apps.rating.loading.desk import Piece
from apps.rating.loading.maxima import sum_of
from apps.rating.loading.names import EXTREMES, FACTS, MADE_AT, SAME, Known
from apps.rating.loading.ranges import example_of
from apps.rating.meant import meant

AMOUNT = r"(-?[0-9]{1,15}(?:\.[0-9]{1,9})?|[0-9]{1,9}/[1-9][0-9]{0,8})( ?%)?"
MEASURE = re.compile(rf"(at least|above|at most|below|exactly) {AMOUNT}(?: of (.+))?")
AGAINST = re.compile(r"(at least|above|at most|below|exactly) (([^ ]+)(?: [+-] .+)?)")
SUMS = re.compile(r"[()*/×÷]")
JOINT = re.compile(r" +([+-]) +")
NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
SOME = re.compile(r"at-least-([1-9][0-9]?)-of")
EXAMPLE = "at least 80"
COUNTED = "{figures: [A, B, C], are: at least 80, number: at least 2}"


def condition(piece: Piece | None, until: int) -> Condition:
    """What a mapping of expressions and comparisons asks, all of it; figures may come from steps up to `until`."""
    if piece is None:
        return ALWAYS
    if not isinstance(piece.value, dict):
        piece.fault("wants-object", example="{total: at least 90}")
        return ALWAYS
    return joined([_part(key, value, until) for key, value in piece.items()])


def joined(parts: list[Condition]) -> Condition:
    """All parts together; a single part is itself."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _part(key: str, piece: Piece, until: int) -> Condition:
    if key == "any-of":
        return AnyOf(tuple(condition(each, until) for each in piece.listed()))
    if key == "none-of":
        return NoneOf(tuple(condition(each, until) for each in piece.listed()))
    if key == "count-of":
        return joined([_count_of(each, until) for each in piece.listed()])
    if found := SOME.fullmatch(key):
        return _some_of(piece, [condition(each, until) for each in piece.listed()], int(found[1]))
    return comparison(expression_in(key, piece, until), piece, until)


def _some_of(piece: Piece, parts: list[Condition], least: int) -> Condition:
    if least > len(parts):
        piece.fault("some-of", count=len(parts))
    return SomeOf(tuple(parts), least)


def _count_of(piece: Piece, until: int) -> Condition:
    """How many of several figures are as asked."""
    if not isinstance(piece.value, dict) or not {"figures", "are", "number"} <= set(piece.value):
        piece.fault("bad-words", value=_shown(piece), example=COUNTED)
        return ALWAYS
    parts = [comparison(_named(each, until), piece["are"], until) for each in piece["figures"].listed()]
    found = MEASURE.fullmatch(str(piece["number"].value))
    count = Fraction(found[2]) if found and part_of(found) is None and found[4] is None else Fraction(-1)
    if found is None or count.denominator > 1 or count < 0 or found[1] in ("above", "below"):
        piece["number"].fault("bad-words", value=piece["number"].value, example="at least 2")
        return ALWAYS
    fewer = NoneOf((SomeOf(tuple(parts), int(count) + 1),))
    if found[1] == "at most":
        return fewer
    enough = _some_of(piece["figures"], parts, int(count))
    return enough if found[1] == "at least" else All((enough, fewer))


def expression(piece: Piece, until: int) -> Expression:
    """The number that a piece names: a figure, a sum of figures, or what it picks from several."""
    return _number(_named(piece, until), piece)


def number_in(written: str, piece: Piece, until: int) -> Expression:
    """The number, a figure or a sum of figures, in `written`."""
    return _number(expression_in(written, piece, until), piece)


def _number(found: Expression, piece: Piece) -> Expression:
    if len(found.terms) == 1:
        _is_number(found.terms[0].figure, piece)
    return found


def _named(piece: Piece, until: int) -> Expression:
    """What a piece names: a number, or a word alone."""
    if not isinstance(piece.value, dict):
        return expression_in(str(piece.value), piece, until)
    [(key, listed)] = piece.items()
    of = tuple(_number(_named(each, until), piece) for each in listed.listed())
    return Expression((Term("", pick=Pick(key.removesuffix("-of"), of)),))


def expression_in(written: str, piece: Piece, until: int) -> Expression:
    """The figure or sum of figures in `written`; what is wrong with it is told of `piece`."""
    if SUMS.search(written):
        piece.fault("sum-only", value=written, example="{of: A + B, times: 10%}")
        return Expression((Term("total"),))
    first, *rest = JOINT.split(written.strip())
    terms = [_term(first, 1, piece, until)]
    terms += [
        _term(part, 1 if sign == "+" else -1, piece, until) for sign, part in zip(rest[::2], rest[1::2], strict=True)
    ]
    found = Expression(tuple(terms))
    if not found.figures:
        piece.fault("bad-words", value=written, example="F + H")
        return Expression((Term("total"),))
    if len(terms) > 1:
        for figure in found.figures:
            _is_number(figure, piece)
    return found


def _term(written: str, sign: int, piece: Piece, until: int) -> Term:
    if NUMBER.fullmatch(written):
        return Term("", sign, Fraction(written))
    return Term(_figure(written, piece, until), sign)


def _figure(written: str, piece: Piece, until: int) -> str:
    name = SAME.get(written.strip(), written.strip())
    names = piece.desk.names
    known = names.find(name)
    if known is None:
        closest = names.closest(name)
        code = "figure-unknown-close" if closest else "figure-unknown"
        piece.fault(code, figure=name, closest=closest, known=_some_known(piece))
        return name
    if known.path and piece.path[: len(known.path)] == known.path and known.step >= until:
        piece.fault("circular", figure=name)
    elif known.step > until:
        line = piece.desk.document.line(known.path or MADE_AT[known.step])
        piece.fault("not-yet", figure=name, line=line)
    piece.desk.reads.setdefault(name, piece.path)
    return name


def _some_known(piece: Piece) -> str:
    shown = [name for name, known in piece.desk.names.figures.items() if "." not in name]
    return ", ".join(shown[:12])


def _is_number(figure: str, piece: Piece) -> None:
    known = piece.desk.names.find(figure)
    if known is not None and known.kind in ("word", "level"):
        piece.fault("not-a-number", figure=figure)


def comparison(asked: Expression, piece: Piece, until: int) -> Condition:
    """What `asked` must be, as the piece says after it; of a list of comparisons, all."""
    found = _compared(asked, piece, until)
    if isinstance(found, Comparison):
        piece.desk.asked.append((piece, found))
    return found


def _compared(asked: Expression, piece: Piece, until: int) -> Condition:
    known = _kind(asked, piece)
    if isinstance(piece.value, list) and any(MEASURE.fullmatch(str(item)) for item in piece.value):
        return All(tuple(comparison(asked, each, until) for each in piece.listed()))
    if isinstance(piece.value, list):
        return _words(asked, piece, "one of", [str(item) for item in piece.value])
    if isinstance(piece.value, dict) or piece.value is None:
        piece.fault("bad-words", value="{…}" if piece.value else "", example=EXAMPLE)
        return ALWAYS
    if not isinstance(piece.value, str):
        return _measured(asked, piece, "exactly", Fraction(piece.value))
    if found := MEASURE.fullmatch(piece.value):
        return _measure(asked, piece, found, until)
    if piece.value in ("blank", "given"):
        return Comparison(asked, piece.value)
    if piece.value in ("yes", "no") and known.kind not in ("word", "level"):
        return _yes_or_no(asked, piece, known)
    return _in_words(asked, piece)


def _kind(asked: Expression, piece: Piece) -> Known:
    if len(asked.terms) > 1:
        return Known(FACTS)
    return piece.desk.names.find(asked.terms[0].figure) or Known(FACTS, "unknown")


def _measure(asked: Expression, piece: Piece, found: re.Match[str], until: int) -> Condition:
    relation, written, _, whole = found.groups()
    part = part_of(found)
    if whole is not None:
        _note_number(asked, piece)
        share_of = number_in(whole, piece, until)
        return Comparison(asked, relation, Fraction(written) if part is None else part, share_of)
    if part is None:
        return _measured(asked, piece, relation, Fraction(written))
    if _is_percent(asked):
        return _measured(asked, piece, relation, 100 * part)
    return _measured(asked, piece, relation, _of_maximum(asked, piece, part))


def part_of(found: re.Match[str]) -> Fraction | None:
    """The share that a measure says, 50% or 1/2; None where it says a plain number."""
    if found[3]:
        return Fraction(found[2]) / 100
    return Fraction(found[2]) if "/" in found[2] else None


def _is_percent(asked: Expression) -> bool:
    """Whether a figure is in percent itself: what is weakest, and every fact that is compared with percent."""
    return all(figure in EXTREMES or figure.startswith("fact.") for figure in asked.figures)


def _of_maximum(asked: Expression, piece: Piece, share: Fraction) -> Fraction:
    """So much of what the figure, or the sum, is at most."""
    maxima = piece.desk.maxima
    if not all(figure in maxima for figure in asked.figures):
        piece.fault("share-of-what", value=piece.value, example=f"{piece.value} of members")
        return Fraction(0)
    for figure in asked.figures:
        if figure in piece.desk.open:
            fact = piece.desk.open[figure]
            piece.fault("factor-open", figure=figure, fact=fact, example=example_of(fact))
    return sum_of(asked, maxima) * share


def _measured(asked: Expression, piece: Piece, relation: str, amount: Fraction) -> Condition:
    known = _kind(asked, piece)
    if known.kind in ("word", "level"):
        piece.fault("wants-words", figure=asked, example=_words_example(known))
    _note_number(asked, piece)
    return Comparison(asked, relation, amount)


def _note_number(asked: Expression, piece: Piece) -> None:
    for figure in asked.figures:
        piece.desk.numeric.add(figure)


def _yes_or_no(asked: Expression, piece: Piece, known: Known) -> Condition:
    if (known.kind == "number" and (known.path or not asked.figures[0].startswith("fact."))) or len(asked.terms) > 1:
        piece.fault("not-yes-or-no", figure=asked, example=EXAMPLE)
    piece.desk.yes_or_no.add(asked.figures[0])
    return Comparison(asked, piece.value)


def _in_words(asked: Expression, piece: Piece) -> Condition:
    written = str(piece.value)
    if _kind(asked, piece).kind not in ("word", "level") and (example := meant(written)):
        piece.fault("bad-words", value=_shown(piece), example=example)
        return ALWAYS
    if (found := AGAINST.fullmatch(written)) and piece.desk.names.find(found[3]):
        piece.fault("bad-words", value=_shown(piece), example=f"{found[1]} 100% of {found[2]}")
        return ALWAYS
    for ending, relation in ((" or better", "at least"), (" or worse", "at most")):
        if written.endswith(ending):
            return _words(asked, piece, relation, [written.removesuffix(ending)])
    if written.startswith("not "):
        return _words(asked, piece, "none of", [written.removeprefix("not ")])
    return _words(asked, piece, "one of", [written])


def _words(asked: Expression, piece: Piece, relation: str, words: list[str]) -> Condition:
    known = _kind(asked, piece)
    check: dict[str, Callable[[], None]] = {
        "number": lambda: piece.fault("bad-words", value=_shown(piece), example=EXAMPLE),
        "yes-or-no": lambda: piece.fault("bad-words", value=_shown(piece), example="yes"),
    }
    if known.kind in check:
        if asked.figures[0].startswith("fact.") and not known.path and not MEASURE.match(_shown(piece)):
            piece.fault("fact-words", figure=asked, words=", ".join(words), name=asked.figures[0].removeprefix("fact."))
        else:
            check[known.kind]()
        return ALWAYS
    if known.kind == "level":
        words = ["" if word == "none" else word for word in words]
    if relation in ("at least", "at most") and (known.kind != "level" or words == [""]):
        piece.fault("bad-words", value=_shown(piece), example=_words_example(known))
    for word in words:
        if known.words and word not in known.words and not (known.kind == "level" and word == ""):
            piece.fault("word-unknown", word=word, known=", ".join(known.words))
    return Comparison(asked, relation, words=tuple(words))


def _words_example(known: Known) -> str:
    if known.kind == "level":
        return f"{known.words[0]} or better"
    return known.words[0] if known.words else "机关"


def _shown(piece: Piece) -> str:
    shown = str(piece.value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
