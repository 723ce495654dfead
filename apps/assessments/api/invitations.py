"""Invitations of experts and judges over REST, and the doors of those who came."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.scorers import ACT, CampaignRows, ConductedList
from apps.assessments.api.sheets import ETAG, IF_MATCH, SheetDetail, said
from apps.assessments.codes import grouped
from apps.assessments.duties import guest_duties
from apps.assessments.guests import campaigns_of, is_guest, nodes_to_declare
from apps.assessments.models import Assessment, Assignment, Interest, Invitation, Sheet
from apps.assessments.panel import other_sheets
from apps.assessments.refining import rules_for
from apps.assessments.serializers import MarksSerializer, SheetSerializer
from apps.assessments.serializers.scorers import (
    DutySerializer,
    GuestSerializer,
    InvitationActSerializer,
    InvitationSerializer,
    InvitedSerializer,
    OtherSheetSerializer,
    OwnInterestGivenSerializer,
    OwnInterestSerializer,
    PanelSerializer,
)
from apps.assessments.services.finishing import finish_sheet, reopen_sheet
from apps.assessments.services.invitations import Guest, extend, invite, renew, revoke
from apps.assessments.services.scorers import declare_interest
from apps.assessments.sheet_page import lines_by_code
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.rest.doors import NO_STORE, Door, ListDoor

FACTS = ("campaign__committee", "assessment__campaign__committee", "assessment__round__rulebook_version")


class InvitationList(ConductedList):
    """Who was asked to mark."""

    serializer_class, model = InvitationSerializer, Invitation
    page_keys = ("-pk",)

    def rows(self, campaign: Campaign) -> QuerySet:
        return Invitation.objects.visible_to(self.request.user).filter(campaign=campaign)

    @extend_schema(request=GuestSerializer, responses={201: InvitedSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Ask somebody; the code of the letter is told here and never again."""
        row, code = invite(request.user, self.conduct(), Guest(**self.given(GuestSerializer)))
        return told(self, row, code, 201, Location=reverse("api:invitation-list", args=[slug]))


def told(door: Door, row: Invitation, code: str, status: int = 200, **headers: str) -> Response:
    """An invitation with its code, which nothing on the way keeps."""
    context = door.get_serializer_context() | {"code": grouped(code)}
    return Response(InvitedSerializer(row, context=context).data, status=status, headers={**NO_STORE, **headers})


class InvitationAct(CampaignRows):
    """A new code, longer, or the end of it."""

    @extend_schema(
        parameters=[ACT],
        request=InvitationActSerializer,
        responses=InvitationSerializer,
        operation_id="campaigns_invitations_act",
    )
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """`renew` answers with the new `code`; `extend`; `revoke`, with a reason and perhaps a successor."""
        rows = Invitation.objects.filter(campaign=self.conduct()).select_related("campaign__committee", "person")
        row, given = seen(rows, pk=pk), self.given(InvitationActSerializer)
        if act == "renew":
            return told(self, *renew(request.user, row, given["days"]))
        if act == "extend":
            return self.answer(InvitationSerializer, extend(request.user, row, given["days"]))
        if act != "revoke":
            raise Http404
        return self.answer(InvitationSerializer, revoke(request.user, row, given["reason"], given["to"]))


class PanelList(ListDoor):
    """The branches that are the guest's to mark; nothing for anybody else."""

    serializer_class = PanelSerializer

    def get_queryset(self) -> QuerySet[Assignment]:
        if getattr(self, "swagger_fake_view", False):
            return Assignment.objects.none()
        return guest_duties(self.request.user).select_related("campaign", "assessment")


class PanelInterests(ListDoor):
    """What a guest does not mark."""

    serializer_class = OwnInterestSerializer
    errors = {"POST": {404}}

    def get_queryset(self) -> QuerySet[Interest]:
        if getattr(self, "swagger_fake_view", False):
            return Interest.objects.none()
        own = Interest.objects.filter(person=self.request.user.pk, ended_at=None)
        return own.filter(campaign__in=campaigns_of(self.request.user)).select_related("campaign", "node")

    @extend_schema(request=OwnInterestGivenSerializer, responses={201: OwnInterestSerializer})
    def post(self, request: Request) -> Response:
        """Declare it with the reason: unfinished branches there leave the guest's desk. 404 for whoever is no guest."""
        if not is_guest(request.user):
            raise Http404
        given = self.given(OwnInterestGivenSerializer)
        campaign = seen(campaigns_of(request.user), slug=given["campaign"])
        node = nodes_to_declare(campaign, request.user).filter(pk=given["node"]).first()
        if node is None:
            raise Invalid(_("Choose a unit or a branch of this campaign."), details={"node": [str(given["node"])]})
        made = declare_interest(request.user, campaign, request.user, node, given["reason"])
        return self.made(OwnInterestSerializer, made, reverse("api:panel-interests"))


class Given(Door):
    """One branch of a guest's; 404 once the assignment or the invitation has ended."""

    queryset = Assignment.objects.none()

    @cached_property
    def duty(self) -> Assignment:
        return seen(guest_duties(self.request.user).select_related(*FACTS), pk=self.kwargs["pk"])


class PanelSheet(Given, SheetDetail):
    """The guest's own sheet of one branch."""

    @cached_property
    def rated(self) -> Assessment:
        return self.duty.assessment

    def party(self) -> str:
        return self.duty.party

    @extend_schema(parameters=[ETAG], responses=SheetSerializer, operation_id="panel_sheet_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """The own marks, with the version as ETag."""
        return super().get(request, self.rated.pk, self.party())

    @extend_schema(
        parameters=[IF_MATCH, ETAG],
        request=MarksSerializer,
        responses=SheetSerializer,
        operation_id="panel_sheet_partial_update",
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Write marks, as on any sheet."""
        return super().patch(request, self.rated.pk, self.party())


class PanelAct(Given):
    """Finished, or taken back."""

    @extend_schema(parameters=[ACT], request=None, responses=DutySerializer)
    def post(self, request: Request, pk: int, act: str) -> Response:
        """`finish` refuses while marks are lacking; `reopen` once others' marks have been shown."""
        acts = {"finish": finish_sheet, "reopen": reopen_sheet}
        if act not in acts:
            raise Http404
        return self.answer(DutySerializer, acts[act](request.user, self.duty.assessment, self.duty.party))


class PanelOthers(Given):
    """What the others marked."""

    @extend_schema(responses=OtherSheetSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """Sheets of those who have finished, without names; 404 before the own marks are finished."""
        if self.duty.finished_at is None:
            raise Http404
        lines = lines_by_code(rules_for(self.duty.assessment))
        sheets = other_sheets(self.duty.assessment, self.duty.party)
        return Response([{"party": sheet.party, "marks": self.marks(lines, sheet)} for sheet in sheets])

    def marks(self, lines: Any, sheet: Sheet) -> dict[str, str | None]:
        """Marks as decimal text, by criterion."""
        return {code: said(lines[code], mark) for code, mark in sorted(sheet.typed.items()) if code in lines}
