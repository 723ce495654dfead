"""A program that asks over REST, and its refusals read."""

from typing import Any

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services import issue_token
from tests.factories.people import open_session

BASE = "/api/v1/"


def rest(person: User | None = None, **options: Any) -> APIClient:
    """A program with the browser session of `person`; a stranger's, where there is none."""
    client = APIClient(**options)
    client.default_format = "json"
    if person is not None:
        open_session(client, person)
    return client


def by_token(person: User) -> APIClient:
    """A program with a token of `person`."""
    client = rest()
    client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(person).key}")
    return client


def refusal(response: Any) -> tuple[int, str]:
    """Status and code of a refusal, which has the one shape that all have."""
    body = response.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["code", "message", "details"]
    assert body["error"]["message"]
    assert isinstance(body["error"]["details"], dict)
    return response.status_code, body["error"]["code"]


def details(response: Any) -> dict[str, Any]:
    """What a refusal says by field."""
    return response.json()["error"]["details"]
