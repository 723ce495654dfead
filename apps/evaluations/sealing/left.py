"""What is left before a campaign can be sealed? What would go on changing, and what its own stages ask for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import VetoCase
from apps.campaigns.choices import StageKind
from apps.campaigns.gates import what_stops
from apps.campaigns.models import Campaign
from apps.evaluations.choices import DecisionStatus, NamingStatus, NoticeStatus
from apps.evaluations.models import Decision, Naming, Notice, Objection, Run
from apps.evaluations.selectors import latest_numbered_run

UNSIGNED = (DecisionStatus.OPEN, DecisionStatus.RUNNING)
STANDING = (NoticeStatus.DRAFT, NoticeStatus.ISSUED, NoticeStatus.PUBLIC)


def run_to_seal(campaign: Campaign) -> Run | None:
    """The last numbered run: what the last meeting decided on, the last notice showed, and the naming names."""
    return latest_numbered_run(campaign)


def left_to_seal(campaign: Campaign) -> list[str]:
    """Everything that has to be done first, in the reader's words; empty where it can be sealed."""
    return what_stops("seal", campaign) or own_list(campaign)


def own_list(campaign: Campaign) -> list[str]:
    """What a sealed file cannot do without, whatever else is asked."""
    run = run_to_seal(campaign)
    if run is None:
        return [_("No run has been numbered yet")]
    found = [vetoes(campaign), meetings(campaign, run), notices(campaign), objections(campaign), naming(campaign, run)]
    return [each for each in found if each]


def vetoes(campaign: Campaign) -> str:
    n = VetoCase.objects.filter(assessment__campaign=campaign).unfinished().count()
    title = ngettext("%(n)s veto waits for its second person", "%(n)s vetoes wait for their second person", n)
    return title % {"n": n} if n else ""


def meetings(campaign: Campaign, run: Run) -> str:
    """A meeting that goes on; and a run that the last meeting did not decide on."""
    last = Decision.objects.filter(campaign=campaign).order_by("-number").first()
    if last is None:
        return ""
    if last.status in UNSIGNED:
        return _("A decision is not signed yet")
    if run.pk not in (last.run_id, last.final_run_id):
        return _("The last evaluation has not been decided on")
    return ""


def notices(campaign: Campaign) -> str:
    """A notice that runs; and none at all where the campaign has a stage for it."""
    if Notice.objects.filter(campaign=campaign, status__in=STANDING).exists():
        return _("The public notice has not ended")
    has_stage = campaign.stages.filter(kind=StageKind.NOTICE).exists()
    ended = Notice.objects.filter(campaign=campaign, status=NoticeStatus.ENDED).exists()
    return _("No public notice has been given") if has_stage and not ended else ""


def objections(campaign: Campaign) -> str:
    n = Objection.objects.filter(campaign=campaign).unfinished().count()
    return ngettext("%(n)s objection is not answered", "%(n)s objections are not answered", n) % {"n": n} if n else ""


def naming(campaign: Campaign, run: Run) -> str:
    """Naming on the run that is sealed, where the campaign has a stage for it."""
    if not campaign.stages.filter(kind=StageKind.NAMING).exists():
        return ""
    is_done = Naming.objects.filter(campaign=campaign, run=run, status=NamingStatus.NAMED).exists()
    return "" if is_done else _("The branches have not been named")
