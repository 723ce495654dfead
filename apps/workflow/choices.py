"""Ways by which people are told, what for, and how far a message has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    PAGE = "page", _("in the page")
    MAIL = "mail", _("by e-mail")
    GATEWAY = "gateway", _("text message")


class Purpose(models.TextChoices):
    """What a person chooses ways for."""

    DUE_SOON = "due-soon", _("due soon")
    LATE = "late", _("late")
    RETURNED = "returned", _("returned to mend")
    DIGEST = "digest", _("daily digest")


class DeliveryKind(models.TextChoices):
    """Why a message was made; the first four as people choose, the others by staff and by the clock."""

    DUE_SOON = "due-soon", _("due soon")
    LATE = "late", _("late")
    RETURNED = "returned", _("returned to mend")
    DIGEST = "digest", _("daily digest")
    WEEKLY = "weekly", _("weekly digest")
    ESCALATION = "escalation", _("told one level higher")
    BY_HAND = "by-hand", _("asked by staff")


class DeliveryStatus(models.TextChoices):
    QUEUED = "queued", _("waits to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("has been sent")
    DROPPED = "dropped", _("not needed any more")
    FAILED = "failed", _("did not arrive")
    UNCLEAR = "unclear", _("perhaps sent")


OUTSIDE = (Way.MAIL, Way.GATEWAY)
# What staff may send again.
STUCK = (DeliveryStatus.FAILED, DeliveryStatus.UNCLEAR)
