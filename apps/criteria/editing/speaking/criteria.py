"""A section and its criteria as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.criteria import spelt_out
from apps.criteria.editing.documents import criteria_of
from apps.criteria.editing.kinds import kind_of
from apps.criteria.editing.speaking.conditions import say_condition
from apps.criteria.editing.speaking.lines import Spoken, joined, listed, plain
from apps.criteria.editing.speaking.names import Names, spoken_words

SAID = {
    "title",
    "guide",
    "proof",
    "how",
    "blank",
    "for",
    "not-for",
    "texts",
    "points",
    "fines",
    "from",
    "at-most",
    "per",
    "take",
    "reads",
}
HOW = {"papers", "on-site", "ballot", "system"}


def section_lines(code: str, section: Mapping[str, Any], names: Names) -> list[Spoken]:
    """What is said of a section, without its criteria."""
    place = f"sections/{code}"
    lines = [Spoken(place, "", spoken_words(section.get("title")) or code)]
    lines += [
        Spoken(place, label, text)
        for label, text in (
            (_("Short"), spoken_words(section.get("short"))),
            (_("In a character"), spoken_words(section.get("letter"))),
            (_("Sum"), capped(section)),
            (_("Its criteria"), _("all criteria are passed or failed") if section.get("items") else ""),
            (_("Without a mark"), blank_words(section.get("blank"))),
            (_("Against the total"), _("taken off the total") if section.get("against") == "yes" else ""),
            (_("Types"), types_of(section)),
        )
        if text
    ]
    said = {
        "title",
        "short",
        "letter",
        "sum",
        "bonus",
        "items",
        "blank",
        "against",
        "for",
        "not-for",
        "criteria",
        "texts-per",
    }
    return lines + [Spoken(place, key, plain(value)) for key, value in section.items() if key not in said]


def capped(section: Mapping[str, Any]) -> str:
    """How far a section's sum counts."""
    if "bonus" in section:
        return _("counts on top, %(most)s points at most") % {"most": number_in(section["bonus"])}
    return _("counts up to %(most)s points") % {"most": number_in(section["sum"])} if "sum" in section else ""


def number_in(words: Any) -> str:
    """The number of “at most 10”."""
    return str(words).removeprefix("at most ").removeprefix("at least ")


def all_criteria_lines(code: str, section: Mapping[str, Any], names: Names) -> list[Spoken]:
    """Every criterion of a section."""
    return [
        line
        for each, thing in criteria_of(section).items()
        for line in criterion_lines(f"sections/{code}/criteria/{each}", each, spelt_out(thing, section), section, names)
    ]


def criterion_lines(
    place: str, code: str, thing: Mapping[str, Any], section: Mapping[str, Any], names: Names
) -> list[Spoken]:
    """What is said of one criterion."""
    is_item = section.get("items") == "pass-or-fail"
    lines = [Spoken(place, "", f"{code} {spoken_words(thing.get('title'))}".strip())]
    mechanism = _("passed or failed") if is_item else say_mechanism(thing, names)
    proof = _("%(n)s at least") % {"n": thing["proof"]} if thing.get("proof") else ""
    lines += [
        Spoken(place, label, text)
        for label, text in (
            (_("Counts"), mechanism),
            (_("Scoring guide"), spoken_words(thing.get("guide"))),
            (_("Proof"), proof),
            (_("How it is checked"), how_words(thing.get("how"))),
            (_("Without a mark"), blank_words(thing.get("blank"))),
            (_("Types"), types_of(thing)),
        )
        if text
    ]
    texts = thing.get("texts")
    for name, own in texts.items() if isinstance(texts, dict) else ():
        if isinstance(own, dict):
            text = joined([spoken_words(own[key]) for key in ("title", "guide") if own.get(key)])
            lines.append(Spoken(place, _("For %(type)s") % {"type": name}, text))
    said = SAID | {kind_of(thing)}
    return lines + [Spoken(place, key, plain(value)) for key, value in thing.items() if key not in said]


def types_of(thing: Mapping[str, Any]) -> str:
    """The types that a section or criterion holds for."""
    if thing.get("for"):
        return _("only for %(types)s") % {"types": words_list(thing["for"])}
    return _("not for %(types)s") % {"types": words_list(thing["not-for"])} if thing.get("not-for") else ""


def words_list(words: Any) -> str:
    return listed([str(word) for word in (words if isinstance(words, list) else [words])])


def how_words(how: Any) -> str:
    """How a criterion is checked."""
    known = {"papers": _("by papers"), "on-site": _("on site"), "ballot": _("by ballot"), "system": _("by the system")}
    return known.get(str(how), str(how)) if how else ""


def blank_words(blank: Any) -> str:
    """What a blank means."""
    known = {
        "error": _("not allowed"),
        "zero": _("counts 0"),
        "full": _("counts full"),
        "left out": _("is left out, the rest is scaled up"),
        "not rated": _("takes the branch out of the rating"),
        "fail": _("is not a pass"),
    }
    return known.get(str(blank), plain(blank)) if blank is not None else ""


def say_mechanism(thing: Mapping[str, Any], names: Names) -> str:
    """How a criterion is marked and what it is worth."""
    kind = kind_of(thing)
    return MECHANISMS[kind](thing, thing.get(kind), names)


def say_points(thing: Mapping[str, Any], most: Any, _names: Names) -> str:
    return _("%(least)s to %(most)s points") % {"least": thing.get("from", 0), "most": most}


def say_pass(_thing: Mapping[str, Any], worth: Any, _names: Names) -> str:
    return _("a pass is worth %(n)s points") % {"n": worth} if worth else _("passed or failed")


