"""Messages that did not arrive are sent again when staff say so."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.workflow.choices import STUCK, DeliveryStatus
from apps.workflow.models import Delivery
from apps.workflow.reminding.sending import announce_sending


@transaction.atomic
def retry_message(actor: Any, delivery: Delivery) -> Delivery:
    """Try a message again that failed, or of which nobody knows whether it went; refuses any other."""
    authorise(actor, "workflow.retry_message", delivery)
    if not queue_again(Delivery.objects.filter(pk=delivery.pk)):
        raise Refused(_("Only what failed is sent again."), code="not-stuck")
    delivery.refresh_from_db()
    record(actor, "message.retried", delivery, node_path=delivery.committee.path)
    announce_sending()
    return delivery


@transaction.atomic
def retry_all(actor: Any, rows: "QuerySet[Delivery]") -> int:
    """The same for every failed message among `rows` (those that the person sees); gives how many.

    What perhaps went is left alone: that is decided one by one.
    """
    authorise(actor, "workflow.retry_message")
    failed = rows.filter(status=DeliveryStatus.FAILED).select_related("committee", "person")
    mine = [row for row in failed if actor.has_perm("workflow.retry_message", row)]
    count = queue_again(Delivery.objects.filter(pk__in=[row.pk for row in mine]))
    if not count:
        raise Refused(_("Only what failed is sent again."), code="not-stuck")
    record(actor, "message.retried", mine[0], node_path=mine[0].committee.path, after={"messages": count})
    announce_sending()
    return count


def queue_again(rows: "QuerySet[Delivery]") -> int:
    return rows.filter(status__in=STUCK).update(status=DeliveryStatus.QUEUED, tries=0, due_at=timezone.now())
