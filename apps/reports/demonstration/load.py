"""Fill a new house: an empty committee to begin with, and a demonstration beside it, both with people."""

from datetime import datetime, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import create_person
from apps.accounts.services.accounts import NewAccount, create_people
from apps.assessments.imports import confirm_import, start_import
from apps.assessments.models import Import
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, create_campaign, open_campaign
from apps.criteria.models import RulebookVersion
from apps.jobs.models import Job
from apps.jobs.services import run
from apps.ledgers.demonstration import add_lists
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node, Zone
from apps.organisations.services import appoint, create_node
from apps.reports.demonstration.marks import OWN as BRANCH
from apps.reports.demonstration.marks import workbook
from apps.reports.demonstration.own import UNIT, fill_in
from apps.reports.demonstration.past import LAST, make_years
from apps.reports.demonstration.proof import add_all
from apps.reports.demonstration.road import plan_years
from apps.reports.demonstration.sites import add_sites
from apps.reports.demonstration.years import levels

SLUG = "demonstration-2025"
RULEBOOK = "xuchang-2025"
OWN = "市直机关工委"
MADE_UP = "示范市直工委（虚构）"
ZONE = "第四协作区"


def is_new() -> bool:
    """Whether nobody has ever used this house."""
    return not User.objects.exists() and not Node.objects.exists()


def load() -> list[tuple[User, str, str]]:
    """Committees, campaigns, roster, sheets and people; gives each person with role and one-time password.

    The evaluation is announced to the worker, as for every import.
    """
    own = create_node(None, kind=Kind.COMMITTEE, name=OWN)
    made_up = create_node(None, kind=Kind.COMMITTEE, name=MADE_UP)
    campaign = make_campaign(made_up)
    bring_in(campaign)
    make_years(made_up, campaign.rulebook_version)
    fill_in(campaign)
    add_all(campaign, Campaign.objects.get(slug=f"demonstration-{LAST}"))
    plan_years(campaign)
    made = people(own, made_up)
    office = {role: person for person, role, _password in made}
    clerk = make_clerk(made_up)
    add_sites(made_up, clerk, office[Role.LEADER], office[Role.ZONE_LEAD].name)
    add_lists(made_up, clerk)
    return made


def make_clerk(committee: Node) -> User:
    """Who is said to have kept the sites and lists: nobody who could sign in, so that nobody's desk is full of it."""
    [clerk] = create_people(None, [NewAccount("site-clerk", "沈一鸣", None, committee.path)])
    appoint(None, person=clerk, role=Role.STAFF, node=committee)
    return clerk


def make_campaign(committee: Node) -> Campaign:
    """The open campaign, its stages around today."""
    today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    version = RulebookVersion.objects.published().filter(rulebook__slug=RULEBOOK).order_by("-number").first()
    campaign = create_campaign(
        None,
        name="2025 年度机关“五星”支部创建（示范数据，均为虚构）",
        slug=SLUG,
        year=2025,
        committee=committee,
        rulebook_version=version,
        stages=[
            stage(StageKind.SELF_ASSESSMENT, today, -40, 10),
            stage(StageKind.SCORING, today, -20, 30),
            stage(StageKind.EVALUATION, today, -5, 45),
        ],
        is_demonstration=True,
    )
    return open_campaign(None, campaign)


def stage(kind: StageKind, today: datetime, opens: int, closes: int) -> StageDates:
    return StageDates(kind, today + timedelta(days=opens), today + timedelta(days=closes, hours=9))


def bring_in(campaign: Campaign) -> Import:
    """The roster and marks, through the same door as every workbook."""
    imported = start_import(None, content=workbook(levels(LAST)), file_name="示范数据（虚构）.csv", campaign=campaign)
    for kind in ("import-check", "import-write"):
        if kind == "import-write":
            confirm_import(None, imported)
        run(Job.objects.of(kind, imported.pk).get().pk)
    imported.refresh_from_db()
    return imported


def people(own: Node, made_up: Node) -> list[tuple[User, str, str]]:
    """One person for each kind of office, with one-time passwords."""
    branch = Node.objects.get(name=BRANCH, path__startswith=made_up.path)
    unit = Node.objects.get(name=UNIT, parent=made_up)
    zone = Zone.objects.get(name=ZONE, committee=made_up)
    offices = [
        ("admin", "何启明", Role.ADMINISTRATOR, (own, made_up), None),
        ("staff", "周敏", Role.STAFF, (own, made_up), None),
        ("leader", "陈立群", Role.LEADER, (own, made_up), None),
        ("zone", "马志远", Role.ZONE_LEAD, (made_up,), zone),
        ("reviewer", "刘晓岚", Role.REVIEWER, (unit,), None),
        ("secretary", "梁文静", Role.SECRETARY, (branch,), None),
        ("clerk", "许嘉宁", Role.CLERK, (branch,), None),
        ("contact", "白静", Role.CONTACT, (unit,), None),
        ("auditor", "孙兆丰", Role.AUDITOR, (own, made_up), None),
        ("liaison", "方正平", Role.LIAISON, (own, made_up), None),
    ]
    made = []
    for username, name, role, nodes, in_zone in offices:
        person, password = create_person(None, username=username, name=name)
        for node in nodes:
            appoint(None, person=person, role=role, node=node, zone=in_zone)
        made.append((person, role, password))
    return made
