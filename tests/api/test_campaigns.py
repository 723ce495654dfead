"""Campaigns and rulebooks over REST."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from tests.api.client import BASE, details, refusal, rest
from tests.factories import make_branch, make_campaign

pytestmark = pytest.mark.django_db
CAMPAIGNS, RULEBOOKS = f"{BASE}campaigns/", f"{BASE}rulebooks/"


def stage(kind="scoring", days=10, opens=None):
    opens = opens or timezone.now().replace(microsecond=0)
    return {"kind": kind, "opens_at": opens.isoformat(), "closes_at": (opens + timedelta(days=days)).isoformat()}


def body_of(house, **change):
    version = house.campaign.rulebook_version_id
    body = {"name": "新一年", "slug": "next-2026", "year": 2026, "committee": house.committee.pk}
    return body | {"rulebook_version": version, "stages": [stage()]} | change


def url_of(house, tail=""):
    return f"{CAMPAIGNS}{house.campaign.slug}/{tail}"


def test_create_campaign_as_a_draft_with_its_stages(own):
    response = rest(own.staff).post(CAMPAIGNS, body_of(own))

    shown = rest(own.staff).get(response.headers["Location"]).json()
    assert response.status_code == 201
    assert (shown["status"], shown["acts"], shown["stage"]) == ("draft", ["open"], "scoring")
    assert [(s["kind"], s["title"]) for s in shown["stages"]] == [("scoring", "")]
    assert (shown["committee"]["name"], shown["rulebook_version"]["slug"]) == ("市直机关工委", "xuchang-2025")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "five-2025"}, "slug"),
        ({"slug": "a b"}, "slug"),
        ({"year": 1999}, "year"),
        ({"year": 10**20}, "year"),
        ({"rulebook_version": 0}, "rulebook_version"),
        ({"stages": "x"}, "stages"),
        ({"stages": [stage(days=-1)]}, "scoring"),
        ({"stages": [stage(kind="party")]}, "stages"),
        ({"stages": [stage()] * 21}, "stages"),
        (
            {"stages": [{"kind": "scoring", "opens_at": "0001-01-01T00:00:00Z", "closes_at": "9999-12-31T23:59:59Z"}]},
            "stages",
        ),
    ],
)
def test_create_campaign_refuses_by_field(own, change, field):
    response = rest(own.staff).post(CAMPAIGNS, body_of(own, **change))

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [field]
    assert not Campaign.objects.filter(slug="next-2026").exists()


def test_create_campaign_for_a_unit_is_422(own):
    response = rest(own.staff).post(CAMPAIGNS, body_of(own, committee=own.units[0].pk))

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["committee"]


def test_change_campaign_keeps_what_is_not_named(own):
    before = rest(own.staff).get(url_of(own)).json()

    after = rest(own.staff).patch(url_of(own), {"name": "改名"}).json()

    assert after == before | {"name": "改名"}


def test_change_campaign_replaces_its_stages(own):
    asked = [stage("evaluation"), stage("scoring", 5)]

    after = rest(own.staff).patch(url_of(own), {"stages": asked}).json()

    assert [(s["kind"], datetime.fromisoformat(s["closes_at"])) for s in after["stages"]] == [
        (s["kind"], datetime.fromisoformat(s["closes_at"])) for s in (asked[1], asked[0])
    ]


def test_change_rulebook_of_an_open_campaign_is_409(own):
    url = url_of(own)
    newer = RulebookVersion.objects.get(pk=own.campaign.rulebook_version_id)
    newer.pk, newer.number, newer._state.adding = None, 2, True
    newer.save(force_insert=True)

    response = rest(own.staff).patch(url, {"rulebook_version": newer.pk})

    assert refusal(response) == (409, "rulebook-fixed")


def test_change_sealed_campaign_is_409(own):
    sealed = make_campaign(own.committee, "sealed", slug="sealed-2024")

    assert refusal(rest(own.staff).patch(f"{CAMPAIGNS}{sealed.slug}/", {"name": "x"})) == (409, "sealed")


def test_lifecycle_step_by_step(own):
    onward = {"reason": "到期", "despite": True}
    staff = rest(own.staff)
    steps = (("close", onward), ("reopen", {"reason": "补录"}), ("close", onward))

    states = [staff.post(url_of(own, f"acts/{act}/"), body).json()["status"] for act, body in steps]

    assert states == ["closed", "open", "closed"]
    assert Record.objects.get(act="campaign.reopen").reason == "补录"


def test_close_while_something_is_left_is_409_and_names_it(own):
    staff = rest(own.staff)

    refused = staff.post(url_of(own, "acts/close/"), {"reason": "到期"})
    silent = staff.post(url_of(own, "acts/close/"), {"despite": True})
    staff.post(url_of(own, "acts/close/"), {"reason": "到期", "despite": True})

    assert (refusal(refused), details(refused)) == ((409, "blocked"), {"blockers": ["还没有综合评定"]})
    assert (refusal(silent), list(details(silent))) == ((422, "invalid"), ["reason"])
    assert Record.objects.get(act="campaign.close").after == {"state": "closed", "despite": ["还没有综合评定"]}


@pytest.mark.parametrize("act", ["open", "reopen"])
def test_step_that_the_state_does_not_permit_is_409(own, act):
    assert refusal(rest(own.staff).post(url_of(own, f"acts/{act}/"), {"reason": "x"})) == (409, "lifecycle")


def test_reopen_without_a_reason_is_422(own):
    staff = rest(own.staff)
    staff.post(url_of(own, "acts/close/"), {"reason": "到期", "despite": True})

    response = staff.post(url_of(own, "acts/reopen/"), {})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["reason"]


@pytest.mark.parametrize("act", ["burn", "seal"])
def test_unknown_step_is_404(own, act):
    assert refusal(rest(own.staff).post(url_of(own, f"acts/{act}/"), {})) == (404, "not-found")


def test_enrol_says_how_many_came_in(own):
    make_branch(own.units[0], "市发改委第9党支部")

    answers = [rest(own.staff).post(url_of(own, "enrol/")).json() for _number in range(2)]

    assert answers == [{"enrolled": 1}, {"enrolled": 0}]


@pytest.mark.parametrize(
    ("question", "found"),
    [("year=2025", 1), ("year=2024", 0), ("status=open", 1), ("status=draft", 0), ("committee=0", 0)],
)
def test_campaigns_narrowed(own, question, found):
    assert len(rest(own.staff).get(f"{CAMPAIGNS}?{question}").json()["results"]) == found


def test_campaigns_newest_first(own):
    make_campaign(own.committee, slug="old-2019", year=2019)
    make_campaign(own.committee, slug="new-2031", year=2031)

    rows = rest(own.staff).get(CAMPAIGNS).json()["results"]

    assert [row["slug"] for row in rows] == ["new-2031", "five-2025", "old-2019"]


def test_rulebook_with_text_and_rules(own):
    version = own.campaign.rulebook_version

    body = rest(own.people["secretary"]).get(f"{RULEBOOKS}{version.pk}/").json()

    rules = body["rules"]
    assert (body["slug"], body["digest"], body["text"]) == ("xuchang-2025", version.digest, version.text)
    assert (rules["step"], rules["reason_gap"], rules["blank"]) == (
        "0.1",
        "2",
        {"counts": "0", "at_closing": "blocker"},
    )
    assert rules["parties"] == {"superior": "counts", "self": "shown"}
    assert rules["criteria"][0] == {
        "code": "A1",
        "title": {"zh": "中心工作", "en": "Core work"},
        "section": "A",
        "minimum": "0",
        "maximum": "20",
        "step": "0.1",
        "kind": "points",
        "score": "A1",
        "types": [],
        "guide": {"zh": "年度目标有分解有督办", "en": "Yearly goals are broken down and followed up"},
    }
    assert next((star["code"], star["line"]) for star in rules["stars"]) == ("A", "80")
    assert next(level["name"] for level in rules["levels"]) == "五星"


def test_rulebooks_narrowed(own):
    staff = rest(own.staff)

    assert [row["slug"] for row in staff.get(f"{RULEBOOKS}?slug=xuchang-2025").json()["results"]] == ["xuchang-2025"]
    assert staff.get(f"{RULEBOOKS}?slug=none").json()["results"] == []
