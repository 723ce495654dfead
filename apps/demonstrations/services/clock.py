"""Gates whose day has come open by themselves. None closes so: who passes is a person's word, and they are reminded."""

import logging

from django.db.models import F
from django.utils import timezone

from apps.core.errors import DomainError
from apps.demonstrations.choices import BatchStatus, GateStatus
from apps.demonstrations.models import Gate
from apps.demonstrations.services.gates import open_gate

UNFINISHED = (GateStatus.PLANNED, GateStatus.OPEN)
log = logging.getLogger(__name__)


def open_due_gates() -> list[Gate]:
    """Open every gate to come whose span holds this moment, by the system; gives those that were opened.

    One that cannot be opened yet (an earlier one is not done, nobody takes part) is tried again the next time.
    """
    now = timezone.now()
    due = Gate.objects.filter(
        batch__status=BatchStatus.GATES, status=GateStatus.PLANNED, opens_at__lte=now, closes_at__gt=now
    )
    behind = due.filter(batch__gates__position__lt=F("position"), batch__gates__status__in=UNFINISHED)
    opened = []
    for gate in due.exclude(pk__in=behind.values("pk")).order_by("pk"):
        try:
            opened.append(open_gate(None, gate))
        except DomainError as error:
            log.info("gate %s stays shut: %s", gate.pk, error.code)
    return opened
