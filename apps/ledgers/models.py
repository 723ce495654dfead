"""Entries of lists with all that they ever said, the definitions they follow, and pairs that are no duplicates."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.ledgers.choices import ImportStatus, RevisionAct
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT, below


class LedgerVersion(models.Model):
    """A definition as it stood when entries were written by it; an entry is read by its own, whatever came later."""

    ledger = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.ledger} {self.digest[:8]}"


class EntryQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "EntryQuerySet":
        """Entries of organisations within one's offices, and what is shared by a committee that these stand under."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        offices = reach.holding(Power.SEE)
        above = {office.path[:end] for office in offices for end in range(SEGMENT, len(office.path) + 1, SEGMENT)}
        mine = reach.where(Power.SEE, "node__path", "node__zone_id")
        return self.filter(mine | Q(is_shared=True, committee__path__in=above))

    def standing(self) -> "EntryQuerySet":
        return self.filter(ended_at=None)

    def of(self, slug: str) -> "EntryQuerySet":
        return self.filter(ledger=slug)

    def at_or_below(self, node: Node) -> "EntryQuerySet":
        return self.filter(below(node.path, "node__path"))


class Entry(models.Model):
    """One entry of one list. `values` holds its columns by key; name, year and amount are copied out for lists.

    `amount` is in fen (hundredths of a yuan). An entry is ended with a reason, never deleted.
    """

    ledger = models.CharField(max_length=40)
    version = models.ForeignKey(LedgerVersion, models.PROTECT, related_name="+")
    committee = models.ForeignKey(Node, models.PROTECT, related_name="+")
    node = models.ForeignKey(Node, models.PROTECT, related_name="entries", verbose_name=_("organisation"))
    number = models.PositiveIntegerField(_("number"))
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    values = models.JSONField(default=dict)
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    amount = models.BigIntegerField(_("amount"), null=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    is_shared = models.BooleanField(default=False)
    search_key = models.CharField(max_length=300)
    revision = models.PositiveIntegerField(default=1)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["ledger", "number"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["committee", "ledger", "number"], name="entry_numbered_once")]
        indexes = [models.Index(fields=["ledger", "ended_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def bare_name(self) -> str:
        """The name without quotes around it, to be shown in quotes."""
        return self.name.strip('“”"「」')


class ImportQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ImportQuerySet":
        """One's own imports, and all of the committees where one runs campaigns."""
        if not person.is_authenticated:
            return self.none()
        mine = reach_of(person).where(Power.CAMPAIGN, "committee__path", "committee__zone_id")
        return self.filter(mine | Q(by=person.pk))


class EntryImport(models.Model):
    """A workbook that was tried: its rows as typed, its faults, and whether it was written or undone."""

    ledger = models.CharField(max_length=40)
    committee = models.ForeignKey(Node, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=ImportStatus.choices)
    rows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    by = models.BigIntegerField()
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class EntryRevision(models.Model):
    """One change of an entry: what stood before and after (changed keys only), who, and why."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=RevisionAct.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    brought_by = models.ForeignKey(EntryImport, models.PROTECT, null=True, related_name="revisions")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="entry_revised_once")]

    def __str__(self) -> str:
        return f"{self.entry} · {self.number}"


class Apart(models.Model):
    """Two entries whose names are alike and that a person says are no duplicates; `first` has the smaller key."""

    first = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    second = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="apart_once")]

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"
