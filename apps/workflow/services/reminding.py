"""How a person wants to be reminded, and how a committee reminds: each is one act."""

from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.organisations.models import Node
from apps.workflow.choices import OUTSIDE, Purpose
from apps.workflow.models import Preference, Reminding

MOST_DAYS, LONGEST = 6, 60


@transaction.atomic
def choose_reminders(
    actor: Any,
    *,
    ways: dict[str, list[str]],
    quiet_from: time,
    quiet_until: time,
    on_free_days: bool = False,
    weekly: bool = False,
) -> Preference:
    """One's own ways by purpose, quiet hours and free days; the page is always a way. Refuses unknown purposes."""
    if not set(ways) <= set(Purpose.values) or any(way not in OUTSIDE for chosen in ways.values() for way in chosen):
        raise Invalid(_("There is no such way."), details={"ways": [""]})
    row = Preference.objects.select_for_update().get_or_create(person=actor)[0]
    row.ways = {purpose: [way for way in OUTSIDE if way in ways.get(purpose, ())] for purpose in Purpose.values}
    row.quiet_from, row.quiet_until = quiet_from, quiet_until
    row.on_free_days, row.weekly = on_free_days, weekly
    row.save()
    record(actor, "reminders.chosen", row, after={"ways": row.ways, "quiet": f"{quiet_from:%H:%M}–{quiet_until:%H:%M}"})
    return row


@transaction.atomic
def set_reminding(actor: Any, committee: Node, **fields: Any) -> Reminding:
    """What a committee sets for everybody: see `Reminding`. Refuses days that are none, and a level told before it is
    late."""
    authorise(actor, "workflow.change_reminding", committee)
    row = Reminding.objects.select_for_update().select_related("committee").get_or_create(committee=committee)[0]
    before = row.told()
    for name in ("days_before", "days_late"):
        if name in fields:
            fields[name] = checked(name, fields[name])
    for name, value in fields.items():
        setattr(row, name, value)
    if not 1 <= row.unit_after <= row.staff_after <= LONGEST:
        message = _("The unit is told first, after at least one working day; the staff after it.")
        raise Invalid(message, details={"staff_after": [""]})
    row.save()
    record(actor, "reminders.set", row, node_path=committee.path, before=before, after=row.told())
    return row


def checked(name: str, days: list[int]) -> list[int]:
    """Days as they are kept: each once; the farthest first before an end, the nearest first after it."""
    least = 0 if name == "days_before" else 1
    if len(days) > MOST_DAYS or any(not least <= day <= LONGEST for day in days):
        raise Invalid(_("At most six numbers of working days, up to 60."), details={name: [""]})
    return sorted(set(days), reverse=name == "days_before")
