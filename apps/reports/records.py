"""Which acts of the record does somebody ask for: by word, act, person, day, and whether a mark or level changed?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from apps.audit.models import RecordQuerySet
from apps.core.asked import whole
from apps.organisations.models import Node
from apps.reports.acts import LABELS

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
MOST_NODES = 20
# Acts that change a mark, a veto or a level.
CHANGING = (
    *("sheet.marked", "sheet.corrected", "import.written", "import.undone", "demonstration.loaded"),
    *("veto.confirmed", "veto.lifted", "vetoes.set", "decision.signed", "decision.complete", "erratum.confirmed"),
)


@dataclass(frozen=True)
class Asked:
    """What is asked for; empty is everything. `actor` is a person's id, 0 the system itself."""

    q: str = ""
    act: str = ""
    actor: int | None = None
    since: date | None = None
    until: date | None = None
    changed: bool = False

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Asked":
        """From an address; what cannot be read is not asked."""
        act = query.get("act") or ""
        return cls(
            q=(query.get("q") or "").strip(),
            act=act if act in LABELS else "",
            actor=whole(query.get("actor")),
            since=day(query.get("since")),
            until=day(query.get("until")),
            changed=query.get("changed") == "1",
        )

    def plain(self) -> dict[str, str]:
        """As an address has it, empty parts left out."""
        parts = {
            "q": self.q,
            "act": self.act,
            "actor": "" if self.actor is None else str(self.actor),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "changed": "1" if self.changed else "",
        }
        return {name: value for name, value in parts.items() if value}

    def narrow(self, rows: RecordQuerySet) -> RecordQuerySet:
        """The rows that are asked for."""
        rows = holding(rows, self.q) if self.q else rows
        rows = rows.filter(act=self.act) if self.act else rows
        rows = by_actor(rows, self.actor) if self.actor is not None else rows
        rows = from_day(rows, self.since) if self.since else rows
        rows = to_day(rows, self.until) if self.until else rows
        return changing(rows) if self.changed else rows


def holding(rows: RecordQuerySet, text: str) -> RecordQuerySet:
    """Acts with the text in a person's name, in what it was done to, in the reason or in the act's own words; and
    those of branches and units by name, pinyin or initials."""
    acts = [act for act, label in LABELS.items() if text in str(label)]
    match = (
        Q(actor_name__icontains=text) | Q(object_label__icontains=text) | Q(reason__icontains=text) | Q(act__in=acts)
    )
    found = Node.objects.filter(search_key__holds=text.lower()).exclude(parent=None).order_by("path")
    for path in found.values_list("path", flat=True)[:MOST_NODES]:
        match |= Q(node_path__startswith=path)
    return rows.filter(match)


def by_actor(rows: RecordQuerySet, actor: int) -> RecordQuerySet:
    """Acts of one person; 0 is the system itself."""
    return rows.filter(actor_id=actor or None) if actor else rows.filter(actor_id=None)


def changing(rows: RecordQuerySet) -> RecordQuerySet:
    """Acts that changed a mark, a veto or a level."""
    return rows.filter(act__in=CHANGING)


def from_day(rows: RecordQuerySet, first: date) -> RecordQuerySet:
    return rows.filter(at__gte=midnight(first))


def to_day(rows: RecordQuerySet, last: date) -> RecordQuerySet:
    """Until the end of a day."""
    return rows.filter(at__lt=midnight(min(last, LAST_DAY) + timedelta(days=1)))


def midnight(each: date) -> datetime:
    """The beginning of a day here; days beyond what databases and clocks can hold count as the last they can."""
    return timezone.make_aware(datetime.combine(min(max(each, FIRST_DAY), LAST_DAY), time.min))


def day(text: str | None) -> date | None:
    """A day as typed, or None."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None
