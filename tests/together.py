"""Several act in the same second."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import connection, transaction


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


def crossed(first: Callable[[], Any], second: Callable[[], Any], at: tuple[str, ...]) -> None:
    """`first` is done but not yet committed while `second` goes on until a statement that holds one of the words `at`;
    then `first` commits. SQLite, on which nobody else begins meanwhile, has one after the other."""
    is_done, is_there = Event(), Event()

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith("BEGIN") or any(word in sql for word in at):
            is_there.set()
        return execute(sql, *more)

    def hold() -> None:
        try:
            with transaction.atomic():
                first()
                is_done.set()
                is_there.wait(20)
        finally:
            is_done.set()

    def go_on() -> None:
        is_done.wait(20)
        try:
            with connection.execute_wrapper(watch):
                second()
        finally:
            is_there.set()

    at_once(hold, go_on)
