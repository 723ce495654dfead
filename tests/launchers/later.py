"""What does the demonstration look like later still? A ballot in its sixth day, and branches that are marked twice.

`bin/pictures` runs it in its own house, after every other picture is taken.
"""

import random
from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Assessment, Assignment, Sheet
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.seconds import second_of
from apps.assessments.services.assigning import adopt
from apps.assessments.services.draws import hold_draw, publish_seed
from apps.assessments.services.invitations import Guest, accept, invite
from apps.assessments.services.scorers import Work, place_scorer
from apps.ballots.asking import first_asked
from apps.ballots.models import Poll, Roll, TurnoutDay
from apps.ballots.services.papers import type_first, type_second
from apps.ballots.services.polls import begin, set_up
from apps.ballots.services.slips import mint
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign, Stage
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting

PARTY, SEED, SHARE = "superior", "双色球 2025131 期：03 08 14 19 26 31 + 07", 600
EXPERTS = ["韩文博", "苏雅琴", "邵立新", "顾明远", "贺晓东", "范国平"]
OFFICE, PASSWORD = "省委党校党建教研部", "plum-ferry-71-lantern"
DAY_OF_VOTING, SHARES = 6, {"members": (70, 104), "public": (58, 92)}
SPREAD = [-200, -150, -100, -50, 0, 0, 0, 50, 100, 150]
LEFT = 4


def go_later() -> str:
    """Gives the code of a slip that opens a ballot."""
    campaign = Campaign.objects.get(slug="demonstration-2025")
    staff, zone, reviewer = (User.objects.get(username=name) for name in ("staff", "zone", "reviewer"))
    mark_twice(campaign, staff, zone)
    return vote(campaign, staff, reviewer)


def vote(campaign: Campaign, staff: User, reviewer: User) -> str:
    """Most have voted; of three piles of paper one agrees, one waits and one differs."""
    first = first_asked(campaign)
    opens, closes = (timezone.localtime() + timedelta(days=days) for days in (-DAY_OF_VOTING, 1))
    dates = {"opens_at": opens.replace(hour=9, minute=0), "closes_at": closes.replace(hour=18, minute=0)}
    Stage.objects.create(campaign=campaign, kind=StageKind.BALLOT, **dates)
    poll = set_up(staff, campaign, questions=first.questions, options=first.options, layers=first.layers)
    begin(poll)
    branches = list(Assessment.objects.of(campaign).in_order())
    drawn = random.Random(SEED)
    Roll.objects.bulk_create(roll(poll, each, layer, drawn) for each in branches for layer in SHARES)
    write_days(poll)
    own = Roll.objects.filter(poll=poll, assessment__unit__name="市发改委", layer="members").order_by("pk")
    pile = {question["code"]: {"very-good": 4, "good": 2} for question in poll.questions}
    other = pile | {"committee": {"very-good": 3, "good": 3}}
    slip, *piled = own[:4]
    for each in piled:
        Roll.objects.filter(pk=each.pk).update(voted=each.entitled // 3)
    batches = [type_first(staff, each, 6, pile) for each in piled]
    type_second(reviewer, batches[0], 6, pile)
    type_second(reviewer, batches[1], 6, other)
    Roll.objects.filter(pk=slip.pk).update(voted=0)
    [(_roll, slips)] = mint(staff, [slip])
    return slips[0][1]


def roll(poll: Poll, branch: Assessment, layer: str, drawn: random.Random) -> Roll:
    """As many voters as a branch has members, or two thirds of that, with a turnout of its own."""
    entitled = max(6, (branch.members or 30) if layer == "members" else (branch.members or 30) * 2 // 3)
    share = min(100, drawn.randint(*SHARES[layer])) if drawn.random() > 0.03 else drawn.randint(10, 45)
    return Roll(poll=poll, assessment=branch, layer=layer, entitled=entitled, voted=entitled * share // 100)


def write_days(poll: Poll) -> None:
    """The running total of each day up to yesterday."""
    today, parts = timezone.localdate(), [18, 24, 48, 70, 86, 96]
    for layer in SHARES:
        voted = sum(Roll.objects.filter(poll=poll, layer=layer).values_list("voted", flat=True))
        for day, part in enumerate(parts):
            on = today - timedelta(days=len(parts) - day)
            TurnoutDay.objects.create(poll=poll, layer=layer, on=on, voted=voted * part // 100)


def mark_twice(campaign: Campaign, staff: User, zone: User) -> None:
    """Eight scorers, six of them guests; a draw whose branches mostly two have marked; a run that asks what follows."""
    for person in (staff, zone):
        place_scorer(staff, campaign, person, PARTY, Work(load=50))
    for number, name in enumerate(EXPERTS, start=1):
        _row, code = invite(staff, campaign, Guest(name=name, party=PARTY, office=OFFICE))
        accept(code, f"expert-{number}", PASSWORD)
    adopt(staff, campaign, PARTY, Asked(), Proposal(campaign, PARTY, Asked()).digest)
    draw, _plan = hold_draw(staff, publish_seed(staff, campaign, PARTY, SEED, SHARE))
    firsts = Assignment.objects.standing().filter(campaign=campaign, party=PARTY)
    twice = Assignment.objects.standing().filter(campaign=campaign, party=second_of(PARTY))
    drawn = random.Random(SEED)
    sheets = {row.assessment_id: row for row in Sheet.objects.filter(party=PARTY, assessment__in=draw.drawn)}
    for duty in list(twice)[LEFT:]:
        marks = {code: near(mark, drawn) for code, mark in sheets[duty.assessment_id].marks.items()}
        Sheet.objects.create(assessment_id=duty.assessment_id, party=second_of(PARTY), marks=marks, version=1)
        Assignment.objects.filter(pk=duty.pk).update(finished_at=timezone.now())
    expert = User.objects.get(username="expert-1")
    left = firsts.filter(person=expert).order_by("assessment__order_path").values("pk")[:LEFT]
    firsts.exclude(pk__in=list(left.values_list("pk", flat=True))).update(finished_at=timezone.now())
    start_numbered_run(staff, campaign)
    run_waiting()


def near(mark: int, drawn: random.Random) -> int:
    """What another person would give: mostly half a point up or down, within the criterion."""
    return min(2000, max(0, mark + drawn.choice(SPREAD)))
