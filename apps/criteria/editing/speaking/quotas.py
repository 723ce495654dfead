"""How many may hold a level, what follows from levels, what is aimed at: as sentences."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.criteria.editing.speaking.conditions import say_condition
from apps.criteria.editing.speaking.lines import joined, plain
from apps.criteria.editing.speaking.names import Names

STARS = re.compile(r"at least ([0-9]+) stars?")
YEARS = re.compile(r"in ([0-9]+) years?")


def say_quotas(value: Any, names: Names) -> list[tuple[str, str]]:
    return [
        (str(number), say_quota(quota, names))
        for number, quota in enumerate(value if isinstance(value, list) else [], 1)
    ]


def say_quota(quota: Any, names: Names) -> str:
    """One quota: for whom, how many, of whom, who goes first, and where the others fall."""
    if not isinstance(quota, dict):
        return plain(quota)
    base = {"everybody": _("all branches"), "rated": _("the rated branches"), "qualified": _("those who reach it")}
    limits = {
        "at-most": _("at most %(n)s"),
        "exactly": _("exactly %(n)s"),
        "at-least": _("at least %(n)s (a warning only)"),
    }
    said = [limits[key] % {"n": plain(quota[key])} for key in limits if key in quota]
    if "of" in quota:
        said.append(_("of %(base)s") % {"base": base.get(str(quota["of"]), plain(quota["of"]))})
    if "within" in quota:
        said.append(_("within %(scope)s") % {"scope": names.of(quota["within"])})
    rounding = {"down": _("rounded down"), "up": _("rounded up"), "half up": _("rounded half up")}
    rounding["largest remainder"] = _("seats shared out by the largest remainder")
    if "rounding" in quota:
        said.append(rounding.get(str(quota["rounding"]), plain(quota["rounding"])))
    if "least" in quota:
        said.append(_("%(n)s at the least") % {"n": quota["least"]})
    if "by" in quota:
        said.append(_("in the order of %(keys)s") % {"keys": names.all(quota["by"])})
    ties = {
        "left out": _("a tie over the line is left out"),
        "taken in": _("a tie over the line is taken in"),
        "meeting": _("a tie over the line is for a meeting"),
    }
    if "ties" in quota:
        said.append(ties.get(str(quota["ties"]), plain(quota["ties"])))
    if "falls-to" in quota:
        said.append(_("others become %(level)s") % {"level": quota["falls-to"]})
    told = {*limits, "for", "of", "within", "rounding", "least", "by", "ties", "falls-to"}
    said += [f"{key}: {plain(each)}" for key, each in quota.items() if key not in told]
    return _("%(level)s: %(limit)s") % {"level": say_levels_word(quota.get("for", "")), "limit": joined(said)}


def say_levels_word(word: Any) -> str:
    """A level, or all from it upwards."""
    text = plain(word)
    if text.endswith(" or better"):
        return _("%(level)s or better") % {"level": text.removesuffix(" or better")}
    return text


def say_words(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    said = {
        word: _(", ").join(map(str, each)) if isinstance(each, list) else say_condition(each, names)
        for word, each in value.items()
    }
    return [(word, str(word) + _(": ") + text) for word, text in said.items()]


def say_honours(value: Any, _names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    levels = {name: each if isinstance(each, list) else [each] for name, each in value.items()}
    said = {name: _(", ").join(map(say_levels_word, several)) for name, several in levels.items()}
    return [(name, str(name) + _(": ") + text) for name, text in said.items()]


def say_targets(value: Any, _names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    return [(name, say_whose(str(name)) + _(": ") + say_aim(each)) for name, each in value.items()]


def say_whose(name: str) -> str:
    """Whose target it is: a level's, that of so many stars, or the year by which it stands."""
    if found := STARS.fullmatch(name):
        return ngettext("%(n)s star and more", "%(n)s stars and more", int(found[1])) % {"n": found[1]}
    if found := YEARS.fullmatch(name):
        return ngettext("in %(n)s year", "in %(n)s years", int(found[1])) % {"n": found[1]}
    return say_levels_word(name)


def say_aim(value: Any) -> str:
    """One share, or several with their names."""
    if not isinstance(value, dict):
        return plain(value)
    return _(", ").join(f"{say_whose(str(name))} {plain(each)}" for name, each in value.items())
