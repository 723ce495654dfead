"""Rows that a module's tests share; and for journeys an installed Chromium that asks nobody outside for anything."""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.houses import shared
from tests.launchers import chromium

# A server thread that still answers a closed browser would keep the database from being dropped.
STRANGERS_LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
GUARDS = ("0002_append_only", "0004_links_append_only")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables come straight from the models, which takes a quarter of the time; migrations are run by tests/house."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What migrations alone would bring: the record's guards. At the end nobody is left who holds the database."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for name in GUARDS:
            import_module(f"apps.audit.migrations.{name}").guard(apps, editor)
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(STRANGERS_LEAVE)


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """What the module's `build()` makes, once for all its tests.

    A test that is given a deep copy finds everything as it was built: its changes in the database are taken back.
    """
    with shared(django_db_blocker):
        yield request.module.build()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How pytest-playwright starts the browser; its event loop must not make Django refuse the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": chromium.find(), "args": list(chromium.QUIET), "headless": True}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address is common to all journeys; pytest-playwright's own fixture of this name warns under pytest 9."""
