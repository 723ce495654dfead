"""Send their links to those who have not voted: how many, by which way; then the act."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from apps.ballots.models import Poll
from apps.core.doors import SignedInPage, seen
from apps.workflow import services
from apps.workflow.choices import Way
from apps.workflow.models import VoterRound
from apps.workflow.views.reminding import people


class RemindVoters(SignedInPage):
    """Counts only; nobody is named."""

    template_name = "workflow/remind_voters.html"

    @cached_property
    def poll(self) -> Poll:
        rows = Poll.objects.visible_to(self.request.user).select_related("campaign__committee")
        return seen(rows, campaign__slug=self.kwargs["slug"])

    def page(self) -> dict[str, Any]:
        left = services.voters_left(self.request.user, self.poll)
        return {
            "campaign": self.poll.campaign,
            "count": sum(left.values()),
            "lines": [(Way(way).label, people(n)) for way, n in sorted(left.items())],
            "last": VoterRound.objects.filter(poll=self.poll).first(),
            "has_address": bool(settings.PUBLIC_URL),
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        n = services.remind_voters(request.user, self.poll).wanted
        said = ngettext("A link is being sent to %(n)s voter.", "Links are being sent to %(n)s voters.", n)
        messages.success(request, said % {"n": n})
        return redirect("ballots:turnout", slug=slug)
