"""Units' own indicators over REST: what is granted, what units wrote, its steps, and what such points are worth."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.checking import CampaignDoor
from apps.assessments.exchange import ABOVE, LEAST, rates_of
from apps.assessments.models import Refinement
from apps.assessments.refining import freezing_at, granted, is_frozen, refinements_of
from apps.assessments.serializers.refinements import (
    ExchangeSerializer,
    RefinementActSerializer,
    RefinementSerializer,
    RefinementsSerializer,
    RefinementWriteSerializer,
)
from apps.assessments.services import refinements as services
from apps.core.errors import Invalid
from apps.core.permissions import authorise

ACTS = ("submit", "take-back", "look", "approve", "return")
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(ACTS))


class RefinementDoor(CampaignDoor):
    """A door to units' own indicators in one campaign; 404 where the rulebook leaves no room or one sees no unit."""

    def rows(self) -> list[Refinement]:
        """Every unit that the person sees as a whole, by section."""
        campaign = self.campaign()
        found = refinements_of(campaign, self.request.user, granted(campaign))
        if not found:
            raise Http404
        return found

    def row(self) -> Refinement:
        """The unit and section of the address."""
        key = self.kwargs["pk"], self.kwargs["section"]
        found = next((row for row in self.rows() if (row.node_id, row.section) == key), None)
        if found is None:
            raise Http404
        return found


class RefinementList(RefinementDoor):
    """What units add to the rules."""

    @extend_schema(responses=RefinementsSerializer, operation_id="campaigns_refinements_list")
    def get(self, request: Request, slug: str) -> Response:
        """What the rulebook leaves to units, until when, and what each unit that you see has written."""
        rows = self.rows()
        campaign = rows[0].campaign
        body = {
            "campaign": campaign.slug,
            "rooms": granted(campaign),
            "frozen": is_frozen(campaign),
            "freezing_at": freezing_at(campaign),
            "refinements": rows,
        }
        return self.answer(RefinementsSerializer, body)


class RefinementDetail(RefinementDoor):
    """One unit's own indicators in one section."""

    @extend_schema(responses=RefinementSerializer)
    def get(self, request: Request, slug: str, pk: int, section: str) -> Response:
        """What the unit wrote. Reading this does not count as opening it."""
        return self.answer(RefinementSerializer, self.row())

    @extend_schema(request=RefinementWriteSerializer, responses=RefinementSerializer)
    def put(self, request: Request, slug: str, pk: int, section: str) -> Response:
        """Write all indicators anew; 422 names each fault by field and number, “points-2”."""
        row, given = self.row(), self.given(RefinementWriteSerializer)
        written = services.write_indicators(
            request.user, row.campaign, row.node, section, given["indicators"], version=given["version"]
        )
        return self.answer(RefinementSerializer, written)


class RefinementMove(RefinementDoor):
    """One step of a unit's own indicators."""

    @extend_schema(parameters=[ACT], request=RefinementActSerializer, responses=RefinementSerializer)
    def post(self, request: Request, slug: str, pk: int, section: str, act: str) -> Response:
        """The unit submits or takes back; the work committee looks, approves, or returns with a reason."""
        row, given = self.row(), self.given(RefinementActSerializer)
        return self.answer(RefinementSerializer, self.moved(row, act, given))

    def moved(self, row: Refinement, act: str, given: dict[str, Any]) -> Refinement:
        """Take the step that the address names."""
        place = (self.request.user, row.campaign, row.node, row.section)
        if act == "approve":
            return services.approve_indicators(*place, version=given["version"])
        if act == "return":
            return services.return_indicators(*place, reason=given["reason"])
        plain = {
            "submit": services.submit_indicators,
            "take-back": services.take_back_indicators,
            "look": services.look_at_indicators,
        }
        if act not in plain:
            raise Invalid(_("There is no such act."), code="act", details={"act": list(ACTS)})
        return plain[act](*place)


class Exchange(CampaignDoor):
    """What own points are worth."""

    @extend_schema(responses=ExchangeSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """By unit: the share of own points that its branches won beside the share of common ones, and by indicator."""
        campaign = self.campaign()
        authorise(request.user, "campaigns.compare_branches", campaign)
        if not granted(campaign):
            raise Http404
        body = {"campaign": campaign.slug, "least": LEAST, "above": ABOVE, "units": rates_of(campaign)}
        return self.answer(ExchangeSerializer, body)
