"""Naming the chosen of a batch: word the document, propose it, a second person names; then nothing of it changes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.before_naming import before_naming
from apps.demonstrations.choices import BatchStatus, CandidateStatus, ConferralStatus
from apps.demonstrations.conferring import Line, first_words, last_day, lines_of, list_digest, title_digest
from apps.demonstrations.lifecycle import BATCH, CANDIDATE, CONFERRAL
from apps.demonstrations.models import Batch, Candidate, Conferral, Title
from apps.demonstrations.services.taking import hold
from apps.evaluations.documents import blanks_of, require_number_and_date, tidied
from apps.evaluations.services.naming import KEY
from apps.jobs.services import announce

LETTERS = 20


@dataclass(frozen=True)
class DocumentWords:
    """What people decide about the document. `shape` holds issuer, recipients, text, signatory."""

    title: str
    number: str
    dated_on: date | None
    shape: dict[str, str]


@transaction.atomic
def draft_conferral(actor: Any, batch: Batch) -> Conferral:
    """A draft for those who wait for naming; the one that stands is given back. Refuses where nobody waits."""
    programme = batch.programme
    authorise(actor, "demonstrations.conduct", programme)
    batch = Batch.objects.select_for_update(of=("self",)).select_related("programme__committee").get(pk=batch.pk)
    standing = batch.conferrals.exclude(status=ConferralStatus.NAMED).first()
    if standing:
        return standing
    if batch.status != BatchStatus.CHOSEN:
        raise Refused(_("Nobody waits for naming in this batch."), code="nobody")
    title, shape = first_words(batch)
    conferral = Conferral.objects.create(batch=batch, title=title, shape=shape, by=actor.pk, by_name=actor.name)
    note(actor, "conferral.drafted", conferral, after={"batch": batch.number})
    return conferral


@transaction.atomic
def change_conferral(actor: Any, conferral: Conferral, words: DocumentWords) -> Conferral:
    """New words for a draft; refuses blank fields by name."""
    row = locked(conferral)
    authorise(actor, "demonstrations.conduct", row.batch.programme)
    require_state(row, ConferralStatus.DRAFT)
    faults = blanks_of(words.title, words.shape)
    if faults:
        raise Invalid(_("Some fields still need something."), details=faults)
    row.title, row.number, row.dated_on = words.title.strip(), words.number.strip(), words.dated_on
    row.shape = row.shape | tidied(words.shape)
    row.save()
    note(actor, "conferral.changed", row, after={"title": row.title, "number": row.number})
    return row


@transaction.atomic
def propose_conferral(actor: Any, conferral: Conferral) -> Conferral:
    """Give the draft to a second person; refuses while number or date are missing, or anything is not in order."""
    row = locked(conferral)
    authorise(actor, "demonstrations.conduct", row.batch.programme)
    row.status = after("propose", row)
    require_number_and_date(row.number, row.dated_on)
    require_in_order(row.batch)
    lines = lines_of(row.batch, row.dated_on)
    row.digest, row.proposed_at = list_digest(lines), timezone.now()
    row.by, row.by_name = actor.pk, actor.name
    row.save()
    note(actor, "conferral.proposed", row, after={"number": row.number, "names": len(lines), "digest": row.digest})
    return row


@transaction.atomic
def return_conferral(actor: Any, conferral: Conferral, reason: str = "") -> Conferral:
    """Back to a draft: taken back by who proposed it, or sent back by the second person with a reason."""
    row = locked(conferral)
    programme = row.batch.programme
    if actor.pk == row.by:
        authorise(actor, "demonstrations.conduct", programme)
    else:
        authorise(actor, "demonstrations.second", programme)
        if not reason.strip():
            raise Invalid(_("Give the reason."), details={"reason": [""]})
    row.status, row.proposed_at, row.digest = after("return", row), None, ""
    row.save()
    note(actor, "conferral.returned", row, reason=reason.strip())
    return row


@transaction.atomic
def confer(actor: Any, conferral: Conferral, *, site: str = "") -> Conferral:
    """The act of naming, by another person than who proposed it: titles get their numbers, papers are set.

    `site` is the address of this house, as the codes on plaques lead to it (https://…, without a slash).
    Refuses (409) one's own proposal, a list that changed since it was proposed, and what is not in order.
    """
    row = locked(conferral)
    batch = row.batch
    hold(batch, CandidateStatus.CHOSEN)
    authorise(actor, "demonstrations.second", batch.programme)
    row.status = after("name", row)
    if actor.pk == row.by:
        raise Refused(_("A second person has to name; you proposed it yourself."), code="same-person")
    require_in_order(batch)
    lines = lines_of(batch, row.dated_on)
    if list_digest(lines) != row.digest:
        raise Refused(_("The list has changed since it was proposed; propose it again."), code="list-changed")
    row.named_at, row.shape = timezone.now(), row.shape | {"site": site}
    row.second, row.second_name = actor.pk, actor.name
    row.save()
    Title.objects.bulk_create([title_of(row, line) for line in lines])
    Candidate.objects.filter(pk__in=[line.candidate.pk for line in lines]).update(
        status=CANDIDATE.after("name", CandidateStatus.CHOSEN)
    )
    batch.status = BATCH.after("name", batch.status)
    batch.save(update_fields=["status"])
    after_naming = {"number": row.number, "names": len(lines), "from": lines[0].number, "to": lines[-1].number}
    note(actor, "conferral.named", row, after=after_naming)
    announce("confer-papers", row.pk, row.title, actor=actor, node_path=batch.programme.committee.path)
    return row


def title_of(conferral: Conferral, line: Line) -> Title:
    """One title as its plaque says it; not saved."""
    programme = conferral.batch.programme
    title = Title(
        conferral=conferral,
        candidate=line.candidate,
        word=programme.title_word,
        holder=line.holder,
        brand=line.brand,
        number=line.number,
        key=get_random_string(LETTERS, KEY),
        named_on=conferral.dated_on,
        until=last_day(conferral.dated_on, programme.term),
    )
    title.digest = title_digest(title)
    return title


def require_in_order(batch: Batch) -> None:
    """Refuse while anything that is looked at before naming is not in order."""
    faults = [check.text for check in before_naming(batch) if not check.ok]
    if faults:
        raise Refused(faults[0], code="not-in-order", details={"checks": faults})


def locked(conferral: Conferral) -> Conferral:
    """The document as it stands now; whoever names in this programme at the same time waits."""
    rows = Conferral.objects.select_for_update().select_related("batch__programme__committee")
    return rows.get(pk=conferral.pk)


def require_state(conferral: Conferral, state: str) -> None:
    """Refuse where the document stands in another state."""
    if conferral.status != state:
        raise Refused(
            _("This cannot be done while the state is “%(state)s”.") % {"state": conferral.get_status_display()},
            code="conferral-state",
        )


def after(act: str, conferral: Conferral) -> str:
    """The state that an act leads to; refuses in words where it cannot start from the present one."""
    if not CONFERRAL.permits(act, conferral.status):
        require_state(conferral, CONFERRAL.table[act][0][0])
    return CONFERRAL.after(act, conferral.status)


def note(actor: Any, act: str, conferral: Conferral, **told: Any) -> None:
    """The act on the record, at the committee."""
    record(actor, act, conferral, node_path=conferral.batch.programme.committee.path, **told)
