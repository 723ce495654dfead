"""Who goes on a site visit, and which secretary has still to sign what a team saw?"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.assessments.choices import StopStatus
from apps.assessments.models import Stop
from apps.campaigns.choices import StageKind
from apps.organisations.choices import Power
from apps.workflow import addresses
from apps.workflow.items import Item, end_of
from apps.workflow.sources.desk import MOST, Desk, stage_of


def visiting_work(desk: Desk) -> list[Item]:
    """Stops of the own team, and signatures that are due; asks nothing where no campaign has site visits."""
    campaigns = [campaign.pk for campaign in desk.open_campaigns if stage_of(campaign, StageKind.VISIT)]
    if not campaigns:
        return []
    rows = Stop.objects.filter(visit__campaign__in=campaigns, visit__cancelled_at=None)
    rows = rows.select_related("visit__campaign", "assessment").order_by("visit__on", "visit", "position")
    return [*team_items(desk, rows), *branch_items(desk, rows)]


def team_items(desk: Desk, rows: QuerySet[Stop]) -> list[Item]:
    """One item a day: the next branch of it that waits."""
    waiting = rows.filter(visit__team__person=desk.person.pk, team_signed_at=None)
    waiting = waiting.filter(status__in=[StopStatus.PLANNED, StopStatus.STARTED])
    found: dict[int, Item] = {}
    for stop in waiting[:MOST]:
        found.setdefault(stop.visit_id, visiting(stop))
    return list(found.values())


def visiting(stop: Stop) -> Item:
    """Go there."""
    when = f"{stop.planned_at:%H:%M} " if stop.planned_at else ""
    return Item(
        key=f"visit-{stop.visit_id}",
        icon="clipboard-list",
        title=_("Site visit: %(title)s") % {"title": stop.visit.title},
        why=_("next: %(branch)s") % {"branch": f"{when}{stop.assessment.name}"},
        source=stop.visit.campaign.name,
        url=addresses.stop(stop.visit.campaign.slug, stop.pk),
        label=_("Begin the visit") if stop.status == StopStatus.PLANNED else _("Go on with the visit"),
        due_at=end_of(stop.visit.on),
    )


def branch_items(desk: Desk, rows: QuerySet[Stop]) -> list[Item]:
    """What the team has signed and the branch has not."""
    offices = desk.offices(Power.SUBMIT)
    if not offices:
        return []
    own = desk.reach_by(offices).where(Power.SUBMIT, "assessment__path", "assessment__zone_id")
    waiting = rows.filter(own, status=StopStatus.STARTED, team_signed_at__isnull=False)
    return [signing(stop) for stop in waiting[:MOST]]


def signing(stop: Stop) -> Item:
    """Read and sign."""
    return Item(
        key=f"sign-stop-{stop.pk}",
        icon="pencil-check",
        title=_("Sign what the team saw"),
        why=_("%(branch)s, signed for the team by %(name)s")
        % {"branch": stop.assessment.name, "name": stop.team_signed_by_name},
        source=stop.visit.campaign.name,
        url=addresses.stop_signing(stop.visit.campaign.slug, stop.pk),
        label=_("Read and sign"),
        due_at=end_of(stop.visit.on),
    )
