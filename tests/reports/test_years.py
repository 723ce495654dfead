"""Two years of one house: last year's figures, movers, the best of last year, and the branch through the years."""

from copy import deepcopy

import pytest

from apps.campaigns.models import Campaign
from apps.criteria.services import publish_text
from apps.evaluations.selectors import current_run
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.history import years_of
from apps.reports.movement import moves, run_before
from tests import factories
from tests.factories.houses import flat_marks, make_house
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def build():
    """This year five, four and no stars; `last` was the other way round."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def last_year(house, **fields):
    """A campaign of the year before, in which the third branch was first; evaluated."""
    campaign = factories.make_campaign(house.committee, year=2024, slug="five-2024", **fields)
    for assessment, low in zip(factories.enrol(campaign), ("ABCDE", "A", ""), strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low) | {"B2": 2000 if low == "" else 1000})
    run_waiting()
    return campaign


def dashboard(house, role=Role.LEADER):
    return Page.of(house.client(role).get(house.base))


def branch(house, number, role=Role.STAFF, query=""):
    return Page.of(house.client(role).get(f"{house.base}branches/{house.assessments[number].pk}/{query}"))


def test_moves_without_an_earlier_run_are_absent(house):
    page = dashboard(house)

    assert run_before(current_run(house.campaign)) is None
    assert words(page.by_class("div", "level-count").find("p")) == "1 33.3%"
    assert page.all_by_class("span", "move") == []


def test_moves_against_last_years_places(house):
    campaign = last_year(house)
    run = current_run(house.campaign)

    found = moves(run, run_before(run))

    ids = [assessment.pk for assessment in house.assessments]
    assert run_before(run) == current_run(campaign)
    assert [(ids.index(m.assessment), m.before, m.now, m.by) for m in found.risen] == [(0, 3, 1, 2)]
    assert [(ids.index(m.assessment), m.before, m.now, m.by) for m in found.fallen] == [(2, 1, 3, -2)]
    assert found.compared == 3


def test_moves_against_the_numbered_run_before_where_there_is_no_last_year(house):
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    factories.mark(house.staff, house.assessments[1], flat_marks(1900))
    run_waiting()
    run = current_run(house.campaign)

    found = moves(run, run_before(run))

    assert run_before(run).number == 1
    assert [move.by for move in (*found.risen, *found.fallen)] == [1, -1]


def test_dashboard_names_movers_and_last_years_counts(house):
    last_year(house)

    page = dashboard(house)

    section = next(s for s in page.root.iter("section") if s.get("aria-labelledby") == "movers")
    lines = [words(line) for line in section.iter("li")]
    assert [line.split()[-2:] for line in lines] == [["市发改委第1党支部", "1"], ["市财政局第1党支部", "3"]]
    first = words(page.all_by_class("div", "level-count")[0].find("p"))
    assert first.startswith("1 33.3%") and first.endswith("0")


def test_branch_page_says_how_it_moved_and_who_was_best_last_year(house):
    campaign = last_year(house)

    page = branch(house, 1)

    assert page.by_class("span", "move").text == "—"
    best = [link.get("href") for cell in page.all_by_class("td", "best") for link in cell.iter("a")]
    assert best == []
    factories.mark(house.staff, house.assessments[1], flat_marks(B1=1000, B2=1000, B3=1700))
    run_waiting()
    option = [link.get("href") for cell in branch(house, 1).all_by_class("td", "best") for link in cell.iter("a")]
    third = campaign.assessments.get(node=house.assessments[2].node_id)
    assert f"/c/five-2024/branches/{third.pk}/?criterion=B2#mark" in option


def test_branch_page_names_nobody_of_last_year_to_those_who_do_not_compare(house):
    last_year(house)
    factories.mark(house.staff, house.assessments[0], flat_marks(B1=1000, B2=1000, B3=1700))
    run_waiting()

    assert branch(house, 0).all_by_class("td", "best") != []
    assert branch(house, 0, Role.SECRETARY).all_by_class("td", "best") == []


def test_years_break_where_the_rulebook_changed(house):
    text = house.campaign.rulebook_version.text.replace("rulebook: xuchang-2025", "rulebook: other-2023")
    other = publish_text(house.staff, text)
    earlier = factories.make_campaign(house.committee, year=2023, slug="five-2023", rulebook_version=other)
    factories.mark(house.staff, factories.enrol(earlier)[0], flat_marks(1000))
    last_year(house)
    house.assessments[0].campaign = house.campaign

    found = years_of(house.staff, house.assessments[0])
    page = branch(house, 0)

    assert [(y.year, y.total, y.place, y.is_rated, y.is_new_rules) for y in found] == [
        (2023, 25000, 1, False, False),
        (2024, 25000, 3, False, True),
        (2025, 45000, 1, True, False),
    ]
    chart = page.by_class("svg", "years")
    assert [line.get("class") for line in chart.iter("line")] == ["years-cut", "years-line"]
    assert [point.get("class") for point in chart.iter("circle")] == ["years-point hollow"] * 2 + ["years-point"]


def test_dashboard_says_that_another_method_does_not_compare(house):
    text = house.campaign.rulebook_version.text.replace("lit-when: at least 80", "lit-when: at least 70")
    other = publish_text(house.staff, text)
    earlier = factories.make_campaign(house.committee, year=2024, slug="five-2024", rulebook_version=other)
    for assessment in factories.enrol(earlier):
        factories.mark(house.staff, assessment, flat_marks(1000))
    run_waiting()

    page = Page.of(house.client().get(house.base))

    assert "办法改版，前后不可直接比" in page.text
    assert "2024 年 0 四星" in page.text


def test_years_before_the_own_campaign_was_opened_stay_out(house):
    campaign = last_year(house)
    Campaign.objects.filter(pk=campaign.pk).update(status="draft")
    house.assessments[0].campaign = house.campaign

    assert [year.year for year in years_of(house.people[Role.SECRETARY], house.assessments[0])] == [2025]
