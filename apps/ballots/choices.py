"""States of a ballot, what becomes of few votes, and states of a batch of paper ballots."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PollStatus(models.TextChoices):
    PREPARING = "preparing", _("being prepared")
    VOTING = "voting", _("votes are being cast")
    COUNTED = "counted", _("counted")


class FewVotes(models.TextChoices):
    """What becomes of a layer with fewer votes than are shown."""

    COUNTED = "counted", _("counted, never shown by itself")
    LEFT_OUT = "left-out", _("not counted")


class BatchStatus(models.TextChoices):
    FIRST = "first", _("waits for the second person")
    DIFFERS = "differs", _("two people typed different figures")
    AGREED = "agreed", _("in the box")
    DROPPED = "dropped", _("dropped")
