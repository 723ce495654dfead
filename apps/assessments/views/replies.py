"""The secretary's words beside a deduction, a veto or a finding, sent from the branch page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.assessments.services.replies import reply
from apps.core.doors import SignedInView, seen
from apps.core.errors import Invalid, Refused


class ReplyView(SignedInView):
    """Write, change or take back one reply; nothing in the field takes it back."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        rows = Assessment.objects.visible_to(request.user).select_related("campaign", "round__rulebook_version")
        assessment = seen(rows, campaign__slug=slug, pk=pk)
        try:
            made = reply(request.user, assessment, request.POST.get("part", ""), request.POST.get("text", ""))
            messages.success(request, _("It stands beside the result now.") if made else _("Taken back."))
        except (Invalid, Refused) as error:
            messages.error(request, error.message)
        return redirect(reverse("reports:branch", args=[slug, pk]) + "#replies")
