"""Every address and method of REST, tried by the right person, the wrong person, the neighbour and a stranger."""

from typing import Any

import pytest
from django.urls import reverse

from apps.campaigns.services import create_campaign
from apps.jobs.models import Job
from starbranch import api
from tests.api.cases import CASES, Case, campaign, nothing, sheet
from tests.api.client import refusal, rest
from tests.factories.houses import House

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")
# Asked for with a password, not with a session; test_token.py tries it.
ELSEWHERE = {("token", "post"), ("token", "delete")}


def ask(case: Case, house: House, person: Any) -> Any:
    """The case about `house`, asked by `person`."""
    url = reverse(f"api:{case.route}", kwargs=case.args(house) or {})
    call = getattr(rest(person), case.method)
    headers = {"If-Match": '"1"'} if (case.route, case.method) == ("sheet", "patch") else {}
    if case.method == "get":
        return call(url)
    return call(url, case.body(house), format=case.form, headers=headers)


def keys(response: Any) -> set[Any]:
    """What the rows of a list are told apart by."""
    return {row.get("id", row.get("slug")) for row in response.json()["results"]}


def title(case: Case) -> str:
    return f"{case.method}-{case.route}"


def test_every_address_and_method_has_its_case():
    doors = {
        (pattern.name, method)
        for pattern in api.urlpatterns
        for method in METHODS
        if hasattr(pattern.callback.view_class, method)
    }

    assert {(case.route, case.method) for case in CASES} | ELSEWHERE == doors


@pytest.mark.parametrize("case", CASES, ids=title)
def test_ask_by_the_right_person(case, own):
    response = ask(case, own, own.people[case.right])

    assert response.status_code == case.status


@pytest.mark.parametrize("case", [case for case in CASES if case.wrong], ids=title)
def test_ask_by_the_wrong_person(case, own):
    before = Job.objects.count()

    response = ask(case, own, own.people[case.wrong])

    assert refusal(response)[0] == case.wrong_status
    if case.args in {nothing, campaign, sheet}:
        assert Job.objects.count() == before


@pytest.mark.parametrize("case", CASES, ids=title)
def test_ask_by_the_neighbour(case, own, other):
    response = ask(case, own, other.staff)

    if case.neighbour >= 400:
        assert refusal(response)[0] == case.neighbour
        return
    assert response.status_code == 200
    if case.neighbour == 0:
        seen = keys(ask(case, own, own.people[case.right]))
        assert seen & keys(response) == set()
        assert seen or case.route == "import-list"


@pytest.mark.parametrize("case", CASES, ids=title)
def test_ask_by_a_stranger(case, own):
    response = ask(case, own, None)

    assert refusal(response) == (401, "not-authenticated")
    assert response.headers["WWW-Authenticate"] == "Token"


def test_draft_campaign_is_hidden_from_whom_it_will_rate(own):
    draft = create_campaign(
        own.staff,
        name="筹备",
        slug="draft-2026",
        year=2026,
        committee=own.committee,
        rulebook_version=own.campaign.rulebook_version,
        stages=[],
    )
    rest(own.staff).post(reverse("api:enrol", args=[draft.slug]))
    asked = reverse("api:assessment-list") + "?campaign=draft-2026"

    seen_by_staff = rest(own.staff).get(asked).json()["results"]
    seen_by_secretary = rest(own.people["secretary"]).get(asked).json()["results"]

    assert len(seen_by_staff) == 3
    assert seen_by_secretary == []
    assert refusal(rest(own.people["secretary"]).get(reverse("api:campaign", args=[draft.slug]))) == (404, "not-found")
