"""How a project goes on through the year: reported by who answers for it; less than before only with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Candidate, Progress
from apps.demonstrations.services.findings import TAKING_PART
from apps.demonstrations.services.taking import locked

WHOLE = 100
LIMITS = {"text": 1000, "hindrance": 500, "reason": 500}


@transaction.atomic
def report_progress(
    actor: Any, candidate: Candidate, *, on: date, done: int, text: str, hindrance: str = "", reason: str = ""
) -> Progress:
    """Report how far a project is on a day, in per cent of its plan.

    Refuses days to come and days before the last report, by field; and less than before without the reason for it.
    """
    row = locked(candidate)
    authorise(actor, "demonstrations.apply", row.node)
    if row.batch.programme.kind != ProgrammeKind.PROJECT:
        raise Refused(_("Progress is reported for projects."), code="no-project")
    if row.status not in TAKING_PART:
        raise Refused(_("Progress is reported once the project takes part."), code="not-taking-part")
    words = {"text": text.strip(), "hindrance": hindrance.strip(), "reason": reason.strip()}
    last = row.progress.last()
    faults = faults_of(on, done, words, last)
    if faults:
        raise Invalid(_("Some values cannot be taken."), details=faults)
    if not last or done >= last.done:
        words["reason"] = ""
    made = Progress.objects.create(candidate=row, on=on, done=done, by=actor.pk, by_name=actor.name, **words)
    before = {"done": last.done} if last else None
    after = {"on": on.isoformat(), "done": done, "text": words["text"], "hindrance": words["hindrance"]}
    record(actor, "progress.reported", made, node_path=row.path, before=before, after=after, reason=words["reason"])
    return made


def faults_of(on: date, done: int, words: dict[str, str], last: Progress | None) -> dict[str, list[str]]:
    """What of a report cannot be, by field."""
    found = {name: [_("At most %(n)s characters.") % {"n": n}] for name, n in LIMITS.items() if len(words[name]) > n}
    if not words["text"]:
        found["text"] = [_("Fill this in.")]
    if on > timezone.localdate():
        found["on"] = [_("This day is still to come.")]
    elif last and on < last.on:
        found["on"] = [_("The last report is of %(day)s.") % {"day": last.on.isoformat()}]
    if not 0 <= done <= WHOLE:
        found["done"] = [_("Per cent, from 0 to 100.")]
    elif last and done < last.done and not words["reason"]:
        found["reason"] = [_("Last time it was %(n)s per cent. Give the reason why it is less.") % {"n": last.done}]
    return found
