"""Which vetoes are to stand on a branch, proposed beside its marks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment
from apps.assessments.services import propose_vetoes
from apps.campaigns.models import Campaign
from apps.core.doors import SignedInView, seen
from apps.criteria.selectors import rulebook_of


class Vetoes(SignedInView):
    """Which vetoes are to stand on a branch, with reason and document; they wait for the second person."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        campaign = seen(Campaign.objects.visible_to(request.user), slug=slug)
        rows = (
            Assessment.objects.visible_to(request.user)
            .of(campaign)
            .select_related("campaign", "round__rulebook_version")
        )
        assessment = seen(rows, pk=pk)
        propose_vetoes(
            request.user,
            assessment=assessment,
            vetoes=request.POST.getlist("vetoes"),
            reason=request.POST.get("reason", ""),
            document=request.POST.get("document", ""),
            upload=request.FILES.get("file"),
        )
        messages.success(request, _("Written down; it counts once the second person has confirmed it."))
        party = main_sheet(rulebook_of(assessment.round.rulebook_version))
        return redirect("assessments:sheet", slug=slug, pk=pk, party=party)
