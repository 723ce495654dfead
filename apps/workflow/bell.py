"""How many things has a person to do? Counted at most once a minute, and anew once the person has acted."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from apps.workflow.todo import Todo, todo_of

SECONDS = 60


@dataclass(frozen=True)
class Bell:
    """The figures beside the bell, and the moment they were counted."""

    count: int
    late: int
    counted_at: float


def bell_of(person: Any) -> Bell:
    """The figures of a person's list, no older than a minute."""
    return cache.get(key_of(person)) or keep(person, todo_of(person))


def keep(person: Any, todo: Todo) -> Bell:
    """Remember the figures of a list that was made just now."""
    bell = Bell(len(todo.items), todo.late, timezone.now().timestamp())
    cache.set(key_of(person), bell, SECONDS)
    return bell


def forget(person: Any) -> None:
    """The person has acted: count anew."""
    cache.delete(key_of(person))


def key_of(person: Any) -> str:
    """The account and the moment it was made: in a restored database its number may have been somebody else's."""
    return f"workflow:bell:{person.pk}:{person.joined_at.timestamp()}"
