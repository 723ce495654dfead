"""Add, change, move on and take out entries: each change is kept beside what stood before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.core.pinyin import search_key
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.ledgers.choices import ColumnType, RevisionAct
from apps.ledgers.defining import Ledger
from apps.ledgers.filling import Filled, Filler
from apps.ledgers.holders import committee_of
from apps.ledgers.models import Entry, EntryImport, EntryRevision, LedgerVersion
from apps.ledgers.reading import ledgers
from apps.ledgers.services.guards import check_guards
from apps.organisations.models import Node

MOST_NAME = 200
MOST_REASON = 500


@transaction.atomic
def add_entry(
    actor: Any,
    ledger: Ledger,
    raw: Mapping[str, Any],
    *,
    filler: Filler | None = None,
    brought_by: EntryImport | None = None,
) -> Entry:
    """A new entry under the committee's next number. `raw` holds what was typed by column key; see `Filler.fill`.

    Refuses what cannot be read (FaultyEntry), another office, and what the list's rule does not permit.
    """
    filled = (filler or Filler(actor, ledger)).fill(raw)
    state = ledger.states[0].key if ledger.states else ""
    entry = Entry(ledger=ledger.slug, node=filled.node, about=filled.about, state=state)
    permit(actor, entry)
    refuse_closed(filled.node)
    entry.committee = filled.about.committee if filled.about else committee_of(filled.node)
    Node.objects.select_for_update().get(pk=entry.committee_id)
    last = Entry.objects.filter(committee=entry.committee, ledger=ledger.slug).aggregate(last=Max("number"))["last"]
    entry.number = (last or 0) + 1
    entry.by, entry.by_name = (actor.pk, actor.name) if actor else (None, "")
    put(entry, ledger, filled)
    check_guards(ledger, entry)
    entry.save()
    keep(actor, entry, RevisionAct.ADDED, {}, facts_of(entry, ledger), "", brought_by)
    return entry


@transaction.atomic
def change_entry(
    actor: Any,
    entry: Entry,
    raw: Mapping[str, Any],
    *,
    reason: str,
    seen: int | None = None,
    filler: Filler | None = None,
    brought_by: EntryImport | None = None,
) -> Entry:
    """Other words in some columns; what is not in `raw` stays. Nothing happens where nothing differs.

    `seen` is the revision that the person looked at: refused (409 changed) where somebody changed it meanwhile.
    """
    ledger = ledgers()[entry.ledger]
    row = locked(entry)
    permit(actor, row)
    if seen is not None and seen != row.revision:
        message = _("Somebody changed this meanwhile. Look at what stands now, and change it again.")
        raise Refused(message, code="changed", details={"revision": [str(row.revision)]})
    filled = (filler or Filler(actor, ledger)).fill(raw, row)
    before = facts_of(row, ledger)
    row.node, row.about = filled.node, filled.about
    permit(actor, row)
    put(row, ledger, filled)
    after = facts_of(row, ledger)
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    if not changed:
        return row
    check_guards(ledger, row)
    write(actor, row, RevisionAct.CHANGED, before, after, why(reason), brought_by)
    Use.objects.of(UseKind.ENTRY, row.pk).update(path=row.node.path, zone=row.node.zone_id)
    return row


@transaction.atomic
def end_entry(actor: Any, entry: Entry, *, reason: str, brought_by: EntryImport | None = None) -> Entry:
    """Take an entry out of its list; it stays readable. Refused while other entries are about it."""
    row = locked(entry)
    permit(actor, row)
    if count := row.parts.standing().count():
        message = ngettext(
            "%(n)s other entry is about this one. Take it out first.",
            "%(n)s other entries are about this one. Take them out first.",
            count,
        )
        raise Refused(message % {"n": count}, code="has-parts")
    row.ended_at, row.end_reason = timezone.now(), why(reason)
    write(actor, row, RevisionAct.ENDED, {}, {}, row.end_reason, brought_by)
    return row


@transaction.atomic
def move_entry(actor: Any, entry: Entry, *, act: str, reason: str = "") -> Entry:
    """Move an entry to another state by an act that its list knows there."""
    ledger = ledgers()[entry.ledger]
    row = locked(entry)
    if actor is not None:
        authorise(actor, "ledgers.decide_entry", row)
    found = ledger.act(row.state, act)
    if found is None:
        state = ledger.state(row.state)
        raise Refused(
            _("This cannot be done while the state is “%(state)s”.") % {"state": state.title if state else ""},
            code="lifecycle",
        )
    reason = why(reason) if found.needs_reason else reason.strip()[:MOST_REASON]
    before, row.state = row.state, found.to
    row.is_shared = ledger.shares(found.to)
    write(actor, row, RevisionAct.MOVED, {"state": before}, {"state": found.to}, reason)
    return row


def locked(entry: Entry) -> Entry:
    """The entry as it stands now, held until the end of the transaction; refused once it has been taken out."""
    row = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("node", "committee", "about__node")
        .get(pk=entry.pk)
    )
    if row.ended_at is not None:
        raise Refused(_("“%(name)s” has been taken out.") % {"name": row.name}, code="ended")
    return row


def permit(actor: Any, entry: Entry) -> None:
    """The system itself (no actor) may always."""
    if actor is not None:
        authorise(actor, "ledgers.write_entry", entry)


def refuse_closed(node: Node) -> None:
    if node.closed_on is not None:
        raise Refused(_("“%(name)s” has been dissolved.") % {"name": node.name}, code="node-closed")


def why(reason: str) -> str:
    """A reason that says something."""
    if not reason.strip():
        raise Invalid(_("Say why, in a few words."), details={"reason": [""]})
    return reason.strip()[:MOST_REASON]


def put(entry: Entry, ledger: Ledger, filled: Filled) -> None:
    """Values into the entry, with what lists sort and sum by copied out, under the definition as it stands."""
    entry.version = version_of(ledger)
    entry.values = filled.values
    entry.name = str(filled.values.get(ledger.name, ""))[:MOST_NAME]
    entry.year = year_of(ledger, filled.values)
    entry.amount = filled.values.get(ledger.amount)
    entry.is_shared = ledger.shares(entry.state)
    entry.search_key = search_key(f"{entry.name} {entry.node.name}")


def year_of(ledger: Ledger, values: Mapping[str, Any]) -> int | None:
    """The year that the list goes by: a number, or the year of a day."""
    column, value = ledger.column(ledger.year), values.get(ledger.year)
    if column is None or value is None:
        return None
    return int(value[:4]) if column.type == ColumnType.DATE else int(value)


def version_of(ledger: Ledger) -> LedgerVersion:
    """The kept text of the definition that is in force."""
    return LedgerVersion.objects.get_or_create(
        digest=ledger.digest, defaults={"ledger": ledger.slug, "text": ledger.text}
    )[0]


def facts_of(entry: Entry, ledger: Ledger) -> dict[str, Any]:
    """Everything that an entry says, by column key; organisations and entries as {id, name}."""
    facts = dict(entry.values)
    if ledger.owner:
        facts[ledger.owner.key] = {"id": entry.node_id, "name": entry.node.name}
    if ledger.about and entry.about:
        facts[ledger.about.key] = {"id": entry.about_id, "name": entry.about.name}
    return facts


def write(
    actor: Any,
    entry: Entry,
    act: RevisionAct,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str,
    brought_by: EntryImport | None = None,
) -> None:
    """Save a changed entry under its next revision."""
    entry.revision += 1
    entry.save()
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    told = [{key: facts[key] for key in keys if key in facts} for facts in (before, after)]
    keep(actor, entry, act, *told, reason, brought_by)


def keep(
    actor: Any,
    entry: Entry,
    act: RevisionAct,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str,
    brought_by: EntryImport | None,
) -> None:
    """The revision, and the act in the record."""
    by, name = (actor.pk, actor.name) if actor else (None, "")
    EntryRevision.objects.create(
        entry=entry,
        number=entry.revision,
        act=act,
        before=before,
        after=after,
        reason=reason,
        brought_by=brought_by,
        by=by,
        by_name=name,
    )
    told = {"ledger": entry.ledger, "number": entry.number}
    record(
        actor,
        RECORDED[act],
        entry,
        node_path=entry.node.path,
        before=before or None,
        after={**told, **after},
        reason=reason,
    )


RECORDED = {
    RevisionAct.ADDED: "entry.added",
    RevisionAct.CHANGED: "entry.changed",
    RevisionAct.MOVED: "entry.moved",
    RevisionAct.ENDED: "entry.ended",
}
