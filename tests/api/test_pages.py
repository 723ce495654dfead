"""Lists over REST: pages by key that lose and repeat nothing, and as many questions to the database as ever."""

import base64
import json

import pytest
from django.urls import reverse

from apps.assessments.imports import start_import
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests.api.client import BASE, refusal, rest
from tests.factories import enrol, make_branch, make_campaign, make_person, make_unit, make_zone, mark

pytestmark = pytest.mark.django_db
MOST_PAGES = 200


def walk(client, url):
    """Every row of a list, page by page; a list that leads in a circle ends here."""
    rows = []
    for _page in range(MOST_PAGES):
        body = client.get(url).json()
        rows += body["results"]
        url = body["next"]
        if url is None:
            return rows
    raise AssertionError(f"more than {MOST_PAGES} pages")


@pytest.mark.parametrize(
    "path", ["nodes/", "branches/", "zones/", "appointments/", "people/", "records/", "assessments/"]
)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_lose_and_repeat_nothing(own, path, size):
    client = rest(own.staff)
    whole = client.get(f"{BASE}{path}?size=200").json()

    assert whole["next"] is None
    assert walk(client, f"{BASE}{path}?size={size}") == whole["results"]


def test_pages_of_campaigns_run_downwards(own):
    for year in (2019, 2031, 2019):
        make_campaign(own.committee, year=year)
    client = rest(own.staff)

    rows = walk(client, f"{BASE}campaigns/?size=1")

    assert [row["year"] for row in rows] == [2031, 2025, 2019, 2019]


def test_pages_keep_filters_and_size(own):
    first = rest(own.staff).get(f"{BASE}nodes/?kind=branch&size=1").json()

    second = rest(own.staff).get(first["next"]).json()

    assert [row["name"] for row in second["results"]] == ["市发改委第2党支部"]


def test_pages_of_equal_order_keys_lose_nothing(own):
    Node.objects.below(own.committee.path).update(order_path="00001")
    client = rest(own.staff)

    rows = walk(client, f"{BASE}nodes/?size=1")

    assert len({row["id"] for row in rows}) == len(rows) == 6


@pytest.mark.parametrize(
    "key", [["00001"], ["00001", "x"], ["00001", 2**70], ["a\x00b", 1], [1, 1.5], {"a": 1}, ["00001", None], "x", 7]
)
def test_page_after_a_key_that_was_never_given_is_422(own, key):
    after = base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")

    assert refusal(rest(own.staff).get(f"{BASE}nodes/?after={after}")) == (422, "invalid")


def test_page_after_a_key_of_another_list_is_422(own):
    after = rest(own.staff).get(f"{BASE}nodes/?size=1").json()["next"].partition("after=")[2]

    assert refusal(rest(own.staff).get(f"{BASE}records/?after={after}")) == (422, "invalid")


def grow(house):
    """Two more rows of everything that lists show."""
    for number in (1, 2):
        zone = make_zone(house.committee, f"市增{number}协作区")
        unit = make_unit(house.committee, f"市增{number}单位", zone)
        branch = make_branch(unit, f"市增{number}党支部", branch_type="国有企业")
        make_person(f"增{number}", Role.SECRETARY, branch.node)
        make_campaign(house.committee, year=2030 + number)
        client = rest(house.staff)
        client.post(reverse("api:run-list", args=[house.campaign.slug]))
        enrol(house.campaign)
        run_waiting()
        mark(house.staff, house.assessments[0], {"A1": 1000 + number * 100})
    for number in range(3):
        start_import(house.staff, content=b"x", file_name=f"{number}.csv", campaign=house.campaign)
    run_waiting()


# Questions that each list asks: session and person take two, offices one, a right that holds anywhere two.
LISTS = {
    "node-list": 4,
    "zone-list": 4,
    "appointment-list": 4,
    "person-list": 7,
    "branch-list": 4,
    "rulebook-list": 4,
    "campaign-list": 5,
    "run-list": 6,
    "result-list": 6,
    "assessment-list": 4,
    "revisions": 6,
    "import-list": 4,
    "job-list": 6,
    "record-list": 6,
}


def url_of(house, route):
    """The list's address in a house."""
    in_campaign = {"slug": house.campaign.slug} if route in {"run-list", "result-list"} else {}
    on_sheet = {"pk": house.assessments[0].pk, "party": "superior"} if route == "revisions" else {}
    return reverse(f"api:{route}", kwargs=in_campaign | on_sheet)


@pytest.mark.parametrize(("route", "number"), LISTS.items(), ids=LISTS)
def test_list_asks_as_much_for_three_rows_as_for_one(own, route, number, django_assert_num_queries):
    client, url = rest(own.staff), url_of(own, route)

    grow(own)
    with django_assert_num_queries(number):
        one = client.get(f"{url}?size=1").json()["results"]
    with django_assert_num_queries(number):
        three = client.get(f"{url}?size=3").json()["results"]

    assert (len(one), len(three)) == (1, 3)
