"""Assessments over REST: list, one, enrolment, vetoes."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.filters import AssessmentFilter
from apps.assessments.models import Assessment
from apps.assessments.selectors import assessments_for, with_marks
from apps.assessments.serializers import AssessmentSerializer, EnrolledSerializer, VetoesSerializer
from apps.assessments.services import enrol_branches, propose_vetoes
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor


class AssessmentRows(Door):
    serializer_class = AssessmentSerializer

    def get_queryset(self) -> QuerySet[Assessment]:
        return self.assessments()

    def assessments(self) -> QuerySet[Assessment]:
        """What the person sees, with what answers need."""
        rows = with_marks(assessments_for(self.request.user))
        return rows.select_related("campaign__committee", "unit", "zone", "round__rulebook_version")

    def assessment(self) -> Assessment:
        """The assessment that the address names; 404 for unknown and invisible alike."""
        return seen(self.assessments(), pk=self.kwargs["pk"])


class AssessmentList(AssessmentRows, ListDoor):
    """Assessments of one's own subtree, in the official order of their enrolment."""

    filterset_class = AssessmentFilter
    page_keys = ("order_path", "pk")


class AssessmentDetail(AssessmentRows):
    """One assessment."""

    def get(self, request: Request, pk: int) -> Response:
        """One branch in one campaign."""
        return self.answer(AssessmentSerializer, self.assessment())


class Vetoes(AssessmentRows):
    """The vetoes that are to stand on a branch this year."""

    @extend_schema(request=VetoesSerializer, responses=AssessmentSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Propose those that are new, and ask to lift those that are not named; a second person confirms either."""
        assessment = self.assessment()
        propose_vetoes(request.user, assessment=assessment, **self.given(VetoesSerializer))
        return self.answer(AssessmentSerializer, assessment)


class Enrol(Door):
    """The branches of a campaign."""

    queryset = Campaign.objects.none()

    @extend_schema(request=None, responses=EnrolledSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Take every standing branch of the scope that is not in yet into the campaign."""
        rows = Campaign.objects.visible_to(request.user).select_related("committee", "rulebook_version")
        return self.answer(EnrolledSerializer, {"enrolled": enrol_branches(request.user, seen(rows, slug=slug))})
