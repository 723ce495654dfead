"""Roads over several years: plans, targets against results, documents with files."""

from datetime import date

import pytest

from apps.campaigns.models import Road
from apps.campaigns.services import Target, YearPlan, create_road, issue_document, remove_document
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evidence.models import Evidence
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.roads import road_years
from tests.evidence.files import photo, sent
from tests.pages import Page

pytestmark = pytest.mark.django_db

TARGETS = [Target("五星", share=250), Target("四星", branches=3), Target("没有的等次", branches=1)]


def plan(two, **more):
    years = [YearPlan(2025, "示范年", "选树示范点", TARGETS), YearPlan(2026, "巩固年")]
    words = {"name": "三年规划", "aim": "", "years": years} | more
    return create_road(two.own.staff, two.own.committee, **words)


def filed(two, holder, **more):
    words = {"title": "实施方案", "number": "示直工〔2025〕1号", "dated_on": date(2025, 3, 5), "upload": sent(photo())}
    return issue_document(two.own.staff, holder, **words | more)


def test_road_tells_each_target_against_what_readers_see(two):
    run_waiting()
    run = two.own.campaign.current_run.run

    year, _ahead = road_years(plan(two), two.own.staff)

    ((campaign, reached),) = year.campaigns
    levels = run.counts["levels"]
    assert campaign == two.own.campaign
    assert [(one.level, one.branches, one.of, one.wanted) for one in reached] == [
        ("五星", levels[0], 3, 1),
        ("四星", sum(levels[:2]), 3, 3),
    ]


def test_road_tells_results_only_to_those_who_compare(two):
    run_waiting()
    road = plan(two)

    seen = {role: bool(road_years(road, two.own.people[role])[0].campaigns) for role in (Role.LEADER, Role.SECRETARY)}

    assert seen == {Role.LEADER: True, Role.SECRETARY: False}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"years": []}, "years"),
        ({"years": [YearPlan(2025), YearPlan(2025)]}, "years"),
        ({"years": [YearPlan(1925)]}, "years"),
        ({"years": [YearPlan(2025, targets=[Target("五星")])]}, "years"),
        ({"years": [YearPlan(2025, targets=[Target("五星", share=1001)])]}, "years"),
        ({"years": [YearPlan(2025, targets=[Target("五星", branches=1, share=1)])]}, "years"),
    ],
)
def test_create_road_refuses_what_is_no_plan(two, wrong, field):
    with pytest.raises(Invalid) as refusal:
        plan(two, **wrong)

    assert set(refusal.value.details) == {field}


def test_road_form_keeps_and_writes_targets_as_lines(two):
    client, road = two.own.client(), plan(two)

    form = Page.of(client.get(f"/roads/{road.pk}/edit/")).form()
    wrong = client.post(f"/roads/{road.pk}/edit/", form | {"targets-1": "许多"})
    client.post(f"/roads/{road.pk}/edit/", form | {"targets-0": "五星 33.5%\n四星 12"})

    assert form["targets-0"].strip() == "五星 25%\n四星 3\n没有的等次 1"
    assert wrong.status_code == 422
    first = Road.objects.get().years.first()
    assert first.targets == [{"level": "五星", "share": 335}, {"level": "四星", "branches": 12}]


def test_document_of_a_campaign_is_fetched_by_everybody_who_takes_part(two):
    document = filed(two, two.own.campaign)

    answers = {role: two.own.client(role).get(f"/roads/documents/{document.pk}/") for role in (Role.CLERK, Role.LEADER)}
    other = two.other.client(Role.STAFF).get(f"/roads/documents/{document.pk}/")

    assert [(a.status_code, a["Content-Type"]) for a in answers.values()] == [(200, "image/jpeg")] * 2
    assert all(answer["Content-Disposition"].startswith("attachment") for answer in answers.values())
    assert other.status_code == 404


def test_remove_document_takes_its_file_along(two):
    document = filed(two, plan(two))

    remove_document(two.own.staff, document)

    assert not Evidence.objects.exists()


def test_document_of_a_sealed_campaign_stays_as_it_is(two):
    document = filed(two, two.own.campaign)
    two.own.campaign.status = "sealed"
    two.own.campaign.save()

    with pytest.raises(Refused):
        filed(two, two.own.campaign)
    with pytest.raises(Refused):
        remove_document(two.own.staff, document)


def test_document_is_filed_by_who_conducts_the_campaign(two):
    with pytest.raises(Forbidden):
        issue_document(two.own.people[Role.LEADER], two.own.campaign, title="x", number="", dated_on=date(2025, 1, 1))


def test_campaign_page_shows_the_years_targets_and_documents(two):
    plan(two)
    filed(two, two.own.campaign)
    run_waiting()

    staff, clerk = (Page.of(two.own.client(role).get("/c/five-2025/campaign/")) for role in (Role.STAFF, Role.CLERK))

    assert "示范年" in staff.text and "示范年" in clerk.text
    assert ("实施方案" in staff.links(), "实施方案" in clerk.links()) == (False, True)
