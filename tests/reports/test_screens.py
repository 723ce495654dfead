"""Hall screens: nothing of results before the notice, nothing secret on the wall, nothing at a void address."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.choices import NoticeStatus
from apps.jobs.services import run_waiting
from apps.reports.choices import HallPage
from apps.reports.models import Screen
from apps.reports.screens_beside import years_of
from apps.reports.services.screens import change_screen, renew_screen, withdraw_screen
from tests import factories
from tests.factories import notices
from tests.factories.houses import flat_marks, make_house
from tests.factories.screens import hang, wishes

pytestmark = pytest.mark.django_db
NAMES = ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    cache.clear()
    return deepcopy(built)


def wall(token, **headers):
    return Client().get(reverse("reports:hall", args=[token]), headers=headers)


def sheet(token, **headers):
    return Client().get(reverse("reports:screen-sheet", args=[token]), headers=headers)


def named(answer):
    """The branches that an answer names."""
    return [name for name in NAMES if name in answer.content.decode()]


@pytest.mark.parametrize("status", [None, *sorted(set(NoticeStatus) - {NoticeStatus.PUBLIC, NoticeStatus.ENDED})])
def test_screen_waits_while_no_notice_stands(house, status):
    if status:
        notices.stand(house, status)
    _screen, token = hang(house)

    answer = wall(token)

    assert answer.status_code == 200
    assert (named(answer), answer.content.count(b'class="hall-page ')) == ([], 2)
    assert b'data-page="waiting"' in answer.content


@pytest.mark.parametrize("status", [NoticeStatus.PUBLIC, NoticeStatus.ENDED])
def test_screen_names_only_the_branches_of_the_notice(house, status):
    notices.stand(house, status)
    _screen, token = hang(house)

    answer = sheet(token)

    assert named(answer) == NAMES[:1]
    assert "450" not in answer.content.decode()
    assert f">{house.zones[0].name}<" in answer.content.decode()


def test_screen_shows_marks_only_where_that_was_chosen(house):
    notices.stand(house)
    screen, token = hang(house, pages=[HallPage.FIRST])
    before = sheet(token).content.decode()

    change_screen(house.staff, screen, wishes(pages=[HallPage.FIRST], shows_marks=True))

    assert ("<b>450.0</b>" in before, "<b>450.0</b>" in sheet(token).content.decode()) == (False, True)


def test_wall_shows_former_years_once_the_public_may_read_them(house):
    last = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    factories.enrol(last)
    run_waiting()
    notices.stand(house)
    _screen, token = hang(house)
    before = wall(token).content.decode()

    notices.stand(replace(house, campaign=last))

    cache.clear()
    after = wall(token).content.decode()
    assert ("hall-trend" in before, re.findall(r"<b>(20\d\d)</b>", after)) == (False, ["2024", "2025"])


def test_wall_shows_its_own_rating_of_the_year_beside_former_years(house):
    last = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    other = factories.make_campaign(house.committee, slug="half-2025")
    for campaign in (last, other):
        [first, *_others] = factories.enrol(campaign)
        factories.mark(house.staff, first, flat_marks())
    run_waiting()
    for campaign in (last, house.campaign, other):
        notices.stand(replace(house, campaign=campaign))

    own = years_of(house.campaign)

    assert [(year["year"], year["counts"]) for year in own] == [(2024, [1, 0, 0, 2]), (2025, [1, 1, 0, 1])]


def test_wall_gets_no_cookie_and_nothing_of_who_asks(house):
    notices.stand(house)
    _screen, token = hang(house)
    asked = house.client().get(reverse("reports:hall", args=[token]))

    answer = wall(token)

    assert asked.content == answer.content
    assert answer.cookies == {}
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")


def test_wall_that_shows_the_same_gets_no_body(house):
    notice = notices.stand(house)
    _screen, token = hang(house)
    first = sheet(token)

    again = sheet(token, if_none_match=first["ETag"])
    notice.status = NoticeStatus.WITHDRAWN
    notice.save()
    later = sheet(token, if_none_match=first["ETag"])

    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "no-store")
    assert (later.status_code, named(later)) == (200, [])


def test_refresh_asks_little(house, django_assert_num_queries):
    notices.stand(house)
    _screen, token = hang(house)
    sheet(token)

    with django_assert_num_queries(2):
        sheet(token)


def test_address_opens_nothing_once_renewed_withdrawn_or_over(house):
    notices.stand(house)
    screen, old = hang(house)
    _screen, new = renew_screen(house.staff, screen)
    statuses = [wall(old).status_code, wall(new).status_code, sheet(new).status_code]

    Screen.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    statuses.append(sheet(new).status_code)
    Screen.objects.update(ends_on=timezone.localdate())
    withdraw_screen(house.staff, screen)
    statuses.append(sheet(new).status_code)

    assert statuses == [404, 200, 200, 404, 404]
    assert Client().get(reverse("reports:figures", args=[screen.key])).status_code == 404


def test_table_and_record_keep_no_address(house):
    screen, token = hang(house)

    kept = [Screen.objects.filter(pk=screen.pk).values().get(), *Record.objects.filter(act="screen.made").values()]

    assert len(kept) == 2
    assert token not in str(kept)


def test_ordinary_page_has_the_same_figures(house):
    notices.stand(house)
    screen, _token = hang(house)

    answer = Client().get(reverse("reports:figures", args=[screen.key]))

    assert (answer.status_code, named(answer), answer.cookies) == (200, NAMES[:1], {})
    assert answer.context["groups"][0]["counts"] == [1, 1, 0, 0]


def test_screen_of_a_campaign_without_zones_shows_types(house):
    run = notices.stand(house).run
    run.counts["zone"] = {"": run.counts["levels"]}
    run.save()
    _screen, token = hang(house)

    text = sheet(token).content.decode()

    assert "<h3>党政机关</h3>" in text
    assert "<h3>事业单位</h3>" in text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"pages": []}, "pages"),
        ({"pages": ["contest"]}, "pages"),
        ({"seconds": 5}, "seconds"),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ends_on"),
        ({"language": "fr"}, "language"),
    ],
)
def test_set_up_a_screen_that_cannot_be(house, changed, field):
    with pytest.raises(Invalid) as refused:
        hang(house, **changed)

    assert list(refused.value.details) == [field]


def test_change_a_withdrawn_screen(house):
    screen, _token = hang(house)
    withdraw_screen(house.staff, screen)

    with pytest.raises(Refused) as refused:
        change_screen(house.staff, screen, wishes())

    assert refused.value.code == "withdrawn"


def test_leader_sets_up_a_screen(house):
    house.people["staff"] = house.people["leader"]

    with pytest.raises(Forbidden):
        hang(house)


def test_staff_sees_a_new_address_once(house):
    client, page = house.client(), reverse("reports:screen", args=[house.campaign.slug])
    typed = {"name": "大厅", "pages": ["overview"], "seconds": 30, "language": "zh-hans"}

    made = client.post(page, typed | {"ends_on": timezone.localdate().isoformat()})

    address = made.context["made"]["address"]
    assert (made.status_code, made["Cache-Control"], Client().get(address).status_code) == (200, "no-store", 200)
    assert address not in client.get(page).content.decode()
