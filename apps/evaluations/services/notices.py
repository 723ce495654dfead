"""A public notice: draft it from a run, word it, issue it, withdraw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.days import add_working_days
from apps.campaigns.gates import refuse_while_left
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.models import Decision, Notice, Run
from apps.evaluations.noticing import (
    FIELDS,
    changes_between,
    counts_of,
    decided,
    digest_of,
    first_text,
    level_names,
    needs_decision,
    rows_of,
    standing_notice,
    starred,
)
from apps.evaluations.quoted import quoted
from apps.evaluations.selectors import latest_numbered_run
from apps.jobs.services import announce

DAYS = 5
MOST_DAYS = 60
KEY = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Wording:
    """What a person decides about a notice before it is issued."""

    title: str
    issuer: str
    text: str
    contact: str
    levels: Sequence[str]
    fields: Sequence[str]
    opens_on: date
    days: int = DAYS
    takes_unnamed: bool = True
    opens_league: bool = False


@transaction.atomic
def draft_notice(actor: Any, campaign: Campaign) -> Notice:
    """A draft on what was decided last; a draft that stands is brought up to that run, and keeps its words.

    Refuses (409) without a numbered run, and where a meeting has still to decide on it.
    """
    authorise(actor, "evaluations.give_notice", campaign)
    require_stage(campaign, Act.GIVE_NOTICE)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    run, decision = basis_of(campaign)
    notice = campaign.notices.filter(status=NoticeStatus.DRAFT).first()
    if notice is None:
        notice = first_draft(actor, campaign, run, decision)
    else:
        if notice.text == first_text(campaign, notice.counts):
            notice.text = first_text(campaign, counts_of(run, notice.levels))
        notice.run, notice.decision = run, decision
    fill(notice)
    notice.save()
    record(actor, "notice.drafted", notice, node_path=campaign.committee.path, after={"run": run.number})
    return notice


def basis_of(campaign: Campaign) -> tuple[Run, Decision | None]:
    """The last numbered run, and the decision that it stands on where the campaign has such a stage."""
    run = latest_numbered_run(campaign)
    if run is None:
        raise Refused(_("There is no numbered run yet. Start one first."), code="no-numbered-run")
    if not needs_decision(campaign):
        return run, None
    decision = decided(campaign)
    if decision is None or decision.final_run_id != run.pk:
        message = _("Run %(number)s has not been decided on. The meeting decides and signs first.")
        raise Refused(message % {"number": run.number}, code="not-decided")
    return run, decision


def first_draft(actor: Any, campaign: Campaign, run: Run, decision: Decision | None) -> Notice:
    """A notice as it is usually worded; a later issue takes over what the last one chose."""
    last = campaign.notices.order_by("-number").first()
    levels = last.levels if last else starred(rulebook_of(run.rulebook_version))
    today = timezone.localdate()
    return Notice(
        campaign=campaign,
        number=(campaign.notices.aggregate(last=Max("number"))["last"] or 0) + 1,
        run=run,
        decision=decision,
        key=f"{campaign.slug[:24]}-{get_random_string(10, KEY)}",
        title=last.title if last else first_title(campaign),
        issuer=last.issuer if last else campaign.committee.name,
        text=first_text(campaign, counts_of(run, levels)),
        levels=levels,
        fields=last.fields if last else ["zone"],
        days=last.days if last else DAYS,
        opens_on=today,
        closes_on=today,
        takes_unnamed=last.takes_unnamed if last else True,
        opens_league=last.opens_league if last else False,
        contact=last.contact if last else campaign.committee.name,
        by=actor.pk,
        by_name=actor.name,
    )


def first_title(campaign: Campaign) -> str:
    """The title that stands ready."""
    return _("Public notice of the results of “%(campaign)s”") % {"campaign": quoted(campaign.name)}


def fill(notice: Notice) -> None:
    """Rows, counts, changes and the last day, as the run and the choices give them; nothing is saved."""
    notice.closes_on = add_working_days(notice.opens_on, notice.days)
    notice.rows = rows_of(notice.run, notice.levels, notice.fields)
    notice.counts = counts_of(notice.run, notice.levels)
    former = standing_notice(notice.campaign)
    notice.changes = changes_between(former, notice.run, notice.levels) if former else []


@transaction.atomic
def change_notice(actor: Any, notice: Notice, wording: Wording) -> Notice:
    """Word a draft; what was issued stays as it is (409)."""
    notice = opened(actor, notice)
    check(notice, wording)
    notice.title, notice.issuer = wording.title.strip(), wording.issuer.strip()
    notice.text, notice.contact = wording.text.strip(), wording.contact.strip()
    names = level_names(rulebook_of(notice.run.rulebook_version))
    notice.levels = [name for name in names if name in wording.levels]
    notice.fields = [field for field in FIELDS if field in wording.fields]
    notice.opens_on, notice.days = wording.opens_on, wording.days
    notice.takes_unnamed, notice.opens_league = wording.takes_unnamed, wording.opens_league
    fill(notice)
    notice.save()
    after = {"levels": notice.levels, "fields": notice.fields, "days": notice.days}
    record(actor, "notice.changed", notice, node_path=notice.campaign.committee.path, after=after)
    return notice


def opened(actor: Any, notice: Notice) -> Notice:
    """The draft, its row locked; refuses who does not conduct the campaign, and what was issued."""
    authorise(actor, "evaluations.give_notice", notice.campaign)
    require_stage(notice.campaign, Act.GIVE_NOTICE)
    rows = Notice.objects.select_related("campaign__committee", "run__rulebook_version")
    notice = rows.select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.status != NoticeStatus.DRAFT:
        raise Refused(_("What was issued is not changed any more. Draft a new issue."), code="issued")
    return notice


def check(notice: Notice, wording: Wording) -> None:
    """Refuse empty words, levels and fields that are not there, and days out of range."""
    faults = {
        name: [_("Write something here.")]
        for name in ("title", "issuer", "text", "contact")
        if not getattr(wording, name).strip()
    }
    if not set(wording.levels) & set(level_names(rulebook_of(notice.run.rulebook_version))):
        faults["levels"] = [_("Choose at least one level.")]
    if set(wording.fields) - set(FIELDS):
        faults["fields"] = [_("This cannot be shown.")]
    if not 1 <= wording.days <= MOST_DAYS:
        faults["days"] = [_("From 1 to %(most)s working days.") % {"most": MOST_DAYS}]
    if wording.opens_on < timezone.localdate():
        faults["opens_on"] = [_("This day is over.")]
    if faults:
        raise Invalid(_("Some values cannot be taken."), details=faults)


@transaction.atomic
def issue_notice(actor: Any, notice: Notice, address: str = "") -> Notice:
    """Freeze it and tell the public, as soon as this act has its place in the chain.

    Refuses (409) while anything is left that comes before, and a draft on a run that is not the last one decided.
    `address` is where readers will find it.
    """
    notice = opened(actor, notice)
    refuse_while_left("notice", notice.campaign)
    run, _decision = basis_of(notice.campaign)
    if notice.run_id != run.pk:
        raise Refused(_("There is a newer run. Bring the draft up to it first."), code="run-outdated")
    notice.opens_on = max(notice.opens_on, timezone.localdate())
    fill(notice)
    notice.status, notice.issued_at, notice.address = NoticeStatus.ISSUED, timezone.now(), address
    notice.by, notice.by_name = actor.pk, actor.name
    notice.digest = digest_of(notice)
    after = {"number": notice.number, "run": run.number, "digest": notice.digest, "key": notice.key}
    after |= {"from": notice.opens_on.isoformat(), "to": notice.closes_on.isoformat()}
    made = record(actor, "notice.issued", notice, node_path=notice.campaign.committee.path, after=after)
    notice.record = made.pk
    notice.save()
    announce("publish-notice", notice.pk, notice.title, actor=actor, node_path=notice.campaign.committee.path)
    return notice


@transaction.atomic
def withdraw_notice(actor: Any, notice: Notice, reason: str) -> Notice:
    """Take an issued notice from the public; its page says when and why. Ended and replaced ones stay (409)."""
    authorise(actor, "evaluations.give_notice", notice.campaign)
    require_stage(notice.campaign, Act.GIVE_NOTICE)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [_("Give the reason.")]})
    notice = Notice.objects.select_for_update(of=("self",)).select_related("campaign__committee").get(pk=notice.pk)
    if notice.status not in {NoticeStatus.ISSUED, NoticeStatus.PUBLIC}:
        message = _("A notice that is %(state)s cannot be withdrawn.") % {"state": notice.get_status_display()}
        raise Refused(message, code="not-public")
    before = notice.status
    notice.status, notice.reason = NoticeStatus.WITHDRAWN, reason.strip()[:500]
    notice.save(update_fields=["status", "reason"])
    path = notice.campaign.committee.path
    record(actor, "notice.withdrawn", notice, node_path=path, before=before, after=notice.status, reason=notice.reason)
    return notice
