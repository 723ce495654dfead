"""What do pages say when something fails: what happened, that nothing is lost, what to do, whom to call?"""

import re

import pytest
from django.test import Client

from apps.organisations.choices import Role
from tests import factories
from tests.factories.fixtures import two
from tests.pages import Page

__all__ = ["two"]

pytestmark = pytest.mark.django_db

HELPER = "周敏，内线 12"
NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.fixture(autouse=True)
def helper(settings):
    settings.HELP_CONTACT = HELPER


def test_not_found_and_forbidden_are_one_page(two):
    secretary = two.own.client(Role.SECRETARY)

    pages = [Page.of(secretary.get(path)) for path in ("/nowhere/", "/jobs/", f"{two.other.base}league/")]

    assert [page.status for page in pages] == [404, 403, 404]
    assert {page.text for page in pages} == {pages[0].text}
    assert pages[0].h1 == "没有这一页，或者您看不到它"
    assert HELPER in pages[0].text


def test_form_of_an_old_page_is_not_taken_and_says_how_to_go_on(two):
    client = Client(enforce_csrf_checks=True)
    client.cookies = two.own.client().cookies

    page = Page.of(client.post("/campaigns/new/", {"name": "新活动"}))

    assert (page.status, page.h1) == (403, "这次提交没有收下，什么也没有改动")
    assert "/campaigns/new/" in page.links().values()


def test_form_too_large_says_so(two, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    page = Page.of(two.own.client().post("/campaigns/new/", {"name": "新" * 200}))

    assert page.status == 413
    assert page.h1 == "这次提交没有收下，什么也没有改动"


@pytest.mark.urls("tests.reports.failing_urls")
@pytest.mark.parametrize(("path", "status", "retries"), [("/mistaken/", 500, 0), ("/away/", 503, 1)])
def test_page_that_cannot_be_made_gives_its_number_and_whom_to_tell(path, status, retries):
    client = factories.sign_in(None)
    client.raise_request_exception = False

    answer = client.get(path)
    page = Page.of(answer)

    assert page.status == status
    assert len(NUMBER.findall(page.text)) == 1
    assert HELPER in page.text
    assert answer.content.count(b"data-retry=") == retries
    assert b"data-retry=" not in client.post(path).content
