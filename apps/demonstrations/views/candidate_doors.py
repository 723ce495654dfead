"""What a door to candidates begins with: the programme, the batch that is looked at, one candidate."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from apps.core.asked import whole
from apps.core.doors import SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.demonstrations.candidate_page import candidates_for
from apps.demonstrations.models import Batch, Candidate
from apps.demonstrations.views.doors import Within


class OfProgramme(Within, SignedInView):
    """A programme that the person sees, and the batch that is looked at."""

    @cached_property
    def batches(self) -> list[Batch]:
        """All batches, the newest first."""
        rows = list(self.programme.batches.order_by("-number"))
        for batch in rows:
            batch.programme = self.programme
        return rows

    @cached_property
    def batch(self) -> Batch | None:
        """The batch that the address asks for, else the newest."""
        asked = whole(self.request.GET.get("batch"))
        return next((row for row in self.batches if row.number == asked), self.batches[0] if self.batches else None)


class OfCandidate(OfProgramme):
    """One candidate that the person sees."""

    @cached_property
    def candidate(self) -> Candidate:
        return seen(candidates_for(self.request.user, self.programme), pk=self.kwargs["pk"])

    def to_candidate(self) -> HttpResponse:
        return redirect("candidates:candidate", programme=self.programme.slug, pk=self.candidate.pk)

    def done(self, act: Any, words: str, **given: Any) -> HttpResponse:
        """Do one act and go back to the candidate; a refusal is told there."""
        try:
            act(self.request.user, **given)
            messages.success(self.request, words)
        except (Invalid, Refused, Conflict) as error:
            messages.error(self.request, told(error))
        return self.to_candidate()


def told(error: Any) -> str:
    """A refusal with what it says of single fields."""
    found = error.details.values() if isinstance(error.details, dict) else []
    lines = [line for each in found if isinstance(each, list) for line in each if isinstance(line, str) and line]
    return " ".join(dict.fromkeys([str(error.message), *lines]))


def posted(request: HttpRequest, name: str) -> str:
    """A text of a sent form."""
    return request.POST.get(name, "")
