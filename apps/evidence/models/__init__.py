"""Proof files with their uses; what is alike among them; how long they are kept."""

from apps.evidence.models.files import Evidence, EvidenceFile, Use
from apps.evidence.models.keeping import KeepingTime
from apps.evidence.models.likeness import Band, Likeness, Print

__all__ = ["Band", "Evidence", "EvidenceFile", "KeepingTime", "Likeness", "Print", "Use"]
