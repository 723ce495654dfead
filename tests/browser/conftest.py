"""A visitor at a browser on the live server; at the end of each journey nothing may have gone wrong unseen."""

import pytest

from tests.browser.visitor import DESK, Visitor


@pytest.fixture(scope="session")
def browser_context_args():
    """How each window opens: a Chinese reader at a desk, in the zone of the campaigns' hours."""
    return {
        "viewport": {"width": DESK[0], "height": DESK[1]},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def visitor(live_server, page):
    """A window; its complaints (errors, refused sources, other hosts, pages too wide) fail the journey."""
    visitor = Visitor(page, live_server.url)
    yield visitor
    assert visitor.complaints == []
