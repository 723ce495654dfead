"""Jobs over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.jobs.models import Job, JobQuerySet
from apps.jobs.services import stop
from apps.reports.filters import JobFilter
from apps.reports.selectors import jobs_for
from apps.reports.serializers import JobSerializer


class JobRows(Door):
    serializer_class = JobSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Only for who conducts the work somewhere."""
        super().initial(request, *args, **kwargs)
        authorise(request.user, "organisations.operate")

    def get_queryset(self) -> JobQuerySet:
        return jobs_for(self.request.user)

    def job(self) -> Job:
        """The job that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class JobList(JobRows, ListDoor):
    """Jobs about one's committees, newest first."""

    filterset_class = JobFilter
    page_keys = ("-pk",)


class JobDetail(JobRows):
    """One job."""

    def get(self, request: Request, pk: int) -> Response:
        """How far a job is, and how it ended."""
        return self.answer(JobSerializer, self.job())


class JobStop(JobRows):
    """An end before the end."""

    @extend_schema(request=None, responses=JobSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Stop a job: a waiting one at once, a running one at its next step; 409 where it has ended."""
        stop(self.job())
        return self.answer(JobSerializer, self.job())
