"""Create, change and end a programme: what is conferred, who may apply, what is asked, which plaque follows."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import BatchStatus, ProgrammeKind
from apps.demonstrations.models import Programme
from apps.demonstrations.plans import PLANS
from apps.organisations.models import Node

# What may be changed of a programme; scope, kind and short name stay.
CHANGEABLE = (
    "name",
    "title_word",
    "rules_name",
    "questions",
    "rating",
    "levels",
    "term",
    "prefix",
    "review_by",
    "has_plaque",
    "contact",
    "is_listed",
)
PREFIX = re.compile(r"[A-Za-z0-9\u4e00-\u9fff]{1,12}")
KEY = re.compile(r"[a-z][a-z0-9-]{0,29}")
MOST_QUESTIONS, LONGEST_ANSWER, LONGEST_TERM = 20, 3000, 600
# A year in which the 29th of February is a day.
LEAP_YEAR = 2024
# Addresses beside the programmes' own.
RESERVED = frozenset({"new"})
UNDER_WAY = (BatchStatus.CALLING, BatchStatus.GATES, BatchStatus.CHOSEN)


@transaction.atomic
def create_programme(
    actor: Any, committee: Node, *, kind: str, slug: str, name: str, is_demonstration: bool = False, **fields: Any
) -> Programme:
    """A committee's programme with what its kind brings, `fields` of CHANGEABLE laid over it.

    Refuses another office, a short name or a beginning of plaque numbers that is taken, and rules that cannot be.
    """
    if kind not in ProgrammeKind.values:
        raise Invalid(_("There is no such kind of programme."), details={"kind": [kind]})
    programme = Programme(committee=committee, kind=kind, slug=slug, is_demonstration=is_demonstration)
    if actor is not None:
        authorise(actor, "demonstrations.conduct", programme)
    if slug in RESERVED or Programme.objects.filter(slug=slug).exists():
        raise Invalid(_("The short name “%(slug)s” is taken.") % {"slug": slug}, details={"slug": [slug]})
    given = PLANS[kind].fields() | {"prefix": free_prefix(PLANS[kind].prefix)} | fields
    write(programme, given | {"name": name})
    record(actor, "programme.created", programme, node_path=committee.path, after=summary(programme) | {"kind": kind})
    return programme


@transaction.atomic
def change_programme(actor: Any, programme: Programme, **fields: Any) -> Programme:
    """Other words and rules, fields of CHANGEABLE; titles that were conferred keep theirs."""
    row = Programme.objects.select_for_update(of=("self",)).select_related("committee", "rating").get(pk=programme.pk)
    authorise(actor, "demonstrations.conduct", row)
    before = summary(row)
    write(row, fields)
    record(actor, "programme.changed", row, node_path=row.committee.path, before=before, after=summary(row))
    return row


@transaction.atomic
def end_programme(actor: Any, programme: Programme, reason: str) -> Programme:
    """No batch follows any more; titles stay. Refuses while a batch is under way."""
    row = Programme.objects.select_for_update(of=("self",)).select_related("committee").get(pk=programme.pk)
    authorise(actor, "demonstrations.conduct", row)
    if row.ended_at:
        raise Refused(_("The programme has ended already."), code="ended")
    if row.batches.filter(status__in=UNDER_WAY).exists():
        raise Refused(_("A batch is still under way; name its candidates first."), code="batch-under-way")
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(actor, "programme.ended", row, node_path=row.committee.path, reason=reason.strip())
    return row


def write(programme: Programme, fields: Mapping[str, Any]) -> None:
    """Lay fields over a programme, look at the whole, and save it."""
    unknown = fields.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"A programme has no such field: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(programme, name, value.strip() if isinstance(value, str) else value)
    require_words(programme)
    require_plaque(programme)
    require_rating(programme)
    programme.questions = [question_kept(row) for row in programme.questions]
    require_questions(programme.questions)
    programme.save()


def require_words(programme: Programme) -> None:
    for name in ("name", "title_word"):
        if not getattr(programme, name):
            raise Invalid(_("Give the programme a name and the title that it confers."), details={name: [""]})
    if programme.term is not None and not 1 <= programme.term <= LONGEST_TERM:
        message = _("A title is valid for 1 to %(n)s months, or for ever.")
        raise Invalid(message % {"n": LONGEST_TERM}, details={"term": [programme.term]})
    if programme.review_by and not is_day(programme.review_by):
        raise Invalid(_("Write the day of the review as month and day, such as 12-10."), details={"review_by": [""]})


def is_day(text: str) -> bool:
    """Whether a text is month and day of some year, "12-10"."""
    try:
        date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError:
        return False
    return True


def require_plaque(programme: Programme) -> None:
    """Numbers of plaques are unique in the house, so no two programmes begin theirs alike."""
    if not PREFIX.fullmatch(programme.prefix):
        message = _("Plaque numbers begin with up to 12 letters, digits or characters.")
        raise Invalid(message, details={"prefix": [programme.prefix]})
    if Programme.objects.filter(prefix=programme.prefix).exclude(pk=programme.pk).exists():
        message = _("Another programme's plaque numbers begin with “%(prefix)s”.")
        raise Invalid(message % {"prefix": programme.prefix}, details={"prefix": [programme.prefix]})


def free_prefix(wanted: str) -> str:
    """A plan's beginning of plaque numbers, with a figure behind it where that is taken."""
    taken = set(Programme.objects.filter(prefix__startswith=wanted).values_list("prefix", flat=True))
    number = 1
    while (prefix := wanted if number == 1 else f"{wanted}{number}") in taken:
        number += 1
    return prefix


def require_rating(programme: Programme) -> None:
    """Levels are words of the rating's rulebook; a rating without levels asks nothing."""
    if not programme.levels:
        return
    if programme.rating is None:
        raise Invalid(_("Say of which rating these are levels."), details={"rating": [""]})
    words = {level.name for level in rulebook_of(programme.rating.rulebook_version).outcomes}
    for level in programme.levels:
        if level not in words:
            message = _("“%(level)s” is no level of “%(rating)s”.")
            raise Invalid(message % {"level": level, "rating": programme.rating.name}, details={"levels": [level]})


def question_kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """A question as it is kept, whatever else came along."""
    return {
        "key": str(row.get("key", "")).strip(),
        "title": str(row.get("title", "")).strip()[:80],
        "help": str(row.get("help", "")).strip()[:200],
        "limit": int(row.get("limit", 0)),
        "is_required": bool(row.get("is_required")),
    }


def require_questions(questions: Sequence[Mapping[str, Any]]) -> None:
    keys = [row["key"] for row in questions]
    if len(set(keys)) < len(keys) or not all(KEY.fullmatch(key) for key in keys):
        raise Invalid(_("Every question needs a key of its own."), details={"questions": keys})
    if len(keys) > MOST_QUESTIONS:
        raise Invalid(_("At most %(n)s questions are asked.") % {"n": MOST_QUESTIONS}, details={"questions": [""]})
    for row in questions:
        if not row["title"] or not 1 <= row["limit"] <= LONGEST_ANSWER:
            message = _("A question has a title and takes 1 to %(n)s characters.") % {"n": LONGEST_ANSWER}
            raise Invalid(message, details={"questions": [row["key"]]})


def summary(programme: Programme) -> dict[str, Any]:
    """What the record keeps of a programme."""
    kept = {name: getattr(programme, name) for name in CHANGEABLE if name not in {"rating", "questions"}}
    rating = programme.rating.slug if programme.rating else ""
    return kept | {"rating": rating, "questions": [row["title"] for row in programme.questions]}
