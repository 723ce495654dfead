"""Scorers, what stands against them, and the giving out of branches over REST."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.lines import has_sheet, main_sheet
from apps.assessments.models import Assignment, Interest, Scorer
from apps.assessments.pool import marking_parties
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.serializers.scorers import (
    AdoptSerializer,
    AskedSerializer,
    AssignmentSerializer,
    DutySerializer,
    InterestGivenSerializer,
    InterestSerializer,
    ProposalSerializer,
    ReassignSerializer,
    ScorerPlaceSerializer,
    ScorerSerializer,
)
from apps.assessments.services.assigning import adopt, reassign, release
from apps.assessments.services.finishing import finish_sheet, reopen_sheet
from apps.assessments.services.scorers import Work, declare_interest, end_interest, leave_pool, place_scorer
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.criteria.selectors import rulebook_of

ACT = OpenApiParameter("act", str, OpenApiParameter.PATH)


class CampaignRows(Door):
    """Below one campaign; rows only for who conducts it."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    def conduct(self) -> Campaign:
        """The campaign, for who conducts it."""
        authorise(self.request.user, "assessments.assign", self.campaign)
        return self.campaign


class ConductedList(CampaignRows, ListDoor):
    """A list that only who conducts the campaign reads."""

    model: Any = None

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.rows(self.conduct())

    def rows(self, campaign: Campaign) -> QuerySet:
        """Everything of the campaign."""
        raise NotImplementedError


class ScorerList(ConductedList):
    """Everybody who may be given branches."""

    serializer_class, model = ScorerSerializer, Scorer

    def rows(self, campaign: Campaign) -> QuerySet:
        return Scorer.objects.filter(campaign=campaign, left_at=None).select_related("person")

    @extend_schema(request=ScorerPlaceSerializer, responses={201: ScorerSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Take somebody in, or change what they take on."""
        campaign, given = self.conduct(), self.given(ScorerPlaceSerializer)
        work = Work(given["pool"], [zone.pk for zone in given["zones"]], given["types"], given["load"])
        made = place_scorer(request.user, campaign, given["person"], given["party"], work)
        return self.made(ScorerSerializer, made, reverse("api:scorer-list", args=[slug]))


class ScorerAct(CampaignRows):
    """Out of the scorers, or their work to the others."""

    @extend_schema(
        parameters=[ACT], request=ReasonSerializer, responses=ScorerSerializer, operation_id="campaigns_scorers_act"
    )
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """`leave` refuses while branches are theirs (409); `release` gives the unfinished ones to the others first."""
        rows = Scorer.objects.filter(campaign=self.conduct(), left_at=None)
        scorer, reason = seen(rows.select_related("person", "campaign__committee"), pk=pk), self.given(ReasonSerializer)
        if act == "leave":
            leave_pool(request.user, scorer, reason["reason"])
        elif act == "release":
            release(request.user, scorer, reason["reason"])
        else:
            raise Http404
        return self.answer(ScorerSerializer, scorer)


class InterestList(ConductedList):
    """What stands against whom, as far as it was declared."""

    serializer_class, model = InterestSerializer, Interest

    def rows(self, campaign: Campaign) -> QuerySet:
        return Interest.objects.filter(campaign=campaign).select_related("person", "node")

    @extend_schema(request=InterestGivenSerializer, responses={201: InterestSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Declare that somebody does not mark a unit or branch; scorers declare it for themselves."""
        campaign, given = self.campaign, self.given(InterestGivenSerializer)
        person = given.get("person", request.user)
        made = declare_interest(request.user, campaign, person, given["node"], given["reason"])
        return self.made(InterestSerializer, made, reverse("api:interest-list", args=[slug]))


class InterestEnd(CampaignRows):
    """It stands no longer."""

    @extend_schema(request=ReasonSerializer, responses=InterestSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """End it with a reason; the row is kept."""
        rows = Interest.objects.filter(campaign=self.conduct()).select_related("campaign__committee")
        row = end_interest(request.user, seen(rows, pk=pk), self.given(ReasonSerializer)["reason"])
        return self.answer(InterestSerializer, row)


class AssignmentTrial(CampaignRows):
    """Sharing branches out."""

    errors = {"GET": {422}}

    @extend_schema(parameters=[AskedSerializer], responses=ProposalSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """What sharing them out would give; the same facts give the same assignment and digest."""
        campaign = self.conduct()
        serializer = AskedSerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        return self.proposed(self.proposal(campaign, serializer.validated_data))

    @extend_schema(request=AdoptSerializer, responses=ProposalSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Give them out as the trial with this digest showed; 409 `changed` where the facts have changed since."""
        campaign, given = self.conduct(), self.given(AdoptSerializer)
        known = self.proposal(campaign, given)
        return self.proposed(adopt(request.user, campaign, known.party, known.asked, given["digest"]))

    def proposal(self, campaign: Campaign, given: Any) -> Proposal:
        rules = rulebook_of(campaign.rulebook_version)
        party = given["party"] or main_sheet(rules)
        if party not in marking_parties(rules):
            raise Invalid(_("The rulebook has no such party."), details={"party": [party]})
        return Proposal(campaign, party, Asked(given["anew"], given["keep_units"]))

    def proposed(self, proposal: Proposal) -> Response:
        """The trial as it is sent."""
        people = {row.person_id: row.person for row in proposal.scorers}
        body = {
            "party": proposal.party,
            "digest": proposal.digest,
            "changed": len(proposal.changed),
            "loads": [
                {"person": people[key], "branches": load.branches, "weight": load.weight, "units": load.units}
                for key, load in proposal.plan.loads.items()
            ],
            "left": [{"assessment": key, "why": str(why)} for key, why in sorted(proposal.plan.left.items())],
        }
        return self.answer(ProposalSerializer, body)


class AssignmentList(ConductedList):
    """Who marks which branch today."""

    serializer_class, model = AssignmentSerializer, Assignment

    def rows(self, campaign: Campaign) -> QuerySet:
        return Assignment.objects.standing().filter(campaign=campaign).select_related("person")

    @extend_schema(request=ReassignSerializer, responses=DutySerializer(many=True))
    def post(self, request: Request, slug: str) -> Response:
        """Give branches to somebody else, with the reason."""
        campaign, given = self.conduct(), self.given(ReassignSerializer)
        rows = [row for row in given["assessments"] if row.campaign_id == campaign.pk]
        reassign(request.user, campaign, given["party"], rows, given["person"], given["reason"])
        held = Assignment.objects.standing().filter(campaign=campaign, party=given["party"], assessment__in=rows)
        return self.answer(DutySerializer, held, many=True)

    def answer(self, kind: Any, row: Any, code: int = 200, *, many: bool = False, **options: Any) -> Response:
        """Several rows where `many` is said."""
        if not many:
            return super().answer(kind, row, code, **options)
        return Response(kind(row, many=True, context=self.get_serializer_context()).data, status=code)


class SheetAct(AssessmentRows):
    """A scorer says that a sheet is finished, or takes that back."""

    @extend_schema(parameters=[ACT], request=None, responses=DutySerializer)
    def post(self, request: Request, pk: int, party: str, act: str) -> Response:
        """`finish` refuses (422) while marks or reasons are lacking; `reopen` while the stage is open."""
        acts = {"finish": finish_sheet, "reopen": reopen_sheet}
        assessment = self.assessment()
        if act not in acts or not has_sheet(rulebook_of(assessment.round.rulebook_version), party):
            raise Http404
        return self.answer(DutySerializer, acts[act](request.user, assessment, party))
