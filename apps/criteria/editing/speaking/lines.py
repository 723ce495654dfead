"""One thing that a rulebook says: where it stands, what it is about, and the words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.small import flow


@dataclass(frozen=True)
class Spoken:
    """`label`: what is said of the thing at `place` (empty: the thing itself); `text`: the words."""

    place: str
    label: str
    text: str


def listed(words: list[str]) -> str:
    """Several words as a list."""
    return _(", ").join(words)


def joined(sentences: list[str]) -> str:
    """Several conditions as one sentence."""
    return _("; ").join(sentences)


def plain(value: Any) -> str:
    """A value as it is written, where no sentence is made for it."""
    return flow(value) if isinstance(value, dict | list) else str(value)
