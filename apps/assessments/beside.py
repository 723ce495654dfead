"""What a scorer reads beside the marks that this app knows nothing of: apps above register it, by an assessment's
subject."""

from collections.abc import Callable
from typing import Any

from apps.assessments.models import Assessment

# Gives {"template": …, and what that template shows}, or None for what it does not know.
Reading = Callable[[Any, Assessment], dict[str, Any] | None]
READINGS: list[Reading] = []


def register(reading: Reading) -> None:
    """`reading` is asked for assessments with a subject, and gives nothing to who may not read it."""
    if reading not in READINGS:
        READINGS.append(reading)


def reading_for(person: Any, assessment: Assessment) -> dict[str, Any] | None:
    """What stands below the marks of this assessment; nothing is asked where it has no subject of its own."""
    if not assessment.subject:
        return None
    return next((found for reading in READINGS if (found := reading(person, assessment))), None)
