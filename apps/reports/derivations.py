"""An explanation and a dashboard's counts as plain data, for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet

from apps.evaluations.criteria import criteria_counts, line_of
from apps.evaluations.figures_of_run import groups_in
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import near_gap
from apps.evaluations.serializers import level_reached
from apps.organisations.models import Node, Zone
from apps.rating.points import show_points
from apps.rating.reasons import Above, PlaceReason, Way
from apps.rating.reasons import Move as LevelMove
from apps.rating.rulebook import Rulebook
from apps.rating.ways import Option
from apps.reports.explanations import Explained
from apps.reports.figures import (
    asked_data,
    ballot_data,
    party_data,
    plain,
    quota_data,
    section_data,
    star_data,
    sum_data,
)
from apps.reports.heat import mean_text
from apps.reports.movement import Move, is_new_method, moves, run_before
from apps.reports.present import Presenter, percent
from apps.reports.telling.folding import tells_votes
from apps.reports.telling.outcome import above_words, cost_words, move_words
from apps.reports.telling.ways import hurdle_words, way_title, way_words


def derivation(run: Run, found: Explained) -> dict[str, Any]:
    """Everything behind one branch's result; points as decimal text."""
    reasons, rules, words = found.reasons, found.rules, found.words
    path, above = reasons.path, reasons.next_asked
    return {
        "run": run.pk,
        "assessment": found.result.assessment_id,
        "name": found.result.name,
        "level": level_reached(rules, found.result.level),
        "stars": found.result.stars,
        "lit": reasons.lit,
        "vetoes": reasons.vetoes,
        "total": plain(reasons.total),
        "maximum": show_points(rules.full_marks()),
        "sections": [section_data(words, section) for section in reasons.sections],
        "parties": [party_data(words, party) for party in reasons.parties],
        "ballot": ballot_data(words, reasons.ballots),
        "sum": sum_data(words, reasons.sum),
        "star_reasons": [star_data(words, star) for star in reasons.stars],
        "conditions": [asked_data(words, asked) for asked in path.reached.asked],
        "levels_above": [
            {"level": level_reached(rules, level.index), "asked": [asked_data(words, asked) for asked in level.asked]}
            for level in path.above
        ],
        "moves": [move_data(found, move) for move in path.moves],
        "costs": [
            {"kind": cost.kind, "code": cost.code, "level": level_reached(rules, cost.level)}
            | {"text": cost_words(words, cost)}
            for cost in path.costs
        ],
        "places": places(run, found),
        "quotas": [quota_data(quota) for quota in reasons.standing.quotas] if reasons.standing else [],
        "next_level": level_reached(rules, above.index) if above else None,
        "next_conditions": [asked_data(words, asked) for asked in above.asked] if above else [],
        "ways": [way_data(found, way) for way in reasons.ways],
        "way_up": way_data(found, reasons.way_up) if reasons.way_up else None,
        "hurdles": [
            {"kind": each.kind, "code": each.code, "text": hurdle_words(words, each)} for each in reasons.hurdles
        ],
        "chapters": [asdict(chapter) for chapter in found.chapters],
    }


def move_data(found: Explained, move: LevelMove) -> dict[str, Any]:
    """One thing that moved the level."""
    return {
        "kind": move.kind,
        "code": move.code,
        "before": level_reached(found.rules, move.before),
        "after": level_reached(found.rules, move.after),
        "text": move_words(found.words, move),
    }


def way_data(found: Explained, way: Way) -> dict[str, Any]:
    """How a star would light or a level be reached, and what follows."""
    return {
        "kind": way.kind,
        "star": way.code if way.kind == "star" else "",
        "gap": plain(way.gap),
        "options": [change_line(option) for option in way.options],
        "changes": [change_line(change) for change in way.changes],
        "level": level_reached(found.rules, way.level),
        "stars": way.stars,
        "expected_place": way.place,
        "title": way_title(found.words, way, found.reasons.level),
        "text": way_words(found.words, way, found.result.branch_type),
    }


def change_line(option: Option) -> dict[str, Any]:
    return {"criterion": option.criterion, "now": option.now, "needed": option.needed}


def places(run: Run, found: Explained) -> dict[str, dict[str, Any] | None]:
    """The place in each scope, among how many, and what the place above has more; null for who is not rated."""
    standing = found.reasons.standing
    reasons = {place.scope: place for place in standing.places} if standing else {}
    return {scope: place_data(found, reasons.get(scope)) for scope in ("campaign", "zone", "unit", "type")}


