"""What pages of one programme begin with: the programme, its batch, its gate, as the address names them."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.demonstrations.choices import BatchStatus
from apps.demonstrations.models import Batch, Gate, Programme


class Within:
    """Below one programme that the person sees."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("committee", "rating")
        return seen(rows, slug=self.kwargs["programme"])

    @cached_property
    def batch(self) -> Batch:
        """The batch of the address; a draft only for those who prepare it."""
        rows = self.programme.batches.all()
        if not self.request.user.has_perm("demonstrations.conduct", self.programme):
            rows = rows.exclude(status=BatchStatus.DRAFT)
        found = seen(rows, number=self.kwargs["batch"])
        found.programme = self.programme
        return found

    @cached_property
    def gate(self) -> Gate:
        rows = self.batch.gates.select_related("campaign", "rulebook_version__rulebook")
        found = seen(rows, position=self.kwargs["gate"])
        found.batch = self.batch
        return found

    def permit(self) -> None:
        """Only those who conduct the programme."""
        authorise(self.request.user, "demonstrations.conduct", self.programme)

    def permit_reading(self) -> None:
        """Those who see all candidates, besides those who conduct."""
        person = self.request.user
        if not person.has_perm("demonstrations.conduct", self.programme):
            authorise(person, "demonstrations.compare", self.programme)
