"""Whatever is refused has one shape: a code for machines, a sentence for readers, details by field."""

import re

import pytest
from django.urls import reverse

from tests.api.client import BASE, by_token, details, refusal, rest

pytestmark = pytest.mark.django_db
ZONES = f"{BASE}zones/"


def post_text(client, text, content_type="application/json"):
    return client.post(ZONES, text, content_type=content_type)


@pytest.mark.parametrize(
    "text",
    ["{", "", '{"name": NaN}', "[" * 100_000, '{"name": "\\ud800"}', '{"name": "\\ud800\\ud800"}', "\ufeff{"],
    ids=["half", "empty", "nan", "deep", "surrogate", "surrogates", "mark"],
)
def test_body_that_cannot_be_read_is_400_or_422(own, text):
    response = post_text(rest(own.staff), text)

    assert refusal(response) == ((422, "invalid") if text == "" else (400, "malformed"))


def test_body_that_is_too_large_is_413(own):
    response = post_text(rest(own.staff), '{"name": "' + "x" * 1024 * 1024 + '"}')

    assert refusal(response) == (413, "too-large")


def test_body_of_another_kind_is_415(own):
    response = post_text(rest(own.staff), "name=x", "application/x-www-form-urlencoded")

    assert refusal(response) == (415, "unsupported-media-type")


def test_file_sent_as_json_is_415(own):
    response = rest(own.staff).post(f"{BASE}imports/", {"campaign": own.campaign.slug})

    assert refusal(response) == (415, "unsupported-media-type")


def test_stranger_is_401_and_told_how_to_come_in(own):
    response = rest().get(ZONES)

    assert refusal(response) == (401, "not-authenticated")
    assert response.headers["WWW-Authenticate"] == "Token"


def test_wrong_token_is_401(own):
    client = rest()
    client.credentials(HTTP_AUTHORIZATION="Token 0123")

    assert refusal(client.get(ZONES)) == (401, "authentication-failed")


def test_session_without_csrf_token_is_403(own):
    client = rest(own.staff, enforce_csrf_checks=True)

    response = client.post(ZONES, {"committee": own.committee.pk, "name": "新区"})

    assert refusal(response) == (403, "csrf")
    assert own.committee.zones.count() == 2


def test_token_needs_no_csrf_token(own):
    client = by_token(own.staff)
    client.handler.enforce_csrf_checks = True

    assert client.post(ZONES, {"committee": own.committee.pk, "name": "新区"}).status_code == 201


def test_act_outside_ones_office_is_403(own):
    response = rest(own.people["leader"]).post(ZONES, {"committee": own.committee.pk, "name": "新区"})

    assert refusal(response) == (403, "forbidden")


@pytest.mark.parametrize(
    "path", ["zones/999999/", "zones/" + "9" * 40 + "/", "nowhere/", "zones/x/", "campaigns/none/"]
)
def test_unknown_address_and_unknown_row_are_404(own, path):
    assert refusal(rest(own.staff).get(BASE + path)) == (404, "not-found")


def test_unknown_address_is_404_for_a_stranger_too(own):
    assert refusal(rest().get(f"{BASE}nowhere/")) == (404, "not-found")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_method_that_a_door_has_not_is_405(own, method):
    response = getattr(rest(own.staff), method)(ZONES)

    assert refusal(response) == (405, "method-not-allowed")
    assert response.headers["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_answer_of_another_kind_is_406(own):
    response = rest(own.staff).get(ZONES, headers={"Accept": "text/html"})

    assert refusal(response) == (406, "not-acceptable")


def test_state_that_does_not_permit_is_409(own):
    url = reverse("api:campaign-act", args=[own.campaign.slug, "open"])

    assert refusal(rest(own.staff).post(url, {})) == (409, "lifecycle")


def test_values_that_cannot_be_taken_are_422_by_field(own):
    response = rest(own.staff).post(ZONES, {"committee": "x", "name": "y" * 61})

    assert refusal(response) == (422, "invalid")
    assert set(details(response)) == {"committee", "name"}


def test_service_that_refuses_a_value_answers_422_by_field(own):
    response = rest(own.staff).post(ZONES, {"committee": own.committee.pk, "name": own.zones[0].name})

    assert refusal(response) == (422, "invalid")
    assert details(response) == {"name": [own.zones[0].name]}


@pytest.mark.parametrize("body", [[], "text", 7, None, [{"name": "x"}]])
def test_body_that_is_not_an_object_is_422(own, body):
    assert refusal(rest(own.staff).post(ZONES, body)) == (422, "invalid")


@pytest.mark.parametrize(
    "question", ["committee=x", "size=0", "size=201", "size=x", "after=x", "after=" + "A" * 900, "committee=-1"]
)
def test_question_that_cannot_be_read_is_422(own, question):
    response = rest(own.staff).get(f"{ZONES}?{question}")

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [question.partition("=")[0]]


@pytest.mark.urls("tests.api.broken_urls")
def test_failure_is_500_with_a_number_and_nothing_else(own):
    response = rest(own.staff, raise_request_exception=False).get(f"{BASE}broken/")

    assert refusal(response) == (500, "failed")
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", details(response)["number"])
    assert "paper" not in response.content.decode()


def test_sentences_follow_the_readers_language(own):
    reader = own.people["leader"]
    reader.language = "en"
    reader.save(update_fields=["language"])
    body = {"committee": own.committee.pk, "name": "新区"}

    by_session = rest(reader).post(ZONES, body).json()["error"]["message"]
    in_english = by_token(reader).post(ZONES, body).json()["error"]["message"]
    in_chinese = rest(own.people["auditor"]).post(ZONES, body).json()["error"]["message"]

    assert in_english == "Your office does not include this act. Ask your work committee if it should."
    assert by_session == in_english
    assert in_chinese != in_english
