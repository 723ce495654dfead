"""Grade dictionaries are written, changed and taken away; each act is on record with the words before and after."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.criteria.dictionaries import levels_of
from apps.criteria.models import Dictionary, Rulebook
from apps.organisations.models import Node


@transaction.atomic
def write_dictionary(
    actor: Any, committee: Node, source: Rulebook, target: Rulebook, words: Mapping[str, str], reason: str = ""
) -> Dictionary:
    """Say for each level of `source` what it is in the words of `target`; an empty word says that nothing equals it.

    Writes over what the committee said before. Invalid for words that a rulebook does not have.
    """
    authorise(actor, "criteria.edit_rulebook", committee)
    if source.pk == target.pk:
        raise Invalid(_("Choose two different rulebooks."), details={"target": _("Choose two different rulebooks.")})
    known, becomes = levels_of(source), levels_of(target)
    given = {word: equal for word, equal in words.items() if equal}
    for word, equal in given.items():
        if word not in known or equal not in becomes:
            message = _("“%(word)s” → “%(equal)s”: the rulebooks have no such levels.")
            raise Invalid(message % {"word": word, "equal": equal}, details={"words": [word]})
    rows = Dictionary.objects.select_for_update(of=("self",))
    row = rows.filter(committee=committee, source=source, target=target).first()
    before = {"words": row.words, "reason": row.reason} if row else None
    row = row or Dictionary(committee=committee, source=source, target=target)
    row.words, row.reason = given, " ".join(reason.split())
    after = {"from": source.slug, "to": target.slug, "words": row.words, "reason": row.reason}
    if before == {"words": row.words, "reason": row.reason}:
        return row
    row.changed_at, row.changed_by_name = timezone.now(), actor.name
    row.save()
    record(actor, "dictionary.written", row, node_path=committee.path, before=before, after=after)
    return row


@transaction.atomic
def delete_dictionary(actor: Any, row: Dictionary) -> None:
    """Take a dictionary away: levels of that rulebook then stand in their own words alone."""
    authorise(actor, "criteria.edit_rulebook", row.committee)
    before = {"from": row.source.slug, "to": row.target.slug, "words": row.words, "reason": row.reason}
    record(actor, "dictionary.deleted", row, node_path=row.committee.path, before=before)
    row.delete()
