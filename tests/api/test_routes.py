"""Every address and method of REST, tried by every office, by those whom a case names, and by a stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from apps.campaigns.services import create_campaign
from apps.jobs.models import Job
from starbranch import api
from tests.api.cases import CASES, SEEN, Case
from tests.api.client import refusal, rest
from tests.architecture.offices import OTHER, OWN, REST, STRANGER, TELLING, Windows
from tests.architecture.rest_routes import ANSWERS
from tests.factories.houses import House

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")
# Asked for with a password, not with a session; test_token.py tries it.
ELSEWHERE = {("token", "post"), ("token", "delete")}
# The case of each address and method that every office tries.
LAST = {(case.route, case.method): case for case in CASES}
EMPTY = {"dictionary-list", "import-list", "roll-list", "rulebook-draft-list"}


@pytest.fixture(scope="module")
def windows(two):
    """Everybody of both houses has just signed in."""
    return Windows(two)


def asking(case: Case, house: House) -> Callable[[Any], Any]:
    """How a program asks this case about a house; what is refused must have begun no job."""
    url = reverse(f"api:{case.route}", kwargs=case.args(house) or {})
    headers = {"If-Match": SEEN[case.route]} if case.method == "patch" and case.route in SEEN else {}

    def ask(client: Any) -> Any:
        sent = {} if case.method == "get" else {"data": case.body(house), "format": case.form, "headers": headers}
        before = Job.objects.count()
        answer = getattr(client, case.method)(url, **sent)
        assert answer.status_code < 400 or Job.objects.count() == before
        return answer

    return ask


def rows(case: Case) -> dict[Any, int]:
    """What the case itself says of those whom it names."""
    wrong = {(OWN, case.wrong): case.wrong_status} if case.wrong else {}
    return {(OWN, case.right): case.status, **wrong, (OTHER, "staff"): case.neighbour or 200, STRANGER: 401}


def told(response: Any) -> int:
    """An answer's status; a refusal has the one shape that all have."""
    return refusal(response)[0] if response.status_code >= 400 else response.status_code


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
def test_ask_by_offices_and_the_named(case, windows, own):
    named, by_row = rows(case), TELLING.rows(*ANSWERS[case.route, case.method]) if case in LAST.values() else {}

    found = windows.ask(asking(case, own), named | by_row, rest)

    assert named | by_row == by_row | named == {asker: told(answer) for asker, answer in found.items()}
    assert refusal(found[STRANGER]) == (401, "not-authenticated")
    assert found[STRANGER].headers["WWW-Authenticate"] == "Token"
    if case.neighbour == 0:
        seen = keys(found[OWN, case.right])
        assert seen & keys(found[OTHER, "staff"]) == set()
        assert seen or case.route in EMPTY


@pytest.mark.soak
@pytest.mark.parametrize("case", LAST.values(), ids=title)
def test_ask_by_all_others(case, windows, own):
    expected = REST.rows(*ANSWERS[case.route, case.method])

    found = windows.ask(asking(case, own), expected, rest)

    assert {asker: told(answer) for asker, answer in found.items()} == expected


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
