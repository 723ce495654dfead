"""Rehearsals over REST: start one, delete one; both are jobs."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.models import Campaign
from apps.core.rest.doors import Door
from apps.evaluations.api import CampaignDoor
from apps.evaluations.rehearsals import clear_rehearsal, start_rehearsal
from apps.reports.serializers import JobSerializer
from apps.reports.serializers.rehearsals import RehearsalAskedSerializer, RehearsalSerializer


class RehearsalList(Door):
    """Rehearsals are started here; afterwards they are campaigns."""

    queryset = Campaign.objects.none()

    @extend_schema(request=RehearsalAskedSerializer, responses={202: RehearsalSerializer})
    def post(self, request: Request) -> Response:
        """Make a campaign of made-up branches, marked, rated by a numbered run, and closed; look at `Location`."""
        given = self.given(RehearsalAskedSerializer)
        campaign, job = start_rehearsal(
            request.user, version=given["rulebook_version"], branches=given["branches"], seed=given["seed"]
        )
        made = {"slug": campaign.slug, "name": campaign.name, "job": job.pk}
        return self.accepted(RehearsalSerializer, made, reverse("api:job", args=[job.pk]))


class RehearsalDetail(CampaignDoor):
    """One rehearsal."""

    queryset = Campaign.objects.none()

    @extend_schema(responses={202: JobSerializer})
    def delete(self, request: Request, slug: str) -> Response:
        """Delete a rehearsal whole, its branches too. Refused with 409 for any other campaign."""
        job = clear_rehearsal(request.user, self.campaign)
        return self.accepted(JobSerializer, job, reverse("api:job", args=[job.pk]))
