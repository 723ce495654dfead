"""What a survey finds: written down, answered, seen."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from apps.core.doors import seen
from apps.demonstrations.services import findings
from apps.demonstrations.views.candidate_doors import OfCandidate, posted


def day_of(text: str) -> date | None:
    """A typed day; None where there is none, or none that exists."""
    try:
        return parse_date(text)
    except ValueError:
        return None


class FindingAdd(OfCandidate):
    """Write down what was found."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        given = {"text": posted(request, "text"), "due_on": day_of(posted(request, "due_on"))}
        candidate = self.candidate
        return self.done(
            lambda actor: findings.add_finding(actor, candidate, **given), _("Kept; the organisation is asked.")
        )


class FindingAct(OfCandidate):
    """Answer a finding, or say that it was seen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, programme: str, pk: int, number: int, act: str) -> HttpResponse:
        finding = seen(self.candidate.findings.all(), pk=number)
        due_on = day_of(posted(request, "due_on"))
        acts = {
            "reply": (
                lambda actor: findings.reply_to(actor, finding, posted(request, "reply"), due_on=due_on),
                _("Answered."),
            ),
            "check": (lambda actor: findings.check_finding(actor, finding), _("Noted as seen.")),
        }
        if act not in acts:
            raise Http404
        return self.done(*acts[act])
