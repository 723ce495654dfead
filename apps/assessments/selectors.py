"""Lists of sheets, and the branches before and after one in the official order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.organisations.models import Node

PAGE = 50


@dataclass(frozen=True)
class SheetList:
    """One page of branches with `marked` criteria each, by unit; what was asked for; how many there are."""

    page: Page
    q: str
    unit: int | None
    todo: bool
    units: list[dict[str, Any]]
    branches: int


def assessments_for(person: Any) -> QuerySet[Assessment]:
    """Assessments of one's own subtree in campaigns that one sees: a draft is not shown to those whom it will rate."""
    return Assessment.objects.visible_to(person).filter(campaign__in=Campaign.objects.visible_to(person).order_by())


def with_marks(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Each assessment with the superior's marks as `marks` (None before the first)."""
    sheet = Sheet.objects.filter(assessment=OuterRef("pk"), party=Party.SUPERIOR)
    return assessments.annotate(
        marks=Subquery(sheet.values("marks")[:1]), marked_at=Subquery(sheet.values("changed_at")[:1])
    )


def sheet_list(assessments: QuerySet[Assessment], query: Mapping[str, str], *, criteria: int) -> SheetList:
    """Branches in the official order, narrowed by name and unit, or to those without any mark."""
    units = list(
        assessments.order_by()
        .values("unit_id", "unit__name")
        .annotate(n=Count("pk"), o=F("unit__order_path"))
        .order_by("o")
    )
    q, unit, todo = query.get("q", "").strip(), whole(query.get("unit")), query.get("todo") == "1"
    rows = assessments
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(node__search_key__contains=q.lower()))
    if unit:
        rows = rows.filter(unit_id=unit)
    if todo:
        rows = rows.exclude(pk__in=Sheet.objects.filter(party=Party.SUPERIOR).exclude(marks={}).values("assessment"))
    found = page_by_key(
        with_marks(rows).select_related("unit", "zone"),
        "order_path",
        after=query.get("after"),
        before=query.get("before"),
        size=PAGE,
    )
    for row in found.rows:
        row.marked = len(row.marks or {})
        row.is_whole = row.marked == criteria
    return SheetList(found, q, unit, todo, units, sum(each["n"] for each in units))


def neighbours(assessments: QuerySet[Assessment], here: Assessment) -> tuple[Assessment | None, Assessment | None]:
    """The branches before and after `here` in the official order."""
    earlier = assessments.filter(order_path__lt=here.order_path).order_by("-order_path").first()
    later = assessments.filter(order_path__gt=here.order_path).order_by("order_path").first()
    return earlier, later


def not_enrolled(campaign: Campaign) -> int:
    """How many standing branches of the scope take no part yet."""
    scope = Node.objects.below(campaign.committee.path).standing().branches()
    return scope.exclude(pk__in=campaign.assessments.values("node")).count()
