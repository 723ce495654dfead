"""Many people at once over REST: rolls, branches without a secretary, slips."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.rest.doors import NO_STORE, Door, ListDoor
from apps.organisations.api.tree import NodeRows
from apps.organisations.models import Node, Roll
from apps.organisations.roll import RollRow
from apps.organisations.selectors import vacant
from apps.organisations.serializers import (
    AppointedSerializer,
    NewRollSerializer,
    NewSecretariesSerializer,
    NodeSerializer,
    OneTimePasswordSerializer,
    RollSerializer,
    SlipRequestSerializer,
)
from apps.organisations.services import confirm_roll, drop_roll, fill_vacancies, print_slips, start_roll
from apps.organisations.services.rolls import MAX_BYTES


class RollRows(Door):
    serializer_class = RollSerializer

    def get_queryset(self) -> QuerySet[Roll]:
        return Roll.objects.visible_to(self.request.user).select_related("committee")

    def roll(self) -> Roll:
        """The roll that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class RollList(RollRows, ListDoor):
    """Rolls of the committees where one keeps people, newest first."""

    page_keys = ("-pk",)

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": NewRollSerializer}, responses={202: RollSerializer})
    def post(self, request: Request) -> Response:
        """Bring in people from a workbook; its dry run begins in the background.

        Look at `Location` until `status` is not `checking`.
        """
        given = self.given(NewRollSerializer)
        file, committee = given["file"], given["committee"]
        roll = start_roll(request.user, committee=committee, content=file.read(MAX_BYTES + 1), file_name=file.name)
        return self.accepted(RollSerializer, roll, reverse("api:roll", args=[roll.pk]))


class RollDetail(RollRows):
    """One roll."""

    def get(self, request: Request, pk: int) -> Response:
        """One roll with what its dry run found: every fault by row and column, and what would be made."""
        return self.answer(RollSerializer, self.roll())


class RollWrite(RollRows):
    """The real run."""

    @extend_schema(request=None, responses={202: RollSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Make the people of a roll whose dry run found no fault, all of them or nobody, in the background."""
        roll = confirm_roll(request.user, self.roll())
        return self.accepted(RollSerializer, roll, reverse("api:roll", args=[roll.pk]))


class RollDrop(RollRows):
    """Not this file."""

    @extend_schema(request=None, responses=RollSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that the roll is not brought in; its file is forgotten."""
        drop_roll(request.user, self.roll())
        return self.answer(RollSerializer, self.roll())


class Vacancies(NodeRows):
    """Branches without a secretary at an organisation or below it."""

    pagination_class = None

    @extend_schema(responses=NodeSerializer(many=True), operation_id="vacancy_list")
    def get(self, request: Request, pk: int) -> Response:
        """Branches without a secretary at an organisation or below it, in the official order; the first thousand."""
        rows = vacant(Node.objects.below(self.kept().path)).select_related("zone", "parent")[:1000]
        return Response(NodeSerializer(rows, many=True).data)

    @extend_schema(request=NewSecretariesSerializer, responses={201: AppointedSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Appoint secretaries to several branches, all or none; accounts are made for whoever has none.

        422 `faults` tells by branch what is to be mended.
        """
        node = self.kept()
        given = self.given(NewSecretariesSerializer)["secretaries"]
        rows = [
            RollRow(row=one["branch"].pk, node=one["branch"], **{k: one[k] for k in ("name", "mobile", "username")})
            for one in given
        ]
        plan, people = fill_vacancies(request.user, node=node, rows=rows)
        if plan.faults:
            told: dict[str, list[str]] = {}
            for fault in plan.faults:
                told.setdefault(str(fault.row), []).append(fault.message)
            raise Invalid(plan.faults[0].message, code="faults", details=told)
        body = {"offices": len(plan.offices), "people": people}
        return self.made(AppointedSerializer, body, reverse("api:vacancies", args=[pk]))

    def kept(self) -> Node:
        node = self.node()
        authorise(self.request.user, "organisations.appoint", node)
        return node


class Slips(NodeRows):
    """Slips for the people of an organisation."""

    @extend_schema(request=SlipRequestSerializer, responses=OneTimePasswordSerializer(many=True))
    def post(self, request: Request, pk: int) -> Response:
        """Give fresh one-time passwords to people of an organisation; they are told in this answer only."""
        node = self.node()
        authorise(request.user, "organisations.give_passwords", node)
        slips = print_slips(request.user, node=node, people=self.given(SlipRequestSerializer)["people"])
        body = [{"person": slip.person, "one_time_password": slip.password} for slip in slips]
        return Response(OneTimePasswordSerializer(body, many=True).data, headers=NO_STORE)
