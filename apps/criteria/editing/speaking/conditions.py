"""A condition as words: each figure with what is asked of it."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.speaking.lines import joined, plain
from apps.criteria.editing.speaking.names import Names

SHARE = re.compile(r"(at least|at most|above|below) ([0-9./]+%?) of (.+)")
BOUND = re.compile(r"(at least|at most|above|below|exactly) (.+)")
SOME = re.compile(r"at-least-([0-9]+)-of")
LEVEL = re.compile(r"(.+) or (better|worse)")


def say_condition(condition: Any, names: Names) -> str:
    """All of a condition in one sentence."""
    if not isinstance(condition, Mapping):
        return plain(condition)
    return joined([say_one(figure, asked, names) for figure, asked in condition.items()])


def say_one(figure: str, asked: Any, names: Names) -> str:
    """One figure and what is asked of it."""
    if figure in ("any-of", "none-of") and isinstance(asked, list):
        each = _(" or ").join(say_condition(one, names) for one in asked)
        return each if figure == "any-of" else _("not (%(conditions)s)") % {"conditions": each}
    some = SOME.fullmatch(figure)
    if some and isinstance(asked, list):
        each = _(" or ").join(say_condition(one, names) for one in asked)
        return _("at least %(n)s of: %(what)s") % {"n": some[1], "what": each}
    if figure == "count-of":
        return _("; ").join(say_count(one, names) for one in (asked if isinstance(asked, list) else [asked]))
    words = names.of(figure)
    if isinstance(asked, list) and all(BOUND.fullmatch(str(one)) for one in asked):
        return joined([say_comparison(words, str(one), names) for one in asked])
    if isinstance(asked, list):
        return _("%(figure)s is one of %(words)s") % {"figure": words, "words": _(", ").join(map(str, asked))}
    return say_comparison(words, str(asked), names)


def say_count(counted: Any, names: Names) -> str:
    """How many of several figures must be as asked; what is not whole yet, as it is written."""
    if not isinstance(counted, Mapping) or not isinstance(counted.get("figures"), list):
        return plain(counted)
    figures = _(", ").join(names.of(str(figure)) for figure in counted["figures"])
    each = say_comparison(figures, str(counted.get("are", "")), names)
    return say_comparison(_("number of these (%(what)s)") % {"what": each}, str(counted.get("number", "")), names)


def say_comparison(figure: str, asked: str, names: Names) -> str:
    """A figure and a comparison."""
    share = SHARE.fullmatch(asked)
    if share:
        amount = _("%(share)s of %(figure)s") % {"share": share[2], "figure": names.of(share[3])}
        return bound(figure, share[1], amount)
    plain_bound = BOUND.fullmatch(asked)
    if plain_bound:
        return bound(figure, plain_bound[1], plain_bound[2])
    level = LEVEL.fullmatch(asked)
    if level:
        said = _("%(figure)s %(level)s or better") if level[2] == "better" else _("%(figure)s %(level)s or worse")
        return said % {"figure": figure, "level": level[1]}
    if asked.startswith("not "):
        return _("%(figure)s is not %(value)s") % {"figure": figure, "value": asked.removeprefix("not ")}
    return word(figure, asked)


def bound(figure: str, how: str, amount: str) -> str:
    """A figure against a number."""
    sentences = {
        "at least": _("%(figure)s at least %(amount)s"),
        "at most": _("%(figure)s at most %(amount)s"),
        "above": _("%(figure)s above %(amount)s"),
        "below": _("%(figure)s below %(amount)s"),
        "exactly": _("%(figure)s exactly %(amount)s"),
    }
    return sentences[how] % {"figure": figure, "amount": amount}


def word(figure: str, asked: str) -> str:
    """A figure against a word."""
    sentences = {
        "yes": _("%(figure)s: yes"),
        "no": _("%(figure)s: no"),
        "blank": _("%(figure)s is not given"),
        "given": _("%(figure)s is given"),
        "none": _("%(figure)s: no record"),
    }
    if asked in sentences:
        return sentences[asked] % {"figure": figure}
    return _("%(figure)s is %(value)s") % {"figure": figure, "value": asked}
