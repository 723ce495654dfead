"""A visitor at a browser on the live server; at the end of each journey nothing may have gone wrong unseen."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect

from tests.browser.visitor import DESK, Visitor
from tests.launchers.waiting import wait_for

CALM = 0.5
# Pages on a machine with other work: what is expected comes, only later.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_context_args():
    """How each window opens: a Chinese reader at a desk, in the zone of the campaigns' hours."""
    return {
        "viewport": {"width": DESK[0], "height": DESK[1]},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }


@pytest.fixture(autouse=True)
def silence(live_server) -> Iterator[None]:
    """After the windows are shut and before the tables are emptied, the server ends what they still asked of it."""
    answering, last = set(), [time.monotonic()]

    def begins(**_kwargs: object) -> None:
        answering.add(threading.get_ident())

    def ends(**_kwargs: object) -> None:
        answering.discard(threading.get_ident())
        last[0] = time.monotonic()

    request_started.connect(begins)
    request_finished.connect(ends)
    yield
    last[0] = time.monotonic()
    wait_for(lambda: not answering - {threading.get_ident()} and time.monotonic() - last[0] > CALM, what="silence")
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture
def visitor(live_server, page):
    """A window; its complaints (errors, refused sources, other hosts, pages too wide) fail the journey."""
    visitor = Visitor(page, live_server.url)
    yield visitor
    assert visitor.complaints == []
