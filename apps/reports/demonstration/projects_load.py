"""Load the made-up secretary projects by choice: a committee of ten zones, its rating, and three selections in it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services.accounts import NewAccount, create_people
from apps.assessments.batches import keep_batch
from apps.assessments.choices import Party
from apps.assessments.models import Assessment, VetoCase
from apps.assessments.services import enrolment, round_of
from apps.assessments.veto_cases import cases_of
from apps.audit.services import record
from apps.branches.models import Branch
from apps.branches.roster import plan_roster, write_roster
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, close_campaign, create_campaign, open_campaign
from apps.core.bulk import BATCH
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.demonstrations.models import Programme
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.services import appoint, create_node
from apps.reports.demonstration.past import rate, write_sheets
from apps.reports.demonstration.projects import filed
from apps.reports.demonstration.projects_batches import PROJECTS, add_honours, add_projects, add_teams

KIND = "load-projects"
COMMITTEE = "示范地市直工委（虚构）"
RULEBOOK = "xuchang-2025"
SLUG, YEAR = "demonstration-projects", 2024
PEOPLE = (("projects-staff", "顾长青", Role.STAFF), ("projects-leader", "叶文博", Role.LEADER))
STEPS = 4


@transaction.atomic
def request_projects(actor: Any) -> Job:
    """Announce the loading; who asks becomes staff of the made-up committee.

    Only for who keeps the house. Refuses (409) where the projects are here already or being loaded.
    """
    if actor is not None:
        authorise(actor, "campaigns.load_demonstration")
    if is_loaded() or is_loading():
        raise Refused(_("The made-up projects are here already."), code="loaded")
    committee = Node.objects.filter(name=COMMITTEE, parent=None).first()
    if committee is None:
        committee = create_node(None, kind=Kind.COMMITTEE, name=COMMITTEE)
    if actor is not None and not actor.appointments.filter(node=committee).exists():
        appoint(None, person=actor, role=Role.STAFF, node=committee)
    record(actor, "demonstration.asked", committee, node_path=committee.path, after={"projects": len(filed())})
    return announce(KIND, committee.pk, COMMITTEE, actor=actor, node_path=committee.path)


def is_loaded() -> bool:
    """Whether the projects stand, with all that was chosen."""
    return Programme.objects.filter(slug=PROJECTS).exists()


def is_loading() -> bool:
    """Whether somebody asked for them and the job has not ended."""
    return Job.objects.filter(kind=KIND).unfinished().exists()


def do_load(job: Job, progress: Progress) -> dict:
    """Handler of `load-projects`: everything in one transaction, so that a loading that breaks off leaves nothing."""
    committee = Node.objects.get(pk=job.key)
    with transaction.atomic():
        progress(_("Branches"), 0, STEPS)
        write_roster(None, committee, plan_roster(committee, filed()))
        rating = make_rating(committee)
        staff, leader = people_of(committee)
        for step, (title, add) in enumerate(
            ((_("Projects"), add_projects), (_("Pioneer teams"), add_teams), (_("Commendations"), add_honours)), start=1
        ):
            progress(title, step, STEPS)
            add(committee, rating, staff, leader)
    return {"slug": PROJECTS, "projects": len(filed())}


def people_of(committee: Node) -> list[User]:
    """Who conducts the selections and who is the second person; neither can sign in."""
    accounts = [NewAccount(username, name, None, committee.path) for username, name, _role in PEOPLE]
    people = create_people(None, accounts)
    for person, (_username, _name, role) in zip(people, PEOPLE, strict=True):
        appoint(None, person=person, role=role, node=committee)
    return people


def make_rating(committee: Node) -> Campaign:
    """Last year's rating of the branches, over, with the run that nominations look at."""
    version = RulebookVersion.objects.published().filter(rulebook__slug=RULEBOOK).order_by("-number").first()
    campaign = create_campaign(
        None,
        name=f"{YEAR} 年度党支部评星（示范数据，均为虚构）",
        slug=SLUG,
        year=YEAR,
        committee=committee,
        rulebook_version=version,
        stages=[
            StageDates(StageKind.SCORING, moment(11, 1), moment(11, 15, 18)),
            StageDates(StageKind.EVALUATION, moment(11, 16), moment(11, 30, 18)),
        ],
        is_demonstration=True,
    )
    open_campaign(None, campaign)
    assessments = enrol(campaign)
    sheets = write_sheets(assessments, Party.SUPERIOR, [one.tenths for one in filed()], moment(11, 12))
    after = {"branches": len(sheets), "year": YEAR, **keep_batch(campaign, ((sheet, {}) for sheet in sheets))}
    record(None, "demonstration.loaded", campaign, node_path=committee.path, after=after)
    rate(campaign, moment(11, 18, 21))
    return close_campaign(None, campaign)


def enrol(campaign: Campaign) -> list[Assessment]:
    """Every branch with its vetoes, in the order of the projects."""
    standing = Branch.objects.filter(node__path__startswith=campaign.committee.path).select_related("node", "unit")
    branches, rating = {branch.node.name: branch for branch in standing}, round_of(campaign)
    rows = [enrolment(rating, branches[one.branch]) for one in filed()]
    for row, one in zip(rows, filed(), strict=True):
        row.vetoes = one.outcome.vetoes.split()
    Assessment.objects.bulk_create(rows, batch_size=BATCH)
    VetoCase.objects.bulk_create(cases_of(rows, campaign.name), batch_size=BATCH)
    return rows


def moment(month: int, day: int, hour: int = 9) -> datetime:
    """A local time of the year."""
    return timezone.make_aware(datetime(YEAR, month, day, hour))
