"""The stages of a campaign: their dates, their turns, and what may be done while one stands open."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import Act, StageKind, Status
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.selectors import permits
from apps.core.errors import Invalid, Refused


@dataclass(frozen=True)
class StageDates:
    """One stage as it is asked for."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    title: str = ""


def write_stages(campaign: Campaign, stages: Sequence[StageDates]) -> None:
    """Give the campaign these stages; refuses one that closes before it opens.

    A stage that stood before keeps its row (the first of a kind meets the first of that kind), so that what followed
    from its turns is not done twice. One that is moved ahead again has its turn again.
    """
    for stage in stages:
        require_span(stage)
    now, kept = timezone.now(), defaultdict(list)
    for row in Stage.objects.filter(campaign=campaign):
        kept[row.kind].append(row)
    for stage in sorted(stages, key=lambda stage: stage.opens_at):
        row = kept[stage.kind].pop(0) if kept[stage.kind] else Stage(campaign=campaign, kind=stage.kind)
        redate(row, stage, now)
    Stage.objects.filter(pk__in=[row.pk for rows in kept.values() for row in rows]).delete()


def require_span(stage: StageDates) -> None:
    if stage.closes_at <= stage.opens_at:
        title = stage.title or StageKind(stage.kind).label
        message = _("“%(stage)s” closes before it opens.") % {"stage": title}
        raise Invalid(message, details={stage.kind: [str(title)]})


def redate(row: Stage, stage: StageDates, now: datetime) -> None:
    """Other dates for one stage; nothing follows from a new one that is over already."""
    row.title, row.opens_at, row.closes_at = stage.title, stage.opens_at, stage.closes_at
    if row.pk is None and row.closes_at <= now:
        row.opened_at = row.closed_at = now
    row.opened_at = row.opened_at if row.opens_at <= now else None
    row.closed_at = row.closed_at if row.closes_at <= now else None
    row.save()


def pass_over(campaign: Campaign) -> None:
    """Nothing follows any more from stages that were over before the campaign was opened."""
    now = timezone.now()
    campaign.stages.filter(closes_at__lte=now, closed_at=None).update(opened_at=now, closed_at=now)


@transaction.atomic
def turn_stage(stage: Stage, turn: str, now: datetime) -> bool:
    """Note by the system that a stage has opened or closed (`turn`: "opened", "closed"); False where it was noted.

    Who comes second at the same moment waits for the first and finds it done.
    """
    column = f"{turn}_at"
    if not Stage.objects.filter(pk=stage.pk, **{column: None}).update(**{column: now}):
        return False
    after = {"stage": stage.kind, "opens": stage.opens_at.isoformat(), "closes": stage.closes_at.isoformat()}
    record(None, f"stage.{turn}", stage, node_path=stage.campaign.committee.path, after=after)
    return True


def require_stage(campaign: Campaign, act: str, path: str = "", *, is_whole: bool = False) -> None:
    """Refuse `act` unless an open stage of an open campaign permits it. Holds for everybody, superusers too.

    `path` names the branch or unit that it concerns: it may have been given more time. With `is_whole` it is done for
    all branches of a unit at once, and may wait for the one that has more time.
    """
    campaign.refresh_from_db(fields=["status"])
    if permits(campaign, act, path=path, is_whole=is_whole):
        return
    if campaign.status != Status.OPEN:
        message = _("The campaign is not open: its state is “%(state)s”.") % {"state": campaign.get_status_display()}
        raise Refused(message, code="campaign-not-open")
    stage = campaign.stages.permitting(act).filter(opens_at__gt=timezone.now()).first()
    if stage:
        when = date_format(timezone.localtime(stage.opens_at), "DATETIME_FORMAT")
        message = _("“%(stage)s” opens on %(when)s; until then you cannot %(act)s.")
        raise Refused(message % {"stage": stage, "when": when, "act": Act(act).label}, code="stage-not-open")
    raise Refused(_("No stage is open in which you could %(act)s.") % {"act": Act(act).label}, code="stage-not-open")
