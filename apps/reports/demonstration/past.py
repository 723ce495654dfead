"""Earlier years of the demonstration: campaigns that are over, with sheets and a numbered run each."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from apps.assessments.batches import keep_batch
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Remark, Sheet, Submission, VetoCase
from apps.assessments.services import enrolment, round_of
from apps.assessments.veto_cases import cases_of
from apps.audit.services import record
from apps.branches.models import Branch
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, close_campaign, create_campaign, open_campaign, seal_campaign
from apps.core.bulk import BATCH
from apps.criteria.models import RulebookVersion
from apps.evaluations.models import Run
from apps.evaluations.selectors import latest_numbered_run
from apps.evaluations.services.sealing import write_seal
from apps.jobs.services import announce, run
from apps.organisations.models import Node
from apps.reports.demonstration.marks import CODES, MARK, OWN, Made
from apps.reports.demonstration.texts import WORDS, secretary_of
from apps.reports.demonstration.years import EARLIER, earlier, levels

LAST = max(EARLIER)
SHEETS_WITH_WORDS = "市发改委"


def make_years(committee: Node, version: RulebookVersion) -> None:
    """Every earlier year, the earliest first: sealed, with the run that named its branches."""
    for year in sorted(EARLIER):
        campaign = make_year(committee, version, year)
        rate(campaign, moment(year, 11, 18, 21))
        close_campaign(None, campaign)
        seal_campaign(None, campaign)
        write_seal(latest_numbered_run(campaign), None, None, moment(year, 12, 12))


def make_year(committee: Node, version: RulebookVersion, year: int) -> Campaign:
    """The open campaign of a year with its sheets; the self-assessments only for the last of them."""
    campaign = create_campaign(
        None,
        name=f"{year} 年度机关“五星”支部创建（示范数据，均为虚构）",
        slug=f"demonstration-{year}",
        year=year,
        committee=committee,
        rulebook_version=version,
        stages=stages_of(year),
        is_demonstration=True,
    )
    open_campaign(None, campaign)
    made = earlier(year)
    assessments = enrol(campaign, made, levels(year - 1) if year - 1 in EARLIER else {})
    sheets = write_sheets(assessments, Party.SUPERIOR, [made_one.tenths for made_one in made], moment(year, 11, 12))
    if year == LAST:
        own_marks = self_marks(made, year)
        own = write_sheets(assessments, Party.SELF, own_marks, moment(year, 10, 26))
        write_words(assessments, own)
        sheets += own
        Submission.objects.bulk_create(
            (received(one, number, year) for number, one in enumerate(assessments)), batch_size=BATCH
        )
    after = {"branches": len(made), "year": year, **keep_batch(campaign, ((sheet, {}) for sheet in sheets))}
    record(None, "demonstration.loaded", campaign, node_path=committee.path, after=after)
    return campaign


def stages_of(year: int) -> list[StageDates]:
    """The stages as they were held in autumn."""
    return [
        StageDates(StageKind.SELF_ASSESSMENT, moment(year, 10, 8), moment(year, 10, 31, 18)),
        StageDates(StageKind.SCORING, moment(year, 11, 1), moment(year, 11, 15, 18)),
        StageDates(StageKind.EVALUATION, moment(year, 11, 16), moment(year, 11, 30, 18)),
    ]


def moment(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A local time of a day."""
    return timezone.make_aware(datetime.combine(date(year, month, day), datetime.min.time())) + timedelta(hours=hour)


def enrol(campaign: Campaign, made: tuple[Made, ...], levels_before: dict[str, str]) -> list[Assessment]:
    """The branches that stood in that year, with the facts of that year; in the order of `made`."""
    standing = Branch.objects.standing().filter(node__path__startswith=campaign.committee.path)
    branches = {branch.node.name: branch for branch in standing.select_related("node", "unit")}
    rating = round_of(campaign)
    rows = [enrolment(rating, branches[one.name]) for one in made]
    for row, one in zip(rows, made, strict=True):
        row.previous_level = levels_before.get(one.name, "")
        row.vetoes = one.outcome.vetoes.split()
    Assessment.objects.bulk_create(rows, batch_size=BATCH)
    VetoCase.objects.bulk_create(cases_of(rows, campaign.name), batch_size=BATCH)
    return rows


def write_sheets(
    assessments: list[Assessment], party: Party, tenths: list[tuple[int, ...]], at: datetime
) -> list[Sheet]:
    """One party's sheets, whole."""
    sheets = [
        Sheet(assessment=one, party=party, marks=hundredths(marks), version=1, changed_at=at)
        for one, marks in zip(assessments, tenths, strict=True)
    ]
    return Sheet.objects.bulk_create(sheets, batch_size=BATCH)


def hundredths(tenths: tuple[int, ...]) -> dict[str, int]:
    """Marks as sheets keep them."""
    return {code: mark * 10 for code, mark in zip(CODES, tenths, strict=True)}


def self_marks(made: tuple[Made, ...], seed: int) -> list[tuple[int, ...]]:
    """What branches gave themselves: mostly a little more than the superior, now and then much more."""
    chance = Random(seed)  # noqa: S311
    return [tuple(min(MARK, mark + rise(chance)) for mark in one.tenths) for one in made]


def rise(chance: Random) -> int:
    return chance.randint(20, 34) if chance.random() < 0.012 else chance.choice((0, 0, 1, 2, 3, 4, 5, 6))


def write_words(assessments: list[Assessment], sheets: list[Sheet]) -> None:
    """The words beside the self-marks of one unit's branches."""
    Remark.objects.bulk_create(
        (
            Remark(sheet=sheet, criterion=code, text=text, by_name=secretary_of(one.name, number))
            for number, (one, sheet) in enumerate(zip(assessments, sheets, strict=True))
            if one.name.startswith(SHEETS_WITH_WORDS)
            for code, text in WORDS.items()
            if one.name == OWN or code[1] in "24"
        ),
        batch_size=BATCH,
    )


def received(assessment: Assessment, number: int, year: int) -> Submission:
    """A self-assessment that went its whole way."""
    secretary = secretary_of(assessment.name, number)
    return Submission(
        assessment=assessment,
        status=SubmissionStatus.RECEIVED,
        meeting_on=date(year, 10, 24),
        submitted_by_name=secretary,
        submitted_at=moment(year, 10, 26, 16),
        approved_at=moment(year, 10, 29),
    )


def rate(campaign: Campaign, at: datetime) -> Run:
    """The numbered run that named the branches of a year, made now and dated then."""
    found = Run.objects.create(campaign=campaign, rulebook_version=campaign.rulebook_version, number=1)
    record(None, "run.started", found, node_path=campaign.committee.path, after={"number": 1})
    rating = round_of(campaign)
    rating.is_pinned = True
    rating.save(update_fields=["is_pinned"])
    run(announce("number-run", found.pk, campaign.name, node_path=campaign.committee.path).pk)
    Run.objects.filter(pk=found.pk).update(started_at=at, read_at=at, finished_at=at + timedelta(seconds=40))
    return found
