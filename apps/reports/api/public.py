"""Branches as everybody may read them; programs sign in as for everything."""

from functools import cached_property
from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.choices import PublicField
from apps.core.rest.doors import Door
from apps.evaluations.models import Result
from apps.reports.public import Asked, Published, published
from apps.reports.serializers.public import PublicBranchesSerializer, PublicBranchPageSerializer

ASKED = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Part of the name, its pinyin or initials."),
    OpenApiParameter("level", OpenApiTypes.INT, description="A level's index, counted from the best, 0."),
    OpenApiParameter("after", OpenApiTypes.STR, description="As given in `next`; nothing else."),
]


class PublicRows(Door):
    """Below one campaign that is public; 404 for every other, known or not."""

    queryset = Result.objects.none()

    @cached_property
    def held(self) -> Published:
        found = published(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def told(self, row: Result) -> dict[str, Any]:
        """A branch with the codes of its lit stars, where they are shown."""
        stars = enumerate(self.held.show.rules.stars)
        lit = [star.code for number, star in stars if row.lit >> number & 1]
        return self.held.told(row) | {"lit": lit if self.held.shows(PublicField.STARS) else None}


class PublicBranches(PublicRows):
    """The branches with a level."""

    @extend_schema(parameters=ASKED, responses=PublicBranchesSerializer, operation_id="public_branches_list")
    def get(self, request: Request, slug: str) -> Response:
        """A page of branches in the official order, as far as the committee shows them."""
        found = self.held.page(Asked.of(request.query_params))
        rows = [self.told(row) for row in found.rows]
        return self.answer(PublicBranchesSerializer, {"results": rows, "next": found.after})


class PublicBranch(PublicRows):
    """One branch."""

    @extend_schema(responses=PublicBranchPageSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """One branch with its years and honours, as far as the committee shows them."""
        row = self.held.rows.select_related("assessment__node").filter(assessment=pk).first()
        if row is None:
            raise Http404
        node = row.assessment.node
        more = {"sections": self.held.sections(row), "honours": self.held.honours(node), "years": self.held.years(node)}
        return self.answer(PublicBranchPageSerializer, self.told(row) | more)
