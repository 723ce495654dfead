"""Two committees with people in every office and a rated campaign each, shared by the tests of a module."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache

from tests.factories.houses import House, make_house, shared


@dataclass
class Two:
    """A house and its neighbour, of which it must never see anything."""

    own: House
    other: House


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    """Two committees with a rated campaign each."""
    with shared(django_db_blocker):
        yield Two(make_house(), make_house("县直机关工委", "county-2025", "县"))


@pytest.fixture
def own(two, db):
    """One's own house."""
    return two.own


@pytest.fixture
def other(two, db):
    """The neighbour's house."""
    return two.other


@pytest.fixture(autouse=True)
def _no_throttle():
    """Each test begins with attempts of its own."""
    cache.clear()
