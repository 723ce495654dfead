"""Load the made-up province by choice: its committee, branches, sheets, ballots, and the run that grades them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.assessments.batches import keep_batch
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Handover, Sheet, Submission, VetoCase
from apps.assessments.services import enrolment, round_of
from apps.assessments.unit_rows import summary_of, unit_rows
from apps.assessments.veto_cases import cases_of
from apps.audit.services import record
from apps.ballots.asking import Asked, ballot_of, first_asked
from apps.ballots.choices import PollStatus
from apps.ballots.models import Count, Poll, Roll, TurnoutDay
from apps.ballots.services.counting import rebuilt_digest
from apps.ballots.tally import facts_of
from apps.branches.models import Branch
from apps.branches.roster import plan_roster, write_roster
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, create_campaign, open_campaign
from apps.core.bulk import BATCH, rewrite
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.evaluations.models import Run
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.services import appoint, create_node
from apps.reports.demonstration.past import rate
from apps.reports.demonstration.province import BRANCHES, Row, made_up

KIND = "load-province"
SLUG = "demonstration-jiangsu-2022"
RULEBOOK = "jiangsu-2022"
COMMITTEE = "示范省直工委（虚构）"
NAME = "2022 年度党支部分类达标定级（示范数据，均为虚构）"
MEMBERS = "members"
STEPS = 4
YEAR = 2022


@transaction.atomic
def request_province(actor: Any, branches: int = BRANCHES) -> Job:
    """Announce the loading; who asks becomes staff of the made-up committee. A loading that failed goes on.

    Only for who keeps the house. Refuses (409) where the province is here already or being loaded.
    """
    if actor is not None:
        authorise(actor, "campaigns.load_demonstration")
    committee = Node.objects.filter(name=COMMITTEE, parent=None).first()
    if committee is None:
        committee = create_node(None, kind=Kind.COMMITTEE, name=COMMITTEE)
    elif is_loaded() or is_loading():
        raise Refused(_("The made-up province is here already."), code="loaded")
    if actor is not None and not actor.appointments.filter(node=committee).exists():
        appoint(None, person=actor, role=Role.STAFF, node=committee)
    begun = Job.objects.of(KIND, committee.pk).order_by("pk").first()
    payload = begun.payload if begun else {"branches": branches}
    record(actor, "demonstration.asked", committee, node_path=committee.path, after=payload)
    return announce(KIND, committee.pk, COMMITTEE, actor=actor, node_path=committee.path, payload=payload)


def is_loaded() -> bool:
    """Whether the province stands whole, rated."""
    return Run.objects.filter(campaign__slug=SLUG, number=1).exists()


def is_loading() -> bool:
    """Whether somebody asked for it and the job has not ended."""
    return Job.objects.filter(kind=KIND).unfinished().exists()


def do_load(job: Job, progress: Progress) -> dict:
    """Handler of `load-province`: step by step, so that others write in between; no step is done twice."""
    committee = Node.objects.get(pk=job.key)
    campaign = Campaign.objects.filter(slug=SLUG).first() or make_campaign(committee)
    asked = asked_of(campaign)
    rows = list(made_up([question["code"] for question in asked.questions], job.payload["branches"]))
    progress(_("Branches"), 0, STEPS)
    with transaction.atomic():
        write_roster(None, committee, plan_roster(committee, rows))
    assessments = enrolled(campaign, rows)
    progress(_("Sheets"), 1, STEPS)
    if not Sheet.objects.filter(assessment__campaign=campaign).exists():
        write_sheets(campaign, assessments, rows)
    if not campaign.handovers.exists():
        hand_over(campaign, assessments)
    progress(_("Ballots"), 2, STEPS)
    if not Poll.objects.filter(campaign=campaign).exists():
        write_ballots(campaign, assessments, rows)
    progress(_("Evaluation"), 3, STEPS)
    if not Run.objects.filter(campaign=campaign, number=1).exists():
        rate(campaign, moment(12, 12, 21))
    return {"slug": SLUG, "branches": len(rows)}


@transaction.atomic
def make_campaign(committee: Node) -> Campaign:
    """The open campaign with its four steps, all of them over."""
    version = RulebookVersion.objects.published().filter(rulebook__slug=RULEBOOK).order_by("-number").first()
    campaign = create_campaign(
        None,
        name=NAME,
        slug=SLUG,
        year=YEAR,
        committee=committee,
        rulebook_version=version,
        stages=[
            StageDates(StageKind.SELF_ASSESSMENT, moment(10, 8), moment(10, 31, 18)),
            StageDates(StageKind.BALLOT, moment(11, 1), moment(11, 7, 18)),
            StageDates(StageKind.SCORING, moment(11, 8), moment(11, 30, 18)),
            StageDates(StageKind.EVALUATION, moment(12, 1), moment(12, 15, 18)),
        ],
        is_demonstration=True,
    )
    return open_campaign(None, campaign)


def moment(month: int, day: int, hour: int = 9) -> datetime:
    """A local time of the year."""
    return timezone.make_aware(datetime(YEAR, month, day, hour))


def enrolled(campaign: Campaign, rows: list[Row]) -> list[Assessment]:
    """The assessment of every branch, in the order of the rows; made where there are none yet."""
    if not Assessment.objects.of(campaign).exists():
        enrol(campaign, rows)
    by_name = {one.name: one for one in Assessment.objects.of(campaign)}
    return [by_name[row.branch] for row in rows]


@transaction.atomic
def enrol(campaign: Campaign, rows: list[Row]) -> None:
    """Assessments with their vetoes, and self-assessments that went their whole way."""
    standing = Branch.objects.filter(node__path__startswith=campaign.committee.path).select_related("node", "unit")
    branches = {branch.node.name: branch for branch in standing}
    rating = round_of(campaign)
    found = [enrolment(rating, branches[row.branch]) for row in rows]
    for assessment, row in zip(found, rows, strict=True):
        assessment.vetoes = list(row.vetoes)
    Assessment.objects.bulk_create(found, batch_size=BATCH)
    VetoCase.objects.bulk_create(cases_of(found, campaign.name), batch_size=BATCH)
    way = {"status": SubmissionStatus.RECEIVED, "meeting_on": date(YEAR, 10, 24), "submitted_at": moment(10, 26, 16)}
    Submission.objects.bulk_create(
        (Submission(assessment=one, approved_at=moment(10, 29), **way) for one in found), batch_size=BATCH
    )


@transaction.atomic
def write_sheets(campaign: Campaign, assessments: list[Assessment], rows: list[Row]) -> None:
    """Both parties' sheets, on record as one batch."""
    sheets = [
        Sheet(assessment=one, party=party, marks=dict(marks), version=1, changed_at=at)
        for one, row in zip(assessments, rows, strict=True)
        for party, marks, at in (
            (Party.SELF, row.own, moment(10, 26, 16)),
            (Party.SUPERIOR, row.superior, moment(11, 28, 17)),
        )
    ]
    Sheet.objects.bulk_create(sheets, batch_size=BATCH)
    after = {"branches": len(rows), "year": YEAR, **keep_batch(campaign, ((sheet, {}) for sheet in sheets))}
    record(None, "demonstration.loaded", campaign, node_path=campaign.committee.path, after=after)


