"""Drafts of rulebooks over REST: begun, changed by who saw them last, checked, tried, compared, published."""

import pytest

from apps.criteria.models import Draft
from apps.rating.writing import replace_value
from tests.api.client import BASE, details, refusal, rest

pytestmark = pytest.mark.django_db
DRAFTS = f"{BASE}rulebook-drafts/"


@pytest.fixture
def client(own):
    return rest(own.staff)


@pytest.fixture
def made(client, own):
    """A copy of the house's rulebook, as the answer tells it."""
    version = own.campaign.rulebook_version_id
    return client.post(DRAFTS, {"committee": own.committee.pk, "based_on": version}, format="json")


def place(made, tail=""):
    return f"{DRAFTS}{made.json()['id']}/{tail}"


def patched(client, made, tag, **body):
    return client.patch(place(made), body, format="json", headers={"If-Match": tag})


def test_draft_is_begun_under_next_years_name_with_its_revision_as_etag(made):
    body = made.json()

    assert (made.status_code, made["ETag"], made["Location"].endswith(place(made))) == (201, '"1"', True)
    assert (body["slug"], body["revision"], body["based_on"]["slug"]) == ("xuchang-2026", 1, "xuchang-2025")


def test_draft_begun_with_a_base_and_a_text_is_422(client, own):
    body = {"committee": own.committee.pk, "based_on": own.campaign.rulebook_version_id, "text": "rulebook: x"}

    assert refusal(client.post(DRAFTS, body, format="json")) == (422, "invalid")


def test_changed_text_needs_the_etag_that_was_read(client, made):
    text = replace_value(made.json()["text"], ("step",), 1)

    unseen = client.patch(place(made), {"text": text}, format="json")
    saved = patched(client, made, '"1"', text=text)
    late = patched(client, made, '"1"', text="rulebook: other")

    assert refusal(unseen) == (428, "if-match-needed")
    assert (saved.status_code, saved["ETag"], saved.json()["text"]) == (200, '"2"', text)
    assert refusal(late) == (409, "conflict")
    assert (details(late)["revision"], details(late)["text"]) == (2, text)


def test_check_names_every_fault_and_the_reasons_that_are_owed(client, made):
    text = replace_value(made.json()["text"], ("sections", "B", "criteria", "B2", "points"), 25)
    patched(client, made, '"1"', text=replace_value(text, ("levels", 0, "五星", "lit"), "at least 9"))

    body = client.get(place(made, "check/")).json()
    refused = client.post(place(made, "publish/"), {"revision": 2}, format="json")

    assert [fault["code"] for fault in body["faults"]] == ["level-lit-beyond", "reason-missing"]
    assert body["reasons"] == ["B2"]
    assert refusal(refused) == (409, "faults")
    assert [fault["field"] for fault in details(refused)["faults"]] == ["levels.1.五星.lit", "sections.B.criteria.B2"]


def test_publish_after_the_reason_gives_the_frozen_version(client, made):
    text = replace_value(made.json()["text"], ("sections", "B", "criteria", "B2", "points"), 25)
    patched(client, made, '"1"', text=text, reasons={"B2": "更看重效率"})
    compared = client.get(place(made, "compare/")).json()

    published = client.post(place(made, "publish/"), {"revision": 2}, format="json")

    version = client.get(published["Location"]).json()
    assert [thing["title"] for thing in compared["things"]][1:] == ["B2 办事效能"]
    assert (published.status_code, version["slug"], version["text"]) == (201, "xuchang-2026", text)
    assert not Draft.objects.exists()


def test_trial_counts_levels_on_the_newest_run_and_stores_nothing(client, made):
    text = made.json()["text"].replace("lit-when: at least 80", "lit-when: at least 91")
    patched(client, made, '"1"', text=text)

    body = client.get(place(made, "trial/")).json()

    assert (body["branches"], body["moved"]) == (3, 2)
    assert [(row["before"], row["after"]) for row in body["levels"]] == [(1, 0), (1, 0), (0, 0), (1, 3)]


def test_trial_of_what_is_no_rulebook_is_409(client, made):
    patched(client, made, '"1"', text="rulebook: x")

    assert refusal(client.get(place(made, "trial/"))) == (409, "faults")


def test_sentences_of_a_version_are_in_the_readers_language(client, own):
    url = f"{BASE}rulebooks/{own.campaign.rulebook_version_id}/aloud/"

    sentences = client.get(url, headers={"Accept-Language": "zh-hans"}).json()["sentences"]

    told = next(each for each in sentences if each["place"] == "vetoes/V1")
    assert told == {"place": "vetoes/V1", "label": "一票否决", "text": "V1 严重违纪违法：本年度不评星"}
