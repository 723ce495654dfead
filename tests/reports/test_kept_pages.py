"""Pages kept as bytes come back unmade only to the session that was shown them, and only while nothing changed."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.utils import timezone

from apps.campaigns.models import Campaign
from apps.evaluations.models import Result
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.organisations.services import appoint
from tests import factories
from tests.factories.houses import flat_marks, make_house
from tests.factories.notices import stand
from tests.factories.reporting import number

pytestmark = pytest.mark.django_db
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = settings.CACHES | {"pages": {"BACKEND": LOCAL, "LOCATION": "pages"}}


def build():
    return make_house()


@pytest.fixture
def house(built, db, settings):
    settings.CACHES = CACHES
    yield deepcopy(built)
    caches["pages"].clear()
    cache.clear()


class Reader:
    """Somebody at the league table, who has looked at it so often that it is kept."""

    def __init__(self, house, person):
        self.client, self.url = factories.sign_in(person), house.base + "league/"
        self.look()
        self.held = self.look().content

    def look(self, **headers):
        return self.client.get(self.url, headers=headers)

    def is_made_anew(self):
        """The form token of a page is masked differently each time that one is made."""
        return self.look().content != self.held


@pytest.fixture
def staff(house):
    return Reader(house, house.staff)


def test_page_that_did_not_change_is_not_made_again(staff):
    first, second = staff.look(), staff.look()

    assert first.content == second.content == staff.held
    assert (second.headers["Content-Type"], second.headers["Cache-Control"]) == (
        "text/html; charset=utf-8",
        "private, no-cache",
    )
    assert {"Cookie", "HX-Request"} <= set(second.headers["Vary"].split(", "))


def test_page_that_the_browser_holds_is_not_sent_again(staff):
    held = staff.look().headers["ETag"]

    answer = staff.look(if_none_match=held)

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", held)
    assert staff.look(if_none_match='"other"').status_code == 200


def test_page_made_again_alike_keeps_its_name_though_form_tokens_differ(staff):
    held = staff.look()
    caches["pages"].clear()

    again = staff.look(if_none_match=held.headers["ETag"])

    assert staff.is_made_anew() is True
    assert again.status_code == 304


def test_kept_form_can_be_sent(house, staff):
    client = factories.sign_in(house.staff)
    client.handler.enforce_csrf_checks = True
    for _ in range(3):
        page = client.get(staff.url).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = client.post("/accounts/preferences/", {"theme": "dark", "csrfmiddlewaretoken": token, "next": staff.url})

    assert answer.status_code == 302
    assert b'data-theme="dark"' in client.get(staff.url).content


def test_two_people_of_equal_rights_never_get_each_others_page(house, staff):
    other = Reader(house, factories.make_person("吴另", Role.STAFF, house.committee))

    assert staff.is_made_anew() is False
    assert "吴另" not in staff.look().content.decode()
    assert "吴另" in other.look().content.decode()
    assert house.staff.name not in other.look().content.decode()
    assert staff.look(if_none_match=other.look().headers["ETag"]).status_code == 200


def test_two_sessions_of_one_person_hold_their_own_pages(house, staff):
    elsewhere = factories.sign_in(house.staff)
    elsewhere.get(staff.url)

    assert elsewhere.get(staff.url).content != staff.held


def test_secretary_gets_no_row_of_what_staff_were_shown(house, staff):
    secretary = Reader(house, house.people[Role.SECRETARY])

    shown = secretary.look().content.decode()

    assert house.assessments[2].name in staff.look().content.decode()
    assert house.assessments[2].name not in shown


def test_after_signing_out_the_page_asks_to_sign_in(staff):
    held = staff.look().headers["ETag"]
    staff.client.logout()

    answer = staff.look(if_none_match=held)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_language_of_the_device_makes_another_page(staff):
    staff.client.cookies["starbranch_language"] = "en"

    assert 'lang="en"' in staff.look().content.decode()


def change_theme(house):
    house.staff.theme = "dark"
    house.staff.save()


def end_the_appointment(house):
    Appointment.objects.filter(person=house.staff).update(
        since=timezone.localdate() - timedelta(days=9), until=timezone.localdate() - timedelta(days=1)
    )


def appoint_besides(house):
    appoint(None, person=house.staff, role=Role.AUDITOR, node=house.committee)


def close_the_campaign(house):
    Campaign.objects.filter(pk=house.campaign.pk).update(status="closed")


def open_to_branches(house):
    Campaign.objects.filter(pk=house.campaign.pk).update(is_open_to_branches=not house.campaign.is_open_to_branches)


def make_another_run(house):
    factories.mark(house.staff, house.assessments[2], flat_marks(1900))
    run_waiting()


def count_the_bell_anew(house):
    cache.clear()


@pytest.mark.parametrize(
    "change",
    [
        change_theme,
        end_the_appointment,
        appoint_besides,
        close_the_campaign,
        open_to_branches,
        make_another_run,
        count_the_bell_anew,
    ],
)
def test_what_the_page_depends_on_makes_it_anew(house, staff, change):
    assert staff.is_made_anew() is False

    change(house)

    assert staff.is_made_anew() is True or staff.look().status_code == 404


def test_ended_appointment_hides_the_page_at_once(house, staff):
    end_the_appointment(house)

    assert staff.look().status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda house: Campaign.objects.filter(pk=house.campaign.pk).update(status="draft"),
        lambda house: Node.objects.filter(pk=house.committee.pk).update(path="zzzz"),
    ],
    ids=["draft again", "scope moved"],
)
def test_campaign_that_one_may_no_longer_see_is_gone_at_once(house, change):
    secretary = Reader(house, house.people[Role.SECRETARY])
    assert secretary.is_made_anew() is False

    change(house)

    assert secretary.look().status_code == 404


def test_each_campaign_is_asked_for_by_its_own_name(house, staff):
    other = factories.make_campaign(house.committee, slug="other", name="别的评定")
    url = f"/c/{other.slug}/league/"
    first, held, again = [staff.client.get(url).content for _ in range(3)]
    Campaign.objects.filter(pk=other.pk).update(status="closed")

    anew = staff.client.get(url).content

    assert held == again != staff.held
    assert anew not in (first, held)


def test_new_run_shows_its_places_at_once(house, staff):
    make_another_run(house)

    first = Result.objects.get(run=house.campaign.current_run.run, position=1)

    assert (first.assessment_id, staff.look().content.decode().count(first.name) > 0) == (house.assessments[2].pk, True)


def test_published_run_is_shown_at_once(house):
    number(house)
    staff = Reader(house, house.staff)

    stand(house)

    assert staff.is_made_anew() is True
    assert staff.look().content.decode().count("已定格") == 1


def test_own_act_is_seen_on_the_next_page(house, staff):
    staff.client.post("/accounts/preferences/", {"language": "en", "next": staff.url})

    assert 'lang="en"' in staff.look().content.decode()


def test_message_is_shown_once(house, staff):
    staff.client.post(f"{house.base}runs/new/", headers={"referer": f"http://testserver{staff.url}"})

    first, second = staff.look().content.decode(), staff.look().content.decode()

    assert first.count('class="notice') == 1 + second.count('class="notice')
