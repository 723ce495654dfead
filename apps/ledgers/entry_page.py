"""One entry as its page shows it: what it says, what hangs on it, which are alike, what it said before."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Ledger
from apps.ledgers.models import Entry, EntryRevision
from apps.ledgers.reading import ledgers, parts_of, read_ledger
from apps.ledgers.selectors import alike_of, standing_of, taken_up
from apps.ledgers.services.proof import files_of
from apps.ledgers.values import grouped_yuan, said

SHOWN_PARTS = 100
STATE = "state"


def facts_of(ledger: Ledger, entry: Entry) -> list[dict[str, Any]]:
    """The columns of an entry with what they say, empty ones left out; of lists `url` leads to what they name."""
    found = []
    for column in ledger.columns:
        if column.type == ColumnType.ENTRY:
            about = entry.about
            url = reverse("ledgers:entry", args=[about.ledger, about.pk])
            found.append({"title": column.title, "text": about.name, "url": url})
        elif column.type == ColumnType.ORGANISATION:
            found.append({"title": column.title, "text": entry.node.name})
        elif text := said(column, entry.values.get(column.key)):
            found.append({"title": column.title, "text": text, "is_long": column.type == ColumnType.LONG})
    return found


def earlier_facts(ledger: Ledger, entry: Entry) -> list[dict[str, Any]]:
    """What an entry says in columns that the definition has no longer, by the one it was written by."""
    gone = [key for key in entry.values if ledger.column(key) is None]
    if not gone:
        return []
    written_by = read_ledger(entry.version.text, entry.version.ledger)
    columns = [(key, written_by.column(key)) for key in gone]
    return [
        {"title": column.title if column else key, "text": value_words(column, entry.values[key])}
        for key, column in columns
    ]


def value_words(column: Column | None, value: Any) -> str:
    """A value by its column; as it is kept where no column tells."""
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return said(column, value) if column else str(value)


def history_of(ledger: Ledger, entry: Entry) -> list[dict[str, Any]]:
    """What was done to an entry, the latest first, with what stood before and after."""
    rows = entry.revisions.select_related("brought_by")
    return [{"revision": row, "changes": changes_of(ledger, row) if row.act != "added" else []} for row in rows]


def changes_of(ledger: Ledger, row: EntryRevision) -> list[dict[str, Any]]:
    """Each changed column, or the state, with its values in words."""
    found = []
    for key in {**row.before, **row.after}:
        column = ledger.column(key)
        words = [side_words(ledger, key, side) for side in (row.before, row.after)]
        title = column.title if column else "" if key == STATE else key
        found.append({"title": title, "before": words[0], "after": words[1]})
    return found


def side_words(ledger: Ledger, key: str, side: dict[str, Any]) -> str:
    """What one side of a change said."""
    if side.get(key) is None:
        return ""
    if key == STATE:
        state = ledger.state(side[key])
        return str(state.title) if state else side[key]
    return value_words(ledger.column(key), side[key])


def parts_shown(entry: Entry, person: Any) -> list[dict[str, Any]]:
    """The lists whose entries are about this one: those entries as far as the person sees them, and a way to add."""
    found = []
    for ledger in parts_of(entry.ledger):
        rows = Entry.objects.visible_to(person).standing().filter(about=entry, ledger=ledger.slug)
        url = f"{reverse('ledgers:new', args=[ledger.slug])}?about={entry.pk}"
        found.append(
            {
                "ledger": ledger,
                "rows": [part_row(ledger, row) for row in rows.select_related("node").order_by("pk")[:SHOWN_PARTS]],
                "add_url": url if may_add(person, ledger, entry) else "",
            }
        )
    return [one for one in found if one["rows"] or one["add_url"]]


def part_row(ledger: Ledger, row: Entry) -> dict[str, Any]:
    """One entry about another, in a line."""
    words = [said(column, row.values.get(column.key)) for column in ledger.shown if column.key != ledger.amount]
    return {
        "entry": row,
        "owner": row.node.name if ledger.owner else "",
        "words": [text for text in words if text],
        "drawn": grouped_yuan(-row.amount) if row.amount is not None else "",
    }


def may_add(person: Any, ledger: Ledger, entry: Entry) -> bool:
    """Whether the person may add an entry about this one: anywhere where the list names owners, else over its own."""
    if entry.ended_at is not None or (ledger.guard == "reuses" and not entry.is_shared):
        return False
    if ledger.owner is None:
        return person.has_perm("ledgers.write_entry", Entry(ledger=ledger.slug, node=entry.node))
    return person.has_perm("ledgers.write_entry")


def entry_context(person: Any, entry: Entry) -> dict[str, Any]:
    """Everything that the page of one entry shows."""
    ledger = ledgers()[entry.ledger]
    stands = entry.ended_at is None
    state = ledger.state(entry.state)
    decides = stands and person.has_perm("ledgers.decide_entry", entry)
    standing = standing_of(entry)
    return {
        "ledger": ledger,
        "entry": entry,
        "state": state,
        "facts": facts_of(ledger, entry),
        "earlier": earlier_facts(ledger, entry),
        "standing": {name: grouped_yuan(getattr(standing, name)) for name in ("granted", "used", "left")}
        if standing
        else None,
        "times": taken_up([entry]).get(entry.pk, 0),
        "parts": parts_shown(entry, person),
        "alike": alike_of(person, entry) if stands else [],
        "files": visible_files(person, entry),
        "history": history_of(ledger, entry),
        "can_write": stands and person.has_perm("ledgers.write_entry", entry),
        "can_decide": decides,
        "acts": state.acts if state and decides else (),
    }


def visible_files(person: Any, entry: Entry) -> Iterable[Any]:
    """The files that the person may open."""
    return files_of(entry).filter(pk__in=files_of(entry).model.objects.visible_to(person).values("pk"))
