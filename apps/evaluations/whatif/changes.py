"""How does a change enter the rules? Into the rulebook's own text, which is read anew, so that every check holds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from apps.criteria.selectors import compiled
from apps.evaluations.whatif.knobs import Knob, rules_of
from apps.rating.faults import RulebookError, RulebookFault
from apps.rating.reading import DECIMAL, WHOLE, read_document
from apps.rating.rulebook import Rulebook
from apps.rating.writing import remove_value, replace_value

MOST = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One value as it would be written."""

    knob: Knob
    value: str

    @property
    def is_idle(self) -> bool:
        """Whether nothing changes."""
        return self.value == self.knob.value

    @property
    def is_removal(self) -> bool:
        """Whether it takes a veto out: nothing stands in place of the effect."""
        return not self.value and "" in self.knob.choices


@lru_cache(maxsize=16)
def document_of(text: str) -> Mapping[str, Any]:
    """The plain values of a rulebook's text, to be read only."""
    document: Mapping[str, Any] = read_document(text).value
    return document


@lru_cache(maxsize=16)
def knobs_of(text: str) -> Mapping[str, Knob]:
    """Everything that can be changed in a rulebook's text, by its pointer."""
    return {knob.where: knob for rule in rules_of(document_of(text)) for knob in rule.knobs}


def changes_of(text: str, asked: Iterable[tuple[str, str]]) -> list[Change]:
    """What is asked of pointers that can be changed, as it would be written; anything else is left out.

    A card sends all its values: those that change nothing are left out as well.
    """
    knobs = knobs_of(text)
    known = {where: typed[:LONGEST] for where, typed in asked if where in knobs}
    changes = [Change(knobs[where], knobs[where].written(typed)) for where, typed in known.items()]
    return [change for change in changes if not change.is_idle]


def changed_text(text: str, changes: Iterable[Change]) -> str:
    """The rulebook's text with those values in it; comments and everything else stay as they are.

    Nothing in place of a veto's effect takes the whole veto out, after everything else: other values of it may change.
    """
    for change in sorted(changes, key=lambda change: change.is_removal):
        if change.is_removal:
            text = remove_value(text, change.knob.path[:-1])
        else:
            text = replace_value(text, change.knob.path, _plain(change))
    return text


def changed_rules(text: str, changes: Iterable[Change]) -> tuple[Rulebook | None, tuple[RulebookFault, ...]]:
    """The rules with those values in them; None and the faults where they are no rules."""
    try:
        return compiled(changed_text(text, changes)), ()
    except RulebookError as error:
        return None, error.faults


def _plain(change: Change) -> Any:
    """What was typed as a plain value: a number, a list of words, or words."""
    if change.knob.kind == "list":
        return [item.strip() for item in re.split("[,，、]", change.value) if item.strip()]
    if WHOLE.fullmatch(change.value):
        return int(change.value)
    return Decimal(change.value) if DECIMAL.fullmatch(change.value) else change.value
