"""How is a rulebook written for a reader that has no YAML and no engine? As plain values, each part with its kind."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from apps.rating.outcome import lit_written, words_written
from apps.rating.outcomes import Outcome
from apps.rating.points import show_figure
from apps.rating.rulebook import Rulebook

# What only people read: it changes no result. The rulebook's own text holds it.
TOLD = frozenset(
    {"title", "short", "letter", "guide", "texts", "note", "proof", "how", "ledger", "choices", "part_of", "refinement"}
)
# What guides people while they mark, and figures to watch.
AROUND = frozenset({"step", "places", "blank", "reason_gap", "reason_rise", "honours", "targets", "compare_within"})


def dump(rulebook: Rulebook) -> dict[str, Any]:
    """Everything of the rules that decides results, as dicts, lists, text and whole numbers.

    A part is {"is": its kind, …}; an exact number {"is": "Fraction", "n": …, "d": …}; a mapping, whose order may
    count, {"is": "Map", "of": [[key, value], …]}.
    """
    return {key: value for key, value in _plain(rulebook).items() if key not in AROUND}


def told_apart(kind: type) -> list[str]:
    """The fields of one kind of part that are written."""
    left_out = TOLD - {"how"} if kind.__name__ == "Rounding" else TOLD
    return [field.name for field in fields(kind) if field.name not in left_out]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__} | {name: _plain(getattr(value, name)) for name in told_apart(type(value))}
    if isinstance(value, Fraction):
        return {"is": "Fraction", "n": value.numerator, "d": value.denominator}
    if isinstance(value, Mapping):
        return {"is": "Map", "of": [[key, _plain(each)] for key, each in value.items()]}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def dump_results(rulebook: Rulebook, outcome: Outcome) -> list[dict[str, Any]]:
    """What every branch is awarded, in the cohort's order: points as decimal text, words, places (None: not rated)."""
    places = outcome.places
    columns = zip(
        outcome.judgement.total.tolist(),
        outcome.judgement.sections.tolist(),
        outcome.stars.tolist(),
        lit_written(rulebook, outcome),
        final_words(rulebook, outcome),
        words_written(rulebook.grades, outcome.grade),
        words_written(rulebook.programmes, outcome.programme),
        zip(*(each.tolist() for each in (places.campaign, places.zone, places.unit, places.type)), strict=True),
        strict=True,
    )
    return [
        {
            "total": show_figure(total, rulebook.decimals),
            "sections": [show_figure(section, rulebook.decimals) for section in sections],
            "stars": stars if rulebook.shows_stars else None,
            "lit": lit.split(),
            "level": level,
            "grade": grade,
            "programme": programme,
            "places": [place or None for place in taken],
        }
        for total, sections, stars, lit, level, grade, programme, taken in columns
    ]


def final_words(rulebook: Rulebook, outcome: Outcome) -> list[str]:
    """The word of each branch; whom a veto or a blank takes out of rating keeps the level that stands for it."""
    words = [*(level.name for level in rulebook.levels), *(word.name for word in rulebook.unrated)]
    pairs = zip(outcome.level.tolist(), outcome.judgement.unrated.tolist(), strict=True)
    here = len(rulebook.levels)
    return [words[here + out] if 0 <= out < len(rulebook.unrated) else words[level] for level, out in pairs]
