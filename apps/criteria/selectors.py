"""Rulebooks as the engine reads them: from a shipped file, a path, or a stored version."""

from functools import lru_cache
from pathlib import Path

from apps.criteria.models import RulebookVersion
from apps.rating.rulebook import Rulebook, load

SHIPPED = Path(__file__).parent / "rulebooks"


def shipped_rulebooks() -> dict[str, str]:
    """Texts of the rulebooks that ship, by slug."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.yaml"))}


def rulebook_of(version: RulebookVersion) -> Rulebook:
    """The rules of a stored version; compiled once a process and text."""
    return compiled(version.text)


@lru_cache(maxsize=64)
def compiled(text: str) -> Rulebook:
    """The rules of a text; raises RulebookError with every fault."""
    return load(text)
