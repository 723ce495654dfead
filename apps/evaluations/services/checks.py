"""Recompute a seal, and keep what was found: asked for by a person, or done each night."""

import logging
from typing import Any

from apps.campaigns.models import Campaign
from apps.core.permissions import authorise
from apps.evaluations.models import Seal, SealCheck
from apps.evaluations.sealing.verifying import Report, verify
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce

log = logging.getLogger(__name__)
MOST_KEPT = 200


def request_check(actor: Any, seal: Seal) -> Job:
    """Have the seal recomputed in the background."""
    authorise(actor, "campaigns.compare_branches", seal.campaign)
    campaign = seal.campaign
    return announce("verify-seal", seal.pk, campaign.name, actor=actor, node_path=campaign.committee.path)


def do_check(job: Job, progress: Progress) -> dict:
    """Handler of `verify-seal`."""
    seal = Seal.objects.select_related("campaign").get(pk=job.key)
    check = keep_check(
        verify(seal.campaign, progress), job.announced_by_name, "page" if job.announced_by else "nightly"
    )
    return {"check": check.pk, "same": check.is_same}


def keep_check(report: Report, by_name: str, how: str) -> SealCheck:
    """A row of what a recomputation found; the first differences are kept, all of them are counted in the log."""
    if report.seal is None:
        raise ValueError("only a sealed campaign keeps its checks")
    if not report.is_same:
        log.warning("seal of %s differs in %s places", report.campaign.slug, len(report.differences))
    return SealCheck.objects.create(
        seal=report.seal,
        by_name=by_name,
        how=how,
        is_same=report.is_same,
        differences=[each.plain() for each in report.differences[:MOST_KEPT]],
        milliseconds=round(report.seconds * 1000),
    )


def check_every_seal() -> int:
    """Announce a check of every sealed campaign; gives how many."""
    seals = Seal.objects.select_related("campaign__committee").order_by("pk")
    for seal in seals:
        path = seal.campaign.committee.path
        announce("verify-seal", seal.pk, seal.campaign.name, node_path=path)
    return len(seals)


def campaigns_to_verify() -> list[Campaign]:
    """Every campaign with something that must not change any more: a numbered run or a seal."""
    rows = Campaign.objects.filter(runs__number__isnull=False, runs__is_whole=True).distinct()
    return list(rows.select_related("committee").order_by("year", "pk"))
