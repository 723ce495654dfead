"""Which sections are there, and how far does each count?"""

from dataclasses import replace
from fractions import Fraction
from statistics import median
from typing import Any

from apps.rating.loading.conditions import condition
from apps.rating.loading.criteria import Common, criteria, points_at_most, types_of, weights_of
from apps.rating.loading.desk import Piece
from apps.rating.loading.factors import factor
from apps.rating.loading.names import FACTS
from apps.rating.loading.numbers import is_yes, number, rounding, text
from apps.rating.rulebook import Criterion, Refinement, Section
from apps.rating.scores import Score
from apps.rating.words import Text


def sections(piece: Piece, step: int) -> tuple[list[Section], list[Criterion], list[Score]]:
    """The sections, and of all of them the typed lines and the scores, in order."""
    made: list[Section] = []
    typed: list[Criterion] = []
    scores: list[Score] = []
    for code, section in piece["sections"].items():
        own_typed, own_scores = criteria(section, _common(section, code, step))
        made.append(_section(section, code, own_typed, own_scores))
        typed += own_typed
        scores += own_scores
    return [_refined(section, piece.get("refinement")) for section in made], typed, scores


def _common(piece: Piece, code: str, step: int) -> Common:
    blank = "fail" if "items" in piece else "zero"
    return Common(code, step, str(piece["blank"].value) if "blank" in piece else blank, *types_of(piece))


def _section(piece: Piece, code: str, typed: list[Criterion], scores: list[Score]) -> Section:
    title = text(piece.get("title"), code)
    types, not_types = types_of(piece)
    times, highest = factor(piece.get("times"), FACTS)
    section = Section(
        code,
        title,
        short=text(piece.get("short"), title),
        letter=text(piece.get("letter"), Text(title.zh[:1], title.en[:1])),
        maximum=0,
        criteria=tuple(criterion.code for criterion in typed),
        scores=tuple(score.code for score in scores),
        cap=points_at_most(piece.get("bonus") or piece.get("sum")),
        with_bonus="bonus" in piece or str(piece.get("sum") and piece["sum"].value).endswith("with bonus"),
        scale_to=number(piece["scale-to"]) if "scale-to" in piece else None,
        weights=weights_of(scores, piece["mean"]) if "mean" in piece else (),
        best=_best(piece.get("take")),
        is_against=is_yes(piece.get("against")),
        is_bonus="bonus" in piece,
        below_zero=is_yes(piece.get("below-zero")),
        rounding=rounding(piece.get("round")),
        times=times,
        median="take" in piece and piece["take"].value == "median",
        condition=condition(piece["when"], FACTS) if "when" in piece else None,
        types=types,
        not_types=not_types,
    )
    base, limit = _reach(section, scores, highest)
    return replace(section, base=round(base * 100), maximum=round(limit * 100))


def _best(piece: Piece | None) -> int | None:
    return None if piece is None or piece.value == "median" else int(str(piece.value).removeprefix("best "))


def _reach(section: Section, scores: list[Score], highest: Fraction) -> tuple[Fraction, Fraction]:
    """How many points a section's criteria reach without bonus, and how many it counts at most without bonus."""
    most = [score.most if score.role == "base" else Fraction(0) for score in scores]
    if section.weights:
        base = sum((weight * each for weight, each in zip(section.weights, most, strict=True)), Fraction(0))
    elif section.median:
        base = median(most) if most else Fraction(0)
    elif section.best is not None:
        base = sum(sorted(most, reverse=True)[: section.best], Fraction(0))
    else:
        base = sum(most, Fraction(0))
    limit = base if section.cap is None else min(base, section.cap)
    return base, (limit if section.scale_to is None else section.scale_to) * highest


def _refined(section: Section, piece: Piece | None) -> Section:
    own = piece.get(section.code) if piece else None
    if own is None:
        return section
    points = Fraction(str(own["at-most"].value).removesuffix(" points"))
    count = int(str(own["criteria"].value).removeprefix("at most ")) if "criteria" in own else 0
    return replace(section, refinement=Refinement(points, count, _by(own.get("by"))))


def _by(piece: Piece | None) -> Any:
    return "unit" if piece is None else str(piece.value)
