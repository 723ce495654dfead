"""Applications over REST: begun, filled in, handed in, accepted; the candidate's page; its papers."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.asked import whole
from apps.core.doors import seen
from apps.core.media_types import PDF
from apps.core.rest.doors import ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import FILE_RESPONSE, FileDoor
from apps.demonstrations.api.candidate_doors import CandidateDoor
from apps.demonstrations.asking import ANSWER
from apps.demonstrations.candidate_page import page_of
from apps.demonstrations.dossier import application_pdf, dossier_pdf
from apps.demonstrations.models import Candidate
from apps.demonstrations.serializers.candidates import (
    AcceptedSerializer,
    CandidateChangeSerializer,
    CandidatePageSerializer,
    CandidateSerializer,
    NewCandidateSerializer,
)
from apps.demonstrations.services import applications, nominating
from apps.organisations.models import Node

PAPERS = {"application": application_pdf, "dossier": dossier_pdf}
ASKED = [
    OpenApiParameter("batch", int, description="Only this batch, by number."),
    OpenApiParameter("status", str, description="Only this state."),
]


class CandidateList(CandidateDoor, ListDoor):
    """Applications and candidates of a programme that the person sees."""

    page_keys = ("order_path", "pk")

    def get_queryset(self) -> QuerySet[Candidate]:
        rows, asked = super().get_queryset(), self.request.query_params if self.request else {}
        if batch := whole(asked.get("batch")):
            rows = rows.filter(batch__number=batch)
        return rows.filter(status=asked["status"]) if asked.get("status") else rows

    @extend_schema(parameters=ASKED)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """In the official order."""
        return super().get(request, *args, **kwargs)

    @extend_schema(request=NewCandidateSerializer, responses={201: CandidateSerializer})
    def post(self, request: Request, programme: str) -> Response:
        """Begin an application. An organisation applies once with the same thing in a batch."""
        given = self.given(NewCandidateSerializer)
        node = seen(Node.objects.visible_to(request.user), pk=given["node"])
        words = {"title": given["title"], "person_name": given["person_name"]}
        made = applications.begin(request.user, self.batch(given["batch"]), node, **words)
        return self.made(CandidateSerializer, made, reverse("api:candidate", args=[programme, made.pk]))


class CandidateDetail(CandidateDoor):
    """One candidate."""

    @extend_schema(responses=CandidatePageSerializer)
    def get(self, request: Request, programme: str, pk: int) -> Response:
        """Everything that its page tells; no mark of a gate that is not closed, experts by letter."""
        return self.answer(CandidatePageSerializer, page_of(request.user, self.candidate))

    @extend_schema(request=CandidateChangeSerializer, responses=CandidatePageSerializer)
    def patch(self, request: Request, programme: str, pk: int) -> Response:
        """Fill in; 409 carries both values where somebody else saved meanwhile."""
        candidate, given = self.candidate, self.given(CandidateChangeSerializer)
        version, answers = given.pop("version"), given.pop("answers", {})
        given |= {ANSWER + key: text for key, text in answers.items()}
        applications.save(request.user, candidate, given, version)
        return self.answer(CandidatePageSerializer, page_of(request.user, self.candidate))


class CandidateMove(CandidateDoor):
    """What is done with an application."""

    @extend_schema(request=ReasonSerializer, responses=CandidateSerializer, operation_id="candidate_act")
    def post(self, request: Request, programme: str, pk: int, act: str) -> Response:
        """submit, accept, return (with a reason), withdraw (with a reason), second: confirm its exception."""
        candidate, person = self.candidate, request.user
        reason = self.given(ReasonSerializer)["reason"]
        acts = {
            "submit": lambda: applications.submit(person, candidate),
            "accept": lambda: applications.accept(person, candidate),
            "return": lambda: applications.give_back(person, candidate, reason),
            "withdraw": lambda: applications.withdraw(person, candidate, reason),
            "second": lambda: nominating.confirm_exception(person, candidate),
        }
        if act not in acts:
            raise Http404
        return self.answer(CandidateSerializer, acts[act]())


class CandidatesAccept(CandidateDoor):
    """All that wait in a batch."""

    @extend_schema(request=None, responses=AcceptedSerializer)
    def post(self, request: Request, programme: str, batch: int) -> Response:
        """Accept those that may be, in the official order; exceptions that wait are left out."""
        n = applications.accept_waiting(request.user, self.batch(batch))
        return self.answer(AcceptedSerializer, {"accepted": n})


class CandidatePaper(CandidateDoor, FileDoor):
    """A paper of one candidate."""

    @extend_schema(responses=FILE_RESPONSE)
    def get(self, request: Request, programme: str, pk: int, paper: str) -> Any:
        """application or dossier as PDF, as it stands now."""
        candidate = self.candidate
        if paper not in PAPERS:
            raise Http404
        name, content = PAPERS[paper](request.user, candidate)
        return self.file(content, name, PDF)
