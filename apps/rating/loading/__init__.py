"""What does a text say the rules are? A rulebook, or every fault of the text with its line and remedy."""

from collections.abc import Mapping

from apps.rating.conforming import schema_faults
from apps.rating.faults import Reminder, RulebookError, RulebookFault
from apps.rating.loading.building import build
from apps.rating.loading.checks import check
from apps.rating.loading.desk import Desk
from apps.rating.loading.names import names_of
from apps.rating.loading.partial import certain_faults
from apps.rating.loading.proof import proved
from apps.rating.reading import Document, Path, read_document
from apps.rating.rulebook import Rulebook

UNSURE = frozenset(["fine-way", "kind-missing", "not-finer", "not-positive", "range-empty"])
__all__ = ["find_lines", "inspect", "load"]


def load(text: str) -> Rulebook:
    """The rulebook in YAML `text`.

    Refuses with RulebookError, which names every fault found with its line, field and remedy: text that is not YAML, or
    keys and kinds of value outside the schema and parts that do not fit together.
    """
    rulebook, faults, _ = _inspected(read_document(text))
    if faults or rulebook is None:
        raise RulebookError(faults)
    return rulebook


def inspect(text: str) -> tuple[Rulebook | None, tuple[RulebookFault, ...], tuple[Reminder, ...]]:
    """The rulebook where the text is one, with every fault, and with every reminder of what is worth a second look."""
    try:
        document = read_document(text)
    except RulebookError as error:
        return None, error.faults, ()
    rulebook, faults, reminders = _inspected(document)
    return rulebook, RulebookError(faults).faults, tuple(sorted(reminders, key=lambda found: found.line))


def find_lines(text: str) -> Mapping[Path, int]:
    """The line (from 1) of each value of the text, by its path. Refuses with RulebookError what is not YAML."""
    return read_document(text).lines


def _inspected(document: Document) -> tuple[Rulebook | None, list[RulebookFault], list[Reminder]]:
    faults = schema_faults(document)
    if faults:
        return None, [*faults, *certain_faults(document, lambda rest: _fitted(rest)[1].faults)], []
    rulebook, desk = _fitted(document)
    if not desk.faults:
        rulebook = proved(desk.piece(), rulebook)
    return (None if desk.faults else rulebook), desk.faults, desk.reminders


def _fitted(document: Document) -> tuple[Rulebook, Desk]:
    """The rulebook of a text in the right shape, and the desk to which its faults and reminders were told."""
    desk = Desk(document, names_of(document.value))
    rulebook = build(desk.piece())
    if not any(fault.code in UNSURE for fault in desk.faults):
        check(desk.piece(), rulebook)
    return rulebook, desk
