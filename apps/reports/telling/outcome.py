"""Why these stars, this level and these places, in words? What was asked, what moved the level, and what that cost."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from apps.rating.reasons import (
    Cost,
    Explanation,
    LevelPath,
    LevelReason,
    Move,
    PlaceReason,
    QuotaReason,
    Standing,
    StarReason,
)
from apps.rating.rulebook import Quota
from apps.reports.telling.comparing import Ticked, ticked
from apps.reports.telling.folding import tells_votes
from apps.reports.telling.words import Words, clauses, listed, number, percent_text


def star_words(words: Words, star: StarReason) -> Ticked:
    """One star: lit, or what it lacks."""
    name = words.star(star.code)
    if star.lit:
        medal = _("%(star)s lit (%(medal)s)") if star.medal else _("%(star)s lit")
        return Ticked(True, medal % {"star": name, "medal": star.medal})
    if star.out:
        return Ticked(False, _("%(star)s put out by %(veto)s") % {"star": name, "veto": words.veto(star.out)})
    if star.gap and star.kind == "line":
        return Ticked(False, _("%(star)s %(gap)s short, not lit") % {"star": name, "gap": number(star.gap)})
    lacking = [ticked(words, asked).text for asked in star.asked if not asked.holds]
    return Ticked(False, _("%(star)s not lit") % {"star": name}, clauses(lacking))


def level_words(words: Words, reason: LevelReason) -> list[Ticked]:
    """What one level asks, thing by thing."""
    return [ticked(words, asked) for asked in reason.asked]


def failing_words(words: Words, reason: LevelReason) -> str:
    """One level that was not reached, with every condition that fails."""
    failing = clauses([ticked(words, asked).text for asked in reason.asked if not asked.holds])
    return _("Not %(level)s: %(why)s") % {"level": words.level(reason.index), "why": failing}


def move_words(words: Words, move: Move) -> str:
    """One thing that moved the level."""
    return MOVES[move.kind](words, move)


def _levels(words: Words, move: Move) -> dict[str, str]:
    return {"before": words.level(move.before), "after": words.level(move.after)}


def _granted(words: Words, move: Move) -> str:
    grant = words.rules.grants[int(move.code)]
    return _("%(grant)s: %(before)s raised to %(after)s") % (
        _levels(words, move) | {"grant": grant.title.get(words.language)}
    )


def _laddered(words: Words, move: Move) -> str:
    told = _levels(words, move) | {"last": words.level_named(str(move.details.get("last", "")))}
    if not move.details.get("last"):
        return _("No level on record, so at most %(after)s; by the points %(before)s") % told
    if move.after > move.before:
        return _("Last year %(last)s, this year at most %(after)s (step by step); by the points %(before)s") % told
    return _("Last year %(last)s, this year no less than %(after)s; by the points %(before)s") % told


def _vetoed(words: Words, move: Move) -> str:
    told = _levels(words, move) | {"veto": words.veto(move.code)}
    if not words.rules.outcomes[move.after].rated:
        return _("Because of %(veto)s no level is given; otherwise %(before)s") % told
    return _("Because of %(veto)s %(after)s; otherwise %(before)s") % told


def _pushed(words: Words, move: Move) -> str:
    quota = words.rules.quotas[int(move.code)]
    told = _levels(words, move) | {"quota": quota_name(words, quota)}
    return _("No place within the limit (%(quota)s): %(after)s; without the limit %(before)s") % told


def _decided(words: Words, move: Move) -> str:
    return _("Decided by people: %(after)s; by the rules %(before)s") % _levels(words, move)


def _unrated(words: Words, move: Move) -> str:
    return _("Takes part without being rated: %(after)s") % _levels(words, move)


MOVES: Mapping = {
    "grant": _granted,
    "ladder": _laddered,
    "veto": _vetoed,
    "quota": _pushed,
    "decision": _decided,
    "unrated": _unrated,
}


def further_costs(path: LevelPath) -> list[Cost]:
    """The costs that the sentences of the moves do not tell already."""
    told = {(move.kind, move.code, move.before) for move in path.moves}
    single = {cost.level for cost in path.costs if cost.kind != "all"}
    return [
        cost
        for cost in path.costs
        if (cost.kind, cost.code, cost.level) not in told and not (cost.kind == "all" and cost.level in single)
    ]


def cost_words(words: Words, cost: Cost) -> str:
    """What one thing cost."""
    told = {"level": words.level(cost.level)}
    if cost.kind == "veto":
        return _("Without %(veto)s: %(level)s") % (told | {"veto": words.veto(cost.code)})
    return {
        "ladder": _("Without the step-by-step rule: %(level)s"),
        "quota": _("Without the limit on places: %(level)s"),
        "all": _("Without vetoes and the step-by-step rule: %(level)s"),
    }[cost.kind] % told


def quota_name(words: Words, quota: Quota) -> str:
    """What a quota limits: "四星 or better at most 25% (own unit)"."""
    names = [level.name for level in words.rules.levels]
    levels = listed([words.level_named(name) for name in quota.levels])
    if len(quota.levels) > 1 and set(quota.levels) == set(names[: len(quota.levels)]):
        lowest = max(quota.levels, key=names.index)
        levels = _("%(level)s or better") % {"level": words.level_named(lowest)}
    limit = percent_text(quota.share) if quota.share is not None else str(quota.number) if quota.number else ""
    kinds = {"at most": _("at most %(limit)s"), "exactly": _("exactly %(limit)s"), "at least": _("at least %(limit)s")}
    told = {"levels": levels, "limit": kinds[quota.kind] % {"limit": limit}, "scope": words.scope(quota.within)}
    return (_("%(levels)s %(limit)s (%(scope)s)") if limit else _("%(levels)s (%(scope)s)")) % told


def quota_words(words: Words, reason: QuotaReason) -> list[str]:
    """How the seats of one quota went in the branch's group."""
    quota = words.rules.quotas[reason.position]
    told = {"quota": quota_name(words, quota), "seats": reason.seats, "base": reason.base}
    told |= {"candidates": reason.candidates, "held": reason.held}
    lines = [
        _("%(quota)s: %(seats)s places of %(base)s branches; %(candidates)s reach it, %(held)s hold it") % told,
    ]
    if reason.place is not None:
        lines.append(_standing_words(words, reason, quota))
    if reason.tied:
        lines.append(_tied(quota) % {"n": reason.tied})
    return lines


