"""Once results are public, pages and REST tell those that were published, whatever was marked and rated since."""

import pytest

from apps.evaluations.choices import NoticeStatus
from apps.evaluations.selectors import current_run, shown_run, shown_runs
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.reports.front_door import last_map
from apps.reports.history import years_of
from tests import factories
from tests.api.client import BASE, rest
from tests.factories.houses import flat_marks
from tests.factories.notices import issue
from tests.factories.sealing import seal
from tests.pages import Page
from tests.reports.test_pages_league import ALL, league, names, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(two):
    """The house with results in public, and then a mark that lifts the last branch to five stars in a newer run."""
    two.notice = issue(two.own)
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks(1900))
    run_waiting()
    assert current_run(two.own.campaign).number is None
    assert current_run(two.own.campaign).counts["levels"] == [2, 1, 0, 0]
    return two


def asked(house, tail):
    return rest(house.staff).get(f"{BASE}campaigns/{house.campaign.slug}/{tail}").json()


def test_league_and_counts_are_the_published_ones_on_pages_and_over_rest(published):
    house = published.own

    page, rows = league(house.client(), house), asked(house, "results/")["results"]

    assert names(page) == [row["name"] for row in rows] == ALL
    assert places(page) == [str(row["places"]["campaign"]) for row in rows] == ["1", "2", "3"]
    assert [row["count"] for row in asked(house, "counts/")["levels"]] == [1, 1, 0, 1]
    assert Page.of(house.client().get(house.base)).h1 == "3 个支部，1 个五星"


def test_branch_is_explained_as_published_on_its_page_and_over_rest(published):
    house, third = published.own, published.own.assessments[2]

    page = Page.of(house.client().get(f"{house.base}branches/{third.pk}/"))
    told = rest(house.staff).get(f"{BASE}assessments/{third.pk}/explanation/").json()

    assert (told["level"]["name"], told["total"]) == ("未评星", "250")
    assert ("250.0" in page.text, "475.0" in page.text) == (True, False)


def test_rest_runs_say_which_one_readers_see(published):
    rows = asked(published.own, "runs/")["results"]

    assert [(row["number"], row["is_current"]) for row in rows] == [(None, False), (1, True)]


def test_newest_run_can_still_be_asked_for(published):
    newest = current_run(published.own.campaign)

    assert asked(published.own, f"results/?run={newest.pk}")["results"][0]["name"] == ALL[2]


def test_withdrawn_notice_lets_the_newest_results_be_seen(published):
    published.notice.status = NoticeStatus.WITHDRAWN
    published.notice.save()

    assert asked(published.own, "results/")["results"][0]["name"] == ALL[2]
    assert Page.of(published.own.client().get(published.own.base)).h1 == "3 个支部，2 个五星"


def test_ended_notice_still_holds_what_was_published(published):
    published.notice.status = NoticeStatus.ENDED
    published.notice.save()

    assert shown_run(published.own.campaign) == published.notice.run


def test_sealed_results_are_shown_whatever_the_pointer_says(two):
    sealed = seal(two.own).run
    later = start_numbered_run(None, two.own.campaign)
    run_waiting()

    assert current_run(two.own.campaign) == later
    assert (shown_run(two.own.campaign), asked(two.own, "runs/")["results"][-1]["is_current"]) == (sealed, True)


def test_every_campaign_has_one_run_that_readers_see(published):
    campaigns = type(published.own.campaign).objects.filter(committee__in=[published.own.committee.pk])
    fresh = factories.make_campaign(published.own.committee, slug="fresh", year=2024)

    assert list(shown_runs(campaigns)) == [published.notice.run]
    assert (shown_run(published.own.campaign), shown_run(fresh)) == (published.notice.run, None)


def test_years_and_the_front_door_tell_the_published_results(published):
    house = published.own
    type(house.campaign).objects.filter(pk=house.campaign.pk).update(status="closed")

    assert [year.total_text for year in years_of(house.staff, house.assessments[2])] == ["250.0"]
    assert last_map()["zones"][0]["dots"] == [0, 1, 3]
