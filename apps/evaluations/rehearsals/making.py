"""Make a rehearsal: a committee of its own, its branches, their sheets, a numbered run, and the end of the year."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment, Sheet, VetoCase
from apps.assessments.services import enrolment, round_of
from apps.assessments.veto_cases import cases_of
from apps.audit.services import record
from apps.branches.models import Branch
from apps.branches.roster import plan_roster, write_roster
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, close_campaign, create_campaign, open_campaign
from apps.core.bulk import BATCH
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Run
from apps.evaluations.rehearsals.clearing import clear_content
from apps.evaluations.rehearsals.rows import Sample
from apps.evaluations.services import make
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.organisations.choices import Kind, Role
from apps.organisations.services import appoint, create_node

# A middling city's agencies, a province's, and a city of all kinds of branches.
SIZES = (769, 6280, 9856)
MOST = 20_000
SEED = 1
STEPS = 4


@transaction.atomic
def start_rehearsal(actor: Any, *, version: RulebookVersion, branches: int, seed: int = SEED) -> tuple[Campaign, Job]:
    """Announce a campaign of so many made-up branches by those rules, under a committee of its own.

    Whoever starts it becomes its staff, so that nobody else is disturbed. Refuses more than 20,000 branches.
    """
    if actor is not None:
        authorise(actor, "campaigns.create_campaign")
    if not 1 <= branches <= MOST:
        message = _("Choose from 1 to %(most)s branches.") % {"most": MOST}
        raise Invalid(message, details={"branches": [message]})
    campaign = empty_campaign(version, branches)
    if actor is not None:
        appoint(None, person=actor, role=Role.STAFF, node=campaign.committee)
    path = campaign.committee.path
    after = {"rulebook": version.rulebook.slug, "version": version.number, "branches": branches, "seed": seed}
    record(actor, "rehearsal.started", campaign, node_path=path, after=after)
    payload = {"branches": branches, "seed": seed}
    return campaign, announce("rehearse", campaign.pk, campaign.name, actor=actor, node_path=path, payload=payload)


def empty_campaign(version: RulebookVersion, branches: int) -> Campaign:
    """The rehearsal's committee and its open campaign, every stage around today."""
    title = rulebook_of(version).title.zh
    counted = ngettext("%(n)s branch", "%(n)s branches", branches) % {"n": branches}
    now = timezone.now()
    words = {"when": timezone.localtime(now).strftime("%m-%d %H:%M:%S"), "title": title, "branches": counted}
    name = _("Rehearsal %(when)s · %(title)s · %(branches)s") % words
    committee = create_node(None, kind=Kind.COMMITTEE, name=name)
    stages = [StageDates(kind, now - timedelta(days=30), now + timedelta(days=30)) for kind in StageKind]
    campaign = create_campaign(
        None,
        name=name,
        slug=f"rehearsal-{committee.pk}",
        year=timezone.localdate().year,
        committee=committee,
        rulebook_version=version,
        stages=stages,
        is_rehearsal=True,
    )
    return open_campaign(None, campaign)


def do_rehearsal(job: Job, progress: Progress) -> dict:
    """Handler of `rehearse`: branches, sheets, a numbered run, the closing. Begins anew where it was broken off."""
    campaign = Campaign.objects.select_related("committee", "rulebook_version").get(pk=job.key)
    if campaign.status != Status.OPEN:
        return {"slug": campaign.slug}
    clear_content(campaign)
    progress("draw", 0, STEPS)
    sample = Sample.drawn(rulebook_of(campaign.rulebook_version), job.payload["branches"], job.payload["seed"])
    progress("branches", 1, STEPS)
    with transaction.atomic():
        write_roster(None, campaign.committee, plan_roster(campaign.committee, sample.rows()))
    progress("sheets", 2, STEPS)
    write_sheets(sample, enrol(campaign, sample))
    run = Run(campaign=campaign, rulebook_version=campaign.rulebook_version, number=1)
    run.started_by, run.started_by_name = job.announced_by, job.announced_by_name
    run.save()
    make(run, progress)
    close_campaign(None, campaign)
    return {"slug": campaign.slug, "branches": run.branches}


@transaction.atomic
def enrol(campaign: Campaign, sample: Sample) -> list[Assessment]:
    """An assessment of every branch with its vetoes and facts; the official order is the sample's."""
    rating = round_of(campaign)
    branches = Branch.objects.filter(node__path__startswith=campaign.committee.path).select_related("node", "unit")
    found = [enrolment(rating, branch) for branch in branches.in_order()]
    for row, assessment in enumerate(found):
        assessment.vetoes, assessment.facts = sample.vetoes(row), sample.facts(row)
    made = Assessment.objects.bulk_create(found, batch_size=BATCH)
    VetoCase.objects.bulk_create(cases_of(made, campaign.name), batch_size=BATCH)
    return made


def write_sheets(sample: Sample, assessments: list[Assessment]) -> None:
    """Each party's sheet of every assessment, some hundreds at a time, so that others can write in between."""
    now = timezone.now()
    for start in range(0, len(assessments), BATCH):
        Sheet.objects.bulk_create(
            Sheet(assessment=assessment, party=party, marks=marks, version=1, changed_at=now)
            for row, assessment in enumerate(assessments[start : start + BATCH], start)
            for party, marks in sample.sheets(row)
        )
