"""A draft begins: as a copy of a version, from a text, or from nothing."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.criteria.editing.acts import smallest
from apps.criteria.editing.documents import LONGEST_NAME, book_of, words_of
from apps.criteria.editing.edits import with_value
from apps.criteria.models import Draft, RulebookVersion
from apps.organisations.models import Node
from apps.rating.reading import LONGEST

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
NAME_FROM_NOTHING = "new-rulebook"


def suggested_slug(slug: str) -> str:
    """The name of next year's rulebook: xuchang-2025 gives xuchang-2026; one without a year gets “-next”."""
    years = YEAR.findall(slug)
    if not years:
        return f"{slug}-next"[:60]
    start = slug.rindex(years[-1])
    return slug[:start] + str(int(years[-1]) + 1) + slug[start + 4 :]


@transaction.atomic
def start_draft(actor: Any, *, committee: Node, text: str, based_on: RulebookVersion | None = None) -> Draft:
    """A new draft of a committee with `text`, which need not be whole yet."""
    authorise(actor, "criteria.edit_rulebook", committee)
    draft = Draft(
        committee=committee,
        based_on=based_on,
        made_by_name=actor.name,
        changed_by_name=actor.name,
        changed_at=timezone.now(),
    )
    take_text(draft, text)
    draft.save()
    after = {"slug": draft.slug, "based-on": str(based_on) if based_on else ""}
    record(actor, "rulebook.draft-started", draft, node_path=committee.path, after=after)
    return draft


def begin_draft(
    actor: Any,
    *,
    committee: Node,
    based_on: RulebookVersion | None = None,
    text: str | None = None,
    slug: str = "",
) -> Draft:
    """A draft that copies a version under its new name (next year's, unless told), or holds `text`, or begins anew."""
    if based_on:
        text = with_value(based_on.text, ("rulebook",), slug or suggested_slug(based_on.rulebook.slug))
    elif text is None:
        text = smallest(slug or NAME_FROM_NOTHING)
    return start_draft(actor, committee=committee, text=text, based_on=based_on)


def take_text(draft: Draft, text: str) -> None:
    """The text as it is kept: plain line ends, one at the end; name and titles are read from it where they can be."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"
    if len(plain) > LONGEST:
        message = _("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST}
        raise Invalid(message, details={"text": [message]})
    book = book_of(plain)
    draft.text = plain
    draft.slug = str(book.get("rulebook") or draft.slug)[:60]
    draft.title_zh = (words_of(book.get("title"), "zh") or draft.title_zh or draft.slug)[:LONGEST_NAME]
    draft.title_en = (words_of(book.get("title"), "en") or draft.title_en or draft.slug)[:LONGEST_NAME]
