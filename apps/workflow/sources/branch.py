"""What have a branch's secretary and clerk to do? Their self-assessment, as far as it has come."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Sheet, Submission
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.workflow import addresses
from apps.workflow.counting import lines_asked
from apps.workflow.items import Item, Waiting
from apps.workflow.sources.desk import MOST, Desk, stage_of

S = SubmissionStatus


def branch_work(desk: Desk) -> tuple[list[Item], list[Waiting]]:
    """Items and what is waited for, of the branches that the person fills in for."""
    offices = desk.offices(Power.SELF_MARK)
    campaigns = {campaign.pk: campaign for campaign in desk.open_campaigns if has_begun(campaign, desk.now)}
    if not offices or not campaigns:
        return [], []
    own = desk.reach_by(offices).where(Power.SELF_MARK)
    rows = list(own_assessments(campaigns, Assessment.objects.filter(own)))
    sheets = dict(Sheet.objects.filter(assessment__in=rows, party=Party.SELF).values_list("assessment_id", "marks"))
    items, waiting = [], []
    for row in rows:
        answers = desk.reach.covers(Power.SUBMIT, row.path, row.zone_id)
        found = step(row, campaigns[row.campaign_id], len(sheets.get(row.pk, ())), answers, desk)
        (items if isinstance(found, Item) else waiting).append(found)
    return items, waiting


def own_assessments(campaigns: dict[int, Campaign], rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those that the work committee does not have yet, in the official order."""
    over = {S.HANDED_OVER, S.RECEIVED}
    rows = rows.filter(campaign__in=campaigns).exclude(submission__status__in=over)
    return rows.select_related("submission", "unit").in_order()[:MOST]


def has_begun(campaign: Campaign, now: datetime) -> bool:
    """Whether its self-assessment has begun."""
    stage = stage_of(campaign, StageKind.SELF_ASSESSMENT)
    return stage is not None and stage.opens_at <= now


def step(row: Assessment, campaign: Campaign, marked: int, answers: bool, desk: Desk) -> Item | Waiting:
    """The next thing to do for one branch, or what its people wait for."""
    submission = getattr(row, "submission", None) or Submission(assessment=row)
    due_at = desk.end(stage_of(campaign, StageKind.SELF_ASSESSMENT), row.path)
    status = submission.status
    if status == S.SUBMITTED:
        who = _("%(unit)s, submitted %(when)s") % {"unit": row.unit.name, "when": moment(submission.submitted_at)}
        return Waiting(_("The unit's check of the self-assessment"), who, due_at)
    if status == S.APPROVED:
        return Waiting(_("The unit's hand-over to the work committee"), row.unit.name, due_at)
    if status == S.READY and not answers:
        who = _("the secretary, since %(when)s") % {"when": moment(submission.presented_at)}
        return Waiting(_("Confirmation of the self-assessment"), who, due_at)
    is_ready = status == S.READY or (status == S.FILLING and marked >= lines_asked(campaign, row.branch_type))
    address = addresses.own_check if is_ready else addresses.own_sheet
    icon, title, why, label = words(submission, marked, lines_asked(campaign, row.branch_type), answers, due_at)
    if due_at <= desk.now:
        why = _("The time ended %(when)s; ask the unit to have it extended.") % {"when": moment(due_at)}
        label = _("Look at it")
    return Item(
        key=f"self-{row.pk}",
        icon=icon,
        title=title,
        why=why,
        source=row.name,
        url=address(campaign.slug, row.pk),
        label=label,
        due_at=due_at,
    )


def words(submission: Submission, marked: int, criteria: int, answers: bool, due_at: datetime) -> tuple[str, ...]:
    """Icon, title, why, and the button, as the self-assessment stands."""
    if submission.status == S.RETURNED:
        codes = _(", ").join(submission.return_criteria)
        why = _("%(who)s: %(reason)s") % {"who": submission.returned_by_name, "reason": submission.return_reason}
        title, why = _("Mend the returned self-assessment"), f"{codes} · {why}" if codes else why
        return "arrow-back-up", title, why, _("Go and mend")
    if submission.status == S.READY:
        who = {"who": submission.presented_by_name, "when": moment(submission.presented_at)}
        title = _("Confirm what %(who)s filled in") % who
        return "user", title, _("all %(n)s criteria, presented %(when)s") % (who | {"n": criteria}), _("Confirm")
    figures = {"done": marked, "all": criteria, "when": moment(due_at)}
    why = _("%(done)s of %(all)s criteria, until %(when)s") % figures
    if marked < criteria:
        label = _("Go on filling in") if marked else _("Begin filling in")
        return "pencil-check", _("Fill in the self-assessment"), why, label
    if answers:
        return "send", _("Submit the self-assessment"), why, _("Check and submit")
    return "send", _("Present the self-assessment to the secretary"), why, _("Check and present")


def moment(at: datetime | None) -> str:
    """Day and hour, as people say it."""
    return date_format(timezone.localtime(at), _("j M H:i")) if at else ""
