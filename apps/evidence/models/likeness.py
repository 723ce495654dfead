"""Which files are the same or nearly so: prints to compare, bands to look them up by, pairs that a person judges."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.evidence.choices import LikeKind, PrintKind, Verdict
from apps.evidence.models.files import EvidenceFile, Use


class Print(models.Model):
    """What a file looks or reads like, in a few bytes; empty where it is too plain or too short to tell."""

    file = models.OneToOneField(EvidenceFile, models.CASCADE, related_name="print", primary_key=True)
    kind = models.CharField(max_length=10, choices=PrintKind.choices)
    bits = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"{self.file} · {self.kind}"


class Band(models.Model):
    """A part of a print: files that are alike share at least one, so that nobody compares all with all."""

    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="bands")
    code = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.file} · {self.code}"


class LikenessQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "LikenessQuerySet":
        """Pairs of which the person sees at least one side."""
        uses = Use.objects.visible_to(person)
        first = uses.filter(evidence=models.OuterRef("first__evidence"))
        second = uses.filter(evidence=models.OuterRef("second__evidence"))
        return self.filter(models.Exists(first) | models.Exists(second))

    def unjudged(self) -> "LikenessQuerySet":
        return self.filter(verdict="")

    def about(self, files: Any) -> "LikenessQuerySet":
        """Pairs in which one of these files stands."""
        return self.filter(models.Q(first__in=files) | models.Q(second__in=files))


class Likeness(models.Model):
    """Two files that are the same or nearly so. Found by a job, judged by a person; nothing follows by itself."""

    first = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="+")
    second = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LikeKind.choices)
    share = models.PositiveSmallIntegerField(_("alike, in per cent"))
    found_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(_("judgement"), max_length=12, choices=Verdict.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "likenesses"
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="found_alike_once")]
        indexes = [models.Index(fields=["verdict"])]

    def __str__(self) -> str:
        return f"{self.first} · {self.second}"
