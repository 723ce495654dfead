"""Rulebooks and their versions: a published version is frozen for ever."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.criteria.choices import VersionStatus


class Rulebook(models.Model):
    """One rulebook through the years, named by its slug."""

    slug = models.SlugField(max_length=60, unique=True)
    title_zh = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title_zh


class VersionQuerySet(models.QuerySet):
    def published(self) -> "VersionQuerySet":
        return self.filter(status=VersionStatus.PUBLISHED)

    def visible_to(self, person: Any) -> "VersionQuerySet":
        """Published rules are no secret to anybody who may sign in."""
        return self.published() if person.is_authenticated else self.none()


class RulebookVersion(models.Model):
    """A rulebook's text as it stood; `digest` is the SHA-256 of that text."""

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["rulebook__slug", "-number"]
        constraints = [models.UniqueConstraint(fields=["rulebook", "number"], name="version_numbered_once")]

    def __str__(self) -> str:
        return gettext("%(title)s, version %(number)s") % {"title": self.rulebook.title_zh, "number": self.number}

    def save(self, *args, **kwargs):
        if self.pk and RulebookVersion.objects.filter(pk=self.pk, status=VersionStatus.PUBLISHED).exists():
            raise TypeError("A published rulebook version is frozen.")
        super().save(*args, **kwargs)