@transaction.atomic
def hand_over(campaign: Campaign, assessments: list[Assessment]) -> None:
    """Each unit gave its self-assessments to the committee, with its summary, and they were received."""
    by_unit: dict[int, list[Assessment]] = {}
    for one in assessments:
        by_unit.setdefault(one.unit_id, []).append(one)
    at = {"meeting_on": date(YEAR, 10, 29), "received_at": moment(10, 31, 16)}
    Handover.objects.bulk_create(
        (
            Handover(campaign=campaign, unit_id=unit, summary=summary_of(campaign, unit_rows(campaign, held)), **at)
            for unit, held in by_unit.items()
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def write_ballots(campaign: Campaign, assessments: list[Assessment], rows: list[Row]) -> None:
    """The counted ballot of one layer, the members: rolls, counts, and what the rules read of them.

    There never were voters, so there are no codes, no boxes and no receipts; the figures are invented as counted.
    """
    asked = asked_of(campaign)
    layer = next(each for each in asked.layers if each["code"] == MEMBERS) | {"share": 10_000}
    poll = Poll(campaign=campaign, questions=asked.questions, options=asked.options, layers=[layer], version=1)
    poll.status, poll.counted_on = PollStatus.COUNTED, date(YEAR, 11, 8)
    poll.save()
    ballot, rolls, counts = ballot_of(campaign), [], []
    for number, (one, row) in enumerate(zip(assessments, rows, strict=True)):
        figures = {"by_code": row.voted - papers(number, row), "on_paper": papers(number, row)}
        roll = Roll(poll=poll, assessment=one, layer=MEMBERS, entitled=row.members, on_paper=figures["on_paper"])
        roll.voted = figures["by_code"]
        count = Count(poll=poll, assessment=one, layer=MEMBERS, answers=dict(row.votes), **figures)
        one.facts = facts_of(poll, ballot, [count])
        rolls.append(roll)
        counts.append(count)
    Roll.objects.bulk_create(rolls, batch_size=BATCH)
    Count.objects.bulk_create(counts, batch_size=BATCH)
    rewrite(assessments, ["facts"])
    write_days(poll, sum(row.voted for row in rows))
    poll.digest = rebuilt_digest(poll)
    poll.save(update_fields=["digest"])


def write_days(poll: Poll, voted: int) -> None:
    """How the turnout grew over the week."""
    days = enumerate((19, 25, 50, 73, 90, 97, 100))
    rows = [(date(YEAR, 11, 1) + timedelta(days=number), voted * per_cent // 100) for number, per_cent in days]
    TurnoutDay.objects.bulk_create(TurnoutDay(poll=poll, layer=MEMBERS, on=on, voted=number) for on, number in rows)


def asked_of(campaign: Campaign) -> Asked:
    """The usual questions, in the language that the house speaks by itself."""
    with override(settings.LANGUAGE_CODE):
        return first_asked(campaign)


def papers(number: int, row: Row) -> int:
    """How many of a branch's votes came on paper: every twentieth branch's."""
    return row.voted // 3 if number % 20 == 0 else 0
