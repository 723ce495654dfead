"""Who marks a drawn branch a second time, blindly? Never its first scorer; shared out as all branches are."""

from apps.assessments.assigning import Interests, Plan, assign
from apps.assessments.models import Draw
from apps.assessments.nearness import interests_in
from apps.assessments.pool import begun, branches_to_mark, office_zones, scorers_of, standing_of
from apps.assessments.proposing import as_planned
from apps.assessments.seconds import second_of
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of


def plan_seconds(row: Draw, campaign: Campaign) -> Plan:
    """The second scorer of every drawn branch. What is finished or begun stays with whoever marks it, and so does what
    its second scorer still may mark."""
    party, drawn = row.party, set(row.drawn)
    branches = branches_to_mark(campaign, rulebook_of(campaign.rulebook_version), party)
    rows = list(scorers_of(campaign, party).order_by("pk"))
    people = [each.person_id for each in rows]
    zones = office_zones(campaign, people, party)
    scorers = [as_planned(each, zones.get(each.person_id, frozenset())) for each in rows]
    near = interests_in(campaign, people)
    firsts = {(each.person_id, key) for key, each in standing_of(campaign, party).items()}
    apart = Interests(near.units, frozenset(near.branches) | firsts)
    return assign(
        [each for each in branches if each.key in drawn], scorers, apart, staying(campaign, party, set(people), firsts)
    )


def staying(campaign: Campaign, party: str, people: set[int], firsts: set[tuple[int, int]]) -> dict[int, int]:
    """Branch → person of the seconds that stand and may go on."""
    second = second_of(party)
    started = begun(campaign, second)
    return {
        key: each.person_id
        for key, each in standing_of(campaign, second).items()
        if each.finished_at or ((each.person_id in people or key in started) and (each.person_id, key) not in firsts)
    }
