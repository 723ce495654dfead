"""Which function does the work of which kind of job? Higher apps register theirs when they are ready."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[Any, Any], dict | None]

_handlers: dict[str, Handler] = {}
_titles: dict[str, Any] = {}


def register(kind: str, title: Any, handler: Handler) -> None:
    """`handler(job, progress)` does the work and gives the result to keep; it must be safe to run twice.

    `title` is what readers call such work (lazily translated).
    """
    _handlers[kind] = handler
    _titles[kind] = title


def handler_of(kind: str) -> Handler:
    """The handler of a kind; KeyError where nobody registered one."""
    return _handlers[kind]


def title_of(kind: str) -> Any:
    """What readers call work of this kind."""
    return _titles.get(kind, kind)