def say_choices(_thing: Mapping[str, Any], choices: Any, _names: Names) -> str:
    return (
        joined([points_of(word, worth) for word, worth in choices.items()])
        if isinstance(choices, dict)
        else plain(choices)
    )


def points_of(word: Any, worth: Any) -> str:
    """A word and its points."""
    if isinstance(worth, dict):
        word, worth = spoken_words(worth.get("title")) or word, worth.get("points", "")
    return _("%(word)s: %(points)s points") % {"word": word, "points": worth}


def say_each(thing: Mapping[str, Any], each: Any, _names: Names) -> str:
    said = _("%(points)s points each") % {"points": each}
    if "per" in thing:
        said = _("%(points)s points for each %(per)s") % {"points": each, "per": thing["per"]}
    return with_most(said, thing)


def with_most(said: str, thing: Mapping[str, Any]) -> str:
    """A sentence and its cap."""
    return f"{said}{_(', ')}" + _("%(most)s at most") % {"most": thing["at-most"]} if "at-most" in thing else said


def say_deductions(thing: Mapping[str, Any], full: Any, names: Names) -> str:
    fines = thing.get("fines")
    said = [say_fine(code, fine, names) for code, fine in fines.items()] if isinstance(fines, dict) else []
    return joined([_("from %(full)s points, never below 0") % {"full": full}, *said])


def say_fine(code: str, fine: Any, names: Names) -> str:
    """One fine: its title, what it takes, and when."""
    if not isinstance(fine, dict):
        return f"{code} {plain(fine)}"
    title = spoken_words(fine.get("title")) or code
    takes = fine.get("once", fine.get("each", ""))
    said = _("%(title)s: %(points)s off") if "once" in fine else _("%(title)s: %(points)s off each")
    text = with_most(said % {"title": title, "points": takes}, fine)
    more = {key: value for key, value in fine.items() if key not in ("title", "once", "each", "at-most", "when")}
    when = _("where %(condition)s") % {"condition": say_condition(fine["when"], names)} if "when" in fine else ""
    return listed([part for part in (text, plain(more) if more else "", when) if part])


def say_awards(thing: Mapping[str, Any], awards: Any, _names: Names) -> str:
    said = [points_of(code, award) for code, award in awards.items()] if isinstance(awards, dict) else [plain(awards)]
    take = {"best": _("the best counts"), "sum": _("all count")}.get(
        str(thing.get("take", "best")), plain(thing.get("take"))
    )
    return with_most(joined([*said, take]), thing)


def say_bands(thing: Mapping[str, Any], bands: Any, names: Names) -> str:
    figure = names.of(thing["reads"]) if "reads" in thing else _("the mark")
    said = []
    for band in bands if isinstance(bands, list) else []:
        for line, worth in band.items() if isinstance(band, dict) else ():
            asked = _("otherwise") if line == "otherwise" else say_condition({figure: line}, names)
            said.append(points_of(asked, worth))
    return joined(said) or plain(bands)


def say_line(thing: Mapping[str, Any], line: Any, names: Names) -> str:
    said = [
        points_of(str(at).removeprefix("at "), worth)
        for point in (line if isinstance(line, list) else [])
        if isinstance(point, dict)
        for at, worth in point.items()
    ]
    figure = names.of(thing["reads"]) if "reads" in thing else _("the mark")
    return joined([_("on a straight line by %(figure)s") % {"figure": figure}, *said]) if said else plain(line)


def say_share(thing: Mapping[str, Any], share: Any, names: Names) -> str:
    if not isinstance(share, dict):
        return plain(share)
    words = {"of": names.of(share.get("of")), "whole": names.of(share.get("out-of")), "most": thing.get("points", "")}
    return _("%(of)s out of %(whole)s, %(most)s points in full") % words


def say_reads(thing: Mapping[str, Any], figure: Any, names: Names) -> str:
    return _("taken from %(figure)s, %(most)s at most") % {"figure": names.of(figure), "most": thing.get("points", "–")}


def say_place(_thing: Mapping[str, Any], place: Any, names: Names) -> str:
    if not isinstance(place, dict):
        return plain(place)
    worth = [
        points_of(line, points)
        for each in place.get("points") or []
        if isinstance(each, dict)
        for line, points in each.items()
    ]
    said = _("by place of %(figure)s within %(scope)s")
    words = {"figure": names.of(place.get("of", _("the mark"))), "scope": names.of(place.get("within", "campaign"))}
    return joined([said % words, *worth])


def say_best(thing: Mapping[str, Any], best: Any, names: Names) -> str:
    if not isinstance(best, dict):
        return plain(best)
    words = {"figure": names.of(best.get("of", "")), "scope": names.of(best.get("within", "campaign"))}
    said = _("%(figure)s against the best within %(scope)s, %(most)s points in full")
    return said % (words | {"most": thing.get("points", "")})


def say_bonus(_thing: Mapping[str, Any], most: Any, _names: Names) -> str:
    return _("bonus, %(most)s points at most") % {"most": most}


def say_penalty(_thing: Mapping[str, Any], most: Any, _names: Names) -> str:
    return _("taken off, %(most)s points at most") % {"most": most}


MECHANISMS = {
    "points": say_points,
    "pass-or-fail": say_pass,
    "choices": say_choices,
    "each": say_each,
    "deduct-from": say_deductions,
    "awards": say_awards,
    "bands": say_bands,
    "line": say_line,
    "share": say_share,
    "reads": say_reads,
    "place": say_place,
    "best": say_best,
    "bonus": say_bonus,
    "penalty": say_penalty,
}
