"""A unit's own indicators: written and submitted by the unit, approved or returned above, fixed once marking begins."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import RefinementStatus
from apps.assessments.indicators import Indicator, Room, faults_of
from apps.assessments.lifecycle import REFINEMENT
from apps.assessments.models import Refinement
from apps.assessments.refining import granted, indicators_of, is_frozen, nodes_of
from apps.assessments.services.checking import LONGEST_REASON, name_of
from apps.audit.services import record
from apps.campaigns.models import Campaign
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.models import Node


@transaction.atomic
def write_indicators(
    actor: Any,
    campaign: Campaign,
    node: Node,
    section: str,
    indicators: Sequence[Indicator],
    *,
    version: int | None = None,
) -> Refinement:
    """Put a unit's indicators in place of those that stand there; none at all takes them away.

    Refuses: an office that does not check the unit; a section in which the rulebook leaves this unit no room; marking
    that has begun; what lies above; titles, points, numbers that do not fit (`Invalid`, by field and number); and,
    where `version` is given, indicators that somebody changed since.
    """
    row, room = begun(actor, campaign, node, section, "assessments.refine")
    before, after = row.status, step(row, "write")
    require_seen(row, version)
    require_fitting(room, indicators)
    old, row.indicators = row.indicators, [each.kept() for each in indicators]
    row.status = before if before == RefinementStatus.RETURNED else after
    if old == row.indicators:
        return row
    row.version += 1
    row.save()
    record(actor, "refinement.write", row, node_path=node.path, before=old, after=row.indicators)
    return row


@transaction.atomic
def submit_indicators(actor: Any, campaign: Campaign, node: Node, section: str) -> Refinement:
    """Hand them to the work committee; refuses where there is none, or where they no longer fit the rulebook."""
    row, room = begun(actor, campaign, node, section, "assessments.refine")
    after = step(row, "submit")
    if not row.indicators:
        raise Invalid(_("Write at least one indicator."), code="empty", details={"indicators": [""]})
    require_fitting(room, indicators_of(row))
    row.submitted_by, row.submitted_by_name = actor.pk, name_of(actor)
    row.submitted_at, row.looked_at = timezone.now(), None
    return moved(actor, row, "submit", after)


@transaction.atomic
def take_back_indicators(actor: Any, campaign: Campaign, node: Node, section: str) -> Refinement:
    """The unit goes on writing, as long as nobody above has opened what it submitted."""
    row, _room = begun(actor, campaign, node, section, "assessments.refine")
    after = step(row, "take-back")
    if row.looked_at is not None:
        message = _("The work committee has opened them already. Ask it to return them.")
        raise Refused(message, code="looked-at")
    row.submitted_at = None
    return moved(actor, row, "take-back", after)


@transaction.atomic
def look_at_indicators(actor: Any, campaign: Campaign, node: Node, section: str) -> Refinement:
    """The work committee has opened what was submitted; only the first time counts."""
    row, _room = begun(actor, campaign, node, section, "assessments.approve_refinement")
    if row.status != RefinementStatus.SUBMITTED or row.looked_at is not None:
        return row
    row.looked_at = timezone.now()
    row.save(update_fields=["looked_at"])
    record(actor, "refinement.look", row, node_path=node.path)
    return row


@transaction.atomic
def approve_indicators(
    actor: Any, campaign: Campaign, node: Node, section: str, *, version: int | None = None
) -> Refinement:
    """They hold for the unit's branches from now on; a second click changes nothing.

    Refuses whoever submitted them, and, where `version` is given, others than those that were seen.
    """
    row, room = begun(actor, campaign, node, section, "assessments.approve_refinement")
    if row.status == RefinementStatus.APPROVED:
        return row
    after = step(row, "approve")
    require_seen(row, version)
    require_fitting(room, indicators_of(row))
    if actor.pk == row.submitted_by and not actor.is_superuser:
        message = _("You submitted these yourself. Somebody else of the work committee approves them.")
        raise Refused(message, code="own")
    decided(actor, row)
    return moved(actor, row, "approve", after)


@transaction.atomic
def return_indicators(actor: Any, campaign: Campaign, node: Node, section: str, *, reason: str) -> Refinement:
    """Back to the unit with the reason, also after they were approved."""
    row, _room = begun(actor, campaign, node, section, "assessments.approve_refinement")
    after, reason = step(row, "return"), reason.strip()
    if not reason:
        raise Invalid(_("Write what the unit is to mend."), code="reason", details={"reason": [""]})
    if len(reason) > LONGEST_REASON:
        message = _("At most %(n)s characters.") % {"n": LONGEST_REASON}
        raise Invalid(message, code="reason", details={"reason": [message]})
    row.return_reason = reason
    decided(actor, row)
    return moved(actor, row, "return", after, reason)


def begun(actor: Any, campaign: Campaign, node: Node, section: str, permission: str) -> tuple[Refinement, Room]:
    """The row, locked, unsaved before the first writing, and the room that the rulebook leaves.

    Asks the office first, then the rulebook, then whether marking has begun. Before the first writing there is no row
    to wait for: two who write at once wait for the unit.
    """
    authorise(actor, permission, node if permission == "assessments.refine" else campaign)
    room = next((each for each in granted(campaign) if each.section.code == section), None)
    if room is None or not nodes_of(campaign, room).filter(pk=node.pk).exists():
        raise Invalid(_("The rulebook leaves no room for own indicators here."), code="no-room")
    campaign.refresh_from_db(fields=["status"])
    if is_frozen(campaign):
        raise Refused(_("Marking has begun; own indicators stand as they are."), code="frozen")
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    rows = Refinement.objects.select_for_update(of=("self",)).filter(campaign=campaign, node=node, section=section)
    row = rows.first() or Refinement(campaign=campaign, node=node, section=section)
    return row, room


def step(row: Refinement, act: str) -> str:
    """The state that `act` leads to; refuses in plain words where the state it stands in does not permit it."""
    if not REFINEMENT.permits(act, row.status):
        message = _("The indicators of “%(unit)s” are %(state)s by now; this can no longer be done.")
        raise Refused(message % {"unit": row.node.name, "state": row.get_status_display()}, code="lifecycle")
    return REFINEMENT.after(act, row.status)


def require_seen(row: Refinement, version: int | None) -> None:
    """Refuse to act on other indicators than those that were seen."""
    if version is not None and version != row.version:
        message = _("“%(unit)s” has changed its indicators since you opened them. Look at them again.")
        raise Conflict(message % {"unit": row.node.name}, details={"version": row.version})


def require_fitting(room: Room, indicators: Sequence[Indicator]) -> None:
    """Refuse indicators that do not fit, all faults at once."""
    faults = faults_of(room, indicators)
    if faults:
        message = faults.get("indicators") or _("Some indicators cannot be taken.")
        raise Invalid(message, code="indicators", details={name: [fault] for name, fault in faults.items()})


def decided(actor: Any, row: Refinement) -> None:
    """Who approved or returned, and when; not saved."""
    row.decided_by_name, row.decided_at = name_of(actor), timezone.now()
    row.looked_at = row.looked_at or row.decided_at


def moved(actor: Any, row: Refinement, act: str, after: str, reason: str = "") -> Refinement:
    """Save the step and record it."""
    before, row.status = row.status, after
    row.save()
    record(actor, f"refinement.{act}", row, node_path=row.node.path, before=before, after=after, reason=reason)
    return row
