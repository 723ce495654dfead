"""Every change of a visit's plan: who goes where on which day, in which order, looking at what.

Stops that were begun stay as they are; what happens at one stands in `stops` and `signing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.choices import StopStatus
from apps.assessments.models import Assessment, Stop, Visit, VisitMember
from apps.assessments.visiting import lines_on_site, may_visit, nearness, people_to_send
from apps.audit.services import record
from apps.campaigns.choices import Act, Status, kinds_for
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of

MOST_STOPS = 30
UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Plan:
    """A day as it is asked for: branches in their order, the team with its leader, codes of criteria.

    Where `first_at` is given, stops that have no time yet follow one another every `minutes`.
    """

    title: str
    on: date
    assessments: Sequence[Assessment]
    team: Sequence[User]
    leader: User
    criteria: Sequence[str]
    first_at: time | None = None
    minutes: int = 90


@transaction.atomic
def plan_visit(actor: Any, campaign: Campaign, plan: Plan) -> Visit:
    """A new visit with its stops. Refuses a day outside the stage, and members who may not mark or belong there."""
    authorise(actor, "assessments.plan_visit", campaign)
    require_open(campaign)
    require_plan(campaign, plan)
    visit = Visit.objects.create(
        campaign=campaign,
        title=plan.title.strip()[:80],
        on=plan.on,
        criteria=list(plan.criteria),
        by=actor.pk,
        by_name=actor.name,
    )
    write_team(visit, plan)
    write_stops(visit, plan)
    record(actor, "visit.planned", visit, node_path=campaign.committee.path, after=summary(visit))
    return visit


@transaction.atomic
def change_visit(actor: Any, visit: Visit, plan: Plan) -> Visit:
    """Another plan for the same visit. Stops that were begun stay; the others may go and come.

    Once a team has signed, the day and what is looked at stay: they are part of what was signed.
    """
    authorise(actor, "assessments.plan_visit", visit.campaign)
    require_open(visit.campaign)
    row = standing(visit)
    hold_stops(row)
    require_plan(row.campaign, plan)
    require_signed_stay(row, plan)
    begun = row.stops.exclude(status=StopStatus.PLANNED).exclude(assessment__in=plan.assessments)
    if stop := begun.select_related("assessment").first():
        message = _("%(branch)s has been visited already and stays on the plan.") % {"branch": stop.assessment.name}
        raise Refused(message, code="stop-begun")
    before = summary(row)
    row.title, row.on, row.criteria = plan.title.strip()[:80], plan.on, list(plan.criteria)
    row.save(update_fields=["title", "on", "criteria"])
    row.stops.exclude(assessment__in=plan.assessments).delete()
    row.team.all().delete()
    write_team(row, plan)
    write_stops(row, plan)
    after = summary(row)
    if after != before:
        record(actor, "visit.changed", row, node_path=row.campaign.committee.path, before=before, after=after)
    return row


@transaction.atomic
def cancel_visit(actor: Any, visit: Visit, reason: str) -> Visit:
    """The day does not take place, with a reason; refused once a stop has begun."""
    authorise(actor, "assessments.plan_visit", visit.campaign)
    require_open(visit.campaign)
    row = standing(visit)
    hold_stops(row)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    if row.stops.filter(status__in=[StopStatus.STARTED, StopStatus.SIGNED]).exists():
        raise Refused(_("The team has begun; leave single branches out instead."), code="stop-begun")
    row.cancelled_at, row.cancel_reason = timezone.now(), reason.strip()[:500]
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    record(actor, "visit.cancelled", row, node_path=row.campaign.committee.path, before=summary(row), reason=reason)
    return row


@transaction.atomic
def place_stop(actor: Any, stop: Stop, planned_at: time | None, place: str) -> Stop:
    """When and where one branch is met."""
    authorise(actor, "assessments.plan_visit", stop.visit.campaign)
    require_open(stop.visit.campaign)
    standing(stop.visit)
    row = Stop.objects.select_for_update(of=("self",)).select_related("visit__campaign", "assessment").get(pk=stop.pk)
    before = {"time": said(row.planned_at), "place": row.place}
    row.planned_at, row.place = planned_at, place.strip()[:120]
    row.save(update_fields=["planned_at", "place"])
    after = {"time": said(row.planned_at), "place": row.place}
    if before != after:
        record(actor, "stop.placed", row, node_path=row.assessment.path, before=before, after=after)
    return row


@transaction.atomic
def move_stop(actor: Any, stop: Stop, way: str) -> None:
    """One place up or down in the order of the day; the times stay where they are in the day."""
    authorise(actor, "assessments.plan_visit", stop.visit.campaign)
    require_open(stop.visit.campaign)
    visit = standing(stop.visit)
    rows = list(visit.stops.select_related("assessment").order_by("position", "pk"))
    at = next(number for number, row in enumerate(rows) if row.pk == stop.pk)
    to = at - 1 if way == UP else at + 1
    if way not in (UP, DOWN) or not 0 <= to < len(rows):
        return
    before = summary(visit)
    one, other = rows[at], rows[to]
    one.position, other.position = other.position, one.position
    one.planned_at, other.planned_at = other.planned_at, one.planned_at
    Stop.objects.bulk_update([one, other], ["position", "planned_at"])
    record(actor, "visit.changed", visit, node_path=visit.campaign.committee.path, before=before, after=summary(visit))


def require_open(campaign: Campaign) -> None:
    """Visits are planned in a campaign that is under way."""
    require_unsealed(campaign)
    if campaign.status != Status.OPEN:
        message = _("The campaign is not open: its state is “%(state)s”.")
        raise Refused(message % {"state": campaign.get_status_display()}, code="campaign-not-open")


def standing(visit: Visit) -> Visit:
    """The visit locked for this transaction; refuses one that was cancelled."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related(
        "campaign__committee", "campaign__rulebook_version"
    )
    row = rows.get(pk=visit.pk)
    if row.cancelled_at:
        raise Refused(_("This visit was cancelled."), code="visit-cancelled")
    return row


