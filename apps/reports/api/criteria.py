"""Criteria, movements and years over REST."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from apps.assessments.models import Assessment
from apps.assessments.selectors import assessments_for
from apps.core.asked import whole
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.paging import KeyPagination, size_of
from apps.evaluations.api import RUN, RunDoor
from apps.evaluations.criteria import criteria_counts
from apps.evaluations.marks import mark_page
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for
from apps.organisations.models import Zone
from apps.rating.rulebook import Criterion
from apps.reports.criterion import Asked, CriterionRows
from apps.reports.derivations import criteria_of, moves_of
from apps.reports.grouping import SCOPES
from apps.reports.health import Asked as HealthAsked
from apps.reports.health import Health
from apps.reports.history import years_of
from apps.reports.serializers.criteria import (
    CriteriaSerializer,
    CriterionMarkSerializer,
    MovesSerializer,
    YearsSerializer,
)
from apps.reports.serializers.health import HealthSerializer

NARROWED = [
    OpenApiParameter("zone", OpenApiTypes.STR, description="A zone's id, or `none`."),
    OpenApiParameter("unit", OpenApiTypes.INT),
    OpenApiParameter("type", OpenApiTypes.STR),
    OpenApiParameter("below", OpenApiTypes.STR, enum=["1"], description="1: marked below the line."),
    OpenApiParameter("q", OpenApiTypes.STR, description="Part of the name, its pinyin or initials."),
]


class ComparingDoor(RunDoor):
    """About all branches of one run; for who compares them."""

    queryset = Result.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        authorise(request.user, "campaigns.compare_branches", self.campaign)


class Criteria(ComparingDoor):
    """The criteria counted."""

    @extend_schema(parameters=[RUN], responses=CriteriaSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Mean mark and branches below the line of every criterion, in all and by zone. For who compares branches.

        404 for a run that was made before criteria were counted.
        """
        if criteria_counts(self.run) is None:
            raise Http404
        zones = list(Zone.objects.filter(committee=self.campaign.committee_id))
        return self.answer(CriteriaSerializer, criteria_of(self.run, self.rules, zones))


FAIRNESS = [
    OpenApiParameter("scope", OpenApiTypes.STR, enum=list(SCOPES), description="How the branches are grouped."),
    OpenApiParameter("of", OpenApiTypes.STR, description="One of the answer's `choices`; else the second level's."),
    OpenApiParameter("up_to", OpenApiTypes.INT, description="Members up to which a branch is small; else 5."),
]


class CriteriaHealth(ComparingDoor):
    """Whether the criteria are sound and fair."""

    @extend_schema(parameters=[RUN, *FAIRNESS], responses=HealthSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Which criteria separate nobody, repeat another, are blank or lie far from the self-marks; how groups fare.

        Shares stand with their counts and 95% Wilson intervals; groups under 10 and criteria under 20 are not judged.
        """
        zones = list(Zone.objects.filter(committee=self.campaign.committee_id))
        return self.answer(HealthSerializer, Health(self.run, HealthAsked.of_query(request.query_params), zones))


class Movements(ComparingDoor):
    """Who rose and fell."""

    @extend_schema(parameters=[RUN], responses=MovesSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The largest rises and falls against last year's places, else against the numbered run before."""
        self.run.campaign = self.campaign
        return self.answer(MovesSerializer, moves_of(self.run, results_for(request.user, self.campaign, self.run)))


class MarkPagination(KeyPagination):
    """Pages of ranked marks: `after` names the last assessment seen."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """At most `size` rows after the assessment in `after`."""
        self.request, text = request, request.query_params.get("after", "")
        after = whole(text)
        if text and after not in {row.assessment for row in queryset.rows}:
            raise ValidationError({"after": [_("Take the address in “next” as it is.")]})
        page = mark_page(queryset.rows, after=after, size=size_of(request))
        self.after = page.after
        return queryset.with_results(page.rows)

    def next_url(self) -> str | None:
        if self.after is None:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "after", str(self.after))


class CriterionMarks(RunDoor, ListDoor):
    """Branches by their mark on one criterion."""

    serializer_class = CriterionMarkSerializer
    pagination_class = MarkPagination
    queryset = Result.objects.none()

    @cached_property
    def criterion(self) -> Criterion:
        """The criterion that the address names; 404 for one that the run's rules do not have."""
        found = next((each for each in self.rules.criteria if each.code == self.kwargs["code"]), None)
        if found is None or not self.run.branches:
            raise Http404
        return found

    @extend_schema(parameters=[RUN, *NARROWED])
    def get(self, request: Request, slug: str, code: str) -> Response:
        """Marked branches, weakest first: all of them for who compares branches, else those of the own subtree."""
        compares = request.user.has_perm("campaigns.compare_branches", self.campaign)
        self.run.campaign = self.campaign
        asked = Asked.of(request.query_params)
        listed = CriterionRows(self.run, self.rules, self.criterion, asked, request.user, compares)
        page = self.paginate_queryset(listed)
        rows = [
            {
                "assessment": row.assessment,
                "name": result.name,
                "unit": result.unit,
                "zone": result.zone,
                "type": result.branch_type,
                "mark": row.mark,
                "self_mark": own,
                "place": result.rank,
            }
            for row, result, own in page
        ]
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class Years(Door):
    """A branch through the years."""

    queryset = Assessment.objects.none()

    def get_queryset(self) -> QuerySet[Assessment]:
        return assessments_for(self.request.user).select_related("campaign")

    @extend_schema(responses=YearsSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Totals, levels and places of the same branch up to this campaign's year."""
        return self.answer(YearsSerializer, {"years": years_of(request.user, seen(self.get_queryset(), pk=pk))})
