"""Who may mark, enrol and import?"""

from typing import Any

import rules

from apps.assessments.checkers import may_check
from apps.assessments.choices import Party
from apps.assessments.duties import is_given, is_guests
from apps.assessments.models import Assessment, Sheet, Stop
from apps.assessments.visiting import may_visit
from apps.campaigns.models import Campaign
from apps.campaigns.rules import can_conduct
from apps.evidence.models import Likeness
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


@rules.predicate
def can_change_sheet(person: Any, sheet: Sheet) -> bool:
    """The self-assessment by the branch's own people, every other party's sheet by those who mark there."""
    return may_mark(person, sheet.assessment, sheet.party)


def may_mark(person: Any, assessment: Assessment, party: str) -> bool:
    """Whether the marks of `party` on this assessment are the person's: by an office, and by who was given the branch.

    Who was invited marks what was given to them, without an office.
    """
    if reach_of(person).covers(power_of(party), assessment.path, assessment.zone_id):
        return party == Party.SELF or is_given(person, assessment, party)
    return party != Party.SELF and person.is_authenticated and is_guests(person, assessment, party)


def power_of(party: str) -> Power:
    """What one must be able to do to mark on a party's sheet."""
    return Power.SELF_MARK if party == Party.SELF else Power.MARK


@rules.predicate
def can_submit(person: Any, assessment: Assessment) -> bool:
    """Answers for the branch's self-assessment with the own name."""
    return reach_of(person).covers(Power.SUBMIT, assessment.path, assessment.zone_id)


@rules.predicate
def can_check(person: Any, unit: Node | None) -> bool:
    """Checks the self-assessments of a unit and hands them over; without a unit, of any."""
    return reach_of(person).has(Power.CHECK) if unit is None else may_check(person, unit.path, unit.zone_id)


@rules.predicate
def can_check_branch(person: Any, assessment: Assessment) -> bool:
    """Checks this branch's self-assessment: its unit's reviewers, and those of a Party committee in between."""
    return may_check(person, assessment.path, assessment.zone_id)


@rules.predicate
def can_refine(person: Any, node: Node | None) -> bool:
    """Writes a unit's own indicators: whoever checks it; without a unit, of any."""
    return reach_of(person).has(Power.CHECK) if node is None else may_check(person, node.path, node.zone_id)


@rules.predicate
def can_second_veto(person: Any, campaign: Campaign | None) -> bool:
    """Confirms as the second person what vetoes are proposed: the discipline liaison of the campaign's committee."""
    reach = reach_of(person)
    if campaign is None:
        return reach.has(Power.VETO)
    return reach.covers(Power.VETO, campaign.committee.path, campaign.committee.zone_id)


@rules.predicate
def can_see_alike(person: Any, campaign: Campaign) -> bool:
    """Looks through proof that is alike: whoever compares, checks or marks; never the branches themselves."""
    reach = reach_of(person)
    return any(reach.has(power) for power in (Power.COMPARE, Power.CHECK, Power.MARK))


@rules.predicate
def can_judge_likeness(person: Any, likeness: Likeness) -> bool:
    """Says what two files mean: sees both owners, and checks or marks at least one of them."""
    reach = reach_of(person)
    owners = [side.evidence.owner for side in (likeness.first, likeness.second)]
    sees_both = all(reach.covers(Power.SEE, owner.path, owner.zone_id) for owner in owners)
    works = [reach.covers(power, o.path, o.zone_id) for power in (Power.CHECK, Power.MARK) for o in owners]
    return sees_both and any(works)


@rules.predicate
def can_keep_proof(person: Any, committee: Node) -> bool:
    """Says how long a committee's proof is kept, and deletes what is due."""
    return reach_of(person).covers(Power.CAMPAIGN, committee.path, committee.zone_id)


rules.add_perm("assessments.keep_proof", can_keep_proof)
rules.add_perm("assessments.see_alike", can_see_alike)
rules.add_perm("assessments.judge_likeness", can_judge_likeness)


@rules.predicate
def can_visit_branch(person: Any, stop: Stop) -> bool:
    """Writes at a stop: who is of its team, and still marks there."""
    return stop.visit.team.filter(person=person.pk).exists() and may_visit(person, stop.assessment)


@rules.predicate
def can_lead_visit(person: Any, stop: Stop) -> bool:
    """Signs for the team."""
    return stop.visit.team.filter(person=person.pk, is_leader=True).exists()


rules.add_perm("assessments.assign", can_conduct)
rules.add_perm("assessments.invite", can_conduct)
rules.add_perm("assessments.plan_visit", can_conduct)
rules.add_perm("assessments.visit_branch", can_visit_branch)
rules.add_perm("assessments.lead_visit", can_visit_branch & can_lead_visit)
rules.add_perm("assessments.propose_veto", can_conduct)
rules.add_perm("assessments.second_veto", can_second_veto)
rules.add_perm("assessments.refine", can_refine)
rules.add_perm("assessments.approve_refinement", can_conduct)
rules.add_perm("assessments.submit_self", can_submit)
rules.add_perm("assessments.reply", can_submit)
rules.add_perm("assessments.check_unit", can_check)
rules.add_perm("assessments.check_branch", can_check_branch)
rules.add_perm("assessments.receive_unit", can_conduct)
rules.add_perm("assessments.save_sheet", can_change_sheet)
rules.add_perm("assessments.enrol_branches", can_conduct)
rules.add_perm("assessments.import_marks", can_conduct)
