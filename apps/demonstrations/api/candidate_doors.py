"""What REST doors of candidates begin with: the programme, a batch of it, one candidate."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.demonstrations.candidate_page import candidates_for
from apps.demonstrations.models import Batch, Candidate, Programme
from apps.demonstrations.serializers.candidates import CandidateSerializer


class CandidateDoor(Door):
    """Candidates of one programme that the person sees."""

    serializer_class = CandidateSerializer

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("committee", "rating__rulebook_version")
        return seen(rows, slug=self.kwargs["programme"])

    def batch(self, number: Any) -> Batch:
        """A batch of the programme; 404 for another."""
        found = seen(self.programme.batches.all(), number=number)
        found.programme = self.programme
        return found

    def get_queryset(self) -> QuerySet[Candidate]:
        if getattr(self, "swagger_fake_view", False):
            return Candidate.objects.none()
        return candidates_for(self.request.user, self.programme)

    @property
    def candidate(self) -> Candidate:
        """The candidate of the address as it stands now; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])
