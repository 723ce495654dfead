"""Lists of sheets, what stands beside one, and last year's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.assessments.choices import Party
from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Sheet
from apps.assessments.self_rating import Forms
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import previous_campaign
from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.rating.rulebook import Rulebook

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


def with_marks(assessments: QuerySet[Assessment], party: str = Party.SUPERIOR) -> QuerySet[Assessment]:
    """Each assessment with a party's marks as `marks` (None before the first)."""
    sheet = Sheet.objects.filter(assessment=OuterRef("pk"), party=party)
    return assessments.annotate(
        marks=Subquery(sheet.values("marks")[:1]), marked_at=Subquery(sheet.values("changed_at")[:1])
    )


def sheet_list(assessments: QuerySet[Assessment], query: Mapping[str, str], rules: Rulebook) -> SheetList:
    """Branches in the official order, narrowed by name and unit, or to those without any mark."""
    units = list(
        assessments.order_by()
        .values("unit_id", "unit__name")
        .annotate(n=Count("pk"), o=F("unit__order_path"))
        .order_by("o")
    )
    q, unit, todo = query.get("q", "").strip(), whole(query.get("unit")), query.get("todo") == "1"
    rows, party = assessments, main_sheet(rules)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(node__search_key__contains=q.lower()))
    if unit:
        rows = rows.filter(unit_id=unit)
    if todo:
        rows = rows.exclude(pk__in=Sheet.objects.filter(party=party).exclude(marks={}).values("assessment"))
    found = page_by_key(
        with_marks(rows, party).select_related("unit", "zone"),
        "order_path",
        after=query.get("after"),
        before=query.get("before"),
        size=PAGE,
    )
    forms = Forms(rules, party)
    for row in found.rows:
        row.marked, _lines, row.is_whole = forms.filled(row.marks or {}, row.branch_type)
    return SheetList(found, q, unit, todo, units, sum(each["n"] for each in units))


def notes_of(sheet: Sheet | None) -> dict[str, str]:
    """The words beside a sheet's marks, by criterion."""
    return dict(sheet.remarks.values_list("criterion", "text")) if sheet else {}


def secretary_of(assessment: Assessment) -> str:
    """Who answers for the branch today; empty where nobody does."""
    held = Appointment.objects.on(timezone.localdate()).filter(node=assessment.node_id, role=Role.SECRETARY)
    return held.values_list("person__name", flat=True).first() or ""


def last_years(assessment: Assessment) -> Assessment | None:
    """The same branch in the campaign before; None for a branch that was not in it."""
    before = previous_campaign(assessment.campaign)
    return before and Assessment.objects.filter(campaign=before, node=assessment.node_id).first()


def not_enrolled(campaign: Campaign) -> int:
    """How many standing branches of the scope take no part yet."""
    scope = Node.objects.below(campaign.committee.path).standing().branches()
    return scope.exclude(pk__in=campaign.assessments.values("node")).count()
