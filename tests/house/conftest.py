"""A house that was started once, for the tests that ask what a first start makes."""

from collections.abc import Iterator

import pytest

from tests.house.starting import Start
from tests.launchers.places import short_folder


@pytest.fixture(scope="session")
def first_start() -> Iterator[Start]:
    """A start in an empty folder that was ended in good order; its home holds the demonstration."""
    with short_folder("first") as folder:
        start = Start(folder / "home")
        start.wait_until_ready()
        start.process.terminate()
        start.ended()
        yield start
