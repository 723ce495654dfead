"""Rulebooks as the engine reads them: from a shipped file, a path, or a stored version."""

from functools import lru_cache
from pathlib import Path

from apps.criteria.models import RulebookVersion
from apps.rating.loading import load
from apps.rating.rulebook import Rulebook

SHIPPED = Path(__file__).parent / "rulebooks"


def shipped_rulebooks() -> dict[str, str]:
    """Texts of the rulebooks that ship, by slug."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.yaml"))}


def is_same_method(one: RulebookVersion, other: RulebookVersion) -> bool:
    """Whether results of both compare directly: the same rulebook in the same words, be it another version of it."""
    return (one.rulebook_id, one.digest) == (other.rulebook_id, other.digest)


def rulebook_of(version: RulebookVersion) -> Rulebook:
    """The rules of a stored version; compiled once a process and text."""
    return compiled(version.text)


@lru_cache(maxsize=64)
def compiled(text: str) -> Rulebook:
    """The rules of a text; raises RulebookError with every fault."""
    return load(text)
