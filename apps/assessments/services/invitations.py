"""Experts and judges by invitation: asked, reminded with a new code, let in, handed over, sent away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User, plain_mobile
from apps.accounts.services.accounts import refuse_faults
from apps.assessments.choices import Party, Pool
from apps.assessments.codes import new_code, token_of
from apps.assessments.lines import sheet_parties
from apps.assessments.models import Assignment, Invitation, Scorer
from apps.assessments.services.assigning import give, require_far
from apps.assessments.services.scorers import given_reason
from apps.audit.services import record
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of

FEWEST_DAYS, MOST_DAYS = 1, 90


@dataclass(frozen=True)
class Guest:
    """Who is asked, and for how many days the code of the letter serves."""

    name: str
    party: str
    office: str = ""
    mobile: str = ""
    email: str = ""
    days: int = 14


@transaction.atomic
def invite(actor: Any, campaign: Campaign, guest: Guest) -> tuple[Invitation, str]:
    """Ask somebody to mark on a party's sheet; gives the code of the letter, which is told once and kept nowhere."""
    authorise(actor, "assessments.invite", campaign)
    require_under_way(campaign)
    require_guest(campaign, guest)
    code = new_code()
    row = Invitation.objects.create(
        campaign=campaign,
        party=guest.party,
        name=guest.name.strip()[:80],
        office=guest.office.strip()[:120],
        mobile=plain_mobile(guest.mobile) or "",
        email=guest.email.strip(),
        token=token_of(code),
        expires_at=timezone.now() + timedelta(days=guest.days),
        by=actor.pk,
        by_name=actor.name,
    )
    note(actor, "invitation.sent", row, after=said(row))
    return row, code


def require_guest(campaign: Campaign, guest: Guest) -> None:
    """Refuse what cannot be asked, naming the field."""
    if not guest.name.strip():
        raise Invalid(_("Give the name."), details={"name": [""]})
    if guest.party == Party.SELF or guest.party not in sheet_parties(rulebook_of(campaign.rulebook_version)):
        raise Invalid(_("The rulebook has no such party."), details={"party": [guest.party]})
    if guest.mobile.strip() and plain_mobile(guest.mobile) is None:
        raise Invalid(_("A mobile number has 11 digits and begins with 1."), details={"mobile": [""]})
    require_days(guest.days)


def require_days(days: int) -> None:
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        message = _("Between %(fewest)s and %(most)s days.") % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}
        raise Invalid(message, details={"days": [str(days)]})


def require_under_way(campaign: Campaign) -> None:
    """Guests come to a campaign that is being prepared or under way."""
    require_unsealed(campaign)
    if campaign.status not in (Status.DRAFT, Status.OPEN):
        raise Refused(_("The campaign is closed; nobody marks any more."), code="campaign-not-open")


@transaction.atomic
def renew(actor: Any, invitation: Invitation, days: int) -> tuple[Invitation, str]:
    """A new code; the one before serves no more. A guest who has come chooses a new password with it."""
    row = hold(actor, invitation)
    require_days(days)
    code = new_code()
    row.token, row.expires_at = token_of(code), timezone.now() + timedelta(days=days)
    row.save(update_fields=["token", "expires_at"])
    note(actor, "invitation.renewed", row, after=said(row))
    return row, code


@transaction.atomic
def extend(actor: Any, invitation: Invitation, days: int) -> Invitation:
    """The same code serves so many days from today."""
    row = hold(actor, invitation)
    require_days(days)
    before, row.expires_at = said(row), timezone.now() + timedelta(days=days)
    row.save(update_fields=["expires_at"])
    note(actor, "invitation.extended", row, before=before, after=said(row))
    return row


