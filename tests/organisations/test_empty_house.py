"""What does the tree's page show before there is any organisation?"""

import pytest

from tests.factories import make_person, sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIST = "/organisations/"


def test_empty_house_tells_a_superuser_the_first_steps() -> None:
    page = Page.of(sign_in(make_person(is_superuser=True, language="en")).get(LIST))

    assert page.link("Make it") == f"{LIST}new/"
