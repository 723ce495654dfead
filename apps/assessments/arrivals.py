"""When was an act done by the phone's clock, when did it come in, and was that clock right?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from apps.assessments.choices import QueuedKind as K
from apps.assessments.models import QueuedAct, Stop

LATE = timedelta(minutes=2)
HOUR = 3600
BY_PART, BY_MADE = frozenset({K.CHECK}), frozenset({K.PHOTO, K.FINDING})


@dataclass(frozen=True)
class Arrival:
    """Both times of an act that came from a phone's queue; `clock_off` in seconds, ahead of ours."""

    told_at: datetime
    arrived_at: datetime
    clock_off: int

    @property
    def is_late(self) -> bool:
        """Whether it lay on the phone for a while."""
        return abs(self.arrived_at - self.told_at) > LATE

    @property
    def clock_words(self) -> str:
        """What to think of the phone's time; nothing where it is right within the hour."""
        hours = round(abs(self.clock_off) / HOUR, 1)
        if abs(self.clock_off) <= HOUR:
            return ""
        words = (
            _("the phone's clock was %(hours)s h fast")
            if self.clock_off > 0
            else _("the phone's clock was %(hours)s h slow")
        )
        return words % {"hours": hours}


def arrivals(stop: Stop) -> dict[tuple[str, str | int], Arrival]:
    """The last arrival by kind and what it is about: a criterion, a finding's or photo's number, else nothing."""
    found = {}
    for act in QueuedAct.objects.filter(stop=stop):
        found[act.kind, about(act)] = Arrival(act.told_at, act.arrived_at, act.clock_off)
    return found


def about(act: QueuedAct) -> str | int:
    if act.kind in BY_MADE:
        return act.made or 0
    return act.part if act.kind in BY_PART else ""
