"""The browser of the REST description in a real browser, under the house's content policy."""

import pytest
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from playwright.sync_api import expect

from tests.factories import make_person, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def areas():
    """Under which words the description keeps its operations."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return {tag for methods in paths.values() for operation in methods.values() for tag in operation["tags"]}


def test_description_is_shown_without_a_breach_of_the_content_policy(page, live_server):
    session = sign_in(make_person()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{live_server.url}/api/docs/")
    page.locator("#operations-tag-assessments").click()
    page.get_by_text("/api/v1/assessments/{id}/sheets/{party}/", exact=True).first.click()
    page.get_by_text("The marks of one party, as decimal text by criterion, with the version as ETag.").wait_for()

    expect(page.locator(".opblock-tag")).to_have_count(len(areas()))
    assert said == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
