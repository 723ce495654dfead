"""Do the parts of a rulebook fit together? What a schema cannot see, each fault with its line and remedy."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

from apps.rating.faults import RulebookFault
from apps.rating.level_checks import level_faults
from apps.rating.points import exact_points, parse_points, show_points
from apps.rating.reading import Document, Path

AT_LEAST = "at least "
AT_MOST = "at most "
LARGEST = 2**62
RESERVED = frozenset(["branch", "unit", "zone", "type", "members", "previous_level", "vetoes"])
RESERVED_PARTS = frozenset(["ballot", "fact"])
NAMED_KEYS = ("stars", "total")

Found = Iterator[RulebookFault]


def fitting_faults(document: Document) -> list[RulebookFault]:
    """Every fault in how the parts fit, in a document that conforms to the schema.

    Proves on the way that int64 cannot overflow: all maxima together stay below 2**62 hundredths.
    """
    book = document.value
    numbers = list(_number_faults(document))
    if numbers:
        return numbers
    checks = (_parties, _codes, _caps, _stars, level_faults, _order)
    return [fault for check in checks for fault in check(document, book)]


def section_limit(section: dict[str, Any]) -> int:
    """Hundredths that a section can count: its cap, or what its criteria add up to."""
    cap = section.get("sum")
    return parse_points(cap.removeprefix(AT_MOST)) if cap else _sum_of_maxima(section)


def _sum_of_maxima(section: dict[str, Any]) -> int:
    return sum(exact_points(criterion["points"]) for criterion in section["criteria"].values())


def _number_faults(document: Document) -> Found:
    book = document.value
    maxima: list[Path] = [
        ("sections", section, "criteria", code, "points")
        for section, content in book["sections"].items()
        for code in content["criteria"]
    ]
    others: list[Path] = [(key,) for key in ("step", "ask-reason-when-gap") if key in book]
    unfit = [fault for path in others + maxima for fault in _number(document, path)]
    yield from unfit or _maxima(document, maxima)


def _number(document: Document, path: Path) -> Found:
    number = _at(document, path)
    if number <= 0:
        yield document.fault(path, "not-positive", value=number)
    try:
        exact_points(number)
    except ValueError:
        yield document.fault(path, "not-finer", value=number)


def _maxima(document: Document, paths: list[Path]) -> Found:
    step = exact_points(document.value["step"])
    maxima = {path: exact_points(_at(document, path)) for path in paths}
    for path, maximum in maxima.items():
        if maximum % step:
            yield document.fault(path, "maximum-step", maximum=show_points(maximum), step=show_points(step))
    if sum(maxima.values()) > LARGEST:
        yield document.fault(("sections",), "too-large", limit=show_points(LARGEST))


def _at(document: Document, path: Path) -> Any:
    return reduce(lambda value, step: value[step], path, document.value)


def _parties(document: Document, book: dict[str, Any]) -> Found:
    counting = [party for party, role in book["parties"].items() if role == "counts"]
    if len(counting) != 1:
        yield document.fault(("parties",), "parties-count", count=len(counting))


def _codes(document: Document, book: dict[str, Any]) -> Found:
    taken: dict[str, int] = {}
    parts = RESERVED_PARTS | book["parties"].keys()
    for section, content in book["sections"].items():
        if section in NAMED_KEYS:
            yield document.fault(("sections", section), "code-reserved", code=section)
        for code in content["criteria"]:
            path = ("sections", section, "criteria", code)
            if code in RESERVED or code.split(".")[0] in parts:
                yield document.fault(path, "code-reserved", code=code)
            if code in taken:
                yield document.fault(path, "code-twice", code=code, first=taken[code])
            taken.setdefault(code, document.line(path))


def _caps(document: Document, book: dict[str, Any]) -> Found:
    for code, section in book["sections"].items():
        total, cap = _sum_of_maxima(section), section_limit(section)
        if cap > total:
            shown = {"sum": show_points(total), "cap": show_points(cap)}
            yield document.fault(("sections", code, "sum"), "cap-idle", **shown)


def _stars(document: Document, book: dict[str, Any]) -> Found:
    taken: dict[str, int] = {}
    for number, star in enumerate(book["stars"]):
        section, path = star["for"], ("stars", number, "for")
        if section not in book["sections"]:
            known = ", ".join(book["sections"])
            yield document.fault(path, "star-section", section=section, known=known)
            continue
        if section in taken:
            yield document.fault(path, "star-twice", section=section, first=taken[section])
        taken.setdefault(section, document.line(path))
        yield from _star_line(document, number, star, section_limit(book["sections"][section]))


def _star_line(document: Document, number: int, star: dict[str, Any], limit: int) -> Found:
    line, path = parse_points(star["lit-when"].removeprefix(AT_LEAST)), ("stars", number, "lit-when")
    shown = {"line": show_points(line), "maximum": show_points(limit), "section": star["for"]}
    if line > limit:
        yield document.fault(path, "star-line", **shown)
    if line == 0:
        yield document.fault(path, "not-positive", value=0)


def _order(document: Document, book: dict[str, Any]) -> Found:
    known = [*NAMED_KEYS, *book["sections"]]
    for number, key in enumerate(book["order"]):
        if key not in known:
            yield document.fault(("order", number), "order-unknown", key=key, known=", ".join(known))
