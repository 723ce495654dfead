"""Which marks can a draft be tried on? Higher apps register who keeps runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.rating.cohort import Cohort
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class Material:
    """Branches that were rated once: by which rules, with what, and what they are called; `title` says which run."""

    title: str
    rules: Rulebook
    cohort: Cohort
    names: Sequence[str]


Source = Callable[[Any, Any], Material | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """`source(person, committee)` gives the newest run below a committee, if the person sees the whole of it."""
    _sources.append(source)


def material_for(person: Any, committee: Any) -> Material | None:
    """The newest marks of a committee; None where nothing was rated yet."""
    found = (source(person, committee) for source in _sources)
    return next((material for material in found if material), None)
