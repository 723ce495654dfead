"""The agreement of two scorers over REST."""

from django.http import Http404
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.pool import marking_parties
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.api import CampaignDoor
from apps.evaluations.models import Result
from apps.reports.agreement import AgreementView
from apps.reports.serializers.agreement import AgreementSerializer

PARTY = OpenApiParameter("party", OpenApiTypes.STR, description="Whose sheets; else the one that is marked twice.")


class AgreementFigures(CampaignDoor):
    """How well two scorers agree."""

    queryset = Result.objects.none()

    @extend_schema(parameters=[PARTY], responses=AgreementSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """By criterion, by section and in total; only for who conducts the campaign."""
        authorise(request.user, "assessments.assign", self.campaign)
        party = request.query_params.get("party", "")
        if party and party not in marking_parties(rulebook_of(self.campaign.rulebook_version)):
            raise Http404
        return self.answer(AgreementSerializer, AgreementView(self.campaign, party, get_language() or "zh-hans"))
