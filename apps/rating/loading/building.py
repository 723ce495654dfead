"""How do the parts of a text make one rulebook? Each part in the order of the contract."""

from types import MappingProxyType
from typing import Any

from apps.rating.loading import levels, parties, quotas, totals, vetoes
from apps.rating.loading.circles import check_circles
from apps.rating.loading.desk import Piece
from apps.rating.loading.inputs import inputs, number_parties, optional, step_of
from apps.rating.loading.maxima import note_maxima
from apps.rating.loading.numbers import scope, text, whole
from apps.rating.loading.sections import sections
from apps.rating.loading.stars import stars
from apps.rating.points import places_of_step
from apps.rating.rulebook import Blank, OrderKey, Rulebook


def build(book: Piece) -> Rulebook:
    """The rulebook that a text of the right shape says; what does not hold is told to its desk."""
    step = step_of(book.get("step"))
    made, criteria, scores = sections(book, step)
    figures = totals.figures(book)
    once = _count_once(book)
    check_circles(book, made, scores, figures, once)
    order = quotas.order(book["order"])
    roles, mix = parties.roles(book), parties.mix(book)
    panels, ballot = parties.panels(book.get("panels"), roles), parties.ballot(book)
    main = parties.main_party(mix, roles)
    total = totals.total(book, figures)
    note_maxima(book, made, scores, mix, total, figures)
    parts = {"total": total, "stars": tuple(stars(book, made, criteria, scores)), **_outcomes(book, order)}
    columns = inputs(book, criteria, scores, roles, mix, panels, main, ballot)
    return Rulebook(
        **_head(book),
        parties=MappingProxyType(roles),
        step=step,
        places=places_of_step(step),
        sections=tuple(made),
        criteria=tuple(criteria),
        scores=tuple(scores),
        order=order,
        inputs=tuple(number_parties(book, columns)),
        main_party=main,
        mix=mix,
        panels=MappingProxyType(panels),
        ballot=ballot,
        figures=MappingProxyType(figures),
        count_once=once,
        compare_within=scope(book.get("compare-within")),
        size_bands=tuple(whole(each) for each in book["size-bands"].listed()) if "size-bands" in book else (),
        **parts,
    )


def _head(book: Piece) -> dict[str, Any]:
    """What the text says of itself, and what it asks of those who mark."""
    return {
        "slug": str(book["rulebook"].value),
        "title": text(book["title"]),
        "note": text(book["note"]) if "note" in book else None,
        "blank": Blank(0, _at_closing(book)),
        "reason_gap": optional(book.get("ask-reason-when-gap")),
        "reason_rise": optional(book.get("ask-reason-when-rise")),
    }


def _outcomes(book: Piece, order: tuple[OrderKey, ...]) -> dict[str, Any]:
    """What follows from points and stars: vetoes, levels, and all that holds a level back or comes with it."""
    return {
        "vetoes": tuple(vetoes.vetoes(book)),
        "levels": tuple(levels.levels(book)),
        "grants": tuple(levels.grants(book)),
        "unrated": tuple(levels.unrated(book)),
        "ladder": levels.ladder(book),
        "tie_break": quotas.tie_break(book.get("ties")),
        "quotas": tuple(quotas.quotas(book, order)),
        "grades": tuple(quotas.words(book.get("grades"))),
        "programmes": tuple(quotas.words(book.get("programmes"))),
        "honours": tuple(quotas.honours(book.get("honours"))),
        "targets": tuple(quotas.targets(book.get("targets"))),
    }


def _at_closing(book: Piece) -> str:
    blank = book.get("blank")
    return str(blank["at-closing"].value) if blank and "at-closing" in blank else "blocker"


def _count_once(book: Piece) -> tuple[tuple[str, ...], ...]:
    groups = book["count-once"].listed() if "count-once" in book else ()
    return tuple(tuple(str(code.value) for code in group.listed()) for group in groups)
