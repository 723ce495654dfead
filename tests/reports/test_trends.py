"""Years side by side: shares and means from stored figures, cut where rules changed; grades by a dictionary."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Record
from apps.core.errors import Invalid
from apps.criteria.dictionaries import translated
from apps.criteria.models import Dictionary
from apps.criteria.services import publish_text, write_dictionary
from apps.evaluations.models import Run
from apps.evaluations.selectors import current_run
from apps.evaluations.totals_of_run import from_results, totals_in
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.history import years_of
from apps.reports.trends import filters
from apps.reports.trends.charts import means_chart
from apps.reports.trends.years import Asked, Trends
from tests import factories
from tests.factories.houses import flat_marks, make_house
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def build():
    """This year five, four and no stars."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def rated_in(house, year, lows, **fields):
    """A campaign of an earlier year, evaluated."""
    campaign = factories.make_campaign(house.committee, year=year, slug=f"five-{year}", **fields)
    for assessment, low in zip(factories.enrol(campaign), lows, strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low))
    run_waiting()
    return campaign


def trends_of(house, **asked):
    return Trends(house.people[Role.LEADER], Asked(**asked))


def page_of(house, role=Role.LEADER, query=""):
    return Page.of(house.client(role).get(f"/trends/{query}"))


def test_years_stand_in_order_with_their_shares(house):
    rated_in(house, 2024, ("ABCDE", "ABCDE", "A"))

    page = page_of(house)

    assert page.h1 == "四星及以上：2024 年 33.3%，2025 年 66.7%"
    assert [year.number for year in trends_of(house).years] == [2024, 2025]


def test_years_whose_league_one_does_not_see_stay_away(house):
    earlier = rated_in(house, 2024, ("A", "A", "A"))
    type(earlier).objects.filter(pk=earlier.pk).update(is_open_to_branches=True)

    page = page_of(house, Role.SECRETARY)

    assert page.h1 == "四星及以上：2024 年 100.0%"
    assert "2025" not in words(page.main.find(".//table"))


def test_one_year_says_that_there_is_no_trend_yet(house):
    assert "目前只评过一年" in words(page_of(house).main)


def test_parts_to_narrow_to_stand_in_one_field(house):
    zone, unit = house.zones[0], house.units[0]
    page = page_of(house, query=f"?part=unit:{unit.pk}")

    options = page.options("part")
    assert list(options.values()) == [
        "全部",
        *(each.name for each in (*house.zones, *house.units)),
        "事业单位",
        "党政机关",
    ]
    chosen = page.main.findall(".//select[@name='part']//option[@selected]")
    assert [each.get("value") for each in chosen] == [f"unit:{unit.pk}"]
    assert page.sub.endswith("市发改委")
    assert page.h1 == "四星及以上：2025 年 100.0%"
    assert page_of(house, query=f"?unit={unit.pk}").sub == page.sub
    assert page_of(house, query=f"?part=zone:{zone.pk}&zone={house.zones[1].pk}").h1 == page.h1


@pytest.mark.parametrize("part", ["", "type:", "unit:", "unit:x", "size:1", "unit", ":1"])
def test_part_that_cannot_be_read_narrows_nothing(house, part):
    assert page_of(house, query=f"?part={part}").h1 == page_of(house).h1


def test_many_units_are_looked_for_by_a_word(house, monkeypatch):
    monkeypatch.setattr(filters, "MOST_UNITS", 1)
    first, second = house.units

    plain, found = (page_of(house, query=f"?part=unit:{first.pk}{word}").options("part") for word in ("", "&find=czj"))

    assert [each for each in plain if each.startswith("unit:")] == [f"unit:{first.pk}"]
    assert [each for each in found if each.startswith("unit:")] == [f"unit:{first.pk}", f"unit:{second.pk}"]
    assert (
        page_of(house, query="?find=czj").by_class("form", "filters").find(".//input[@name='find']").get("value")
        == "czj"
    )


