"""How often does a page ask the database? As often for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.criteria.services import publish_text
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import flat_marks

pytestmark = pytest.mark.django_db

# Each page and the number of its queries, whatever it lists; see `grown` for what is added between the two counts.
PAGES = {
    "/c/one/": 15,
    "/c/one/league/": 13,
    "/c/one/league/?scope=zone": 15,
    "/c/one/league/?missing=A": 14,
    "/c/one/sheets/": 11,
    "/c/one/imports/": 11,
    "/c/one/campaign/": 19,
    "/campaigns/": 9,
    "/audit/": 10,
    "/jobs/": 12,
    "/search/?q=支部": 10,
    "/rulebooks/": 8,
}


@pytest.fixture
def house():
    """One of everything that the pages list."""
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, slug="one", name="第一年")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    grow(committee, campaign, staff, 1)
    return committee, campaign, staff


def grow(committee, campaign, staff, number):
    """One zone, unit, marked branch, written import, campaign, finished and waiting job more."""
    zone = factories.make_zone(committee, f"第{number}协作区")
    unit = factories.make_unit(committee, f"第{number}单位", zone)
    branch = factories.make_branch(unit, f"第{number}党支部", branch_type=f"类型{number}")
    assessment = factories.make_assessment(campaign, branch)
    factories.mark(staff, assessment, flat_marks(low="ABC"[:number]))
    table = f"党支部,所在单位,A1\n第{number}党支部,第{number}单位,1{number}\n"
    factories.write_workbook(staff, campaign, f"第{number}份.csv", table.encode())
    factories.make_campaign(committee, slug=f"other-{number}", name=f"别的{number}")
    text = campaign.rulebook_version.text
    publish_text(staff, text.replace("rulebook: xuchang-2025", f"rulebook: copy-{number}"))
    run_waiting()
    Job.objects.create(
        kind="evaluate",
        key=f"waiting-{number}",
        label=f"等着{number}",
        node_path=committee.path,
        due_at=timezone.now(),
    )


def asked(client, url):
    """The queries of a page that has been looked at before."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


def test_pages_ask_as_often_for_three_rows_as_for_one(house):
    client = factories.sign_in(house[2])
    one = {url: asked(client, url) for url in PAGES}

    for number in (2, 3):
        grow(*house, number)
    three = {url: asked(client, url) for url in PAGES}

    assert {url: count for url, (count, _html) in one.items()} == PAGES
    assert {url: count for url, (count, _html) in three.items()} == PAGES
    assert [url for url in PAGES if len(three[url][1]) <= len(one[url][1])] == []
