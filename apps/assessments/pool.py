"""Who may be given branches to mark, and how is the work shared out among them so far?"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.assigning import Branch
from apps.assessments.choices import Party
from apps.assessments.lines import lines_of, sheet_parties
from apps.assessments.models import Assignment, Interest, Invitation, Scorer, Sheet
from apps.assessments.visiting import MARKERS, people_to_send
from apps.campaigns.models import Campaign
from apps.organisations.models import Appointment, Zone
from apps.organisations.reach import SEGMENT
from apps.rating.rulebook import Rulebook


@dataclass
class Member:
    """A scorer with what is theirs: branches given and finished, and the share of the heaviest load in thousandths."""

    scorer: Scorer
    zones: list[str]
    branches: int = 0
    finished: int = 0
    bar: int = 0
    interests: list[Interest] = field(default_factory=list)


def marking_parties(rules: Rulebook) -> list[str]:
    """The parties whose sheets are given to people."""
    return [party for party in sheet_parties(rules) if party != Party.SELF]


def may_score(campaign: Campaign, party: str) -> QuerySet[User]:
    """Everybody whose office marks in the scope, and whoever was invited for this party and has come."""
    guests = Invitation.objects.filter(campaign=campaign, party=party, revoked_at=None).exclude(accepted_at=None)
    offices = people_to_send(campaign).order_by().values("pk")
    return User.objects.filter(Q(pk__in=offices) | Q(pk__in=guests.values("person")), is_active=True).order_by("name")


def office_zones(campaign: Campaign, people: Collection[int], party: str) -> dict[int, frozenset[int] | None]:
    """Where each may mark by office: None everywhere, else these zones (keys); whoever is left out nowhere.

    Guests who have come may mark everywhere. Two queries.
    """
    path = campaign.committee.path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=MARKERS, node__path__in=above)
    guests = Invitation.objects.filter(campaign=campaign, party=party, revoked_at=None, person__in=people)
    found: dict[int, frozenset[int] | None] = dict.fromkeys(guests.values_list("person", flat=True))
    for person, zone in held.filter(person__in=people).order_by().values_list("person", "zone"):
        zones = found.get(person, frozenset())
        found[person] = None if zone is None or zones is None else zones | {zone}
    return found


def scorers_of(campaign: Campaign, party: str) -> QuerySet[Scorer]:
    """Those who mark for a party today."""
    return Scorer.objects.filter(campaign=campaign, party=party, left_at=None).select_related("person", "campaign")


def members_of(campaign: Campaign, party: str) -> list[Member]:
    """The pool of a party by name, with loads; four queries."""
    zones = dict(Zone.objects.filter(committee=campaign.committee).values_list("pk", "name"))
    counts = {
        row["person"]: row
        for row in Assignment.objects.standing()
        .filter(campaign=campaign, party=party)
        .order_by()
        .values("person")
        .annotate(branches=Count("pk"), finished=Count("finished_at"))
    }
    interests: dict[int, list[Interest]] = {}
    for row in Interest.objects.filter(campaign=campaign, ended_at=None).select_related("node"):
        interests.setdefault(row.person_id, []).append(row)
    found = []
    for scorer in scorers_of(campaign, party).order_by("pool", "person__name", "pk"):
        count, near = counts.get(scorer.person_id, {}), interests.get(scorer.person_id, [])
        member = Member(scorer, [zones[key] for key in scorer.zones if key in zones], interests=near)
        member.branches, member.finished = count.get("branches", 0), count.get("finished", 0)
        found.append(member)
    most = max((member.branches for member in found), default=0)
    for member in found:
        member.bar = member.branches * 1000 // most if most else 0
    return found


def branches_to_mark(campaign: Campaign, rules: Rulebook, party: str) -> list[Branch]:
    """Every branch as the plan takes it; one query. Branches of whose type the party marks nothing are left out."""
    weights: dict[str, int] = {}
    rows = campaign.assessments.order_by("pk").values_list("pk", "unit_id", "zone_id", "branch_type")
    found = []
    for key, unit, zone, branch_type in rows:
        if branch_type not in weights:
            weights[branch_type] = len(lines_of(rules, branch_type, party))
        if weights[branch_type]:
            found.append(Branch(key, unit, weights[branch_type], zone, branch_type))
    return found


def types_in(campaign: Campaign) -> list[str]:
    """The types of branch that take part."""
    rows = campaign.assessments.exclude(branch_type="").order_by("branch_type").values_list("branch_type", flat=True)
    return list(rows.distinct())


def begun(campaign: Campaign, party: str) -> set[int]:
    """The branches of whose sheet something is marked."""
    rows = Sheet.objects.filter(assessment__campaign=campaign, party=party).exclude(marks={}, indicators={})
    return set(rows.values_list("assessment", flat=True))


def standing_of(campaign: Campaign, party: str) -> dict[int, Any]:
    """The assignments of a party's sheets that stand, by branch."""
    return {row.assessment_id: row for row in Assignment.objects.standing().filter(campaign=campaign, party=party)}
