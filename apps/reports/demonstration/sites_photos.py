"""Drawn photos of a field survey."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from apps.demonstrations.models import Candidate, Gate
from apps.demonstrations.proving import SURVEY
from apps.demonstrations.services.proof import add_files
from apps.reports.demonstration.papers import scene

# What is shown, and at what time of the day, in minutes.
SEEN = {"一窗办": (("办事大厅", 581), ("党员岗", 605), ("活动室", 632), ("办件记录", 650))}
DAY = datetime(2025, 11, 12)


def add_photos(actor: Any, gate: Gate) -> None:
    """The photos of those who were photographed, through the reading that uploads take."""
    for candidate in Candidate.objects.filter(batch=gate.batch, brand__in=SEEN).select_related("node"):
        add_files(actor, candidate, [photo(title, minutes) for title, minutes in SEEN[candidate.brand]], SURVEY)


def photo(title: str, minutes: int) -> ContentFile:
    """One photo as a phone would send it."""
    return ContentFile(scene(f"survey-{minutes}", DAY + timedelta(minutes=minutes)), name=f"{title}.jpg")
