"""Rulebooks of gates that ship: published when a programme first asks for one."""

from pathlib import Path

from apps.criteria.models import RulebookVersion
from apps.criteria.services import publish_text

SHIPPED = Path(__file__).parent / "rulebooks"


def gate_rulebook(slug: str) -> RulebookVersion:
    """The shipped rulebook's version in its present words; KeyError where none is named so."""
    path = SHIPPED / f"{slug}.yaml"
    if not path.is_file():
        raise KeyError(slug)
    return publish_text(None, path.read_text(encoding="utf-8"))
