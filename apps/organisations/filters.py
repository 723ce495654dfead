"""How lists of organisations, offices and people are narrowed over REST."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, DateFilter
from django_filters.rest_framework import FilterSet

from apps.accounts.models import User
from apps.core.rest.filters import TextFilter, WholeFilter, YesNoFilter
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Appointment, Node, NodeQuerySet, Zone
from apps.organisations.reach import below


class NodeFilter(FilterSet):
    """By name, pinyin or initials; by kind, zone, superior, subtree, and whether they stand."""

    q = TextFilter(method="search", label="Part of the name, its pinyin or initials.")
    kind = ChoiceFilter(choices=Kind.choices)
    zone = WholeFilter(field_name="zone_id")
    parent = WholeFilter(field_name="parent_id")
    below = WholeFilter(method="subtree", label="This organisation and everything below it.")
    standing = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label="false: those that have been closed.")

    class Meta:
        model = Node
        fields: list[str] = []

    def search(self, rows: NodeQuerySet, _name: str, text: str) -> NodeQuerySet:
        return rows.filter(search_key__holds=text.lower())

    def subtree(self, rows: NodeQuerySet, _name: str, pk: int) -> NodeQuerySet:
        top = rows.filter(pk=pk).first()
        return rows.below(top.path) if top else rows.none()


class ZoneFilter(FilterSet):
    """By work committee."""

    committee = WholeFilter(field_name="committee_id")

    class Meta:
        model = Zone
        fields: list[str] = []


class AppointmentFilter(FilterSet):
    """By person, node, role, and the day on which they hold."""

    person = WholeFilter(field_name="person_id")
    node = WholeFilter(field_name="node_id")
    role = ChoiceFilter(choices=Role.choices)
    on = DateFilter(method="holding", label="Offices that are held on this day.")

    class Meta:
        model = Appointment
        fields: list[str] = []

    def holding(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.on(day)


class PersonFilter(FilterSet):
    """By name, pinyin or account name; by role held now or once, subtree, whether the account is open, or was used."""

    q = TextFilter(method="search", label="Part of the name, its pinyin or initials, or of the account name.")
    below = WholeFilter(method="subtree", label="With an office of today at this organisation or below it.")
    never_signed_in = YesNoFilter(field_name="last_login", lookup_expr="isnull")
    role = ChoiceFilter(choices=Role.choices, method="in_role")
    is_active = YesNoFilter()

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(search_key__contains=text.lower()) | Q(username__icontains=text))

    def subtree(self, rows: QuerySet, _name: str, pk: int) -> QuerySet:
        top = Node.objects.visible_to(self.request.user).filter(pk=pk).first()
        if top is None:
            return rows.none()
        held = Appointment.objects.on(timezone.localdate()).filter(below(top.path, "node__path"))
        return rows.filter(pk__in=held.order_by().values("person"))

    def in_role(self, rows: QuerySet, _name: str, role: str) -> QuerySet:
        seen = Appointment.objects.visible_to(self.request.user).filter(role=role)
        return rows.filter(pk__in=seen.order_by().values("person"))
