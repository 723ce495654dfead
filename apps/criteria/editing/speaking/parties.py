"""Who marks, how parties become one total, what votes and facts are: as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.speaking.conditions import say_comparison
from apps.criteria.editing.speaking.criteria import points_of
from apps.criteria.editing.speaking.lines import joined, plain
from apps.criteria.editing.speaking.names import Names, spoken_words


def say_parties(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    roles = {"counts": _("%(party)s counts"), "shown": _("%(party)s is shown beside, not counted")}
    return [
        (party, roles.get(str(role), _("%(party)s counts %(role)s")) % {"party": names.of(party), "role": plain(role)})
        for party, role in value.items()
    ]


def missing_words(value: Any) -> str:
    """What a missing party, layer or ballot means."""
    known = {
        "counts 0": _("counts 0"),
        "left out": _("is left out, the others share its weight"),
        "not rated": _("takes the branch out of the rating"),
    }
    return known.get(str(value), plain(value))


def say_mix(value: Any, names: Names) -> list[tuple[str, str]]:
    """How the parties become one."""
    if not isinstance(value, dict):
        return [("", plain(value))]
    said = []
    for key, each in value.items():
        if key == "at":
            text = _("criterion by criterion") if each == "criteria" else _("the totals are mixed")
        elif key == "missing" and isinstance(each, dict):
            missing = _("%(party)s, where it is missing, %(means)s")
            text = joined(
                [missing % {"party": names.of(who), "means": missing_words(means)} for who, means in each.items()]
            )
        else:
            text = say_round(each) if key == "round" else f"{key}: {plain(each)}"
        said.append((key, text))
    return said


def say_round(value: Any) -> str:
    """Where something is rounded, and how."""
    places = value.get("places") if isinstance(value, dict) else value
    words = {"half up": _("half up"), "half even": _("half to even"), "down": _("down"), "up": _("up")}
    how = words.get(str(value.get("how", "half up")) if isinstance(value, dict) else "half up", plain(value))
    if places is None:
        return _("rounded: %(how)s") % {"how": plain(value)}
    return _("rounded to %(places)s decimals, %(how)s") % {"places": places, "how": how}


def say_ballot(value: Any, names: Names) -> list[tuple[str, str]]:
    """What votes are worth, who votes, and when they count."""
    if not isinstance(value, dict):
        return [("", plain(value))]
    said = []
    for key, each in value.items():
        text = f"{key}: {plain(each)}"
        if key == "options" and isinstance(each, dict):
            text = joined([points_of(word, worth) for word, worth in each.items()])
        elif key == "layers" and isinstance(each, dict):
            text = joined([f"{names.of(layer)} {plain(weight)}" for layer, weight in each.items()])
        elif key == "quorum":
            text = say_comparison(names.of("ballot.count"), str(each), names)
        elif key == "missing":
            text = _("a missing ballot %(means)s") % {"means": missing_words(each)}
        elif key == "round":
            text = say_round(each)
        said.append((key, text))
    return said


def say_facts(value: Any, _names: Names) -> list[tuple[str, str]]:
    """The facts that the rules read."""
    if not isinstance(value, dict):
        return [("", plain(value))]
    kinds = {"yes-or-no": _("yes or no"), "number": _("a number")}
    return [
        (
            name,
            f"{spoken_words(fact.get('title')) or name} ({kinds.get(str(fact.get('is')), plain(fact.get('is', '')))})",
        )
        if isinstance(fact, dict)
        else (name, f"{name}: {plain(fact)}")
        for name, fact in value.items()
    ]


def say_figures(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    return [(name, f"{name} = {names.of(sum_of)}") for name, sum_of in value.items()]


def say_total(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", names.of(value))]
    said = [names.of(value["of"])] if "of" in value else []
    if "at-most" in value:
        said.append(_("%(most)s at most") % {"most": value["at-most"]})
    return [
        ("", joined([*said, *(f"{key}: {plain(each)}" for key, each in value.items() if key not in ("of", "at-most"))]))
    ]