def place_data(found: Explained, place: PlaceReason | None) -> dict[str, Any] | None:
    if place is None:
        return None
    above = place.above
    return {
        "place": place.place,
        "of": place.of,
        "equal": place.equal,
        "above": None if above is None else {"place": above.place, "key": above.key, **figures_above(above)},
        "text": above_words(found.words, place),
    }


def figures_above(above: Above) -> dict[str, str | None]:
    """What decides between a place and the one above; nothing of votes, which may be few."""
    if tells_votes(above.key):
        return {"own": None, "theirs": None}
    return {"own": plain(above.own), "theirs": plain(above.theirs)}


def counts_of(run: Run, rules: Rulebook) -> dict[str, Any]:
    """How many branches hold each level: in all, by zone, by unit, by type; in the official order."""
    by_zone, by_unit = groups_in(run, "zone"), groups_in(run, "unit")
    near = run.counts.get("near")
    zones = Zone.objects.filter(pk__in=keys_of(by_zone)).values_list("pk", "name")
    units = Node.objects.filter(pk__in=keys_of(by_unit)).in_order().values_list("pk", "name")
    without = by_zone.get("")
    return {
        "run": run.pk,
        "branches": run.branches,
        "levels": [
            level_reached(rules, index) | {"count": count, "share": percent(count, run.branches)}
            for index, count in enumerate(run.counts["levels"])
        ],
        "zones": [group_line(pk, name, by_zone[str(pk)]) for pk, name in zones]
        + ([group_line(None, "", without)] if without else []),
        "units": [group_line(pk, name, by_unit[str(pk)]) for pk, name in units],
        "types": [group_line(None, name, counts) for name, counts in sorted(run.counts["type"].items())],
        "near": run.results.filter(gap__lte=near_gap(rules)).count() if near is None else near,
    }


def keys_of(groups: Iterable[str]) -> list[int]:
    return [int(key) for key in groups if key]


def group_line(pk: int | None, name: str, counts: list[int]) -> dict[str, Any]:
    return {"id": pk, "name": name, "branches": sum(counts), "counts": counts}


def criteria_of(run: Run, rules: Rulebook, zones: Sequence[Zone]) -> dict[str, Any]:
    """Every criterion of a run that counted them, in all and by zone."""
    counts, show = criteria_counts(run) or {}, Presenter.of(rules)
    found = counts["zone"]
    named = [(zone.pk, zone.name, found[str(zone.pk)]) for zone in zones if str(zone.pk) in found]
    if "" in found:
        named.append((None, "", found[""]))
    return {
        "run": run.pk,
        "criteria": [
            {
                "code": criterion.code,
                "title": criterion.title.get(show.language),
                "maximum": criterion.maximum,
                "line": line_of(rules, criterion),
                **standing(counts["all"], number),
                "zones": [{"id": pk, "name": name} | standing(figures, number) for pk, name, figures in named],
            }
            for number, criterion in enumerate(rules.criteria)
        ],
    }


def standing(figures: dict[str, list], number: int) -> dict[str, Any]:
    """Mean, marked and below of the criterion in that column."""
    total, marked, below = (figures[name][number] for name in ("sum", "marked", "below"))
    return {"mean": mean_text(total, marked), "marked": marked, "below": below}


def moves_of(run: Run, seen: QuerySet[Result]) -> dict[str, Any]:
    """Who moved most against the run before, of the rows that may be seen; nobody where there is none."""
    before = run_before(run)
    if before is None:
        nothing = {"against": None, "year": None, "is_new_rules": False, "compared": 0, "risen": [], "fallen": []}
        return {"run": run.pk} | nothing
    found = moves(run, before)
    ids = [move.assessment for move in (*found.risen, *found.fallen)]
    names = dict(seen.filter(assessment_id__in=ids).values_list("assessment_id", "name"))
    return {
        "run": run.pk,
        "against": before.pk,
        "year": before.campaign.year,
        "is_new_rules": is_new_method(run, before),
        "compared": found.compared,
        "risen": [move_line(move, names) for move in found.risen if move.assessment in names],
        "fallen": [move_line(move, names) for move in found.fallen if move.assessment in names],
    }


def move_line(move: Move, names: dict[int, str]) -> dict[str, Any]:
    """One branch's move."""
    places = {"before": move.before, "now": move.now, "by": move.by}
    return {"assessment": move.assessment, "name": names[move.assessment]} | places
