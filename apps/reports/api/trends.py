"""Trends over the years and movement between levels over REST."""

from functools import cached_property
from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.rest.doors import Door
from apps.evaluations.api import CampaignDoor
from apps.evaluations.models import Result
from apps.evaluations.selectors import sees_all, shown_run
from apps.reports.heat import mean_text
from apps.reports.level_moves import LISTS, Asked, LevelMoves
from apps.reports.serializers.trends import LevelMoversSerializer, LevelMovesSerializer, TrendsSerializer
from apps.reports.trends.page import in_hundredths
from apps.reports.trends.years import Asked as TrendsAsked
from apps.reports.trends.years import Trends, Year

COMMITTEE = OpenApiParameter("committee", OpenApiTypes.INT, description="Else the one that rated last.")
NARROWED = [
    OpenApiParameter("zone", OpenApiTypes.STR, description="A zone's id, or `none`."),
    OpenApiParameter("unit", OpenApiTypes.INT),
    OpenApiParameter("type", OpenApiTypes.STR),
]
SINCE = OpenApiParameter("since", OpenApiTypes.STR, description="The earlier campaign; else last year's.")
PLACE = OpenApiParameter("scope", OpenApiTypes.STR, enum=["zone", "unit", "type"], description="Which of them narrows.")
LISTED = [
    OpenApiParameter("list", OpenApiTypes.STR, enum=list(LISTS), description="Else those who rose."),
    OpenApiParameter("was", OpenApiTypes.INT, description="With `is`: an outcome before, by its position."),
    OpenApiParameter("is", OpenApiTypes.INT, description="With `was`: an outcome now, by its position."),
    OpenApiParameter("after", OpenApiTypes.INT, description="The `after` of the page before."),
]


class TrendYears(Door):
    """A committee's years side by side."""

    queryset = Result.objects.none()
    errors = {"GET": {404}}

    @extend_schema(
        parameters=[
            OpenApiParameter("committee", OpenApiTypes.INT, description="Else the one that rated last."),
            *NARROWED,
        ],
        responses=TrendsSerializer,
    )
    def get(self, request: Request) -> Response:
        """Levels, means and spread of totals by year, as far as one sees the whole league of a year.

        404 where no such year is seen.
        """
        trends = Trends(request.user, TrendsAsked.of(request.query_params))
        if trends.committee is None:
            raise Http404
        return self.answer(
            TrendsSerializer, {"committee": trends.committee.pk, "years": [told(year) for year in trends.years]}
        )


def told(year: Year) -> dict[str, Any]:
    """A year as plain values."""
    totals, rules = year.totals, year.show.rules
    held = zip(rules.sections, totals.get("sections", []), totals.get("held", []), strict=False)
    return {
        "year": year.number,
        "campaign": year.run.campaign.slug,
        "rulebook": rules.slug,
        "is_new_method": year.is_new_method,
        "branches": year.branches,
        "levels": [
            {"name": level.name, "count": count} for level, count in zip(rules.outcomes, year.counts, strict=True)
        ],
        "rated": totals.get("n", 0),
        "mean": mean_text(in_hundredths(year, totals["total"]), totals["n"]) if totals else "–",
        "sections": {each.code: mean_text(in_hundredths(year, whole), n) for each, whole, n in held if n},
        "spread": totals.get("spread", []),
    }


class MovesDoor(CampaignDoor):
    """Two campaigns of one committee; for who sees the whole league of both."""

    queryset = Result.objects.none()

    @cached_property
    def moves(self) -> LevelMoves:
        """404 before the first run, without an earlier year, and for a year that one may not compare with."""
        run = shown_run(self.campaign)
        if run is None or not run.branches or not sees_all(self.request.user, self.campaign):
            raise Http404
        found = LevelMoves(self.request.user, self.campaign, run, Asked.of(self.request.query_params))
        if found.chosen is None:
            raise Http404
        return found

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        return super().get_serializer_context() | {"moves": None if fake else self.moves}


class LevelMovesFigures(MovesDoor):
    """From which level to which."""

    @extend_schema(parameters=[SINCE, PLACE, *NARROWED], responses=LevelMovesSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """How many went from each level to each since an earlier campaign, and how many are on each list."""
        moves = self.moves
        found = {
            "campaign": self.campaign.slug,
            "since": moves.before.campaign.slug,
            "is_same_method": moves.is_same_method,
            "dictionary": moves.dictionary.pk if moves.dictionary else None,
            "ways": [
                {
                    "before": moves.names_before[start],
                    "now": moves.names_now[end],
                    "count": count,
                    "way": moves.directions[start][end],
                }
                for start, row in enumerate(moves.matrix.counts)
                for end, count in enumerate(row)
                if count
            ],
            "counts": moves.counts,
        }
        return self.answer(LevelMovesSerializer, found)


class LevelMovers(MovesDoor):
    """Who is behind a figure."""

    @extend_schema(parameters=[SINCE, PLACE, *NARROWED, *LISTED], responses=LevelMoversSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The branches of one list, or of one way from a level to another, a page at a time in league order."""
        shown = self.moves.page()
        found = {"total": self.moves.total, "after": shown.after, "results": shown.rows}
        return self.answer(LevelMoversSerializer, found)
