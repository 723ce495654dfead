"""Sealed results: one canonical file and its digest, checks of it, and corrections that never change the old text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.evaluations.models.papers import Paper
from apps.evaluations.models.runs import Run


class SealProposal(models.Model):
    """Somebody asks to seal what `parts` are the digests of; another person confirms just that, or sends it back."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="seal_proposals")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    parts = models.JSONField(default=dict)
    by = models.BigIntegerField()
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=80, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(ended_at=None), name="one_standing_seal_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.by_name}"


class Seal(models.Model):
    """`parts` are the digests of rulebook, inputs, decisions and results; `digest` that of the whole canonical file.

    `chain` is the head of the audit chain at that moment, at `chain_position`. Two people seal; the file says when.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="seal")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    parts = models.JSONField(default=dict)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    chain = models.CharField(max_length=64, blank=True)
    chain_position = models.BigIntegerField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("second person"), max_length=80, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.campaign} · {self.digest[:8]}"


class Erratum(models.Model):
    """A numbered correction after sealing: what, why, by which two people, and which places moved (perhaps none).

    `changes` is a list of {branch, name, what, before, after}, `what` being "name", "members", "level", "mark:A1" or
    "veto:V1", marks in hundredths; `moved` of {branch, name, level, place, level_after, place_after}. It waits for its
    second person while `confirmed_at` is empty.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="errata")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("what is corrected"), max_length=160)
    reason = models.CharField(_("why"), max_length=500)
    changes = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("second person"), max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["seal", "number"], name="erratum_numbered_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SealCheck(models.Model):
    """Somebody recomputed a seal, and whether every figure was the same. how: "page", "nightly" or "command"."""

    seal = models.ForeignKey(Seal, models.CASCADE, related_name="checks")
    by_name = models.CharField(_("who"), max_length=80)
    how = models.CharField(_("how"), max_length=40)
    is_same = models.BooleanField()
    differences = models.JSONField(default=list)
    milliseconds = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.seal} · {self.by_name}"
