"""Results as readers see them: which run, who may see which rows, expected places."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.assessments.duties import blind_to
from apps.campaigns.models import Campaign
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.models import CurrentRun, Notice, Result, Run, Seal
from apps.rating.rulebook import Rulebook

# Points: a star that lacks no more than this is near.
NEAR = 2


def current_run(campaign: Campaign) -> Run | None:
    """The newest run, with its rulebook version; None before the first. Readers see the published one: `shown_run`."""
    pointer = CurrentRun.objects.filter(campaign=campaign).select_related("run__rulebook_version").first()
    if pointer is None:
        return None
    pointer.run.campaign = campaign
    return pointer.run


def results_for(person: Any, campaign: Campaign, run: Run) -> QuerySet[Result]:
    """The rows a person may see in league tables: all of the scope for those who compare, else the own subtree.

    Never what somebody marks a second time, blindly, before they have finished it.
    """
    rows = run.results.exclude(assessment__in=blind_to(person))
    return rows if sees_all(person, campaign) else rows.visible_to(person)


def sees_all(person: Any, campaign: Campaign) -> bool:
    """Whether the person's league holds every branch of the scope."""
    return campaign.is_open_to_branches or person.has_perm("campaigns.compare_branches", campaign)


def latest_numbered_run(campaign: Campaign) -> Run | None:
    """The last numbered run that is whole."""
    return campaign.runs.filter(number__isnull=False, is_whole=True).order_by("-number").first()


def expected_place(run: Run, _rules: Rulebook, keys: Sequence[int], assessment_id: int) -> int:
    """The place in the campaign that `keys` (larger is better) would take, everybody else as in `run`."""
    others = run.results.exclude(assessment_id=assessment_id).filter(rank__isnull=False)
    wanted = list(keys)
    return 1 + sum(held > wanted for held in others.values_list("keys", flat=True))


def near_gap(rules: Rulebook) -> int:
    """How much a star may lack to be near, in the unit of sections."""
    return NEAR * 10**rules.decimals


def frozen_run(campaign: Campaign) -> Run | None:
    """The numbered run that the seal, else the standing public notice, rests on; None while neither is there."""
    return named_run(campaign, frozen_key(campaign.pk))


def shown_run(campaign: Campaign) -> Run | None:
    """The run that readers see, on pages and over REST: the frozen one, else the newest; None before the first."""
    return named_run(campaign, shown_key(campaign.pk))


def shown_runs(campaigns: QuerySet[Campaign]) -> QuerySet[Run]:
    """The runs of these campaigns that readers see; one each, of those that have any."""
    keys = campaigns.order_by().annotate(shown=shown_key(OuterRef("pk"))).values("shown")
    return Run.objects.filter(pk__in=keys)


def shown_key(campaign: Any) -> Coalesce:
    """The key of the run that readers of a campaign (its key, or a reference to it) see."""
    current = CurrentRun.objects.filter(campaign=campaign).values("run")
    return Coalesce(frozen_key(campaign), Subquery(current))


def frozen_key(campaign: Any) -> Coalesce:
    """The key of the run that was sealed, else of the one in public."""
    standing = Notice.objects.filter(campaign=campaign, status__in=[NoticeStatus.PUBLIC, NoticeStatus.ENDED])
    sealed = Seal.objects.filter(campaign=campaign).values("run")
    return Coalesce(Subquery(sealed), Subquery(standing.order_by("-number").values("run")[:1]))


def named_run(campaign: Campaign, key: Coalesce) -> Run | None:
    """The run of that key, with its campaign and rulebook version at hand."""
    run = Run.objects.filter(pk=key).select_related("rulebook_version").first()
    if run is not None:
        run.campaign = campaign
    return run
