"""The reason of a move in a line: "服务高效 79.1 ≥ 79", "V1 is now: no level above 三星", "within the places"."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from apps.evaluations.whatif.words import effect_words
from apps.rating.causes import Cause
from apps.reports.telling.words import Words, number

SIGNS = {
    "at least": "≥",
    "above": ">",
    "at most": "≤",
    "below": "<",
    "exactly": "=",
    "not at least": "<",
    "not above": "≤",
    "not at most": ">",
    "not below": "≥",
    "not exactly": "≠",
}


def figure(words: Words, cause: Cause) -> str:
    """A figure against its line; before and now where it changed itself."""
    name = words.written(cause.code)
    if cause.now is None or cause.line is None or cause.relation not in SIGNS:
        return _("%(figure)s is asked otherwise") % {"figure": name}
    changed = cause.was is not None and cause.was != cause.now
    value = f"{number(cause.was or 0)} → {number(cause.now)}" if changed else number(cause.now)
    return f"{name} {value} {SIGNS[cause.relation]} {number(cause.line)}"


def veto(words: Words, cause: Cause) -> str:
    """What a veto does now."""
    found = next((each for each in words.rules.vetoes if each.code == cause.code), None)
    effect = effect_words(found.effect, found.level) if found else _("does not count")
    return _("%(veto)s is now: %(effect)s") % {"veto": cause.code, "effect": effect}


def quota(_words: Words, cause: Cause) -> str:
    """How many seats there were and are, and that the branch has one now or none."""
    seats = {"was": number(cause.was or 0), "now": number(cause.now or 0)}
    if cause.relation == "in":
        return _("within the places: %(was)s → %(now)s") % seats
    return _("over the places: %(was)s → %(now)s") % seats


def unrated(words: Words, cause: Cause) -> str:
    """That the branch is rated now, or no longer."""
    return _("is rated") if cause.relation == "in" else words.level_named(cause.code) if cause.code else _("not rated")


def ladder(words: Words, cause: Cause) -> str:
    """What grants and the ladder let stand."""
    level, last = words.level_named(cause.code), words.level_named(cause.relation)
    return _("%(level)s by points; last year %(last)s") % {"level": level, "last": last}


def level(words: Words, cause: Cause) -> str:
    """A level that asks for something else."""
    return _("%(level)s asks for something else") % {"level": words.level_named(cause.code)}


CAUSES: Mapping[str, Callable[[Words, Cause], str]] = {
    "figure": figure,
    "veto": veto,
    "quota": quota,
    "unrated": unrated,
    "ladder": ladder,
    "level": level,
}
