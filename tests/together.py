"""Several act in the same second."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> None:
    """Each act in a thread with a connection of its own; all begin together."""
    start = Barrier(len(acts))

    def hand(act: Callable[[], Any]) -> None:
        start.wait(20)
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        list(hands.map(hand, acts))
