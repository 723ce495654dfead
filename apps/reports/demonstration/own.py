"""This year's self-assessments of the demonstration: most with the work committee, one unit in the middle of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from apps.assessments.batches import keep_batch
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Burden, Remark, Sheet, Submission
from apps.assessments.services.checking import send_back
from apps.assessments.services.handovers import hand_over, receive
from apps.audit.services import record
from apps.campaigns.models import Campaign
from apps.core.bulk import BATCH
from apps.criteria.selectors import rulebook_of
from apps.organisations.models import Node
from apps.reports.demonstration.marks import CODES, OWN, this_year
from apps.reports.demonstration.past import LAST, self_marks, write_sheets
from apps.reports.demonstration.texts import RETURNED, RISEN, SCORERS, WORDS, secretary_of

UNIT = "市发改委"
RETURNED_BRANCH = "市发改委第6党支部"
# Of every so many units one has handed over what waits to be received, one still checks.
WAITING_EACH, CHECKING_EACH = 9, 13
OWN_MARKED = 17
DAYS_AGO = 9


def fill_in(campaign: Campaign) -> None:
    """Sheets, words and the way of every self-assessment; hand-overs through their own door."""
    rows = {row.name: row for row in Assessment.objects.of(campaign).select_related("unit")}
    made = this_year()
    assessments = [rows[one.name] for one in made]
    at = timezone.now() - timedelta(days=DAYS_AGO)
    sheets = write_sheets(assessments, Party.SELF, self_marks(made, campaign.year), at)
    leave_unfinished(sheets[next(number for number, one in enumerate(made) if one.name == OWN)])
    write_words(campaign, sheets)
    write_notes(campaign, sheets)
    Submission.objects.bulk_create(
        (approved(one, number, at) for number, one in enumerate(assessments) if one.name != OWN), batch_size=BATCH
    )
    Submission.objects.create(assessment=rows[OWN])
    count_burden(campaign, assessments)
    send_back(None, rows[RETURNED_BRANCH], reason=RETURNED, criteria=("D5", "E2"))
    kept = keep_batch(campaign, ((sheet, {}) for sheet in sheets))
    after = {"branches": len(made), "year": campaign.year, **kept}
    record(None, "demonstration.loaded", campaign, node_path=campaign.committee.path, after=after)
    give_to_committee(campaign)


def count_burden(campaign: Campaign, assessments: list[Assessment]) -> None:
    """What filling in is said to have taken each branch."""
    chance = Random(campaign.year)  # noqa: S311
    Burden.objects.bulk_create(
        (
            Burden(
                assessment=one,
                touches=chance.randint(14, 38),
                seconds=chance.randint(380, 1500),
                uploads=chance.randint(0, 5),
            )
            for one in assessments
        ),
        batch_size=BATCH,
    )


def leave_unfinished(sheet: Sheet) -> None:
    """The secretary of the demonstration has come as far as the fourth star."""
    sheet.marks = {code: sheet.marks[code] for code in CODES[:OWN_MARKED]}
    sheet.save(update_fields=["marks"])


def write_words(campaign: Campaign, sheets: list[Sheet]) -> None:
    """Words beside the self-marks of one unit, and wherever a mark rose so far above last year's that rules ask it."""
    most = rulebook_of(campaign.rulebook_version).reason_rise
    last = Sheet.objects.filter(assessment__campaign__year=LAST, assessment__campaign__committee=campaign.committee_id)
    before = dict(last.filter(party=Party.SELF).values_list("assessment__node", "marks"))
    Remark.objects.bulk_create(
        (
            Remark(sheet=sheet, criterion=code, text=text, by_name=secretary_of(sheet.assessment.name, number))
            for number, sheet in enumerate(sheets)
            for code, text in words_of(sheet, before.get(sheet.assessment.node_id, {}), most)
        ),
        batch_size=BATCH,
    )


def words_of(sheet: Sheet, before: dict[str, int], most: int | None) -> Iterable[tuple[str, str]]:
    for code, mark in sheet.marks.items():
        if most is not None and code in before and mark - before[code] >= most:
            yield code, RISEN
        elif sheet.assessment.unit.name == UNIT and code[1] in "24":
            yield code, WORDS[code]


def write_notes(campaign: Campaign, sheets: list[Sheet]) -> None:
    """The scorer's words wherever the mark lies so far from the branch's own that the rules ask for them."""
    gap = rulebook_of(campaign.rulebook_version).reason_gap
    superior = Sheet.objects.filter(assessment__campaign=campaign, party=Party.SUPERIOR)
    of_branch = {sheet.assessment_id: sheet for sheet in superior}
    chance = Random(campaign.year)  # noqa: S311
    Remark.objects.bulk_create(
        (
            Remark(sheet=other, criterion=code, text=chance.choice(SCORERS), by_name="马志远")
            for sheet in sheets
            if gap is not None and (other := of_branch.get(sheet.assessment_id))
            for code, mark in sheet.marks.items()
            if abs(mark - other.marks[code]) >= gap
        ),
        batch_size=BATCH,
    )


def approved(assessment: Assessment, number: int, at: datetime) -> Submission:
    """A self-assessment that its unit has looked at and agrees to."""
    at = at + timedelta(minutes=17 * (number % 40))
    return Submission(
        assessment=assessment,
        status=SubmissionStatus.APPROVED,
        meeting_on=timezone.localdate(at) - timedelta(days=1),
        submitted_by_name=secretary_of(assessment.name, number),
        submitted_at=at,
        looked_at=at + timedelta(days=1),
        approved_at=at + timedelta(days=1, minutes=20),
    )


def give_to_committee(campaign: Campaign) -> None:
    """Most units hand over and are received; some wait, some still check, one has a branch to mend."""
    met = timezone.localdate() - timedelta(days=3)
    units = Node.objects.filter(pk__in=Assessment.objects.of(campaign).values("unit")).in_order()
    for number, unit in enumerate(units):
        if unit.name == UNIT:
            continue
        if number % CHECKING_EACH == CHECKING_EACH - 1:
            Submission.objects.filter(assessment__campaign=campaign, assessment__unit=unit).update(
                status=SubmissionStatus.SUBMITTED, looked_at=None, approved_at=None
            )
            continue
        handover = hand_over(None, campaign, unit, meeting_on=met, is_signed=True)
        if number % WAITING_EACH != WAITING_EACH - 1:
            receive(None, handover)
