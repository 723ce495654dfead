"""Proof files of branches: each with its revisions, and with the uses that say who may see it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.evidence.choices import SUFFIXES, ContentType, UseKind
from apps.evidence.granting import granted_to
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of


class UseQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "UseQuerySet":
        """Uses within one's offices; for who holds none, those that were granted."""
        reach = reach_of(person)
        if reach.offices or reach.is_everything or not person.is_authenticated:
            return self.filter(reach.where(Power.SEE, "path", "zone_id"))
        return self.filter(granted_to(person))

    def standing(self) -> "UseQuerySet":
        return self.filter(ended_at=None)

    def of(self, kind: str, key: int) -> "UseQuerySet":
        return self.filter(kind=kind, key=key)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "EvidenceQuerySet":
        """Proof that is, or was, used somewhere within one's offices."""
        return self.filter(models.Exists(Use.objects.visible_to(person).filter(evidence=models.OuterRef("pk"))))

    def owned_by(self, node: Node) -> "EvidenceQuerySet":
        return self.filter(owner=node)


class Evidence(models.Model):
    """One piece of proof of one organisation, whatever criteria, campaigns and years it serves.

    `due_at` is when the nightly job found that it has been kept long enough; a person says whether it goes.
    """

    owner = models.ForeignKey(Node, models.PROTECT, related_name="evidence", verbose_name=_("branch"))
    title = models.CharField(_("title"), max_length=60, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    due_at = models.DateTimeField(null=True, db_index=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"


class FileQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "FileQuerySet":
        uses = Use.objects.visible_to(person).filter(evidence=models.OuterRef("evidence"))
        return self.filter(models.Exists(uses))


class EvidenceFile(models.Model):
    """One revision: the kept file and our own pictures of it, at random places in the storage.

    `digest` is the SHA-256 of the kept file, `upload_digest` of what was sent: pictures are made anew on the way in.
    `pictures` are the places of what may be shown in a page (JPEG): the picture itself, or the first pages of a PDF.
    `excerpt` is the beginning of an office document: rows of cells, a paragraph being a row of one.
    """

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("revision"))
    name = models.CharField(_("file"), max_length=120)
    content_type = models.CharField(max_length=80, choices=ContentType.choices)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    upload_digest = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(_("taken"), null=True)
    path = models.CharField(max_length=80)
    thumbnail = models.CharField(max_length=80, blank=True)
    pictures = models.JSONField(default=list)
    excerpt = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["evidence", "number"]
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="revision_numbered_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def places(self) -> list[str]:
        """Everything that it keeps in the storage."""
        return [place for place in dict.fromkeys([self.path, self.thumbnail, *self.pictures]) if place]

    @property
    def file_name(self) -> str:
        """The name to download it under: as it was sent, with the ending of what it is."""
        stem = self.name.rpartition(".")[0] or self.name
        return f"{stem}.{SUFFIXES[ContentType(self.content_type)]}"


class Use(models.Model):
    """Where a piece of proof serves: one part of one thing, in the revision that was shown there.

    Path and zone say who sees it. A use that a numbered run stands on is ended, never deleted.
    """

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="uses")
    file = models.ForeignKey(EvidenceFile, models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=20, choices=UseKind.choices)
    key = models.BigIntegerField()
    part = models.CharField(_("criterion"), max_length=20)
    path = models.CharField(max_length=80, db_index=True)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "kind", "key", "part"], condition=models.Q(ended_at=None), name="used_once_a_part"
            ),
        ]
        indexes = [models.Index(fields=["kind", "key", "part"])]

    def __str__(self) -> str:
        return f"{self.evidence} · {self.kind} {self.key} · {self.part}"
