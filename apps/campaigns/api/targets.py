"""A campaign's targets over REST: what staff plan."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.api.campaigns import CampaignRows
from apps.campaigns.serializers.targets import NewTargetsSerializer, TargetListSerializer


class CampaignTargets(CampaignRows):
    """What one campaign plans."""

    @extend_schema(responses=TargetListSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The lines that staff have written; none where the rulebook's own targets hold."""
        return self.answer(TargetListSerializer, {"targets": self.campaign().targets.all()})

    @extend_schema(request=NewTargetsSerializer, responses=TargetListSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Write them; the lines given replace all that stand. 409 for a sealed campaign."""
        rows = services.write_targets(request.user, self.campaign(), **self.given(NewTargetsSerializer))
        return self.answer(TargetListSerializer, {"targets": rows})
