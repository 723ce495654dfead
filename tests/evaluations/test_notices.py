"""A notice: from which run, what it holds, when it is public, what an issue after it changes."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Link, Record
from apps.campaigns.choices import StageKind
from apps.campaigns.days import add_working_days
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.choices import NoticeStatus as S
from apps.evaluations.noticing import digest_of, standing_notice
from apps.evaluations.papers import content_of
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.notices import Wording, change_notice, draft_notice, issue_notice, withdraw_notice
from apps.evaluations.services.publishing import end_notices, publish, tick
from apps.jobs.services import run_waiting
from tests.factories.campaigns import all_stages, mark
from tests.factories.houses import make_house
from tests.factories.notices import open_notice

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    open_notice(house)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def draft(house):
    return draft_notice(house.staff, house.campaign)


def wording(notice, **changed):
    names = ("title", "issuer", "text", "contact", "levels", "fields", "opens_on", "days", "takes_unnamed")
    return replace(Wording(**{name: getattr(notice, name) for name in names}), **changed)


def issued(notice, staff):
    issue_notice(staff, notice, "https://example.cn/notices/x/")
    run_waiting()
    notice.refresh_from_db()
    return notice


def test_draft_lists_levels_with_stars_by_zone_and_counts_them(draft):
    five, four = (
        ["市发改委第1党支部", "", "市第一协作区", "五星", None],
        ["市发改委第2党支部", "", "市第一协作区", "四星", None],
    )

    assert draft.rows == [five, four]
    assert [count for _name, _stars, count in draft.counts["levels"]] == [1, 1, 0]
    assert draft.closes_on == add_working_days(timezone.localdate(), 5)


def test_draft_shows_only_the_fields_that_were_chosen(house, draft):
    plain = change_notice(house.staff, draft, wording(draft, fields=[], levels=["五星"]))
    full = change_notice(house.staff, plain, wording(plain, fields=["unit", "stars"]))

    assert plain.rows == [["市发改委第1党支部", "", "", "五星", None]]
    assert full.rows == [["市发改委第1党支部", "市发改委", "", "五星", 5]]


def test_draft_waits_for_the_decision_where_the_campaign_has_such_a_stage(house):
    [stage] = all_stages(kinds=[StageKind.DECISION])
    house.campaign.stages.create(kind=stage.kind, opens_at=stage.opens_at, closes_at=stage.closes_at)

    with pytest.raises(Refused) as refused:
        draft_notice(house.staff, house.campaign)

    assert refused.value.code == "not-decided"


def test_draft_is_refused_to_who_does_not_conduct_the_campaign(house):
    with pytest.raises(Forbidden):
        draft_notice(house.people["leader"], house.campaign)


def test_change_names_each_value_that_cannot_be_taken(house, draft):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(Invalid) as invalid:
        change_notice(house.staff, draft, wording(draft, title=" ", levels=["七星"], days=0, opens_on=yesterday))

    assert set(invalid.value.details) == {"title", "levels", "days", "opens_on"}


def test_issue_makes_it_public_with_its_link_and_paper(house, draft):
    notice = issued(draft, house.staff)

    act = Record.objects.get(act="notice.issued")
    assert notice.status == S.PUBLIC
    assert notice.chain == Link.objects.get(record=act).digest
    assert notice.digest == digest_of(notice) == act.after["digest"]
    assert content_of(notice.paper).startswith(b"%PDF")
    assert standing_notice(house.campaign) == notice


def test_issue_opens_the_league_to_branches_where_it_says_so(house, draft):
    change_notice(house.staff, draft, wording(draft, opens_league=True))
    house.campaign.refresh_from_db()
    before = house.campaign.is_open_to_branches

    issued(draft, house.staff)

    house.campaign.refresh_from_db()
    assert (before, house.campaign.is_open_to_branches) == (False, True)
    assert Record.objects.filter(act="campaign.changed", actor_id=None).get().after == {"open-to-branches": True}


def test_issued_notice_waits_while_its_act_is_not_linked(house, draft):
    issue_notice(house.staff, draft)

    assert publish(draft.pk).status == S.ISSUED


def test_issued_notice_waits_for_its_first_day(house, draft):
    tomorrow = timezone.localdate() + timedelta(days=1)
    later = change_notice(house.staff, draft, wording(draft, opens_on=tomorrow))

    assert issued(later, house.staff).status == S.ISSUED
    assert tick(timezone.now() + timedelta(days=1)) == 1


def test_issued_notice_is_not_changed_any_more(house, draft):
    notice = issued(draft, house.staff)

    with pytest.raises(Refused) as refused:
        change_notice(house.staff, notice, wording(notice, title="另一个"))

    assert refused.value.code == "issued"


def test_issue_refuses_a_draft_on_an_older_run(house, draft):
    start_numbered_run(house.staff, house.campaign)
    run_waiting()

    with pytest.raises(Refused) as refused:
        issue_notice(house.staff, draft)

    assert refused.value.code == "run-outdated"


def test_next_issue_replaces_the_first_and_lists_what_moved(house, draft):
    first = issued(draft, house.staff)
    mark(house.staff, house.assessments[1], {"A1": 1800, "A2": 1800, "A3": 1800, "A4": 1800, "A5": 2000})
    start_numbered_run(house.staff, house.campaign)
    run_waiting()

    second = issued(draft_notice(house.staff, house.campaign), house.staff)

    first.refresh_from_db()
    assert (first.status, second.number, second.status) == (S.REPLACED, 2, S.PUBLIC)
    assert second.changes == [
        {"name": "市发改委第2党支部", "level": ["四星", "五星"], "stars": [4, 5], "place": [2, 1]},
        {"name": "市发改委第1党支部", "level": ["五星", "五星"], "stars": [5, 5], "place": [1, 2]},
    ]


def test_notice_ends_after_its_last_day(house, draft):
    notice = issued(draft, house.staff)
    noon = timezone.localtime().replace(hour=12)

    on_the_last = end_notices(noon + (notice.closes_on - timezone.localdate()))
    after_it = end_notices(noon + (notice.closes_on - timezone.localdate()) + timedelta(days=1))

    assert (on_the_last, after_it) == (0, 1)


def test_withdrawal_needs_a_reason_and_keeps_it(house, draft):
    notice = issued(draft, house.staff)

    with pytest.raises(Invalid):
        withdraw_notice(house.staff, notice, " ")
    assert withdraw_notice(house.staff, notice, "名单有误").status == S.WITHDRAWN
    assert Record.objects.get(act="notice.withdrawn").reason == "名单有误"
