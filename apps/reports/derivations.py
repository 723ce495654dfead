"""An explanation and a dashboard's counts as plain data, for programs."""

from collections.abc import Sequence
from typing import Any

from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import NEAR, expected_place
from apps.evaluations.serializers import level_reached
from apps.organisations.models import Node, Zone
from apps.rating.reasons import Condition
from apps.rating.rulebook import Rulebook
from apps.rating.ways import Option, Way
from apps.reports.explanations import Explained, condition_line
from apps.reports.present import Presenter, percent


def derivation(run: Run, found: Explained) -> dict[str, Any]:
    """Everything behind one branch's result; points in hundredths."""
    reasons, rules, show = found.reasons, found.rules, Presenter.of(found.rules)
    above = reasons.next_level
    return {
        "run": run.pk,
        "assessment": found.result.assessment_id,
        "name": found.result.name,
        "level": level_reached(rules, found.result.level),
        "stars": reasons.stars,
        "lit": reasons.lit,
        "vetoes": reasons.vetoes,
        "total": reasons.total,
        "maximum": sum(section.maximum for section in rules.sections),
        "sections": [section_line(section) for section in reasons.sections],
        "places": places(run, found.result),
        "conditions": conditions(show, reasons.conditions),
        "next_level": level_reached(rules, rules.levels.index(above)) if above else None,
        "next_conditions": conditions(show, reasons.next_conditions),
        "ways": [way_line(run, found, way) for way in reasons.ways],
    }


def section_line(section: Any) -> dict[str, Any]:
    """A section with its marks by criterion."""
    names = ("code", "sum", "total", "maximum", "line", "lit", "gap")
    marks = [{"criterion": code, "mark": mark} for code, mark in section.marks]
    return {name: getattr(section, name) for name in names} | {"marks": marks}


def conditions(show: Presenter, asked: Sequence[Condition]) -> list[dict[str, Any]]:
    """What a level asks, with its sentence."""
    names = ("kind", "needed", "actual", "holds", "codes")
    return [
        {name: getattr(each, name) for name in names} | {"text": condition_line(show, each)["title"]} for each in asked
    ]


def way_line(run: Run, found: Explained, way: Way) -> dict[str, Any]:
    """How a star would light, and what follows."""
    return {
        "star": way.star,
        "gap": way.gap,
        "options": [change_line(option) for option in way.options],
        "changes": [change_line(change) for change in way.changes],
        "level": level_reached(found.rules, found.rules.levels.index(way.level)),
        "stars": way.stars,
        "expected_place": expected_place(run, found.rules, way.keys, found.result.assessment_id),
    }


def change_line(option: Option) -> dict[str, Any]:
    return {"criterion": option.criterion, "now": option.now, "needed": option.needed}


def places(run: Run, result: Result) -> dict[str, dict[str, int]]:
    """The place in each scope, and among how many."""
    counts = run.counts
    group = {"zone": result.zone_id, "unit": result.unit_id, "type": result.branch_type}
    sizes = {scope: sum(counts[scope]["" if key is None else str(key)]) for scope, key in group.items()}
    found = {"campaign": {"place": result.rank, "of": run.branches}}
    return found | {scope: {"place": getattr(result, f"rank_{scope}"), "of": size} for scope, size in sizes.items()}


def counts_of(run: Run, rules: Rulebook) -> dict[str, Any]:
    """How many branches hold each level: in all, by zone, by unit, by type; in the official order."""
    zones = Zone.objects.filter(pk__in=keys_of(run, "zone")).values_list("pk", "name")
    units = Node.objects.filter(pk__in=keys_of(run, "unit")).in_order().values_list("pk", "name")
    without = run.counts["zone"].get("")
    return {
        "run": run.pk,
        "branches": run.branches,
        "levels": [
            level_reached(rules, index) | {"count": count, "share": percent(count, run.branches)}
            for index, count in enumerate(run.counts["levels"])
        ],
        "zones": [group_line(pk, name, run.counts["zone"][str(pk)]) for pk, name in zones]
        + ([group_line(None, "", without)] if without else []),
        "units": [group_line(pk, name, run.counts["unit"][str(pk)]) for pk, name in units],
        "types": [group_line(None, name, counts) for name, counts in sorted(run.counts["type"].items())],
        "near": run.results.filter(gap__lte=NEAR).count(),
    }


def keys_of(run: Run, scope: str) -> list[int]:
    return [int(key) for key in run.counts[scope] if key]


def group_line(pk: int | None, name: str, counts: list[int]) -> dict[str, Any]:
    return {"id": pk, "name": name, "branches": sum(counts), "counts": counts}
