"""What was filled in for an entry? Raw words by column key, read into whose it is, what it is about and its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.core.asked import whole
from apps.core.errors import Invalid
from apps.core.tables import narrow, text_of
from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Ledger
from apps.ledgers.holders import Holders
from apps.ledgers.models import Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.values import Value, ValueFault, read_value
from apps.organisations.models import Node


class FaultyEntry(Invalid):
    """Something that was filled in cannot be taken; `faults` tells it by column key."""

    def __init__(self, faults: Mapping[str, ValueFault]) -> None:
        told = {key: [fault.message] for key, fault in faults.items()}
        super().__init__(next(iter(told.values()))[0], code="faulty-entry", details=told)
        self.faults = faults


@dataclass(frozen=True)
class Filled:
    """An entry as it was filled in, read."""

    node: Node
    about: Entry | None
    values: dict[str, Value]


class Filler:
    """Reads what somebody fills in; `committee` narrows it, and then entries are named by their number."""

    def __init__(self, person: Any, ledger: Ledger, committee: Node | None = None) -> None:
        self.person, self.ledger, self.committee = person, ledger, committee
        self.holders = Holders(person, ledger, committee)

    def fill(self, raw: Mapping[str, Any], entry: Entry | None = None) -> Filled:
        """All columns; those that `raw` leaves out stay as they are in `entry`. Raises FaultyEntry with every fault."""
        faults: dict[str, ValueFault] = {}
        about = self.tried(faults, self.ledger.about, raw, self.about_of, entry.about if entry else None)
        node = self.tried(faults, self.ledger.owner, raw, self.node_of, entry.node if entry else None)
        values = dict(entry.values) if entry else {}
        for column in self.ledger.plain:
            kept = values.get(column.key)
            values[column.key] = self.tried(faults, column, raw, lambda given, c=column: read_value(c, given), kept)
        if faults:
            raise FaultyEntry(faults)
        return Filled(node or about.node, about, {key: value for key, value in values.items() if value is not None})

    def tried(self, faults: dict[str, ValueFault], column: Column | None, raw: Mapping, read: Any, kept: Any) -> Any:
        """One column read, or what was kept where nothing is said of it; what cannot be read is a fault."""
        if column is None or (column.key not in raw and kept is not None):
            return kept
        try:
            return read(raw.get(column.key))
        except ValueFault as fault:
            faults[column.key] = fault
            return None

    def node_of(self, given: Any) -> Node:
        if isinstance(given, Node):
            return given
        text = text_of(given or "")
        if not text:
            raise ValueFault("required")
        return self.holders.find(text)

    def about_of(self, given: Any) -> Entry:
        if isinstance(given, Entry):
            return given
        text = text_of(given or "")
        if not text:
            raise ValueFault("required")
        found = self.abouts.get(whole(narrow(text)))
        if found is None:
            raise ValueFault("about", {"ledger": str(ledgers()[self.ledger.of_type(ColumnType.ENTRY).of].title)})
        return found

    @cached_property
    def abouts(self) -> dict[int | None, Entry]:
        """Entries that may be named: by number within a committee, else by key."""
        rows = Entry.objects.visible_to(self.person) if self.person else Entry.objects.all()
        rows = rows.standing().of(self.ledger.about.of).select_related("node", "committee")
        if self.committee:
            return {row.number: row for row in rows.filter(committee=self.committee)}
        return {row.pk: row for row in rows}
