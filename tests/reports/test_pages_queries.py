"""How often does a page ask the database? As often for five rows as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.assessments.services.invitations import Guest, invite
from apps.assessments.services.scorers import Work, place_scorer
from apps.criteria.services import publish_text
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.ledgers.reading import ledgers
from apps.ledgers.services import add_entry
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import flat_marks
from tests.factories.listing import TYPICAL

pytestmark = pytest.mark.django_db

# Each page and the number of its queries, whatever it lists; see `grown` for what is added between the two counts.
PAGES = {
    "/c/one/": 20,
    "/c/one/?by=unit": 21,
    "/c/one/criteria/": 11,
    "/c/one/criteria/A1/": 17,
    "/c/one/league/": 20,
    "/c/one/league/?scope=zone": 22,
    "/c/one/league/?missing=A": 21,
    "/c/one/league/?level=0": 17,
    "/c/one/league/?q=支部": 21,
    "/c/one/league/?scope=unit": 24,
    "/c/one/league/?after=0": 20,
    "/c/one/groups/": 14,
    "/c/one/groups/?by=unit": 14,
    "/c/one/targets/": 13,
    "/c/one/health/": 12,
    "/c/one/compare/": 28,
    "/c/one/reports/": 17,
    "/c/one/sheets/": 13,
    "/c/one/scorers/": 19,
    "/c/one/assignment/?try=1": 23,
    "/c/one/scorers/invitations/": 12,
    "/c/one/imports/": 12,
    "/c/one/handovers/": 16,
    "/c/one/screen/": 11,
    "/c/one/campaign/": 63,
    "/c/one/moves/": 11,
    "/rulebooks/dictionary/": 9,
    "/todo/": 45,
    "/campaigns/": 12,
    "/audit/": 18,
    "/jobs/": 13,
    "/search/?q=支部": 13,
    "/rulebooks/": 11,
    "/trends/": 14,
    "/ledgers/": 16,
    "/ledgers/brands/": 19,
    "/ledgers/funds/": 17,
}


@pytest.fixture
def house():
    """Two of everything that the pages list: what stands beside another row is asked for here already."""
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, slug="one", name="第一年")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    for number in (1, 2):
        grow(committee, campaign, staff, number)
    return committee, campaign, staff


def grow(committee, campaign, staff, number):
    """One zone, unit, marked branch, written import, campaign, finished and waiting job more."""
    zone = factories.make_zone(committee, f"第{number}协作区")
    unit = factories.make_unit(committee, f"第{number}单位", zone)
    branch = factories.make_branch(unit, f"第{number}党支部", branch_type=f"类型{number}")
    assessment = factories.make_assessment(campaign, branch)
    factories.mark(staff, assessment, flat_marks(low="ABCDE"[:number]))
    scorer = factories.make_person(f"评分员{number}", Role.STAFF, committee)
    place_scorer(staff, campaign, scorer, "superior", Work())
    invite(staff, campaign, Guest(name=f"专家{number}", party="superior"))
    table = f"党支部,所在单位,A1\n第{number}党支部,第{number}单位,1{number}\n"
    factories.write_workbook(staff, campaign, f"第{number}份.csv", table.encode())
    factories.make_campaign(committee, slug=f"other-{number}", name=f"别的{number}")
    text = campaign.rulebook_version.text
    publish_text(staff, text.replace("rulebook: xuchang-2025", f"rulebook: copy-{number}"))
    add_entry(staff, ledgers()["brands"], TYPICAL["brands"] | {"holder": unit, "brand": f"品牌{number}甲乙丙"})
    add_entry(staff, ledgers()["funds"], TYPICAL["funds"] | {"holder": unit})
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


def test_pages_ask_as_often_for_five_rows_as_for_two(house):
    client = factories.sign_in(house[2])
    two = {url: asked(client, url) for url in PAGES}

    for number in (3, 4, 5):
        grow(*house, number)
    five = {url: asked(client, url) for url in PAGES}

    assert {url: count for url, (count, _html) in two.items()} == PAGES
    assert {url: count for url, (count, _html) in five.items()} == PAGES
    assert [url for url in PAGES if len(five[url][1]) <= len(two[url][1])] == []
