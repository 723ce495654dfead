"""Objections as they come and are looked into: filed or registered, taken on, asked about, stated, noted."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.days import add_working_days
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.choices import Channel, Matter, NoticeStatus, ObjectionStatus
from apps.evaluations.hearing import assessment_named, is_partial, scorer_of
from apps.evaluations.models import Notice, Objection, ObjectionStep
from apps.evaluations.noticing import ANSWER_DAYS
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import EvidenceFile
from apps.evidence.receiving import receive
from apps.evidence.services import Place

LEAST = 20
MOST_FILES = 3
CODE_LENGTH = 24


@dataclass(frozen=True)
class Said:
    """An objection in the objector's words."""

    branch: str
    facts: str
    matter: str = Matter.SCORE
    is_named: bool = True
    name: str = ""
    telephone: str = ""
    channel: str = Channel.PAGE


def code_of(notice: Notice, ticket: str) -> str:
    """The way back to an objection: the same form sent twice gives the same one, and nobody guesses it."""
    if not ticket:
        return secrets.token_hex(CODE_LENGTH // 2)
    return salted_hmac("starbranch.objection", f"{notice.pk}:{ticket}").hexdigest()[:CODE_LENGTH]


def file_objection(notice: Notice, said: Said, files: Sequence[File] = (), ticket: str = "") -> Objection:
    """Somebody objects on the page, without signing in; the same `ticket` again gives what was filed before.

    Refuses (409) where the notice is not public or over, and (422) what is too short, too much, or without a name
    where names are asked for.
    """
    code = code_of(notice, ticket)
    known = Objection.objects.filter(code=code).first()
    if known:
        return known
    if notice.status != NoticeStatus.PUBLIC or timezone.localdate() > notice.closes_on:
        raise Refused(_("The time for objections to this notice is over."), code="notice-over")
    if said.channel != Channel.PAGE:
        raise Invalid(_("Some values cannot be taken."), details={"channel": [_("This is registered by the office.")]})
    check(notice, said, files)
    received = [receive(upload) for upload in files]
    with transaction.atomic():
        objection = add(None, notice, said, code)
        for each in received:
            keep_file(None, objection, each, "proof")
    return objection


@transaction.atomic
def register_objection(actor: Any, notice: Notice, said: Said) -> Objection:
    """The office registers what came by letter, by telephone or in person; it then goes the same way."""
    authorise(actor, "evaluations.handle_objection", notice.campaign)
    require_unsealed(notice.campaign)
    if notice.status not in {NoticeStatus.PUBLIC, NoticeStatus.ENDED}:
        raise Refused(_("This notice does not stand."), code="notice-over")
    if said.channel not in {Channel.LETTER, Channel.TELEPHONE, Channel.VISIT}:
        raise Invalid(_("Some values cannot be taken."), details={"channel": [_("Say how it came.")]})
    check(notice, said, ())
    return add(actor, notice, said, code_of(notice, ""))


def check(notice: Notice, said: Said, files: Sequence[File]) -> None:
    """Refuse what nobody could look into."""
    faults = {}
    if not said.branch.strip():
        faults["branch"] = [_("Say which branch.")]
    if len(said.facts.strip()) < LEAST:
        faults["facts"] = [_("Write at least %(n)s characters, so that it can be looked into.") % {"n": LEAST}]
    if said.is_named and not said.name.strip():
        faults["name"] = [
            _("Give your name, or choose to give none.") if notice.takes_unnamed else _("Give your name.")
        ]
    if not said.is_named and not notice.takes_unnamed:
        faults["is_named"] = [_("This notice takes objections with a name only.")]
    if said.matter not in Matter.values:
        faults["matter"] = [_("Choose what it is about.")]
    if len(files) > MOST_FILES:
        faults["files"] = [_("At most %(n)s files.") % {"n": MOST_FILES}]
    if faults:
        raise Invalid(_("Some values cannot be taken."), details=faults)


def add(actor: Any, notice: Notice, said: Said, code: str) -> Objection:
    """The next number, with its first step and the day by which it is answered. The record keeps no name."""
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("committee").get(pk=notice.campaign_id)
    known = Objection.objects.filter(code=code).first()
    if known:
        return known
    now = timezone.now()
    objection = Objection.objects.create(
        campaign=campaign,
        notice=notice,
        number=(campaign.objections.aggregate(last=Max("number"))["last"] or 0) + 1,
        code=code,
        channel=said.channel,
        assessment=assessment_named(campaign, said.branch),
        branch=said.branch.strip()[:160],
        matter=said.matter,
        facts=said.facts.strip()[:3000],
        is_named=said.is_named,
        name=said.name.strip()[:40] if said.is_named else "",
        telephone=said.telephone.strip()[:30] if said.is_named else "",
        received_at=now,
        due_on=add_working_days(timezone.localdate(now) + timedelta(days=1), ANSWER_DAYS),
    )
    named = _("With a name.") if said.is_named else _("Without a name.")
    step(actor, objection, _("Received: %(channel)s") % {"channel": objection.get_channel_display()}, named)
    act = "objection.registered" if actor else "objection.filed"
    after = {"number": objection.number, "branch": objection.branch, "by": said.channel, "named": said.is_named}
    record(actor, act, objection, node_path=campaign.committee.path, after=after)
    return objection


@transaction.atomic
def take_on(actor: Any, objection: Objection) -> Objection:
    """Look into it from now on. Refuses whoever holds an office in the branch's own unit."""
    objection = handled(actor, objection, {ObjectionStatus.RECEIVED})
    if is_partial(actor, objection.assessment):
        raise Refused(_("You hold an office in that unit. Somebody else handles this."), code="partial")
    objection.handler, objection.handler_name, objection.status = actor.pk, actor.name, ObjectionStatus.TAKEN
    objection.save(update_fields=["handler", "handler_name", "status"])
    step(actor, objection, _("Taken on"), _("No office in the branch's unit."))
    return noted(actor, "objection.taken", objection)


@transaction.atomic
def name_branch(actor: Any, objection: Objection, assessment: Any) -> Objection:
    """Say which branch is meant, where the objector's words did not tell."""
    objection = handled(actor, objection, {ObjectionStatus.RECEIVED, ObjectionStatus.TAKEN})
    if assessment.campaign_id != objection.campaign_id:
        raise Invalid(
            _("No such branch in this campaign."), details={"branch": [_("No such branch in this campaign.")]}
        )
    if objection.handler and is_partial(actor, assessment):
        raise Refused(_("You hold an office in that unit. Somebody else handles this."), code="partial")
    objection.assessment = assessment
    objection.save(update_fields=["assessment"])
    return noted(actor, "objection.placed", objection, {"branch": assessment.name})


@transaction.atomic
def ask_scorer(actor: Any, objection: Objection, criterion: str) -> Objection:
    """Ask whoever gave the mark of a criterion to say why."""
    objection = handled(actor, objection, {ObjectionStatus.TAKEN})
    if objection.assessment is None:
        raise Refused(_("Say first which branch is meant."), code="no-branch")
    mark = scorer_of(objection.assessment, criterion)
    if mark is None:
        unmarked = _("Nobody is on record as having given this mark.")
        raise Invalid(unmarked, details={"criterion": [unmarked]})
    objection.criterion, objection.asked, objection.asked_name = criterion, mark.by, mark.by_name
    objection.save(update_fields=["criterion", "asked", "asked_name"])
    words = {"name": mark.by_name, "criterion": criterion}
    step(actor, objection, _("Asked the scorer"), _("%(name)s says why %(criterion)s was marked so.") % words)
    return noted(actor, "objection.asked", objection, {"asked": mark.by_name, "criterion": criterion})


@transaction.atomic
def state_grounds(actor: Any, objection: Objection, text: str) -> ObjectionStep:
    """The scorer's own word; only of who was asked."""
    objection = locked(objection)
    if objection.asked != actor.pk:
        raise Forbidden(_("Only the scorer who was asked can say this."))
    require_state(objection, {ObjectionStatus.TAKEN})
    made = step(actor, objection, _("The scorer's statement"), needed(text))
    noted(actor, "objection.stated", objection)
    return made


def add_step(actor: Any, objection: Objection, title: str, text: str, upload: File | None = None) -> ObjectionStep:
    """What the handler did or found, with a file where there is one."""
    received = receive(upload) if upload else None
    with transaction.atomic():
        objection = handled(actor, objection, {ObjectionStatus.TAKEN})
        file = keep_file(actor, objection, received, "step") if received else None
        made = step(actor, objection, needed(title, "title")[:80], text.strip()[:1000], file)
        noted(actor, "objection.step", objection, {"step": made.title})
    return made


def handled(actor: Any, objection: Objection, states: set[str]) -> Objection:
    """The row, locked, for its handler or, before there is one, for whoever conducts the campaign."""
    objection = locked(objection)
    authorise(actor, "evaluations.handle_objection", objection.campaign)
    if objection.handler not in {None, actor.pk}:
        raise Refused(_("%(name)s handles this objection.") % {"name": objection.handler_name}, code="not-handler")
    require_state(objection, states)
    return objection


def locked(objection: Objection) -> Objection:
    """The row as it stands, locked for this transaction; refuses any of a sealed campaign."""
    rows = Objection.objects.select_related("campaign__committee", "assessment__unit", "notice")
    row = rows.select_for_update(of=("self",)).get(pk=objection.pk)
    require_unsealed(row.campaign)
    return row


def require_state(objection: Objection, states: set[str]) -> None:
    """Refuse (409) a step that the objection's state does not permit."""
    if objection.status not in states:
        message = _("The objection is “%(state)s”; this cannot be done now.")
        raise Refused(message % {"state": objection.get_status_display()}, code="objection-state")


def needed(text: str, field: str = "text") -> str:
    """The words, trimmed; refuses nothing at all."""
    if not text.strip():
        raise Invalid(_("Write something here."), details={field: [_("Write something here.")]})
    return text.strip()[:1000]


def keep_file(actor: Any, objection: Objection, received: Any, part: str) -> EvidenceFile:
    """Keep a file with the committee; it lies below no office, so only the pages of objections give it out."""
    owner = objection.campaign.committee
    file, _is_new = evidence.store(actor, owner, received)
    evidence.attach(actor, file, Place(UseKind.OBJECTION, objection.pk, part, "", None))
    return file


def step(actor: Any, objection: Objection, title: str, text: str = "", file: Any = None) -> ObjectionStep:
    """One line of the way that an objection went."""
    by, name = (actor.pk, actor.name) if actor else (None, "")
    return ObjectionStep.objects.create(
        objection=objection, title=title, text=text[:1000], file=file, by=by, by_name=name
    )


def noted(actor: Any, act: str, objection: Objection, after: Any = None, reason: str = "") -> Objection:
    """Record an act on an objection, without anybody's name or telephone."""
    path = objection.campaign.committee.path
    record(actor, act, objection, node_path=path, after={"number": objection.number} | (after or {}), reason=reason)
    return objection
