"""Whose is a sheet to mark, and who may read it meanwhile? Asked of one branch; lists narrow by `assigned_to`."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from apps.assessments.models import Assessment, Assignment, Interest, Invitation
from apps.assessments.seconds import SECOND, first_of, is_second, other_of
from apps.campaigns.choices import Status
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


def is_given(person: Any, assessment: Assessment, party: str) -> bool:
    """Whether a sheet is this person's to mark; one query.

    While a campaign gives nothing of a party out, whoever marks there marks every sheet of it; a second sheet is always
    somebody's alone.
    """
    standing = Assignment.objects.standing()
    own = standing.filter(assessment=OuterRef("pk"), party=party, person=person.pk)
    given_out = standing.filter(campaign=OuterRef("campaign"), party=first_of(party))
    rows = Assessment.objects.filter(pk=assessment.pk).values_list(Exists(own), Exists(given_out))
    is_own, is_given_out = rows.first() or (False, False)
    return is_own or not (is_given_out or is_second(party))


def invitations_of(person: Any) -> QuerySet[Invitation]:
    """The invitations that let this person in now: taken up, not taken back, of a campaign that is under way."""
    rows = Invitation.objects.filter(person=person.pk, revoked_at=None).exclude(accepted_at=None)
    return rows.filter(campaign__status=Status.OPEN)


def is_guests(person: Any, assessment: Assessment, party: str) -> bool:
    """Whether a sheet was given to this person as a guest of the campaign; one query."""
    own = not_near(Assignment.objects.standing().filter(assessment=assessment.pk, party=party, person=person.pk))
    invited = invitations_of(person).filter(campaign=OuterRef("campaign"), party=first_of(party))
    return own.filter(Exists(invited)).exists()


def not_near(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Without the unfinished branches that their scorers have declared themselves near to, until others take them."""
    declared = Interest.objects.filter(campaign=OuterRef("campaign"), person=OuterRef("person"), ended_at=None)
    branch = ExpressionWrapper(OuterRef("assessment__path"), CharField())
    above = declared.annotate(branch=branch).filter(branch__startswith=F("node__path"))
    return rows.exclude(Exists(above), finished_at=None)


def assigned_to(person: Any, campaign_pk: int, party: str) -> QuerySet[Assignment]:
    """The sheets of a party that stand as this person's."""
    return Assignment.objects.standing().filter(campaign=campaign_pk, party=party, person=person.pk)


def is_given_out(campaign_pk: int, party: str) -> bool:
    """Whether a campaign gives the sheets of a party to single people."""
    return Assignment.objects.standing().filter(campaign=campaign_pk, party=party).exists()


def may_read_sheet(person: Any, assessment: Assessment, party: str) -> bool:
    """Whether a sheet is shown to this person, who sees the branch; one query.

    The two who mark a branch blindly see each other's sheet once both have finished. A second sheet is nobody else's
    but the committee's, which conducts the campaign.
    """
    rows = Assignment.objects.standing().filter(assessment=assessment.pk)
    pair = {row.party: row for row in rows.filter(Q(party=party) | Q(party=other_of(party)))}
    other, own = pair.get(other_of(party)), pair.get(party)
    if own and own.person_id == person.pk:
        return True
    if other and other.person_id == person.pk and (own or is_second(party)):
        return bool(own and own.finished_at and other.finished_at)
    return not is_second(party) or conducts(person, assessment)


def blind_duty(person: Any, assessment: Assessment) -> Assignment | None:
    """The second sheet of this branch that the person has not finished: until then they read no result of it."""
    rows = Assignment.objects.standing().filter(assessment=assessment, person=person.pk, finished_at=None)
    return rows.filter(party__endswith=SECOND).first()


def blind_to(person: Any) -> QuerySet[Assignment]:
    """The keys of the branches of which a person reads no result yet: they mark these a second time, blindly."""
    rows = Assignment.objects.standing().filter(person=person.pk, finished_at=None, party__endswith=SECOND)
    return rows.order_by().values_list("assessment", flat=True)


def conducts(person: Any, assessment: Assessment) -> bool:
    """Whether the person conducts the campaign that this branch takes part in."""
    committee = assessment.campaign.committee
    return reach_of(person).covers(Power.CAMPAIGN, committee.path, committee.zone_id)


def guest_duties(person: Any) -> QuerySet[Assignment]:
    """The sheets that stand as a guest's, of the campaigns whose invitation lets them in now."""
    invited = invitations_of(person).filter(campaign=OuterRef("campaign"), party=OuterRef("party"))
    return not_near(Assignment.objects.standing().filter(Exists(invited), person=person.pk))
