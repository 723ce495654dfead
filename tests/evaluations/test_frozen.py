"""Frozen means frozen: every door that changes something of a campaign is tried on a sealed one, and none does."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from starbranch import api
from tests.api.cases import CASES, SEEN, Case
from tests.api.client import rest
from tests.architecture.routes import ROUTES, Route
from tests.factories import sign_in
from tests.factories.fixtures import two
from tests.factories.houses import House

__all__ = ["two"]

pytestmark = [pytest.mark.django_db, pytest.mark.pure]

APPS = {"campaigns", "assessments", "evaluations", "evidence"}
# Work in the background and what looks on are no part of a campaign; drafts of rules belong to the committee.
BESIDE = {"evaluations.SealCheck", "assessments.Burden"}
# What is done with a sealed campaign: correct it by two people, recompute it, try other rules on its figures.
AFTER_SEALING = {
    *("evaluations:erratum-new", "evaluations:erratum-act", "evaluations:seal-check", "reports:whatif-draft"),
    *("erratum-list", "erratum-act", "seal-checks", "what-if", "objection-trial"),
    # A workbook that was tried and never written goes; nothing of it stood.
    "assessments:import-drop",
    # What is told of it, to whom, and where it hangs on a wall.
    *("report-list", "report", "report-template", "reports:report-delete", "campaign-publicity", "campaigns:publicity"),
    *("screen-list", "screen", "screen-renew", "screen-withdraw"),
}


def about_a_campaign(path: str, house: House) -> bool:
    """Whether an address lies below the house's campaign, or one of its assessments."""
    pks = [each.pk for each in house.assessments]
    starts = [f"/c/{house.campaign.slug}/", f"/campaigns/{house.campaign.slug}/"]
    starts += [f"/api/v1/campaigns/{house.campaign.slug}/", *(f"/api/v1/assessments/{pk}/" for pk in pks)]
    return path.startswith(tuple(starts))


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that campaigns hold, table by table, as the database keeps it."""
    models = [model for model in apps.get_models() if model._meta.app_label in APPS and model._meta.label not in BESIDE]
    with connection.cursor() as cursor:
        return {model._meta.label: table(cursor, model._meta) for model in models}


def table(cursor: Any, options: Any) -> list[tuple[Any, ...]]:
    """All rows of one table, in order."""
    cursor.execute(f'SELECT * FROM "{options.db_table}" ORDER BY "{options.pk.column}"')
    return cursor.fetchall()


def changing(cases: Iterable[Any], name: str) -> list[Any]:
    return [each for each in cases if each.method != "get" and getattr(each, name) not in AFTER_SEALING]


def of_campaigns() -> set[str]:
    """The names of REST addresses below a campaign or an assessment."""
    starts = ("campaigns/<slug:slug>/", "assessments/<int:pk>/")
    return {each.name for each in api.urlpatterns if str(each.pattern).startswith(starts)}


def seal_by_hand(house: House) -> None:
    """The state alone: what stood open when it was sealed must be refused just the same."""
    Campaign.objects.filter(pk=house.campaign.pk).update(status=Status.SEALED)


def superuser(house: House) -> Any:
    """Somebody whom no office keeps from anything."""
    person = house.staff
    person.is_superuser = True
    person.save(update_fields=["is_superuser"])
    return person


@pytest.mark.soak
@pytest.mark.parametrize("route", changing(ROUTES, "name"), ids=lambda route: f"{route.method}-{route.name}")
def test_page_of_a_sealed_campaign_changes_nothing(two, route: Route):
    with transaction.atomic():
        url = reverse(route.name, kwargs=route.args(two.own))
        if about_a_campaign(url, two.own):
            seal_by_hand(two.own)
            before = rows()

            sign_in(superuser(two.own)).post(url, {"reason": "试一试", "meeting_on": "2025-12-01", "is_signed": "on"})

            assert rows() == before
        transaction.set_rollback(True)
    cache.clear()


BELOW = [case for case in changing(CASES, "route") if case.route in of_campaigns()]


@pytest.mark.pages
@pytest.mark.parametrize("case", BELOW, ids=lambda case: f"{case.method}-{case.route}-{case.right}")
def test_rest_of_a_sealed_campaign_refuses(two, case: Case):
    with transaction.atomic():
        url = reverse(f"api:{case.route}", kwargs=case.args(two.own) or {})
        if about_a_campaign(url, two.own):
            body = case.body(two.own)
            seal_by_hand(two.own)
            before = rows()
            headers = {"If-Match": SEEN[case.route]} if case.method == "patch" and case.route in SEEN else {}

            person = two.own.people[case.right]
            answer = getattr(rest(person), case.method)(url, body, format=case.form, headers=headers)

            # What was not there before the seal is not there after it either.
            refused = 404 if case.status == 404 else 409
            assert (answer.status_code, rows() == before) == (refused, True)
        transaction.set_rollback(True)
    cache.clear()
