"""Which stage stands open now, who has more time, which stage is current, and which campaign came before?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.campaigns.choices import CampaignKind, Status, kinds_for
from apps.campaigns.models import Campaign, Extension, IssuedDocument, Stage
from apps.evidence.choices import UseKind
from apps.evidence.models import EvidenceFile, Use
from apps.organisations.reach import SEGMENT


def current_stage(campaign: Campaign, now: datetime | None = None) -> Stage | None:
    """The open stage that opened last, else the next one to open, else the last."""
    now = now or timezone.now()
    stages = list(campaign.stages.all())
    is_open = [stage for stage in stages if stage.opens_at <= now < stage.closes_at]
    if is_open:
        return is_open[-1]
    return next((stage for stage in stages if stage.opens_at > now), stages[-1] if stages else None)


def previous_campaign(campaign: Campaign) -> Campaign | None:
    """The last rating before this year's that the same committee held; drafts do not count. A gate has none."""
    if campaign.kind != CampaignKind.RATING:
        return None
    earlier = Campaign.objects.ratings().filter(committee=campaign.committee_id, year__lt=campaign.year)
    return earlier.exclude(status=Status.DRAFT).order_by("-year", "-pk").first()


def permits(
    campaign: Campaign, act: str, now: datetime | None = None, path: str = "", *, is_whole: bool = False
) -> bool:
    """Whether `act` may be done in an open campaign: a stage that permits it is open, or the node has more time.

    `path` names the branch or unit that it concerns; with `is_whole`, more time of a branch below is enough.
    """
    if campaign.status != Status.OPEN:
        return False
    now = now or timezone.now()
    if campaign.stages.open_at(now).permitting(act).exists():
        return True
    return bool(path) and extensions_for(campaign, act, path, now, is_whole=is_whole).exists()


def more_time(campaign: Campaign, act: str, path: str, now: datetime | None = None) -> Extension | None:
    """The longest extension that lets the node at `path` do `act` now; none before the stage itself has begun."""
    return extensions_for(campaign, act, path, now or timezone.now()).first()


def extensions_for(
    campaign: Campaign, act: str, path: str, now: datetime, *, is_whole: bool = False
) -> QuerySet[Extension]:
    """Extensions that let the node at `path` do `act` now, the longest first.

    With `is_whole` also those of single branches below: what a unit does for all of them waits for the last.
    """
    here = Q(node__path__in=way_to(path))
    if is_whole:
        here |= Q(node__path__startswith=path)
    rows = campaign.extensions.filter(here, ended_at=None, closes_at__gt=now, kind__in=kinds_for(act))
    begun = Stage.objects.filter(campaign=OuterRef("campaign"), kind=OuterRef("kind"), opens_at__lte=now)
    return rows.filter(Exists(begun)).select_related("node").order_by("-closes_at")


def way_to(path: str) -> list[str]:
    """The paths of a node and of all above it."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def with_files(documents: Iterable[IssuedDocument]) -> list[IssuedDocument]:
    """The same documents, each with its `file`, or None."""
    rows = list(documents)
    uses = Use.objects.filter(kind=UseKind.DOCUMENT, key__in=[row.pk for row in rows]).standing()
    files = {use.key: use.file for use in uses.select_related("file")}
    for row in rows:
        row.file = files.get(row.pk)
    return rows


def file_of(document: IssuedDocument) -> EvidenceFile | None:
    """The file that lies with a document."""
    return with_files([document])[0].file


def campaigns_by_version(person: Any, versions: Iterable[int]) -> dict[int, list[str]]:
    """The names of the campaigns that follow each rulebook version, newest first, as far as the person sees them."""
    rows = Campaign.objects.visible_to(person).filter(rulebook_version__in=versions).newest_first()
    found: dict[int, list[str]] = {}
    for version, name in rows.values_list("rulebook_version_id", "name"):
        found.setdefault(version, []).append(name)
    return found
