"""What every door of titles begins with: the programme, and what the person may do there."""

from functools import cached_property
from typing import Any

from django.http import Http404

from apps.core.doors import seen
from apps.demonstrations.models import Batch, Title
from apps.demonstrations.title_list import titles_of, with_words
from apps.demonstrations.views.doors import Within


class OfProgramme(Within):
    """A programme that the person sees, and what they may do there."""

    def may(self, act: str, subject: Any = None) -> bool:
        """Whether the person holds `demonstrations.{act}`, on the programme unless something else is named."""
        return self.request.user.has_perm(f"demonstrations.{act}", subject or self.programme)

    @cached_property
    def compares(self) -> bool:
        return self.may("compare")


class OfBatch(OfProgramme):
    """A batch, for those who compare its candidates."""

    @cached_property
    def batch(self) -> Batch:
        if not self.compares:
            raise Http404
        rows = self.programme.batches.select_related("programme__committee")
        return seen(rows, number=self.kwargs["batch"])


class OfTitle(OfProgramme):
    """A title within the person's reach: its steps and reviews are not for everybody."""

    @cached_property
    def title(self) -> Title:
        rows = titles_of(self.programme)
        rows = with_words(rows if self.compares else rows.visible_to(self.request.user))
        told = "candidate__node", "candidate__batch__programme__committee"
        return seen(rows.select_related(*told).prefetch_related("reviews"), pk=self.kwargs["pk"])
