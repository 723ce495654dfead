"""How lists of branches are narrowed over REST."""

from django.db.models import QuerySet
from django_filters import CharFilter
from django_filters.rest_framework import FilterSet

from apps.branches.models import Branch
from apps.core.rest.filters import TextFilter, WholeFilter, YesNoFilter
from apps.organisations.models import Node
from apps.organisations.reach import below


class BranchFilter(FilterSet):
    """By name, pinyin or initials; by unit, zone, type, subtree, and whether they stand."""

    q = TextFilter(method="search", label="Part of the name, its pinyin or initials.")
    unit = WholeFilter(field_name="unit_id")
    zone = WholeFilter(field_name="node__zone_id")
    type = CharFilter(field_name="branch_type", max_length=40)
    below = WholeFilter(method="subtree", label="Branches at or below this organisation.")
    standing = YesNoFilter(
        field_name="node__closed_on", lookup_expr="isnull", label="false: those that have been closed."
    )

    class Meta:
        model = Branch
        fields: list[str] = []

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(node__search_key__holds=text.lower())

    def subtree(self, rows: QuerySet, _name: str, pk: int) -> QuerySet:
        top = Node.objects.visible_to(self.request.user).filter(pk=pk).first()
        return rows.filter(below(top.path, "node__path")) if top else rows.none()
