"""The made-up province and the made-up projects over REST: loaded by choice, as a job."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.rest.doors import Door
from apps.jobs.models import Job
from apps.reports.demonstration.projects_load import request_projects
from apps.reports.demonstration.province_load import request_province
from apps.reports.serializers import JobSerializer


class Province(Door):
    """6,280 made-up branches, to look around in; afterwards they are a campaign like others."""

    queryset = Job.objects.none()

    @extend_schema(request=None, responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Load the made-up province; look at `Location`. Refused with 409 where it is here or being loaded."""
        job = request_province(request.user)
        return self.accepted(JobSerializer, job, reverse("api:job", args=[job.pk]))


class Projects(Door):
    """122 made-up secretary projects with pioneer teams and commendations; then programmes like others."""

    queryset = Job.objects.none()

    @extend_schema(request=None, responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Load the made-up projects; look at `Location`. Refused with 409 where they are here or being loaded."""
        job = request_projects(request.user)
        return self.accepted(JobSerializer, job, reverse("api:job", args=[job.pk]))
