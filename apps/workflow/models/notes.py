"""What a person noted for themselves, or was handed by somebody; everything else on a to-do list is derived."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoteQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "NoteQuerySet":
        """Notes on one's own list, and those that one handed to somebody."""
        if person.pk is None:
            return self.none()
        return self.filter(Q(person=person) | Q(from_id=person.pk))

    def on_list_of(self, person: Any) -> "NoteQuerySet":
        return self.filter(person=person)

    def handed_by(self, person: Any) -> "NoteQuerySet":
        return self.filter(from_id=person.pk).exclude(person=person)

    def waiting(self) -> "NoteQuerySet":
        return self.filter(done_at=None)


class Note(models.Model):
    """One thing on a person's list; `from_name` handed it over, `item_key` names the derived item that it repeats."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    title = models.CharField(_("what"), max_length=120)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(null=True)
    from_id = models.BigIntegerField(null=True, db_index=True)
    from_name = models.CharField(max_length=80, blank=True)
    item_key = models.CharField(max_length=80, blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["person", "done_at"])]

    def __str__(self) -> str:
        return self.title
