"""Workbooks of entries: tried first with every fault by row and column, then written as a whole, and undone as a whole.

The trial does what writing does, and takes it back: so every rule of the list holds in both, also between rows.
"""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.asked import whole
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.core.tables import TableError, narrow
from apps.ledgers.choices import ImportStatus, RevisionAct
from apps.ledgers.defining import Ledger
from apps.ledgers.filling import FaultyEntry, Filler
from apps.ledgers.models import Entry, EntryImport, EntryRevision
from apps.ledgers.reading import ledgers
from apps.ledgers.services.entries import add_entry, change_entry, end_entry, permit
from apps.ledgers.table import NUMBER, RowFault, letters, placed, read_rows
from apps.ledgers.values import ValueFault, typed
from apps.organisations.models import Node

MAX_BYTES = 5 * 1024 * 1024
MOST_FAULTS = 500


class TakenBack(Exception):
    """Ends a transaction whose writing was only tried."""


def start_import(actor: Any, ledger: Ledger, committee: Node, *, content: bytes, file_name: str) -> EntryImport:
    """Read a file and try it; nothing is written. Refuses what is no table, and people who may write nowhere here."""
    filler = Filler(actor, ledger, committee)
    if actor is not None and not filler.holders.rows.exists():
        raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
    if len(content) > MAX_BYTES:
        message = _("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 2**20}
        raise Invalid(message, details={"file": [file_name]})
    try:
        reading = read_rows(ledger, content, file_name)
    except TableError as error:
        raise Invalid(error.message, code=error.code, details={"file": [file_name]}) from error
    by, name = (actor.pk, actor.name) if actor else (0, "")
    imported = EntryImport(ledger=ledger.slug, committee=committee, file_name=file_name[:200], by=by, by_name=name)
    imported.digest = hashlib.sha256(content).hexdigest()
    imported.rows = [[number, cells] for number, cells in reading.rows]
    imported.report = {
        "headings": reading.headings,
        "letters": letters(reading),
        "left_out": reading.left_out,
        "faults": [fault.kept() for fault in reading.faults],
    }
    if not reading.faults:
        imported.report |= tried(actor, imported)
    imported.status = ImportStatus.FAULTY if imported.report["faults"] else ImportStatus.READY
    imported.save()
    return imported


def tried(actor: Any, imported: EntryImport) -> dict[str, Any]:
    """What writing would do, and every fault; taken back."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found = write_rows(actor, imported, None)
            raise TakenBack
    except TakenBack:
        return found


def write_rows(actor: Any, imported: EntryImport, brought_by: EntryImport | None) -> dict[str, Any]:
    """Add what has no number, change what has one; counts and faults. The caller's transaction takes it back or not."""
    ledger = ledgers()[imported.ledger]
    filler = Filler(actor, ledger, imported.committee)
    standing = entries_by_number(actor, imported, ledger)
    counts = {"added": 0, "changed": 0, "same": 0}
    faults: list[RowFault] = []
    rows_of: dict[int, int] = {}
    for row, cells in imported.rows:
        try:
            entry = entry_of(cells, row, standing, rows_of)
            counts[write_row(actor, ledger, filler, entry, cells, brought_by, imported)] += 1
        except FaultyEntry as error:
            faults += [placed(imported.report, row, key, fault, cells) for key, fault in error.faults.items()]
        except ValueFault as fault:
            faults.append(placed(imported.report, row, NUMBER, fault, cells))
        except (Invalid, Refused, Conflict, Forbidden) as error:
            key = next((key for key in error.details if ledger.column(key)), "")
            refused = ValueFault("refused", {"words": str(error.message)})
            faults.append(placed(imported.report, row, key, refused, cells))
    kept = [fault.kept() for fault in faults[:MOST_FAULTS]]
    return {**counts, "faults": kept, "faulty": len({fault.row for fault in faults})}


def entries_by_number(actor: Any, imported: EntryImport, ledger: Ledger) -> dict[int, Entry]:
    """Standing entries that a row may name, with all that changing them needs."""
    rows = Entry.objects.visible_to(actor) if actor else Entry.objects.all()
    rows = rows.standing().of(ledger.slug).filter(committee=imported.committee)
    return {row.number: row for row in rows}


def entry_of(cells: dict[str, str], row: int, standing: dict[int, Entry], rows_of: dict[int, int]) -> Entry | None:
    """The entry that a row changes, or None where it adds one; raises ValueFault."""
    text = narrow(cells.get(NUMBER, ""))
    if not text:
        return None
    entry = standing.get(whole(text) or 0)
    if entry is None:
        raise ValueFault("entry")
    first = rows_of.setdefault(entry.pk, row)
    if first != row:
        raise ValueFault("twice", {"first": first})
    return entry


def write_row(
    actor: Any,
    ledger: Ledger,
    filler: Filler,
    entry: Entry | None,
    cells: dict[str, str],
    brought_by: EntryImport | None,
    imported: EntryImport,
) -> str:
    """Write one row; tells what became of it."""
    if entry is None:
        add_entry(actor, ledger, cells, filler=filler, brought_by=brought_by)
        return "added"
    reason = _("Workbook “%(name)s”") % {"name": imported.file_name}
    after = change_entry(actor, entry, cells, reason=reason, filler=filler, brought_by=brought_by)
    return "same" if after.revision == entry.revision else "changed"


@transaction.atomic
def write_import(actor: Any, imported: EntryImport) -> EntryImport:
    """A person says: write it. Tried anew at that moment: with a fault nothing is written, and it is told."""
    row = held(imported)
    if row.status != ImportStatus.READY:
        raise Refused(_("Only a file without rows to mend can be written."), code="import-not-ready")
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found = write_rows(actor, row, row)
            if found["faults"]:
                raise TakenBack
    except TakenBack:
        row.status, row.report = ImportStatus.FAULTY, {**row.report, **found}
        row.save(update_fields=["status", "report"])
        return row
    row.status, row.report, row.written_at = ImportStatus.WRITTEN, {**row.report, **found}, timezone.now()
    row.save(update_fields=["status", "report", "written_at"])
    after = {"ledger": row.ledger, "digest": row.digest, **{key: found[key] for key in ("added", "changed")}}
    record(actor, "entries.imported", row, node_path=row.committee.path, after=after)
    return row


@transaction.atomic
def drop_import(actor: Any, imported: EntryImport) -> EntryImport:
    """A person says: not this file."""
    row = held(imported)
    if row.status not in {ImportStatus.FAULTY, ImportStatus.READY}:
        raise Refused(_("The end of this file has been decided."), code="import-decided")
    row.status, row.rows = ImportStatus.DROPPED, []
    row.save(update_fields=["status", "rows"])
    return row


@transaction.atomic
def undo_import(actor: Any, imported: EntryImport) -> EntryImport:
    """Take a whole import back: what it added is taken out, what it changed says again what it said before.

    Refused as a whole where somebody changed one of its entries afterwards, or another entry stands on one.
    """
    row = held(imported)
    if row.status != ImportStatus.WRITTEN:
        raise Refused(_("Only what was written can be undone."), code="import-not-written")
    revisions = list(row.revisions.select_related("entry__node").order_by("-pk"))
    moved = [one.entry for one in revisions if one.entry.revision != one.number]
    if moved:
        words = _("No. %(number)s “%(name)s” was changed after the import; nothing was undone.")
        raise Refused(words % {"number": moved[0].number, "name": moved[0].name}, code="changed-since")
    reason = _("Undone: workbook “%(name)s”") % {"name": row.file_name}
    for revision in revisions:
        take_back(actor, revision, reason)
    row.status, row.undone_at = ImportStatus.UNDONE, timezone.now()
    row.save(update_fields=["status", "undone_at"])
    after = {"ledger": row.ledger, "entries": len(revisions)}
    record(actor, "entries.import_undone", row, node_path=row.committee.path, after=after)
    return row


def take_back(actor: Any, revision: EntryRevision, reason: str) -> None:
    """One entry as it stood before an import."""
    entry = revision.entry
    permit(actor, entry)
    if revision.act == RevisionAct.ADDED:
        end_entry(actor, entry, reason=reason)
        return
    ledger = ledgers()[entry.ledger]
    raw = {key: revision.before.get(key) for key in {**revision.before, **revision.after}}
    change_entry(actor, entry, restored(ledger, raw), reason=reason)


def restored(ledger: Ledger, facts: dict[str, Any]) -> dict[str, Any]:
    """Kept facts as what is filled in."""
    raw: dict[str, Any] = {}
    for key, fact in facts.items():
        column = ledger.column(key)
        if column is None:
            continue
        if isinstance(fact, dict):
            kind = Node if column == ledger.owner else Entry
            raw[key] = kind.objects.get(pk=fact["id"])
        else:
            raw[key] = typed(column, fact)
    return raw


def held(imported: EntryImport) -> EntryImport:
    return EntryImport.objects.select_for_update(of=("self",)).select_related("committee").get(pk=imported.pk)
