"""Which message goes to whom, by which way, about what; what became of it?"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.workflow.choices import DeliveryKind, DeliveryStatus, Way


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "DeliveryQuerySet":
        """One's own, and those of the committees where one conducts campaigns."""
        if person.pk is None:
            return self.none()
        reach = reach_of(person)
        if reach.is_everything:
            return self
        return self.filter(Q(person=person) | reach.where(Power.CAMPAIGN, "committee__path", "committee__zone_id"))

    def sent(self) -> "DeliveryQuerySet":
        return self.filter(status=DeliveryStatus.SENT)

    def due(self, now: Any) -> "DeliveryQuerySet":
        """What may go now, what waits longest first."""
        return self.filter(status=DeliveryStatus.QUEUED, due_at__lte=now).order_by("due_at", "pk")


class Delivery(models.Model):
    """One message to one person by one way. `key` is made once: a message that was made before is not made again.

    The words are made at the moment of sending, from the facts of that moment; the row keeps what it is about, never
    an address or a number. `number` is what the gateway and the mail server know it by.
    """

    key = models.CharField(max_length=120, unique=True)
    number = models.UUIDField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deliveries")
    committee = models.ForeignKey(Node, models.CASCADE, related_name="+")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    kind = models.CharField(_("why"), max_length=12, choices=DeliveryKind.choices)
    status = models.CharField(_("state"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.QUEUED)
    due_at = models.DateTimeField(_("not before"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    said = models.CharField(_("answer"), max_length=200, blank=True)
    by_name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due_at"]), models.Index(fields=["committee", "status"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.get_way_display()}"


class DeliveryItem(models.Model):
    """One thing in a message: the key of the item on the person’s list, and, for counting, what it is and whose; a note
    of one’s own is of no campaign.

    `was_told` is False where it was done before the message went.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    topic = models.CharField(max_length=12)
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Node, models.CASCADE, null=True, related_name="+")
    was_told = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "topic"]), models.Index(fields=["key"])]

    def __str__(self) -> str:
        return self.key
