"""Which criteria does a section have: what is typed for each, and what each counts?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from apps.rating.conditions import ALWAYS
from apps.rating.loading.conditions import condition
from apps.rating.loading.desk import Piece
from apps.rating.loading.factors import factor
from apps.rating.loading.mechanisms import Counted, counted
from apps.rating.loading.names import FACTS, criteria_of
from apps.rating.loading.numbers import number, rounding, share, text, whole
from apps.rating.loading.typed import Typed
from apps.rating.points import show_exact
from apps.rating.rulebook import Criterion
from apps.rating.scores import Score
from apps.rating.words import Text


@dataclass(frozen=True)
class Common:
    """What holds for all criteria of a section unless they say otherwise."""

    section: str
    step: int
    blank: str
    types: frozenset[str]
    not_types: frozenset[str]


def criterion_pieces(section: Piece) -> list[tuple[str, Piece]]:
    """A section's criteria in their long form: each with a mapping that names how it counts."""
    code = str(section.path[-1])
    criteria = section.get("criteria")
    return [
        (name, _long(section, criteria, name, number))
        for number, (name, _) in enumerate(criteria_of(code, section.value))
    ]


def _long(section: Piece, criteria: Piece | None, code: str, position: int) -> Piece:
    if criteria is None:
        return replace(section, value=_implied(section))
    here = criteria[position if isinstance(criteria.value, list) else code]
    return replace(here, value=_long_value(section, here))


def _implied(section: Piece) -> dict[str, Any]:
    """The only criterion of a section without any: points up to the section's cap."""
    for key in ("bonus", "sum"):
        if key in section:
            return {"title": section.value.get("title"), "points": _cap(section[key])}
    section.fault("key-missing", "criteria", key="criteria", example="{A1: 20, A2: 20}")
    return {"points": 1}


def _cap(piece: Piece) -> Any:
    found = Fraction(str(piece.value).removeprefix("at most ").split(" ")[0])
    return int(found) if found.denominator == 1 else found


def _long_value(section: Piece, here: Piece) -> dict[str, Any]:
    value, is_items = here.value, "items" in section
    if isinstance(value, dict):
        if "zh" in value or "en" in value:
            value = {**{key: each for key, each in value.items() if key not in ("zh", "en")}, "title": _words(value)}
        return {"pass-or-fail": 0, **value} if is_items and not _counts(value) else value
    if isinstance(section["criteria"].value, list):
        if not is_items:
            here.fault("kind-missing", example="points: 20")
        return {"pass-or-fail": 0}
    if isinstance(value, str):
        if not is_items:
            here.fault("kind-missing", example="points: 20")
        return {"title": value, "pass-or-fail": 0}
    return {"pass-or-fail" if is_items else "points": value}


def _words(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in ("zh", "en") if key in value}


def _counts(value: Mapping[str, Any]) -> bool:
    return "points" in value or "pass-or-fail" in value


def criteria(section: Piece, common: Common) -> tuple[list[Criterion], list[Score]]:
    """The typed lines and the scores of a section, both in order."""
    typed: list[Criterion] = []
    scores: list[Score] = []
    for code, piece in criterion_pieces(section):
        own = _own(piece, common)
        count = counted(piece, code, own.step)
        typed += [_criterion(piece, code, line, own) for line in count.typed]
        scores.append(_score(piece, code, count, own))
    return typed, scores


def _own(piece: Piece, common: Common) -> Common:
    types, not_types = types_of(piece)
    blank = str(piece["blank"].value) if "blank" in piece else common.blank
    return replace(
        common, blank=blank, types=types & common.types or types or common.types, not_types=not_types | common.not_types
    )


def types_of(piece: Piece) -> tuple[frozenset[str], frozenset[str]]:
    """The types of branch that something holds for, and those it does not hold for; empty: all, and none."""
    kept = [piece.get(key) for key in ("for", "not-for")]
    found = [frozenset(str(each.value) for each in part.listed()) if part else frozenset() for part in kept]
    return found[0], found[1]


def _score(piece: Piece, code: str, count: Counted, own: Common) -> Score:
    times, highest = factor(piece.get("times"), FACTS)
    by_cases = bool(times.cases)
    bounds = (count.least, count.most) if count.fixed else (count.least * highest, count.most * highest)
    return Score(
        code,
        own.section,
        count.mechanism,
        tuple(line.code for line in count.typed),
        least=bounds[0],
        most=bounds[1],
        role=count.role,
        times=Fraction(1) if by_cases else times.number,
        times_figure=times.figure,
        times_cases=(*times.cases, (ALWAYS, times.number)) if by_cases else (),
        rounding=rounding(piece.get("round")),
        blank=own.blank,
        party=str(piece["marked-by"].value) if "marked-by" in piece else "",
        weight=share(piece["weight"]) if "weight" in piece else None,
        types=own.types,
        not_types=own.not_types,
        condition=condition(piece["when"], FACTS) if "when" in piece else None,
    )


def _criterion(piece: Piece, code: str, line: Typed, own: Common) -> Criterion:
    part = line.piece
    title = text(part.get("title"), line.code.removeprefix(f"{code}."))
    is_part = part.path != piece.path
    return Criterion(
        line.code,
        title,
        own.section,
        maximum=line.maximum,
        minimum=line.minimum,
        step=line.step,
        guide=text(part["guide"]) if "guide" in part else None,
        proof=whole(part.get("proof")),
        kind=line.kind,
        score=code,
        party=str(piece["marked-by"].value) if "marked-by" in piece else "",
        how=str(piece["how"].value) if "how" in piece else "",
        choices=line.choices,
        types=own.types,
        not_types=own.not_types,
        texts={} if is_part else _texts(piece.get("texts")),
        blank="zero" if is_part else own.blank,
    )


def _texts(piece: Piece | None) -> dict[str, tuple[Text | None, Text | None]]:
    if piece is None:
        return {}
    return {
        kind: tuple(text(each[key]) if key in each else None for key in ("title", "guide"))  # type: ignore[misc]
        for kind, each in piece.items()
    }


def weights_of(scores: list[Score], piece: Piece) -> tuple[Fraction, ...]:
    """The weights of a weighted mean: those that are stated, or all the same."""
    stated = [score.weight for score in scores if score.weight is not None]
    if not stated:
        return tuple(Fraction(1, len(scores)) for _ in scores)
    if len(stated) < len(scores) or sum(stated) != 1:
        piece.fault("weights-sum", sum=f"{show_exact(100 * sum(stated))}%")
    return tuple(score.weight or Fraction(0) for score in scores)


def points_at_most(piece: Piece | None) -> Fraction | None:
    """The number of "at most 10" or "at most 10 with bonus"; None where the piece is missing."""
    return None if piece is None else number(replace(piece, value=_cap(piece)))
