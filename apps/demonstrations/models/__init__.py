"""Selections: programmes, batches, gates, candidates; titles that follow from them, their reviews and their end."""

from apps.demonstrations.models.candidates import Candidate, Finding, Passage, Progress
from apps.demonstrations.models.filings import Filing
from apps.demonstrations.models.programmes import Batch, Gate, Programme
from apps.demonstrations.models.titles import Conferral, Review, Title, TitleStep

__all__ = [
    "Batch",
    "Candidate",
    "Conferral",
    "Filing",
    "Finding",
    "Gate",
    "Passage",
    "Programme",
    "Progress",
    "Review",
    "Title",
    "TitleStep",
]
