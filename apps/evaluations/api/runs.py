"""Evaluations over REST: runs, and the league table of one."""

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.criteria.selectors import rulebook_of
from apps.evaluations.filters import ResultFilter
from apps.evaluations.models import NoiseStudy, Result, Run
from apps.evaluations.scorers.studies import bands_of
from apps.evaluations.selectors import results_for, shown_run
from apps.evaluations.serializers import NoiseSerializer, ResultSerializer, RunSerializer
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.noise import start_study
from apps.rating.rulebook import Rulebook

RUN = OpenApiParameter(
    "run",
    OpenApiTypes.INT,
    description="A whole run's id; without it, the one that readers see: as published or sealed, else the newest.",
)
LONGEST_ID = 18


class CampaignDoor(Door):
    """Below one campaign that the person sees."""

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign that the address names; 404 for unknown and invisible alike."""
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])


class RunRows(CampaignDoor):
    serializer_class = RunSerializer
    queryset = Run.objects.none()

    def get_queryset(self) -> QuerySet[Run]:
        """Numbered runs, whole or still being made, and the working run that readers see."""
        return self.campaign.runs.filter(Q(number__isnull=False) | Q(is_whole=True))

    def get_serializer_context(self) -> dict[str, Any]:
        shown = None if getattr(self, "swagger_fake_view", False) else shown_run(self.campaign)
        return super().get_serializer_context() | {"current": shown.pk if shown else None}


class RunList(RunRows, ListDoor):
    """Runs of a campaign, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=None, responses={202: RunSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Start the next numbered run; look at `Location` until `is_whole`. Readers keep the old one until then."""
        run = start_numbered_run(request.user, self.campaign)
        return self.accepted(RunSerializer, run, reverse("api:run", args=[slug, run.pk]))


class RunDetail(RunRows):
    """One run."""

    def get(self, request: Request, slug: str, pk: int) -> Response:
        """One run of a campaign."""
        return self.answer(RunSerializer, seen(self.get_queryset(), pk=pk))


class RunNoise(RunRows):
    """Which places another scorer would move."""

    serializer_class = NoiseSerializer

    @extend_schema(responses=NoiseSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """The study of a run; the bands stand in the run's results. For who compares branches; 404 where none is."""
        authorise(request.user, "campaigns.compare_branches", self.campaign)
        study = NoiseStudy.objects.filter(run=seen(self.get_queryset(), pk=pk))
        return self.answer(NoiseSerializer, seen(study))

    @extend_schema(request=None, responses={202: NoiseSerializer})
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Find it for a numbered run; look again until `finished_at`. Refuses (409) fewer than 20 finished pairs."""
        run = seen(self.get_queryset().select_related("campaign__committee", "rulebook_version"), pk=pk)
        return self.accepted(NoiseSerializer, start_study(request.user, run), reverse("api:run-noise", args=[slug, pk]))


class RunDoor(CampaignDoor):
    """About one run of a campaign: `?run=` or the one that readers see."""

    @cached_property
    def run(self) -> Run:
        """The run that was asked for; 404 for one that is unknown or not whole, and before the first."""
        return run_of(self.campaign, self.request)

    @cached_property
    def rules(self) -> Rulebook:
        """The rules by which the run rated."""
        return rulebook_of(self.run.rulebook_version)


def run_of(campaign: Campaign, request: Request) -> Run:
    """The run that the address asks for, else the one that readers see."""
    asked = request.query_params.get("run", "")
    if not asked:
        run = shown_run(campaign)
        if run is None:
            raise Http404
        return run
    if not asked.isdecimal() or len(asked) > LONGEST_ID:
        raise Http404
    return seen(campaign.runs.filter(is_whole=True).select_related("rulebook_version"), pk=int(asked))


class ResultList(RunDoor, ListDoor):
    """The league table: every branch that the person may compare, or those of the own subtree."""

    serializer_class = ResultSerializer
    filterset_class = ResultFilter
    queryset = Result.objects.none()
    page_keys = ("position",)

    def get_queryset(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.run).select_related("unit", "zone")

    def get_serializer_context(self) -> dict[str, Any]:
        fake = getattr(self, "swagger_fake_view", False)
        if fake:
            return super().get_serializer_context() | {"rules": None}
        return super().get_serializer_context() | {"rules": self.rules, "bands": bands_of(self.run)}

    @extend_schema(parameters=[RUN])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The league table that readers see, or of another run, in the order of places.

        Who compares branches sees all of them, everybody else those of the own subtree.
        """
        return super().get(request, *args, **kwargs)
