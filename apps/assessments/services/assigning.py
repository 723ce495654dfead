"""Every change of who marks which branch: adopted as a whole, one by one, or because somebody cannot go on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.models import Assessment, Assignment, Scorer
from apps.assessments.nearness import interests_in
from apps.assessments.pool import office_zones, scorers_of
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.scorers import given_reason
from apps.audit.services import record
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.bulk import BATCH
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise


@transaction.atomic
def adopt(actor: Any, campaign: Campaign, party: str, asked: Asked, digest: str) -> Proposal:
    """Give out the branches as the trial with this digest showed.

    Refuses (409) where the facts have changed since, so that nobody adopts what they have not seen.
    """
    locked = open_campaign(actor, campaign)
    proposal = Proposal(locked, party, asked)
    if proposal.digest != digest:
        raise Conflict(_("Something has changed since the trial. Look at the new one, then adopt it."), code="changed")
    if not proposal.plan.given:
        raise Refused(_("There is nobody among whom the branches could be shared out."), code="nobody")
    carry_out(actor, proposal, _("shared out anew"))
    note(actor, "assignment.adopted", locked, after=summary(proposal))
    return proposal


@transaction.atomic
def reassign(
    actor: Any, campaign: Campaign, party: str, assessments: Sequence[Assessment], person: User, reason: str
) -> int:
    """Give single branches, or those of a unit, to somebody else, with the reason; gives how many changed hands.

    Refuses who is not among the scorers, whoever stands near to one of the branches, and what is finished.
    """
    locked, reason = open_campaign(actor, campaign), given_reason(reason)
    if not scorers_of(locked, party).filter(person=person).exists():
        raise Invalid(_("This person is not among the scorers."), details={"person": [""]})
    require_far(locked, party, person, assessments)
    keys = [each.pk for each in assessments]
    held = {row.assessment_id: row for row in standing(locked, party).filter(assessment__in=keys)}
    if any(row.finished_at for row in held.values()):
        raise Refused(_("What is finished stays with who marked it."), code="finished")
    moved = [each for each in assessments if each.pk not in held or held[each.pk].person_id != person.pk]
    names = {row.person_id: row.person.name for row in held.values()}
    end([held[each.pk].pk for each in moved if each.pk in held], reason)
    give(actor, locked, party, [(each.pk, person.pk) for each in moved])
    for each in moved:
        before = names[held[each.pk].person_id] if each.pk in held else None
        note(
            actor,
            "assignment.changed",
            locked,
            before={"branch": each.name, "person": before},
            after={"branch": each.name, "person": person.name, "party": party},
            reason=reason,
        )
    return len(moved)


@transaction.atomic
def release(actor: Any, scorer: Scorer, reason: str, asked: Asked | None = None) -> Proposal:
    """Somebody cannot go on: their unfinished branches go to the others, what they finished stays theirs.

    Branches that nobody else may mark are given to nobody, and are named by the page.
    """
    locked, reason = open_campaign(actor, scorer.campaign), given_reason(reason)
    keep_units = asked.keep_units if asked else False
    proposal = Proposal(locked, scorer.party, Asked(keep_units=keep_units, without=scorer.person_id))
    carry_out(actor, proposal, reason)
    Scorer.objects.filter(pk=scorer.pk).update(left_at=timezone.now())
    note(actor, "assignment.released", locked, after=summary(proposal) | {"of": scorer.person.name}, reason=reason)
    return proposal


def open_campaign(actor: Any, campaign: Campaign) -> Campaign:
    """The campaign locked for this transaction; refuses one that is over, and who does not conduct it."""
    authorise(actor, "assessments.assign", campaign)
    require_unsealed(campaign)
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("committee", "rulebook_version")
    row = rows.get(pk=campaign.pk)
    if row.status not in (Status.DRAFT, Status.OPEN):
        raise Refused(_("The campaign is closed; nobody marks any more."), code="campaign-not-open")
    return row


def require_far(campaign: Campaign, party: str, person: User, assessments: Iterable[Assessment]) -> None:
    """Refuse the first branch that the person stands near to, or may not mark by office."""
    near = interests_in(campaign, [person.pk], party)
    limit = office_zones(campaign, [person.pk], party).get(person.pk, frozenset())
    for each in assessments:
        if limit is not None and each.zone_id not in limit:
            message = _("%(person)s may not mark %(branch)s.") % {"person": person.name, "branch": each.name}
            raise Invalid(message, details={"person": [message]})
        if (person.pk, each.unit_id) in near.units or (person.pk, each.pk) in near.branches:
            words = {"person": person.name, "branch": each.name}
            message = _("%(person)s stands near to %(branch)s and does not mark there.") % words
            raise Invalid(message, code="interest", details={"person": [message]})


def carry_out(actor: Any, proposal: Proposal, reason: str) -> None:
    """End what changes hands, and give it."""
    away = [proposal.standing[key].pk for key in (*proposal.changed, *proposal.dropped) if key in proposal.standing]
    end(away, reason)
    give(actor, proposal.campaign, proposal.party, proposal.changed.items())


def end(keys: Sequence[int], reason: str) -> None:
    """These assignments stand no longer; a statement for every few hundred."""
    now = timezone.now()
    for start in range(0, len(keys), BATCH):
        rows = Assignment.objects.filter(pk__in=keys[start : start + BATCH])
        rows.update(ended_at=now, end_reason=reason[:500])


def give(actor: Any, campaign: Campaign, party: str, pairs: Iterable[tuple[int, int]]) -> None:
    """New assignments, branch and person each."""
    rows = [
        Assignment(campaign=campaign, assessment_id=key, party=party, person_id=person, by=actor.pk, by_name=actor.name)
        for key, person in pairs
    ]
    Assignment.objects.bulk_create(rows, batch_size=BATCH)


def standing(campaign: Campaign, party: str) -> Any:
    """The assignments of a party that stand."""
    return Assignment.objects.standing().filter(campaign=campaign, party=party).select_related("person")


def summary(proposal: Proposal) -> dict[str, Any]:
    """An assignment as the record keeps it: how many branches each has, and how many nobody."""
    names = {row.person_id: row.person.name for row in proposal.scorers}
    counts = Counter(names[person] for person in proposal.plan.given.values() if person in names)
    left = {str(why): n for why, n in sorted(proposal.left_by_reason().items())}
    return {"party": proposal.party, "changed": len(proposal.changed), "branches": dict(counts), "left": left}


def note(actor: Any, act: str, campaign: Campaign, **values: Any) -> None:
    """The record, where the committee alone reads it: nobody below sees who marks whom."""
    record(actor, act, campaign, node_path=campaign.committee.path, **values)
