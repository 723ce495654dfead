"""Who sat on the third batch's panel: seven experts by invitation, one who stood in where somebody stands near."""

from datetime import datetime, timedelta
from typing import Any

from apps.accounts.models import User
from apps.accounts.services.accounts import NewAccount, create_people
from apps.assessments.choices import Pool
from apps.assessments.codes import new_code, token_of
from apps.assessments.models import Assessment, Assignment, Interest, Invitation, Scorer
from apps.demonstrations.models import Candidate, Gate
from apps.demonstrations.selectors import subject_of

EXPERTS = (
    ("卢景文", "市委党校（虚构）"),
    ("谭秀云", "市社科联（虚构）"),
    ("范国梁", "省直工委党校（虚构）"),
    ("邹雅琴", "市职业技术学院（虚构）"),
    ("石永年", "退休干部（虚构）"),
    ("龚慧", "市委讲师团（虚构）"),
    ("崔明哲", "市行政学院（虚构）"),
)
STAND_IN = ("戴思远", "市委党史室（虚构）")
# Which expert stands near to whom, by place and brand, and why.
NEAR = (
    (1, "一窗办", "与申报单位有项目往来"),
    (2, "医路同行", "亲属在申报单位工作"),
    (4, "光明小哥", "曾在申报单位任职"),
    (5, "文物会说话", "与申报单位有课题合作"),
)
REPLACED = "回避换人"
DAYS = 14


def seat_panel(actor: Any, gate: Gate, at: datetime) -> None:
    """Invitations, interests and who marked whom, as they were when the panel had marked."""
    path = gate.campaign.committee.path
    names = [*EXPERTS, STAND_IN]
    people = create_people(
        None, [NewAccount(f"expert{n}", name, None, path) for n, (name, _office) in enumerate(names, start=1)]
    )
    near = {(place, brand): reason for place, brand, reason in NEAR}
    stood_in = [(f"judge{place + 1}", len(EXPERTS)) for place, _brand in near]
    seats = [(f"judge{place + 1}", place) for place in range(len(EXPERTS))]
    Invitation.objects.bulk_create(invitation(actor, gate, party, people[n], at) for party, n in [*seats, stood_in[0]])
    Scorer.objects.bulk_create(
        Scorer(campaign=gate.campaign, person=people[n], party=party, pool=Pool.JUDGE) for party, n in seats + stood_in
    )
    candidates = {one.brand: one for one in gate.batch.candidates.select_related("node")}
    Interest.objects.bulk_create(
        Interest(
            campaign=gate.campaign,
            person=people[place],
            node=candidates[brand].node,
            reason=reason,
            by=people[place].pk,
            by_name=people[place].name,
        )
        for (place, brand), reason in near.items()
    )
    give_out(actor, gate, people, candidates, at)


def invitation(actor: Any, gate: Gate, party: str, person: User, at: datetime) -> Invitation:
    """An expert's letter, which was answered; not saved."""
    offices = dict([*EXPERTS, STAND_IN])
    return Invitation(
        campaign=gate.campaign,
        party=party,
        name=person.name,
        office=offices[person.name],
        token=token_of(new_code()),
        expires_at=at + timedelta(days=DAYS),
        person=person,
        accepted_at=at - timedelta(days=2),
        by=actor.pk,
        by_name=actor.name,
    )


def give_out(actor: Any, gate: Gate, people: list[User], candidates: dict[str, Candidate], at: datetime) -> None:
    """Every candidate to every expert, finished; where one stands near, the one who stood in marked."""
    subjects = {subject_of(one): one for one in candidates.values()}
    near = {(place, candidates[brand].node.path) for place, brand, _reason in NEAR}
    found = []
    for row in Assessment.objects.of(gate.campaign):
        path = subjects[row.subject].path
        for place in range(len(EXPERTS)):
            given = {"campaign": gate.campaign, "assessment": row, "party": f"judge{place + 1}"}
            given |= {"by": actor.pk, "by_name": actor.name}
            if any(place == expert and path.startswith(above) for expert, above in near):
                found.append(Assignment(**given, person=people[place], ended_at=at, end_reason=REPLACED))
                found.append(Assignment(**given, person=people[-1], finished_at=at))
            else:
                found.append(Assignment(**given, person=people[place], finished_at=at))
    Assignment.objects.bulk_create(found)
    Assignment.objects.filter(campaign=gate.campaign).update(at=at - timedelta(days=2))
