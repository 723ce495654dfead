"""Who was invited to mark, without any office, finds the own branches and the own account; everything else is 404."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from rest_framework.permissions import BasePermission

from apps.assessments.duties import guest_duties, invitations_of
from apps.assessments.models import Invitation
from apps.campaigns.models import Campaign
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.organisations.models import Node, reach_of

SPACES = {"panel", "accounts", "evidence", "public", "sealed", "vote", "plaques"}
OWN = ("account_", "mfa_", "usersessions_", "health-")
REST = {"token", "me", "session-list", "session", "sign-out-everywhere", "evidence-file", "evidence-picture"}


def is_guest(person: Any) -> bool:
    """Whether somebody is known here by invitation alone, even one that has ended; kept on the instance."""
    if not person.is_authenticated or person.is_superuser or reach_of(person).offices:
        return False
    if not hasattr(person, "_is_guest"):
        person._is_guest = Invitation.objects.filter(person=person.pk).exists()
    return person._is_guest


def granted_uses(person: Any) -> Any:
    """The proof that a guest may see: of the branches that are theirs to mark, while the invitation lets them in."""
    if not is_guest(person):
        return Use.objects.none()
    own = guest_duties(person).order_by().values("assessment")
    return Use.objects.filter(kind=UseKind.ASSESSMENT, key__in=own)


def nodes_to_declare(campaign: Campaign, person: Any) -> QuerySet[Node]:
    """What a guest may declare against themselves: the campaign's units, and the branches that are theirs to mark."""
    units = campaign.assessments.order_by().values("unit")
    own = guest_duties(person).filter(campaign=campaign).order_by().values("assessment__node")
    return Node.objects.filter(Q(pk__in=units) | Q(pk__in=own)).in_order()


def campaigns_of(person: Any) -> QuerySet[Campaign]:
    """The campaigns to which a guest's invitations let them in now."""
    return Campaign.objects.filter(pk__in=invitations_of(person).values("campaign")).select_related("committee")


class GuestsKeepToTheirDesk:
    """Sends a guest from the first page to the own branches, and hides every other page."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.app_name == "api" or is_open(match) or not is_guest(request.user):
            return None
        if match.view_name == "reports:home":
            return redirect("panel:home")
        raise Http404


def is_open(match: Any) -> bool:
    """Whether an address is a guest's, too."""
    name = match.url_name or ""
    if match.app_name == "api":
        return name in REST or name.startswith(("panel", "public-"))
    return match.app_name in SPACES or name.startswith(OWN)


class NotForGuests(BasePermission):
    """The same over REST, by session and by token."""

    def has_permission(self, request: Any, view: Any) -> bool:
        match = request.resolver_match
        if match is not None and not is_open(match) and is_guest(request.user):
            raise Http404
        return True