def hold_stops(visit: Visit) -> None:
    """No team begins, writes or signs between the reading and the writing of a plan."""
    list(visit.stops.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def require_plan(campaign: Campaign, plan: Plan) -> None:
    """Refuse a plan that cannot be carried out, naming the field."""
    if not plan.title.strip():
        raise Invalid(_("Give the visit a name."), details={"title": [""]})
    if not plan.assessments:
        refuse("assessments", _("Choose at least one branch."))
    if len(plan.assessments) > MOST_STOPS:
        refuse("assessments", _("A day has at most %(most)s stops.") % {"most": MOST_STOPS})
    if any(each.campaign_id != campaign.pk for each in plan.assessments):
        refuse("assessments", _("A branch does not belong to this campaign."))
    known = {line.code for line in lines_on_site(rulebook_of(campaign.rulebook_version))}
    if not plan.criteria or set(plan.criteria) - known:
        refuse("criteria", _("Choose what is to be seen on site."))
    require_day(campaign, plan.on)
    require_team(campaign, plan)


def require_signed_stay(visit: Visit, plan: Plan) -> None:
    """Refuse to change under a signature what stands over it."""
    is_same = (plan.on, set(plan.criteria)) == (visit.on, set(visit.criteria))
    if not is_same and visit.stops.exclude(team_signed_at=None).exists():
        message = _("A team has signed on this day; the day and what is looked at stay as they are.")
        raise Refused(message, code="team-signed")


def require_day(campaign: Campaign, on: date) -> None:
    """A day within a stage of site visits, or within the time that somebody was given besides."""
    stages = [
        (timezone.localtime(stage.opens_at).date(), timezone.localtime(stage.closes_at).date())
        for stage in campaign.stages.permitting(Act.VISIT)
    ]
    if not stages:
        raise Refused(_("The campaign has no stage of site visits. Give it one first."), code="no-visit-stage")
    more = campaign.extensions.filter(ended_at=None, kind__in=kinds_for(Act.VISIT), closes_at__date__gte=on)
    if not any(first <= on <= last for first, last in stages) and not more.exists():
        first, last = stages[0]
        refuse("on", _("Site visits run from %(first)s to %(last)s.") % {"first": first, "last": last})


def require_team(campaign: Campaign, plan: Plan) -> None:
    """Everybody may mark every branch of the day, and visits nobody near to them; strangers are not named."""
    if plan.leader not in plan.team:
        refuse("leader", _("The leader is one of the team."))
    sent = set(people_to_send(campaign).filter(pk__in=[person.pk for person in plan.team]))
    for person in plan.team:
        if person not in sent:
            refuse("team", _("This person may not mark in this campaign. Give them an office that marks first."))
        for assessment in plan.assessments:
            words = {"person": person.name, "branch": assessment.name}
            if not may_visit(person, assessment):
                refuse("team", _("%(person)s may not mark %(branch)s.") % words)
            if nearness(person, assessment):
                refuse("team", _("%(person)s belongs to the unit of %(branch)s and stays away there.") % words)


def refuse(field: str, message: str) -> None:
    raise Invalid(message, details={field: [message]})


def write_team(visit: Visit, plan: Plan) -> None:
    members = [VisitMember(visit=visit, person=each, is_leader=each == plan.leader) for each in plan.team]
    VisitMember.objects.bulk_create(members)


def write_stops(visit: Visit, plan: Plan) -> None:
    """The stops in the order of the plan; those that stand keep their time and place."""
    kept = {row.assessment_id: row for row in visit.stops.all()}
    for position, assessment in enumerate(plan.assessments, 1):
        stop = kept.get(assessment.pk) or Stop(visit=visit, assessment=assessment)
        stop.position = position
        if stop.planned_at is None and plan.first_at:
            stop.planned_at = after(plan.first_at, plan.minutes * (position - 1))
        stop.save()


def after(first: time, minutes: int) -> time | None:
    """The time of the day so many minutes later; none beyond midnight."""
    moment = datetime.combine(date.min, first) + timedelta(minutes=minutes)
    return moment.time() if moment.date() == date.min else None


def said(moment: time | None) -> str | None:
    return f"{moment:%H:%M}" if moment else None


def summary(visit: Visit) -> dict[str, Any]:
    """A plan as the record keeps it."""
    team = visit.team.select_related("person").order_by("-is_leader", "pk")
    stops = visit.stops.select_related("assessment").order_by("position", "pk")
    return {
        "title": visit.title,
        "day": visit.on.isoformat(),
        "team": [member.person.name for member in team],
        "stops": [" ".join(filter(None, [said(stop.planned_at), stop.assessment.name])) for stop in stops],
        "criteria": visit.criteria,
    }
