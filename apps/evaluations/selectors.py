"""Results as readers see them: the current run, who may see which rows, expected places."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from apps.campaigns.models import Campaign
from apps.evaluations.models import CurrentRun, Result, Run
from apps.rating.rulebook import Rulebook

COLUMNS = {"stars", "total"}
# Hundredths: a star that lacks no more than this is near.
NEAR = 200


def current_run(campaign: Campaign) -> Run | None:
    """The run that readers see, with its rulebook version; None before the first."""
    pointer = CurrentRun.objects.filter(campaign=campaign).select_related("run__rulebook_version").first()
    return pointer.run if pointer else None


def results_for(person: Any, campaign: Campaign, run: Run) -> QuerySet[Result]:
    """The rows a person may see in league tables: all of the scope for those who compare, else the own subtree."""
    rows = run.results.all()
    return rows if sees_all(person, campaign) else rows.visible_to(person)


def sees_all(person: Any, campaign: Campaign) -> bool:
    """Whether the person's league holds every branch of the scope."""
    return campaign.is_open_to_branches or person.has_perm("campaigns.compare_branches", campaign)


def latest_numbered_run(campaign: Campaign) -> Run | None:
    """The last numbered run that is whole."""
    return campaign.runs.filter(number__isnull=False, is_whole=True).order_by("-number").first()


def expected_place(run: Run, rules: Rulebook, keys: Sequence[int], assessment_id: int) -> int:
    """The place in the campaign that `keys` (larger is better) would take, everybody else as in `run`.

    Counts by columns as far as the order goes by columns; only rows equal so far are compared in Python.
    """
    others = run.results.exclude(assessment_id=assessment_id)
    better, equal = Q(pk__in=[]), Q()
    names = list(rules.order)
    while names and names[0] in COLUMNS:
        name, key = names.pop(0), keys[len(rules.order) - len(names) - 1]
        better |= equal & Q(**{f"{name}__gt": key})
        equal &= Q(**{name: key})
    ahead = others.filter(better).count()
    if names:
        codes = [section.code for section in rules.sections]
        rest = tuple(keys[len(rules.order) - len(names) :])
        for sections in others.filter(equal).values_list("sections", flat=True):
            ahead += tuple(sections[codes.index(name)] for name in names) > rest
    return ahead + 1
