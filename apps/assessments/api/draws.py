"""Draws of branches that are marked twice, and what two gave the same branch, over REST."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.api.scorers import ACT, CampaignRows, ConductedList
from apps.assessments.api.sheets import values_of
from apps.assessments.lines import has_sheet, main_sheet
from apps.assessments.models import Draw
from apps.assessments.pairs import Pair, pairs_of
from apps.assessments.refining import rules_for
from apps.assessments.seconds import first_of
from apps.assessments.serializers.draws import (
    DrawSerializer,
    DropSerializer,
    SeedSerializer,
    SettleSerializer,
    TwoSheetsSerializer,
    share_of,
)
from apps.assessments.services.draws import drop_draw, give_seconds, hold_draw, publish_seed
from apps.assessments.services.settling import settle
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of


class DrawList(ConductedList):
    """Every draw of a campaign, those that were dropped, too."""

    serializer_class, model = DrawSerializer, Draw

    def rows(self, campaign: Campaign) -> QuerySet:
        return Draw.objects.filter(campaign=campaign)

    @extend_schema(request=SeedSerializer, responses={201: DrawSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Publish the seed and the share; nothing is drawn yet. Refuses (409) beside a draw that stands."""
        campaign, given = self.conduct(), self.given(SeedSerializer)
        party = given["party"] or main_sheet(rulebook_of(campaign.rulebook_version))
        made = publish_seed(request.user, campaign, party, given["seed"], share_of(given))
        return self.made(DrawSerializer, made, reverse("api:draw-list", args=[slug]))


class DrawAct(CampaignRows):
    """What is done with a draw."""

    @extend_schema(
        parameters=[ACT], request=DropSerializer, responses=DrawSerializer, operation_id="campaigns_draws_act"
    )
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """`hold` draws and gives out, `give` follows who has left, `drop` needs a reason and nothing begun."""
        row = seen(Draw.objects.filter(campaign=self.conduct()).select_related("campaign"), pk=pk)
        given = self.given(DropSerializer)
        if act == "drop":
            drop_draw(request.user, row, given["reason"])
        elif act in ("hold", "give"):
            {"hold": hold_draw, "give": give_seconds}[act](request.user, row)
        else:
            raise Http404
        row.refresh_from_db()
        return self.answer(DrawSerializer, row)


class TwoSheets(AssessmentRows):
    """What two gave the same branch."""

    @extend_schema(responses=TwoSheetsSerializer, operation_id="assessments_sheets_twice_retrieve")
    def get(self, request: Request, pk: int, party: str) -> Response:
        """Both sheets' marks; 404 before both have finished. For who conducts the campaign."""
        return self.answer(TwoSheetsSerializer, self.pair(party))

    @extend_schema(
        request=SettleSerializer, responses=TwoSheetsSerializer, operation_id="assessments_sheets_twice_settle"
    )
    def post(self, request: Request, pk: int, party: str) -> Response:
        """Settle what counts, with the reason; the second sheet and these figures stay as they were."""
        pair, given = self.pair(party), self.given(SettleSerializer)
        assessment = self.assessment()
        settle(request.user, assessment, party, values_of(rules_for(assessment), given["marks"]), given["reason"])
        return self.answer(TwoSheetsSerializer, pair)

    def pair(self, party: str) -> Pair:
        """The pair that the address names."""
        assessment: Any = self.assessment()
        authorise(self.request.user, "assessments.assign", assessment.campaign)
        if not has_sheet(rulebook_of(assessment.round.rulebook_version), party):
            raise Http404
        found = pairs_of(assessment.campaign, first_of(party), [assessment.pk])
        if not found:
            raise Http404
        return found[0]
