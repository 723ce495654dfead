"""A house in which site visits stand open, and a planned day in it."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from apps.assessments.models import Stop, Visit
from apps.assessments.services.signing import Hand, sign_for_branch, sign_for_team
from apps.assessments.services.stops import add_finding, save_check
from apps.assessments.services.visits import Plan, plan_visit
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Stage
from apps.organisations.choices import Role
from tests.factories.campaigns import all_stages
from tests.factories.houses import House

ON_SITE = ("A1", "A2", "B1")
DRAWN = [[20, 40, 80, 120, 140, 30]]


def open_visits(house: House) -> None:
    """The stage of site visits stands open."""
    if not house.campaign.stages.filter(kind=StageKind.VISIT).exists():
        [dates] = all_stages(kinds=[StageKind.VISIT])
        Stage.objects.create(campaign=house.campaign, **asdict(dates))


def plan(house: House, **changed: Any) -> Plan:
    """Staff lead, the zone lead goes with them, to the first branch, today."""
    team = [house.staff, house.people[Role.ZONE_LEAD]]
    fields = {
        "title": "发改委实地验收",
        "on": timezone.localdate(),
        "assessments": house.assessments[:1],
        "team": team,
        "leader": house.staff,
        "criteria": ON_SITE,
    }
    return Plan(**fields | changed)


def visit(house: House, **changed: Any) -> Visit:
    """Such a day, planned by staff."""
    open_visits(house)
    return plan_visit(house.staff, house.campaign, plan(house, **changed))


def stop(house: House, **changed: Any) -> Stop:
    """The first stop of such a day."""
    return visit(house, **changed).stops.select_related("visit__campaign__committee", "assessment").first()


def now(stop: Stop) -> Stop:
    """The stop as it stands."""
    return Stop.objects.select_related("visit__campaign__committee", "assessment__unit").get(pk=stop.pk)


def see(house: House, stop: Stop) -> None:
    """One mark with what was seen, and one finding."""
    save_check(house.staff, stop, "A1", mark=1900, seen="会议室有党旗", version=0)
    add_finding(house.staff, stop, text="3 月台账没有登记", criterion="B1")


def sign_both(house: House, stop: Stop) -> Stop:
    """Leader and secretary, each from the own account."""
    signed = sign_for_team(house.staff, stop, Hand(now(stop).version, DRAWN))
    return sign_for_branch(house.people[Role.SECRETARY], stop, Hand(signed.version, DRAWN))
