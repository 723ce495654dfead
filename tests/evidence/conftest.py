"""Two committees; and what the tests of proof look at."""

import pytest

from tests.factories.fixtures import two

__all__ = ["two"]


@pytest.fixture
def own(two, db):
    """One's own house."""
    return two.own


@pytest.fixture
def first(own):
    """The assessment of its first branch, as a request reads it."""
    return own.assessments[0]


@pytest.fixture
def secretary(own):
    """The secretary of that branch."""
    return own.people["secretary"]
