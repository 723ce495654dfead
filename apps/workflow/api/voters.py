"""Links to voters who have not voted, over REST: counts only."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.ballots.models import Poll
from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.workflow import services
from apps.workflow.choices import Way
from apps.workflow.models import VoterRound
from apps.workflow.serializers.reminding import VoterRoundSerializer, VotersSerializer


class RemindVoters(Door):
    """Sending links."""

    queryset = VoterRound.objects.none()

    def poll(self, slug: str) -> Poll:
        """The ballot of the campaign of the address."""
        rows = Poll.objects.visible_to(self.request.user).select_related("campaign__committee")
        return seen(rows, campaign__slug=slug)

    @extend_schema(responses=VotersSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """How many would be sent a link now. For who conducts the ballot."""
        left = services.voters_left(request.user, self.poll(slug))
        found = {"voters": sum(left.values()), "mail": left[Way.MAIL], "gateway": left[Way.GATEWAY]}
        return self.answer(VotersSerializer, found)

    @extend_schema(request=None, responses={201: VoterRoundSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Send a new link to every named voter who has not voted; at most one round a day. Former links open nothing
        any more. 409 outside the days of voting, and where nobody is left."""
        row = services.remind_voters(request.user, self.poll(slug))
        return self.answer(VoterRoundSerializer, row, 201)
