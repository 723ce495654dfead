"""One branch on site over REST: checks, photos, findings, both signatures, taking marks over."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Stop, StopCheck, StopFinding
from apps.assessments.refining import rules_for
from apps.assessments.serializers.visits import (
    NewFindingSerializer,
    NewPhotoSerializer,
    NewStopCheckSerializer,
    StopAnswerSerializer,
    StopCheckSerializer,
    StopFindingSerializer,
    StopHandSerializer,
    StopPhotoSerializer,
    StopSerializer,
    StopTakeSerializer,
)
from apps.assessments.services import signing, stops
from apps.assessments.sheet_page import lines_by_code
from apps.assessments.values import read_value, unreadable
from apps.core.asked import whole
from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.rest.doors import Door
from apps.core.rest.fields import ReasonSerializer
from apps.evidence.choices import UseKind
from apps.evidence.models import Use

FACTS = (
    "visit__campaign__committee",
    "assessment__campaign",
    "assessment__node",
    "assessment__unit",
    "assessment__round__rulebook_version",
)


class StopRows(Door):
    serializer_class = StopSerializer

    def get_queryset(self) -> QuerySet[Stop]:
        rows = Stop.objects.visible_to(self.request.user).select_related(*FACTS)
        return rows.prefetch_related("checks", "findings", "visit__team__person")

    @property
    def stop(self) -> Stop:
        """The stop of the address as it stands now; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    @property
    def finding(self) -> StopFinding:
        rows = self.stop.findings.select_related("stop__assessment", "stop__visit__campaign")
        return seen(rows, pk=self.kwargs["finding"])

    def whole(self) -> Response:
        return self.answer(StopSerializer, self.stop)

    def mark_of(self, stop: Stop, criterion: str, text: str | None) -> int | None:
        """Hundredths of a mark that was sent."""
        line = lines_by_code(rules_for(stop.assessment)).get(criterion)
        if line is None:
            raise Invalid(_("No such criterion."), code="criterion", details={"criterion": [criterion]})
        try:
            return read_value(line, text or "")
        except ValueError as error:
            raise Invalid(unreadable(line), code="marks", details={criterion: [unreadable(line)]}) from error


class StopDetail(StopRows):
    """One branch on site."""

    def get(self, request: Request, pk: int) -> Response:
        """What was seen, findings, photos, both signatures."""
        return self.whole()


class StopAct(StopRows):
    """What the team does with a stop as a whole."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["start", "skip", "resume", "take-back"])

    @extend_schema(request=ReasonSerializer, responses=StopSerializer, parameters=[act])
    def post(self, request: Request, pk: int, act: str) -> Response:
        """Begin, leave out (with a reason), visit after all, or take the team's signature back."""
        stop, reason = self.stop, self.given(ReasonSerializer)["reason"]
        if act == "skip":
            stops.skip_stop(request.user, stop, reason)
        elif act in ACTS:
            ACTS[act](request.user, stop)
        else:
            raise Http404
        return self.whole()


ACTS = {"start": stops.start_stop, "resume": stops.resume_stop, "take-back": signing.take_back_sign}


class StopCheckDetail(StopRows):
    """One criterion of a stop."""

    @extend_schema(request=NewStopCheckSerializer, responses=StopCheckSerializer)
    def put(self, request: Request, pk: int, criterion: str) -> Response:
        """Write what was seen and the mark that is proposed; 409 with both values where another member saved since."""
        stop, given = self.stop, self.given(NewStopCheckSerializer)
        given["mark"] = self.mark_of(stop, criterion, given["mark"])
        return self.answer(StopCheckSerializer, stops.save_check(request.user, stop, criterion, **given))


class StopCheckTake(StopRows):
    """The team's mark becomes the superior's."""

    @extend_schema(request=StopTakeSerializer, responses=StopCheckSerializer)
    def post(self, request: Request, pk: int, criterion: str) -> Response:
        """Take it over; 409 where another mark stands than was read, or the stop is not signed by both."""
        stop = self.stop
        check = seen(StopCheck.objects.filter(stop=stop), criterion=criterion)
        check.stop = stop
        mark = self.mark_of(stop, criterion, self.given(StopTakeSerializer)["seen"])
        stops.take_over_check(request.user, check, mark)
        return self.answer(StopCheckSerializer, check)


class StopPhotos(StopRows):
    """Photos of a stop."""

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": NewPhotoSerializer}, responses={201: StopPhotoSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Send a photo to a criterion; the same one again changes nothing."""
        stop, given = self.stop, self.given(NewPhotoSerializer)
        use = stops.add_photo(request.user, stop, given["criterion"], given["file"])
        return self.made(StopPhotoSerializer, use, reverse("api:stop", args=[pk]))


class StopPhoto(StopRows):
    """One photo of a stop."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, use: int) -> Response:
        """Take it away before the team signs."""
        stop = self.stop
        rows = Use.objects.of(UseKind.STOP, stop.pk).standing().select_related("evidence", "file")
        stops.remove_photo(request.user, stop, seen(rows, pk=use))
        return Response(status=204)


class StopFindings(StopRows):
    """Findings of a stop."""

    @extend_schema(request=NewFindingSerializer, responses={201: StopFindingSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write a finding down."""
        made = stops.add_finding(request.user, self.stop, **self.given(NewFindingSerializer))
        return self.made(StopFindingSerializer, made, reverse("api:stop", args=[pk]))


class StopFindingDetail(StopRows):
    """One finding."""

    @extend_schema(request=StopAnswerSerializer, responses=StopFindingSerializer)
    def patch(self, request: Request, pk: int, finding: int) -> Response:
        """The branch's word, of the secretary alone, until the branch has signed."""
        given = self.given(StopAnswerSerializer)
        return self.answer(StopFindingSerializer, stops.answer_finding(request.user, self.finding, given["answer"]))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, finding: int) -> Response:
        """Take it back before the team signs."""
        stops.drop_finding(request.user, self.finding)
        return Response(status=204)


class StopSign(StopRows):
    """Both sides' hands."""

    @extend_schema(request=StopHandSerializer, responses=StopSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Sign for a side; 409 `team-first`, `conflict` where something was written since it was read."""
        given = self.given(StopHandSerializer)
        sign = signing.sign_for_team if given.pop("side") == "team" else signing.sign_for_branch
        given["answers"] = {whole(key) or 0: text for key, text in given["answers"].items()}
        sign(request.user, self.stop, signing.Hand(**given))
        return self.whole()
