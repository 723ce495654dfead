"""Leniency of scorers over REST."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.lines import main_sheet
from apps.assessments.pool import marking_parties
from apps.evaluations.api import CampaignDoor
from apps.evaluations.models import Result
from apps.evaluations.scorers.lenient import LeniencyView
from apps.reports.api.agreement import PARTY
from apps.reports.serializers.leniency import LeniencySerializer, told


class LeniencyFigures(CampaignDoor):
    """Who marks leniently, who strictly."""

    queryset = Result.objects.none()

    @extend_schema(parameters=[PARTY], responses=LeniencySerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Everybody's for who conducts the campaign, the own for a scorer; 404 for all others."""
        view = LeniencyView(self.campaign, "")
        party = request.query_params.get("party", "") or main_sheet(view.rules)
        if party not in marking_parties(view.rules):
            raise Http404
        rows = LeniencyView(self.campaign, party).rows
        if not request.user.has_perm("assessments.assign", self.campaign):
            rows = [row for row in rows if row.person.pk == request.user.pk]
            if not rows:
                raise Http404
        return self.answer(LeniencySerializer, told(party, rows))
