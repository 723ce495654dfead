"""What a rulebook says beside its sections, as sentences: parties, stars, levels, vetoes, places, quotas."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.parts import BY_PART
from apps.criteria.editing.speaking.conditions import say_comparison, say_condition
from apps.criteria.editing.speaking.criteria import number_in
from apps.criteria.editing.speaking.lines import Spoken, joined, listed, plain
from apps.criteria.editing.speaking.names import Names, spoken_words
from apps.criteria.editing.speaking.parties import (
    say_ballot,
    say_facts,
    say_figures,
    say_mix,
    say_parties,
    say_total,
)
from apps.criteria.editing.speaking.quotas import say_honours, say_quotas, say_targets, say_words

Sayer = Callable[[Any, Names], list[tuple[str, str]]]


def part_lines(part: str, book: Mapping[str, Any], names: Names) -> list[Spoken]:
    """What a part of the rulebook says, a sentence for each entry of its keys."""
    lines = []
    for key in BY_PART[part].keys:
        if key.name in book:
            said = SAYERS.get(key.name, say_plainly)(book[key.name], names)
            lines += [Spoken(f"{key.name}/{name}" if name else key.name, str(key.label), text) for name, text in said]
    return lines


def say_plainly(value: Any, _names: Names) -> list[tuple[str, str]]:
    """An entry a sentence, as it is written."""
    if isinstance(value, dict):
        return [(str(name), f"{name}: {plain(each)}") for name, each in value.items()]
    return [("", spoken_words(value) if isinstance(value, str) else plain(value))]


def say_title(value: Any, _names: Names) -> list[tuple[str, str]]:
    return [("", spoken_words(value))]


def say_blank(value: Any, _names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    closing = _("it has to be filled in before closing") if value.get("at-closing") == "blocker" else ""
    counts = _("counts %(points)s") % {"points": value.get("counts", 0)}
    return [("", listed([part for part in (counts, closing) if part]))]


def say_stars(value: Any, names: Names) -> list[tuple[str, str]]:
    said = []
    for number, star in enumerate(value if isinstance(value, list) else [], 1):
        if not isinstance(star, dict):
            said.append((str(number), plain(star)))
            continue
        section = star.get("for", "")
        title = spoken_words(star.get("title")) or _("star of %(section)s") % {"section": names.all(section)}
        said.append(
            (plain(section) or str(number), _("%(star)s: %(when)s") % {"star": title, "when": lit_when(star, names)})
        )
    return said


def lit_when(star: Mapping[str, Any], names: Names) -> str:
    """What lights a star."""
    if "one-for-each" in star:
        words = {
            "points": star["one-for-each"],
            "of": names.of(star.get("of", star.get("for"))),
            "most": star.get("at-most", "–"),
        }
        said = _("one for each %(points)s points of %(of)s, %(most)s at most") % words
        once = _("once %(stars)s are lit") % {"stars": names.all(star["once-lit"])} if star.get("once-lit") else ""
        return listed([part for part in (said, once) if part])
    if "medals" in star:
        medals = [each for each in star["medals"] if isinstance(each, dict)]
        return joined(
            [
                f"{medal}: {say_comparison(names.all(star.get('for')), str(asked), names)}"
                for each in medals
                for medal, asked in each.items()
            ]
        )
    asked = star.get("lit-when", "")
    if isinstance(asked, dict):
        return _("lit when %(condition)s") % {"condition": say_condition(asked, names)}
    if asked == "every criterion passes":
        return _("lit when every criterion passes")
    return _("lit when %(condition)s") % {"condition": say_comparison(names.all(star.get("for")), str(asked), names)}


def say_levels(value: Any, names: Names) -> list[tuple[str, str]]:
    said = []
    for each in value if isinstance(value, list) else []:
        for name, level in each.items() if isinstance(each, dict) else ():
            said.append((name, _("%(level)s: %(asks)s") % {"level": name, "asks": level_asks(level, names)}))
    return said


def level_asks(level: Any, names: Names) -> str:
    """What a level asks."""
    if not isinstance(level, dict) or "otherwise" in level:
        word = level.get("otherwise") if isinstance(level, dict) else level
        rest = _("whoever reaches no other")
        return _("%(who)s (without a level)") % {"who": rest} if word == "not rated" else rest
    said = [_("stars lit %(bound)s") % {"bound": number_in(level["lit"])}] if "lit" in level else []
    if "with" in level:
        said.append(_("among them %(stars)s") % {"stars": names.all(level["with"])})
    rest = {key: each for key, each in level.items() if key not in ("title", "stars", "lit", "with")}
    if rest:
        said.append(say_condition(rest, names))
    shown = level.get("stars")
    if isinstance(shown, str):
        said.append(_("stars lit %(bound)s") % {"bound": number_in(shown)})
    elif shown is not None:
        said.append(_("shown with %(n)s stars") % {"n": shown})
    return joined(said)


def say_vetoes(value: Any, names: Names) -> list[tuple[str, str]]:
    return (
        [(code, say_veto(code, veto, names)) for code, veto in value.items()]
        if isinstance(value, dict)
        else [("", plain(value))]
    )


def say_veto(code: str, veto: Any, names: Names) -> str:
    """One veto: its effect, how far it looks back, what finds it."""
    if not isinstance(veto, dict):
        return f"{code} {plain(veto)}"
    effects = {
        "no level": _("no level this year"),
        "no stars": _("no star, and the last level"),
        "one level down": _("one level down"),
        "no promotion": _("not above last year's level"),
        "not rated": _("not rated at all"),
    }
    effect = str(veto.get("effect", ""))
    title = f"{code} {spoken_words(veto.get('title'))}".strip()
    said = [_("%(veto)s: %(effect)s") % {"veto": title, "effect": effects.get(effect, effect)}]
    if "look-back" in veto:
        said.append(_("looks back %(years)s") % {"years": veto["look-back"]})
    if "when" in veto:
        said.append(_("found where %(condition)s") % {"condition": say_condition(veto["when"], names)})
    return joined(said)


def say_grants(value: Any, names: Names) -> list[tuple[str, str]]:
    said = []
    for number, grant in enumerate(value if isinstance(value, list) else [], 1):
        condition = say_condition(grant.get("when", {}), names) if isinstance(grant, dict) else plain(grant)
        level = grant.get("level", "") if isinstance(grant, dict) else ""
        said.append(
            (str(number), _("at least %(level)s where %(condition)s") % {"level": level, "condition": condition})
        )
    return said


def say_unrated(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    said = _("%(word)s: takes part without being rated where %(condition)s")
    return [
        (
            word,
            said
            % {
                "word": word,
                "condition": say_condition(each.get("when", {}) if isinstance(each, dict) else each, names),
            },
        )
        for word, each in value.items()
    ]


def say_ladder(value: Any, names: Names) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        return [("", plain(value))]
    sentences = {
        "up-at-most": _("at most %(value)s levels up in a year"),
        "down-at-most": _("at most %(value)s levels down in a year"),
        "no-record": _("without a record: %(value)s"),
        "except-when": _("except where %(value)s"),
    }
    return [
        (
            key,
            sentences.get(key, key + ": %(value)s")
            % {"value": say_condition(each, names) if isinstance(each, dict) else number_words(key, each)},
        )
        for key, each in value.items()
    ]


def number_words(key: str, value: Any) -> str:
    """“at most 三星” in words."""
    if key == "no-record" and str(value).startswith("at most "):
        return _("%(level)s at most") % {"level": number_in(value)}
    return plain(value)


def say_order(value: Any, names: Names) -> list[tuple[str, str]]:
    return (
        [("", _(", then ").join(names.of(key) for key in value))] if isinstance(value, list) else [("", plain(value))]
    )


def say_scope(value: Any, names: Names) -> list[tuple[str, str]]:
    return [("", names.of(value))]


def say_ties(value: Any, names: Names) -> list[tuple[str, str]]:
    if isinstance(value, dict) and "broken-by" in value:
        return [("", _("broken by %(figure)s") % {"figure": names.of(value["broken-by"])})]
    return [("", _("share a place") if value == "share" else plain(value))]


SAYERS: dict[str, Sayer] = {
    "title": say_title,
    "note": say_title,
    "blank": say_blank,
    "parties": say_parties,
    "mix": say_mix,
    "ballot": say_ballot,
    "facts": say_facts,
    "figures": say_figures,
    "total": say_total,
    "stars": say_stars,
    "levels": say_levels,
    "vetoes": say_vetoes,
    "grants": say_grants,
    "without-rating": say_unrated,
    "ladder": say_ladder,
    "order": say_order,
    "compare-within": say_scope,
    "ties": say_ties,
    "quotas": say_quotas,
    "grades": say_words,
    "programmes": say_words,
    "honours": say_honours,
    "targets": say_targets,
}
