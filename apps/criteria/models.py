"""Rulebooks, versions, drafts, and dictionaries between their levels: a published version is frozen for ever."""

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.criteria.choices import VersionStatus
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT, below


class Rulebook(models.Model):
    """One rulebook through the years, named by its slug; `committee` publishes it (none: it ships)."""

    slug = models.SlugField(max_length=60, unique=True)
    title_zh = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(max_length=120)
    committee = models.ForeignKey(Node, models.PROTECT, null=True, blank=True, related_name="rulebooks")

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
    """A rulebook's text as it stood; `digest` is the SHA-256 of that text.

    reasons: why a criterion differs from the version it was based on, by the criterion's code.
    """

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=80, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    reasons = models.JSONField(default=dict, blank=True)

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


class DraftQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "DraftQuerySet":
        """Drafts of the committees whose campaigns the person conducts."""
        return self.filter(reach_of(person).where(Power.CAMPAIGN, "committee__path", "committee__zone_id"))


class Draft(models.Model):
    """A rulebook being written; the text is all there is, and `revision` counts how often it was saved.

    slug and titles are read from the text whenever it can be read. reasons: see RulebookVersion.
    """

    committee = models.ForeignKey(Node, models.PROTECT, related_name="rulebook_drafts")
    based_on = models.ForeignKey(RulebookVersion, models.PROTECT, null=True, blank=True, related_name="drafts")
    slug = models.CharField(max_length=60)
    title_zh = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(max_length=120)
    text = models.TextField()
    reasons = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_by_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return gettext("%(title)s, draft") % {"title": self.title_zh}

    def title(self, language: str) -> str:
        """The title in a language."""
        return self.title_zh if language.startswith("zh") else self.title_en


class DictionaryQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "DictionaryQuerySet":
        """Dictionaries of the committees below and above one's offices: by them one's own record is read."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        match = models.Q(pk__in=[])
        for office in reach.holding(Power.SEE):
            above = [office.path[:end] for end in range(SEGMENT, len(office.path) + 1, SEGMENT)]
            match |= below(office.path, "committee__path") | models.Q(committee__path__in=above)
        return self.filter(match)


class Dictionary(models.Model):
    """How a committee reads the levels of one rulebook in the words of another.

    words: for each level of `source` that has an equal, the level of `target`.
    """

    committee = models.ForeignKey(Node, models.PROTECT, related_name="dictionaries")
    source = models.ForeignKey(Rulebook, models.PROTECT, related_name="+", verbose_name=_("levels of"))
    target = models.ForeignKey(Rulebook, models.PROTECT, related_name="+", verbose_name=_("in the words of"))
    words = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    changed_by_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    objects = DictionaryQuerySet.as_manager()

    class Meta:
        ordering = ["source__slug", "target__slug", "pk"]
        constraints = [models.UniqueConstraint(fields=["committee", "source", "target"], name="dictionary_once")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
