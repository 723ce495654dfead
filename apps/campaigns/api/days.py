"""The table of working days over REST."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.day_files import MOST_BYTES, read_days
from apps.campaigns.days import undecreed, years_table
from apps.campaigns.models import Day
from apps.campaigns.serializers.year import DaysFileSerializer, DaysSerializer, WorkingDaySerializer, YearSerializer
from apps.core.permissions import authorise
from apps.core.rest.doors import Door


class Days(Door):
    queryset = Day.objects.none()

    def year(self, year: int) -> Response:
        """One year's table."""
        found = {"year": year, "is_undecreed": bool(undecreed([year])), "days": years_table(year)}
        return self.answer(DaysSerializer, found)


class DayList(Days):
    """The days of a year."""

    errors = {"GET": {422}}
    asked = OpenApiParameter("year", int, description="This year unless given.")

    @extend_schema(responses=DaysSerializer, parameters=[asked], operation_id="working_days_list")
    def get(self, request: Request) -> Response:
        """Every day of `year` that departs from its weekday, as it counts now."""
        asked = YearSerializer(data={"year": request.query_params.get("year", timezone.localdate().year)})
        asked.is_valid(raise_exception=True)
        return self.year(asked.validated_data["year"])

    @extend_schema(request=WorkingDaySerializer, responses={201: WorkingDaySerializer})
    def post(self, request: Request) -> Response:
        """Enter or change one day."""
        day = services.set_day(request.user, **self.given(WorkingDaySerializer))
        return self.made(WorkingDaySerializer, day, reverse("api:day-list"))


class DayDetail(Days):
    """One day."""

    day = OpenApiParameter("day", OpenApiTypes.DATE, OpenApiParameter.PATH)

    @extend_schema(responses={204: None}, parameters=[day])
    def delete(self, request: Request, day: str) -> Response:
        """Let it follow its weekday again; 409 where it is not entered."""
        try:
            on = date.fromisoformat(day)
        except ValueError as error:
            raise NotFound from error
        services.remove_day(request.user, on)
        return Response(status=204)


class DaysFill(Days):
    """A year as it is decreed."""

    @extend_schema(request=YearSerializer, responses=DaysSerializer)
    def post(self, request: Request) -> Response:
        """Write the decreed days over whatever stands; 409 where the year is not decreed yet."""
        year = self.given(YearSerializer)["year"]
        services.fill_year(request.user, year)
        return self.year(year)


class DaysImport(Days):
    """The table as a file."""

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": DaysFileSerializer}, responses=DaysSerializer)
    def post(self, request: Request) -> Response:
        """Bring in days from a file; its years replace those that stand. Answers with the first of them."""
        authorise(request.user, "campaigns.change_days")
        upload = self.given(DaysFileSerializer)["file"]
        days = services.write_days(request.user, read_days(upload.read(MOST_BYTES), upload.name))
        return self.year(days[0].on.year)