def test_zones_of_the_trends_lead_to_their_pages(house):
    page = page_of(house)

    assert page.link("市第一协作区") == f"{house.base}zones/{house.zones[0].pk}/"


def test_lines_break_where_the_rules_changed(house):
    text = house.campaign.rulebook_version.text.replace("total: ", "total:  ", 1) + "\n# other words\n"
    other = publish_text(None, text)
    rated_in(house, 2023, ("", "", ""), rulebook_version=other)
    rated_in(house, 2024, ("A", "A", "A"), rulebook_version=house.campaign.rulebook_version)

    trends = trends_of(house)
    chart = means_chart(trends, "")

    assert [year.is_new_method for year in trends.years] == [False, True, False]
    assert chart["xAxis"]["data"] == ["2023", "", "2024", "2025"]
    assert chart["xAxis"]["name"] == "年度"
    assert chart["yAxis"]["name"]
    assert chart["series"][0]["data"][1] is None
    assert chart["series"][0]["markLine"]["data"][0]["xAxis"] == 1
    assert len(page_of(house).all_by_class("p", "method-cut")) == 2


def test_totals_counted_with_a_run_are_those_of_its_results(house):
    run = current_run(house.campaign)
    counted = totals_in(run), totals_in(run, "zone", str(house.zones[0].pk))

    found = from_results(run)

    assert (found["all"], found["zone"][str(house.zones[0].pk)]) == counted
    assert found["all"]["n"] == 3


def test_another_year_costs_no_rows(house):
    rated_in(house, 2024, ("A", "A", "A"))
    client = house.client(Role.LEADER)
    client.get("/trends/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/trends/")

    assert [query["sql"] for query in asked if "evaluations_result" in query["sql"]] == []
    assert Run.objects.count() == 2


def books():
    return [factories.published_rulebook(slug).rulebook for slug in ("jiangsu-2022", "xuchang-2025")]


def test_dictionary_is_written_on_record_and_read(house):
    source, target = books()

    row = write_dictionary(house.staff, house.committee, source, target, {"先进": "四星", "后进": ""}, "市里的口径")
    found = translated(house.committee, source.versions.get(), "先进", target.versions.get())

    assert (found.level.name, found.dictionary) == ("四星", row)
    assert translated(house.committee, source.versions.get(), "后进", target.versions.get()) is None
    assert Record.objects.get(act="dictionary.written").after["words"] == {"先进": "四星"}


def test_dictionary_refuses_words_that_no_rulebook_has(house):
    source, target = books()

    with pytest.raises(Invalid):
        write_dictionary(house.staff, house.committee, source, target, {"先进": "六星"})


def test_dictionary_page_proposes_by_order_and_saves(house):
    source, target = books()
    client = house.client(Role.STAFF)
    url = f"/rulebooks/dictionary/write/?committee={house.committee.pk}&source={source.pk}&target={target.pk}"

    shown = client.get(url).content.decode()
    sent = client.post(url, {"word-0": "五星", "word-1": "三星", "word-2": "", "reason": ""})

    assert shown.count(" selected") == 3
    assert sent.status_code == 302
    assert Dictionary.objects.get().words == {"先进": "五星", "达标": "三星"}


def test_moves_between_vocabularies_say_whose_dictionary_reads_them(house):
    source, target = books()
    campaign = factories.make_campaign(house.committee, year=2024, slug="j", rulebook_version=source.versions.get())
    factories.enrol(campaign)
    run_waiting()
    client = house.client(Role.STAFF)

    without = words(Page.of(client.get(f"{house.base}moves/")).main)
    write_dictionary(house.staff, house.committee, source, target, {"先进": "五星", "达标": "三星", "后进": "未评星"})
    read = words(Page.of(client.get(f"{house.base}moves/")).main)

    assert "还没有等次对照" in without
    assert "的等次对照折算" in read
    assert "后进 ≈ 未评星" in read
    assert [(each.level, each.equal) for each in years_of(house.staff, house.assessments[0])] == [
        ("后进", "未评星"),
        ("五星", ""),
    ]
