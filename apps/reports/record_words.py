"""What are the parts of an act called, and how are its stored values said? Words of the program become people's."""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from apps.assessments.choices import RefinementStatus, SubmissionStatus
from apps.campaigns.choices import StageKind
from apps.campaigns.choices import Status as CampaignStatus
from apps.organisations.choices import Kind, Role

NAMES = {
    "branch": gettext_lazy("Branch"),
    "branches": gettext_lazy("Branches"),
    "changed": gettext_lazy("Changed"),
    "closes": gettext_lazy("Closes"),
    "criteria": gettext_lazy("Criteria"),
    "criterion": gettext_lazy("Criterion"),
    "dated": gettext_lazy("Date"),
    "day": gettext_lazy("Day"),
    "digest": gettext_lazy("Digest"),
    "drawn": gettext_lazy("Signed by hand"),
    "due": gettext_lazy("To be mended by"),
    "facts": gettext_lazy("Figures"),
    "file": gettext_lazy("File"),
    "kind": gettext_lazy("Kind"),
    "level": gettext_lazy("Level"),
    "mark": gettext_lazy("Marks"),
    "marks": gettext_lazy("Marks"),
    "marks_changed": gettext_lazy("Marks changed"),
    "meeting_on": gettext_lazy("Day of the meeting"),
    "members": gettext_lazy("Members"),
    "name": gettext_lazy("Name"),
    "new": gettext_lazy("New"),
    "node": gettext_lazy("Branch or unit"),
    "number": gettext_lazy("Number"),
    "opens": gettext_lazy("Opens"),
    "part": gettext_lazy("Criterion"),
    "place": gettext_lazy("Meeting place"),
    "proof": gettext_lazy("Proof"),
    "reason": gettext_lazy("Reason"),
    "role": gettext_lazy("Office"),
    "rulebook": gettext_lazy("Rulebook"),
    "same": gettext_lazy("Unchanged"),
    "second": gettext_lazy("Second person"),
    "seen": gettext_lazy("What was seen"),
    "since": gettext_lazy("Since"),
    "stage": gettext_lazy("Stage"),
    "state": gettext_lazy("State"),
    "status": gettext_lazy("State"),
    "stops": gettext_lazy("Stops"),
    "team": gettext_lazy("Team"),
    "text": gettext_lazy("Text"),
    "time": gettext_lazy("Time"),
    "title": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit"),
    "units": gettext_lazy("Units"),
    "until": gettext_lazy("Until"),
    "username": gettext_lazy("Account"),
    "vetoes": gettext_lazy("Vetoes"),
    "year": gettext_lazy("Year"),
    "years": gettext_lazy("Years"),
    "zone": gettext_lazy("Zone"),
    "zones": gettext_lazy("Zones"),
}
CHOICES = {
    "stage": dict(StageKind.choices),
    "role": dict(Role.choices),
    "kind": dict(Kind.choices),
    "state": dict([*SubmissionStatus.choices, *RefinementStatus.choices, *CampaignStatus.choices]),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
DIGEST = re.compile(r"[0-9a-f]{64}")


def name_of(key: str) -> str:
    """What a part is called; codes of criteria as they are."""
    return str(NAMES.get(key, key))


def value_of(key: str, value: Any) -> Any:
    """A stored value as people say it: words for kinds, local moments, short digests; others as they are."""
    if not isinstance(value, str):
        return value
    if value in CHOICES.get(key, {}):
        return str(CHOICES[key][value])
    if DIGEST.fullmatch(value):
        return f"{value[:4]}…{value[-4:]}"
    if MOMENT.fullmatch(value):
        at = datetime.fromisoformat(value)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    return value
