"""Ballots and pages of a whole province on SQLite: casting, counting, and what 6,280 branches cost more than 300."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain, count
from random import Random
from secrets import token_hex

from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Sheet
from apps.ballots.answers import packed
from apps.ballots.choices import PollStatus
from apps.ballots.codes import mark_of, new_receipt
from apps.ballots.models import Box, Count, Poll, Roll, Voter
from apps.ballots.opening import open_all
from apps.ballots.sealing import box_name, new_keys, private_key, seal, unseal
from apps.ballots.services.casting import cast
from apps.ballots.services.counting import write_counts
from apps.ballots.services.slips import mint
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.evaluations.models import Run
from apps.evaluations.services import make
from apps.jobs.models import Job
from apps.jobs.services import run
from apps.organisations.choices import Role
from apps.organisations.models import Node
from apps.organisations.services import appoint
from apps.reports.demonstration.province import BRANCHES
from apps.reports.demonstration.province_load import COMMITTEE, SLUG, request_province
from bench.timing import Figure, best

FEW = 300
SEALED = 130_000
ENTITLED = 60
VOTES = 50
ASKED = 20


def figures(_sizes: Sequence[int]) -> Iterator[Figure]:
    """A province of 300 branches stands beside the whole one, each with its own staff."""
    call_command("collectstatic", verbosity=0, interactive=False)
    few, whole = province("few", FEW), province("whole", BRANCHES)
    yield whole_run(whole)
    for address, title in (("ballot/", "turnout"), ("league/", "league"), ("", "to-do")):
        yield page(few, whole, address, title)
    slips_out(few)
    poll = slips_out(whole)
    yield page(few, whole, "ballot/", "turnout while people vote,")
    yield casting(poll)
    yield counting(poll)


def province(name: str, branches: int) -> Campaign:
    """The made-up province at a size, moved aside so that another can stand beside it."""
    job = run(request_province(None, branches).pk)
    if job is None or job.error:
        raise SystemExit(job and job.error)
    Node.objects.filter(name=COMMITTEE).update(name=name)
    Job.objects.all().delete()
    Campaign.objects.filter(slug=SLUG).update(slug=name)
    campaign = Campaign.objects.select_related("committee", "rulebook_version").get(slug=name)
    person = User.objects.create(username=name, name=name)
    appoint(None, person=person, role=Role.STAFF, node=campaign.committee)
    return campaign


def whole_run(campaign: Campaign) -> Figure:
    """Read both sheets and the votes of every branch, rate, write results; against reading the sheets only."""
    seconds, reference = best(
        lambda: make(Run(campaign=campaign, rulebook_version=campaign.rulebook_version), lambda *_: None),
        lambda: list(Sheet.objects.filter(assessment__campaign=campaign).values_list("assessment_id", "marks")),
    )
    return Figure("S4", "evaluation run of jiangsu-2022, 6,280 branches", seconds, "reading the sheets", reference, 4)


@override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}})
def page(few: Campaign, whole: Campaign, address: str, title: str) -> Figure:
    """One page as staff get it, the server's time for some of it; against the same page of 300 branches."""
    windows = [(asking(campaign), where(campaign, address)) for campaign in (whole, few)]
    for window, url in windows:
        window.get(url)
    seconds, reference = best(*(lambda window=window, url=url: looked_at(window, url) for window, url in windows))
    return Figure("S1b", f"{title} page of 6,280 branches, {ASKED} times", seconds, "of 300", reference, 1.3)


def asking(campaign: Campaign) -> Client:
    window = Client(SERVER_NAME="localhost")
    window.force_login(User.objects.get(username=campaign.slug), "apps.accounts.backends.NameOrMobileBackend")
    return window


def where(campaign: Campaign, address: str) -> str:
    return f"/c/{campaign.slug}/{address}" if address else "/todo/"


def looked_at(window: Client, url: str) -> None:
    for _ in range(ASKED):
        if (status := window.get(url).status_code) != 200:
            raise SystemExit(f"{url}: {status}")


