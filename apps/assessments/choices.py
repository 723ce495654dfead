"""Parties to an assessment, where its scorers come from; states of a self-assessment, of a unit's own indicators, of an
import, of vetoes and of visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.TextChoices):
    """The parties with ways of their own; others are named by the rulebook alone, and mark as the superior does."""

    SELF = "self", _("self-assessment")
    SUPERIOR = "superior", _("superior assessment")


class SubmissionStatus(models.TextChoices):
    FILLING = "filling", _("being filled in")
    READY = "ready", _("waits for the secretary")
    SUBMITTED = "submitted", _("with the unit")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved by the unit")
    HANDED_OVER = "handed-over", _("with the work committee")
    RECEIVED = "received", _("received by the work committee")


class RefinementStatus(models.TextChoices):
    WRITING = "writing", _("being written")
    SUBMITTED = "submitted", _("waits for approval")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")


class ImportStatus(models.TextChoices):
    CHECKING = "checking", _("being checked")
    FAULTY = "faulty", _("has rows to mend")
    READY = "ready", _("ready to write")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("not imported")
    FAILED = "failed", _("could not be read")


class VetoStatus(models.TextChoices):
    PROPOSED = "proposed", _("waits for the second person")
    CONFIRMED = "confirmed", _("stands")
    REFUSED = "refused", _("refused")
    LIFTED = "lifted", _("lifted")


class StopStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    STARTED = "started", _("under way")
    SIGNED = "signed", _("signed by both")
    SKIPPED = "skipped", _("passed over")


class QueuedKind(models.TextChoices):
    """What a phone may keep until it has a network."""

    START = "start", _("begin")
    CHECK = "check", _("what was seen")
    PHOTO = "photo", _("photo")
    DROP_PHOTO = "drop-photo", _("photo removed")
    FINDING = "finding", _("finding")
    DROP_FINDING = "drop-finding", _("finding taken back")
    TEAM = "team", _("signature of the team")
    TAKE_BACK = "take-back", _("signature taken back")
    BRANCH = "branch", _("signature of the branch")
    SKIP = "skip", _("branch left out")
    RESUME = "resume", _("visited after all")


class Pool(models.TextChoices):
    """From where a scorer comes."""

    STAFF = "staff", _("scoring staff")
    MONITOR = "monitor", _("monitoring staff")
    EXPERT = "expert", _("expert panel")
    JUDGE = "judge", _("panel of judges")