def _standing_words(words: Words, reason: QuotaReason, quota: Quota) -> str:
    keys = [words.expression(key.expression) for key in quota.by]
    told: dict[str, object] = {"place": reason.place, "own": _figures(words, keys, reason.own)}
    if not reason.line:
        return _("here: place %(place)s among them (%(own)s)") % told
    told["line"] = _figures(words, keys, reason.line)
    return _("here: place %(place)s among them (%(own)s); the last place went at %(line)s") % told


def _figures(words: Words, keys: list[str], values: tuple[Fraction | str, ...]) -> str:
    shown = [value if isinstance(value, str) else number(value) for value in values]
    return listed([f"{key} {value}" for key, value in zip(keys, shown, strict=False)])


def _tied(quota: Quota) -> str:
    return {
        "left out": _("%(n)s stand equal over the line and are left out"),
        "taken in": _("%(n)s stand equal over the line and are taken in"),
        "meeting": _("%(n)s stand equal over the line; a meeting decides"),
    }[quota.ties]


def place_words(words: Words, place: PlaceReason, group: str) -> str:
    """One place, and what the place above has more."""
    told = {"scope": group or words.scope(place.scope), "place": place.place, "of": place.of}
    line = _("%(scope)s: place %(place)s of %(of)s") % told
    if place.equal > 1:
        line = _("%(line)s, shared by %(n)s") % {"line": line, "n": place.equal}
    if place.above is None:
        return line
    return _("%(line)s; %(above)s") % {"line": line, "above": above_words(words, place)}


def above_words(words: Words, place: PlaceReason) -> str:
    """What the place above has more: the figure that decides, and by how much."""
    above = place.above
    if above is None:
        return _("nobody stands above")
    told: dict[str, object] = {"place": above.place, "key": _key(words, above.key)}
    if above.gap is None or tells_votes(above.key):
        return _("place %(place)s has the better %(key)s") % told
    return _("%(gap)s behind place %(place)s (%(key)s)") % (told | {"gap": number(above.gap)})


def _key(words: Words, name: str) -> str:
    """One key of the order in words."""
    order = [*words.rules.order, *([words.rules.tie_break] if words.rules.tie_break else [])]
    found = next((key.expression for key in order if str(key.expression) == name), None)
    return words.figure(name) if found is None else words.expression(found)


def other_words(words: Words, standing: Standing) -> list[str]:
    """The grade and the programme that follow from the level."""
    rules, lines = words.rules, []
    if standing.grade is not None:
        lines.append(_("Grade: %(name)s") % {"name": rules.grades[standing.grade].title.get(words.language)})
    if standing.programme is not None:
        name = rules.programmes[standing.programme].title.get(words.language)
        lines.append(_("Programme: %(name)s") % {"name": name})
    return lines


def unrated_words(words: Words, explanation: Explanation) -> str:
    """Why a branch takes part without being rated; empty for who is rated."""
    if explanation.unrated is None:
        return ""
    unrated = words.rules.unrated
    if explanation.unrated < len(unrated):
        name = unrated[explanation.unrated].title.get(words.language)
        return _("Takes part without being rated: %(after)s") % {"after": name}
    return _("Out of rating: no level and no place this year")
