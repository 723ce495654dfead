"""What journeys in a browser are given: an installed Chromium that asks nobody outside for anything."""

import os

import pytest

from tests.launchers import chromium


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How pytest-playwright starts the browser; its event loop must not make Django refuse the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": chromium.find(), "args": list(chromium.QUIET), "headless": True}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address is common to all journeys; pytest-playwright's own fixture of this name warns under pytest 9."""
