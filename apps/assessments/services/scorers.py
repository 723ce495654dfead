"""Every change of who may be given branches to mark, and of what stands against it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.choices import Party, Pool
from apps.assessments.lines import sheet_parties
from apps.assessments.models import Assignment, Interest, Scorer
from apps.assessments.pool import may_score
from apps.audit.services import record
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.organisations.models import Node, Zone

MOST_LOAD = 300


@dataclass(frozen=True)
class Work:
    """What somebody takes on: zones (keys) and types of branch, none meaning any; `load` 100 is a full share."""

    pool: str = Pool.STAFF
    zones: Collection[int] = ()
    types: Collection[str] = ()
    load: int = 100


@transaction.atomic
def place_scorer(actor: Any, campaign: Campaign, person: User, party: str, work: Work) -> Scorer:
    """Take a person in among the scorers of a party, or change what they take on.

    Refuses who may not mark in the campaign's scope, a party without sheets, unknown zones, a share out of range.
    """
    authorise(actor, "assessments.assign", campaign)
    require_unsealed(campaign)
    require_work(campaign, party, work)
    if not may_score(campaign, party).filter(pk=person.pk).exists():
        message = _("This person may not mark in this campaign. Give them an office that marks first.")
        raise Invalid(message, details={"person": [""]})
    row, is_new = Scorer.objects.select_for_update().get_or_create(campaign=campaign, person=person, party=party)
    before = None if is_new or row.left_at else said(row)
    row.pool, row.load, row.left_at = work.pool, work.load, None
    row.zones, row.types = sorted(set(work.zones)), sorted(set(work.types))
    row.save()
    if before != said(row):
        note(actor, "scorer.placed", row, before=before, after=said(row))
    return row


def require_work(campaign: Campaign, party: str, work: Work) -> None:
    """Refuse what nobody can take on, naming the field."""
    if party == Party.SELF or party not in sheet_parties(rulebook_of(campaign.rulebook_version)):
        raise Invalid(_("The rulebook has no such party."), details={"party": [party]})
    if work.pool not in Pool.values:
        raise Invalid(_("Choose where the person comes from."), details={"pool": [str(work.pool)]})
    if not 0 <= work.load <= MOST_LOAD:
        message = _("The share lies between 0 and %(most)s.") % {"most": MOST_LOAD}
        raise Invalid(message, details={"load": [str(work.load)]})
    known = set(Zone.objects.filter(committee=campaign.committee).values_list("pk", flat=True))
    if set(work.zones) - known:
        raise Invalid(_("A zone does not belong to this campaign."), details={"zones": [""]})


@transaction.atomic
def leave_pool(actor: Any, scorer: Scorer, reason: str) -> Scorer:
    """Take a person out of the scorers; what they marked stays. Refused while branches are still theirs to mark."""
    authorise(actor, "assessments.assign", scorer.campaign)
    require_unsealed(scorer.campaign)
    reason = given_reason(reason)
    row = Scorer.objects.select_for_update().get(pk=scorer.pk)
    if row.left_at:
        return row
    held = Assignment.objects.standing().filter(campaign=row.campaign_id, party=row.party, person=row.person_id)
    if n := held.filter(finished_at=None).count():
        message = _("%(n)s branches are still theirs to mark. Hand these over first.") % {"n": n}
        raise Refused(message, code="branches-held")
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    note(actor, "scorer.left", row, before=said(row), reason=reason)
    return row


@transaction.atomic
def declare_interest(actor: Any, campaign: Campaign, person: User, node: Node, reason: str) -> Interest:
    """A person does not mark a unit or branch: said by themselves, or by who conducts the campaign, with the reason."""
    if actor != person or not Scorer.objects.filter(campaign=campaign, person=person, left_at=None).exists():
        authorise(actor, "assessments.assign", campaign)
    require_unsealed(campaign)
    reason = given_reason(reason)
    if not node.path.startswith(campaign.committee.path) or node.path == campaign.committee.path:
        raise Invalid(_("Choose a unit or a branch of this campaign."), details={"node": [""]})
    row, is_new = Interest.objects.get_or_create(
        campaign=campaign,
        person=person,
        node=node,
        ended_at=None,
        defaults={"reason": reason[:500], "by": actor.pk, "by_name": actor.name},
    )
    if is_new:
        note(actor, "interest.declared", row, after={"person": person.name, "at": node.name}, reason=reason)
    return row


@transaction.atomic
def end_interest(actor: Any, interest: Interest, reason: str) -> Interest:
    """It stands no longer, with the reason; the row is kept."""
    authorise(actor, "assessments.assign", interest.campaign)
    require_unsealed(interest.campaign)
    reason = given_reason(reason)
    row = Interest.objects.select_for_update(of=("self",)).select_related("person", "node", "campaign__committee")
    found = row.get(pk=interest.pk)
    if found.ended_at is None:
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        before = {"person": found.person.name, "at": found.node.name}
        note(actor, "interest.ended", found, before=before, reason=reason)
    return found


def given_reason(reason: str) -> str:
    """The reason without blanks at its ends; refuses none."""
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    return reason.strip()


def said(row: Scorer) -> dict[str, Any]:
    """A scorer as the record keeps them."""
    return {"party": row.party, "pool": row.pool, "zones": row.zones, "types": row.types, "load": row.load}


def note(actor: Any, act: str, row: Scorer | Interest, **values: Any) -> None:
    """The record, where the committee reads it."""
    record(actor, act, row, node_path=row.campaign.committee.path, **values)
