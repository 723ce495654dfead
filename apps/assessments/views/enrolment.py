"""Taking the scope's branches into a campaign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from apps.assessments.services import enrol_branches
from apps.campaigns.models import Campaign
from apps.core.doors import SignedInView, seen


class Enrol(SignedInView):
    """Take the scope's branches into the campaign."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = seen(
            Campaign.objects.visible_to(request.user).select_related("committee", "rulebook_version"), slug=slug
        )
        n = enrol_branches(request.user, campaign)
        messages.success(
            request, ngettext("%(n)s branch has been enrolled.", "%(n)s branches have been enrolled.", n) % {"n": n}
        )
        return redirect("reports:campaign", slug=slug)