@transaction.atomic
def revoke(actor: Any, invitation: Invitation, reason: str, to: User | None = None) -> Invitation:
    """The guest sees nothing any more, with the reason; what they marked stays.

    Unfinished branches go to another scorer of the party (`to`), else to nobody until they are given anew.
    """
    reason, row = given_reason(reason), hold(actor, invitation)
    others = Scorer.objects.filter(campaign=row.campaign, party=row.party, left_at=None).exclude(person=row.person_id)
    if to is not None and not others.filter(person=to).exists():
        raise Invalid(_("This person is not among the scorers."), details={"to": [""]})
    now, row.revoked_at = timezone.now(), timezone.now()
    row.save(update_fields=["revoked_at"])
    held = Assignment.objects.standing().filter(campaign=row.campaign, party=row.party, finished_at=None)
    held = held.filter(person=row.person_id) if row.person_id else held.none()
    keys = list(held.values_list("assessment", flat=True))
    held.update(ended_at=now, end_reason=reason[:500])
    Scorer.objects.filter(campaign=row.campaign, party=row.party, person=row.person_id).update(left_at=now)
    if to is not None:
        hand(actor, row, keys, to)
    after = {"branches": len(keys), "to": to.name if to else None}
    note(actor, "invitation.revoked", row, before=said(row), after=after, reason=reason)
    return row


def hand(actor: Any, row: Invitation, keys: list[int], to: User) -> None:
    """The branches to somebody else, unless they stand near to one."""
    require_far(row.campaign, row.party, to, row.campaign.assessments.filter(pk__in=keys))
    give(actor, row.campaign, row.party, [(key, to.pk) for key in keys])


def standing_invitation(code: str) -> Invitation:
    """The invitation that a code opens; refuses unknown and spent ones, each with what to do."""
    rows = Invitation.objects.select_related("campaign__committee", "campaign__rulebook_version", "person")
    row = rows.filter(token=token_of(code)).first()
    if row is None:
        raise Refused(_("This code is not known. Compare it with your letter."), code="unknown-code")
    if row.revoked_at or row.campaign.status not in (Status.DRAFT, Status.OPEN):
        raise Refused(_("This invitation has ended. Thank you for your time."), code="ended")
    if row.expires_at <= timezone.now():
        raise Refused(_("This code has run out. Ask the work committee for a new one."), code="run-out")
    return row


@transaction.atomic
def accept(code: str, username: str, password: str) -> User:
    """The guest chooses account name and password with the code of the letter, once; they hold no office.

    Whoever comes with a new code keeps the account and chooses a new password. The password has been judged before.
    """
    found = standing_invitation(code)
    row = Invitation.objects.select_for_update(of=("self",)).select_related("campaign__committee").get(pk=found.pk)
    if row.token != token_of(code):
        raise Refused(_("This code is not known. Compare it with your letter."), code="unknown-code")
    person = row.person or User(username=username.strip(), name=row.name, email=row.email)
    person.set_password(password)
    if row.person is None:
        person.search_key = ""
        refuse_faults(person)
    person.save()
    row.person, row.accepted_at = person, row.accepted_at or timezone.now()
    row.token = token_of(new_code())
    row.save(update_fields=["person", "accepted_at", "token"])
    Scorer.objects.get_or_create(
        campaign=row.campaign, person=person, party=row.party, defaults={"pool": pool_of(row.party)}
    )
    note(person, "invitation.accepted", row, after={"name": row.name})
    return person


def pool_of(party: str) -> str:
    """From where a guest comes, by the party they mark for."""
    return Pool.JUDGE if party.startswith("judge") else Pool.EXPERT


def hold(actor: Any, invitation: Invitation) -> Invitation:
    """The invitation locked for this transaction; refuses one that has ended."""
    authorise(actor, "assessments.invite", invitation.campaign)
    require_under_way(invitation.campaign)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("campaign__committee", "person")
    row = rows.get(pk=invitation.pk)
    if row.revoked_at:
        raise Refused(_("This invitation has ended."), code="ended")
    return row


def said(row: Invitation) -> Mapping[str, Any]:
    """An invitation as the record keeps it: never its code, never the number."""
    return {"name": row.name, "from": row.office, "party": row.party, "until": row.expires_at.isoformat()}


def note(actor: Any, act: str, row: Invitation, **values: Any) -> None:
    """The record, where the committee alone reads it."""
    record(actor, act, row, node_path=row.campaign.committee.path, **values)
