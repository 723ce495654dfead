"""How many have voted, and what is to be done about it; the count, once voting is over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.ballots.begun import is_over
from apps.ballots.choices import PollStatus
from apps.ballots.selectors import days_of
from apps.ballots.services.counting import KIND, request_count
from apps.ballots.services.voters import reachable
from apps.ballots.turnout_page import (
    Asked,
    columns,
    far_of,
    papers_of,
    sentence,
    shown_turnout,
    sub_line,
    table_of,
    ticks_line,
)
from apps.ballots.views.balloting import Balloting
from apps.core.doors import SignedInPage, SignedInView
from apps.core.errors import Refused
from apps.jobs.models import Job


class TurnoutPage(Balloting, SignedInPage):
    """Turnout by zone, unit and branch; before there is a ballot, the way to one."""

    def get_template_names(self) -> list[str]:
        return ["ballots/turnout.html" if self.found else "ballots/none.html"]

    def page(self) -> dict[str, Any]:
        if self.found is None:
            self.require_conducting()
            return self.doors()
        poll, person, now = self.poll, self.request.user, timezone.now()
        asked = Asked.of(self.request.GET)
        turnout = shown_turnout(poll, person, asked)
        sees_days = not asked.is_narrow and person.has_perm("campaigns.compare_branches", self.campaign)
        return (
            self.doors()
            | self.acts(turnout.total.voted)
            | {
                "sentence": sentence(poll, turnout.total, self.stage, now),
                "sub": sub_line(poll, self.stage, now),
                "ticks": ticks_line(poll),
                "table": table_of(self.campaign.slug, turnout, asked),
                "is_whole": not asked.is_narrow,
                "days": columns(days_of(poll), turnout.total.voted, self.stage) if sees_days else None,
                "far": far_of(poll, person, asked, turnout.total.short),
                "papers": papers_of(poll, person) if self.hands_out else None,
                "result_day": date_format(timezone.localtime(self.stage.closes_at), _("j M")) if self.stage else "",
                "is_counted": poll.status == PollStatus.COUNTED,
            }
        )

    def acts(self, voted: int) -> dict[str, Any]:
        """What the person may do now: reminders, the count."""
        is_due = self.conducts and self.poll.status != PollStatus.COUNTED and is_over(self.poll)
        return {
            "count_job": Job.objects.of(KIND, self.poll.pk).order_by("-pk").first() if is_due else None,
            "is_due": is_due,
            "remind": self.reminding() if self.conducts and not is_due else None,
        }

    def reminding(self) -> dict[str, Any] | None:
        """Named voters who have not voted, and where they are reminded; None where nobody could be."""
        if self.stage is None or not self.stage.opens_at <= timezone.now() < self.stage.closes_at:
            return None
        try:
            url = reverse("workflow:remind-voters", args=[self.campaign.slug])
        except NoReverseMatch:
            return None
        count = sum(reachable(self.poll).values())
        return {"url": url, "count": count} if count else None


class CountStart(Balloting, SignedInView):
    """Ask for the count."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        try:
            request_count(request.user, self.poll)
            messages.success(request, _("The votes are being counted. You may leave this page."))
        except Refused as error:
            messages.error(request, error.message)
        return redirect("ballots:turnout", slug=slug)
