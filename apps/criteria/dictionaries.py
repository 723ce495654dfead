"""Grade dictionaries as others use them: which one holds for a committee, and what a level is called in its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.criteria.models import Dictionary, Rulebook, RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.organisations.models import Node
from apps.organisations.reach import SEGMENT
from apps.rating.award_parts import Level


@dataclass(frozen=True)
class Translation:
    """A level of one rulebook in another's words: never without the dictionary that says so."""

    level: Level
    dictionary: Dictionary


def levels_of(rulebook: Rulebook) -> dict[str, Level]:
    """Every level that a published version of the rulebook has had, by its word: the newest version's first."""
    found: dict[str, Level] = {}
    for version in rulebook.versions.published().select_related("rulebook").order_by("-number"):
        for level in rulebook_of(version).levels:
            found.setdefault(level.name, level)
    return found


def dictionary_for(committee: Node, source: RulebookVersion, target: RulebookVersion) -> Dictionary | None:
    """The committee's own dictionary between two rulebooks, else that of the nearest committee above it."""
    above = [committee.path[:end] for end in range(SEGMENT, len(committee.path) + 1, SEGMENT)]
    rows = Dictionary.objects.filter(
        committee__path__in=above, source=source.rulebook_id, target=target.rulebook_id
    ).select_related("source", "target", "committee")
    return max(rows, key=lambda row: len(row.committee.path), default=None)


def words_between(committee: Node, source: RulebookVersion, target: RulebookVersion) -> Mapping[str, str]:
    """What each level of one rulebook is called in the other; empty for the same rulebook and without a dictionary."""
    if source.rulebook_id == target.rulebook_id:
        return {}
    found = dictionary_for(committee, source, target)
    return found.words if found else {}


def translated(committee: Node, source: RulebookVersion, level: str, target: RulebookVersion) -> Translation | None:
    """A level of another rulebook as the committee reads it in its own; None where no dictionary says.

    Readers are told the dictionary together with the word.
    """
    if source.rulebook_id == target.rulebook_id:
        return None
    found = dictionary_for(committee, source, target)
    word = found.words.get(level, "") if found else ""
    known = {each.name: each for each in rulebook_of(target).levels}
    return Translation(known[word], found) if found and word in known else None
