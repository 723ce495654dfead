"""Public or internal, over REST."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.api.campaigns import CampaignRows
from apps.campaigns.serializers.publicity import NewPublicitySerializer, PublicitySerializer


class CampaignPublicity(CampaignRows):
    """What everybody may read of one campaign's branches."""

    @extend_schema(responses=PublicitySerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The choice of the committee: public or internal, and what is shown."""
        return self.answer(PublicitySerializer, self.campaign())

    @extend_schema(request=NewPublicitySerializer, responses=PublicitySerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Choose anew, with a reason; 409 for a rehearsal."""
        changed = services.set_publicity(request.user, self.campaign(), **self.given(NewPublicitySerializer))
        return self.answer(PublicitySerializer, changed)