def reopened(campaign: Campaign) -> Poll:
    """The province's ballot as it was before anybody voted, its stage open."""
    now = timezone.now()
    campaign.stages.filter(kind=StageKind.BALLOT).update(closes_at=now + timedelta(days=1))
    public, sealed = new_keys()
    state = {"status": PollStatus.VOTING, "counted_on": None, "digest": "", "public_key": public, "sealed_key": sealed}
    Poll.objects.filter(campaign=campaign).update(**state)
    Count.objects.filter(poll__campaign=campaign).delete()
    Roll.objects.filter(poll__campaign=campaign).update(voted=0, on_paper=0, entitled=ENTITLED)
    return Poll.objects.select_related("campaign__committee").get(campaign=campaign)


def slips_out(campaign: Campaign) -> Poll:
    """The ballot reopened, as many slips printed for each branch as of 130,000 fall to it; nobody has voted."""
    poll = reopened(campaign)
    voters = (
        Voter(roll=roll, number=number, token=token_hex())
        for roll in Roll.objects.filter(poll=poll)
        for number in range(1, 2 + SEALED // BRANCHES)
    )
    Voter.objects.bulk_create(voters, batch_size=5_000)
    return poll


def casting(poll: Poll) -> Figure:
    """Votes by code one after the other, each its own transaction; against inserting as many single rows."""
    rolls = list(Roll.objects.filter(poll=poll).select_related("assessment", "poll")[:VOTES])
    codes = chain.from_iterable(
        zip(*([code for _number, code in slips] for _roll, slips in mint(None, rolls)), strict=True)
    )
    chosen = {question["code"]: poll.options[0]["code"] for question in poll.questions}
    number = count()

    def vote() -> None:
        for _ in range(VOTES):
            cast(next(codes), chosen)

    def insert() -> None:
        for _ in range(VOTES):
            with transaction.atomic():
                User.objects.create(username=f"row-{next(number)}", name="")

    seconds, reference = best(vote, insert)
    return Figure("S-ballot", f"{VOTES} votes cast, one by one", seconds, "as many rows inserted", reference, 8)


def counting(poll: Poll) -> Figure:
    """Open 130,000 ballots in the boxes of 6,280 branches, add up, write, empty the boxes; against opening alone."""
    fill_boxes(poll)
    poll.campaign.stages.filter(kind=StageKind.BALLOT).update(closes_at=timezone.now())
    key = private_key(poll.public_key, poll.sealed_key)
    sealed = [
        (one, box_name(poll.pk, box.assessment_id, box.layer))
        for box in Box.objects.filter(poll=poll).iterator()
        for one in box.ballots
    ]
    seconds, reference = best(
        lambda: write_counts(poll, open_all(poll, lambda *_: None), None, ""),
        lambda: [unseal(key, one, name) for one, name in sealed],
        tries=1,
    )
    return Figure("S-ballot", f"counting {SEALED:,} ballots", seconds, "opening them only", reference, 3)


def fill_boxes(poll: Poll) -> None:
    """As many sealed ballots as a province casts, about as many for each branch."""
    Box.objects.filter(poll=poll).delete()
    chance = Random(3)
    rolls = list(Roll.objects.filter(poll=poll))
    codes = [option["code"] for option in poll.options]
    boxes = []
    for place, roll in enumerate(rolls):
        roll.voted = SEALED * (place + 1) // len(rolls) - SEALED * place // len(rolls)
        name = box_name(poll.pk, roll.assessment_id, roll.layer)
        texts = [
            packed(poll, {question["code"]: chance.choice(codes) for question in poll.questions})
            for _ in range(roll.voted)
        ]
        ballots = sorted(seal(poll.public_key, text, name) for text in texts)
        receipts = sorted(mark_of(new_receipt()) for _ in texts)
        boxes.append(
            Box(poll=poll, assessment_id=roll.assessment_id, layer=roll.layer, ballots=ballots, receipts=receipts)
        )
    Box.objects.bulk_create(boxes, batch_size=500)
    Roll.objects.bulk_update(rolls, ["voted"], batch_size=500)
