"""The tree of committees, units, Party committees and branches; its zones; who is appointed where, and when."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.pairs import PairIndex
from apps.organisations.choices import Kind, Power, Role, RollStatus
from apps.organisations.reach import Office, Reach, below


class NodeQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "NodeQuerySet":
        """Nodes that any of the person's offices covers."""
        return self.filter(reach_of(person).where(Power.SEE))

    def below(self, path: str) -> "NodeQuerySet":
        return self.filter(below(path))

    def standing(self) -> "NodeQuerySet":
        return self.filter(closed_on=None)

    def branches(self) -> "NodeQuerySet":
        return self.filter(kind=Kind.BRANCH)

    def units(self) -> "NodeQuerySet":
        return self.filter(kind=Kind.UNIT)

    def in_order(self) -> "NodeQuerySet":
        return self.order_by("order_path")


class ZoneQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ZoneQuerySet":
        """Zones of committees that one sees, and zones that hold something one sees."""
        nodes = Node.objects.visible_to(person).order_by()
        return self.filter(Q(committee__in=nodes) | Q(pk__in=nodes.exclude(zone=None).values("zone")))


class Zone(models.Model):
    """A group of units of one committee, for guidance and comparison."""

    committee = models.ForeignKey("Node", models.PROTECT, related_name="zones", verbose_name=_("work committee"))
    name = models.CharField(_("zone"), max_length=60)
    sequence = models.PositiveIntegerField(_("sequence"))

    objects = ZoneQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["committee", "name"], name="zone_named_once")]

    def __str__(self) -> str:
        return self.name


class Node(models.Model):
    """An organisation. `path` serves rights, `order_path` the official order; both follow the parent's."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("superior")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    sequence = models.PositiveIntegerField(_("sequence"))
    path = models.CharField(max_length=80, unique=True)
    order_path = models.CharField(max_length=120, db_index=True)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="nodes", verbose_name=_("zone"))
    search_key = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        ordering = ["order_path"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "kind", "name"], condition=Q(closed_on=None), name="node_named_once"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "order_path"]),
            PairIndex(fields=["search_key"], name="node_found_by_pairs"),
        ]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet):
    def on(self, day: date) -> "AppointmentQuerySet":
        """Appointments that hold on a day, both ends included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def visible_to(self, person: Any) -> "AppointmentQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "node__path", "node__zone_id"))


class Appointment(models.Model):
    """A person in a role at a node, from a day to a day; a zone narrows it to that zone's units."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    node = models.ForeignKey(Node, models.PROTECT, related_name="appointments", verbose_name=_("organisation"))
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, verbose_name=_("zone"))
    title = models.CharField(_("title"), max_length=60, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["node__order_path", "role", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="appointment_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.node} · {self.get_role_display()}"


class RollQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "RollQuerySet":
        """Rolls of committees where the person keeps people."""
        return self.filter(reach_of(person).where(Power.PEOPLE, "committee__path", "committee__zone_id"))


class Roll(models.Model):
    """A roll of people brought in for a committee; its file is kept only until it is decided upon."""

    committee = models.ForeignKey(Node, models.PROTECT, related_name="rolls", verbose_name=_("work committee"))
    file = models.FileField(upload_to="rolls/", blank=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=RollStatus.choices, default=RollStatus.CHECKING)
    report = models.JSONField(default=dict)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)

    objects = RollQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


def reach_of(person: Any) -> Reach:
    """How far the person's offices reach today; kept on the instance, so a request asks once."""
    if not person.is_authenticated or not person.is_active:
        return Reach([])
    if not hasattr(person, "_reach"):
        held = Appointment.objects.on(timezone.localdate()).filter(person=person).select_related("node")
        offices = [Office(a.role, a.node.path, a.zone_id) for a in held]
        person._reach = Reach(offices, is_everything=person.is_superuser)
    return person._reach
