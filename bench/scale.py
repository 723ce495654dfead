"""A campaign of any size on PostgreSQL, filled by SQL: minutes for a million branches, kept between parts of a run."""

from datetime import timedelta
from functools import cache

from django.db import connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Round
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, create_campaign, open_campaign
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.services import appoint, create_node, create_zone

RULEBOOK = "xuchang-2025"
CODES = [f"{section}{number}" for section in "ABCDE" for number in range(1, 6)]
ZONES, UNIT_SIZE = 5, 50
TYPES = ("党政机关", "国有企业", "高等学校", "中小学校", "公立医院", "社区", "村", "非公企业", "社会组织")

UNITS = """
INSERT INTO organisations_node (parent_id, kind, name, sequence, path, order_path, zone_id, search_key)
SELECT %(committee)s, 'unit', '单位' || u, u, %(path)s || lpad(to_hex(u), 4, '0'),
       %(order)s || lpad(u::text, 5, '0'), (%(zones)s)[1 + u %% array_length(%(zones)s, 1)], 'dw' || u
FROM generate_series(1, %(units)s) AS u
"""
BRANCHES = """
INSERT INTO organisations_node (parent_id, kind, name, sequence, path, order_path, zone_id, search_key)
SELECT unit.id, 'branch', '第' || (unit.sequence - 1) * %(size)s + b || '党支部', b,
       unit.path || lpad(to_hex(b), 4, '0'), unit.order_path || lpad(b::text, 5, '0'), unit.zone_id,
       'd' || (unit.sequence - 1) * %(size)s + b || 'dzb'
FROM organisations_node AS unit CROSS JOIN generate_series(1, %(size)s) AS b
WHERE unit.parent_id = %(committee)s AND (unit.sequence - 1) * %(size)s + b <= %(branches)s
ORDER BY unit.sequence, b
"""
PROFILES = """
INSERT INTO branches_branch (node_id, unit_id, branch_type, members, previous_level)
SELECT node.id, unit.id, (%(types)s)[1 + node.id %% array_length(%(types)s, 1)], 3 + node.id %% 60, ''
FROM organisations_node AS node JOIN organisations_node AS unit ON unit.id = node.parent_id
WHERE unit.parent_id = %(committee)s
ORDER BY node.order_path
"""
ASSESSMENTS = """
INSERT INTO assessments_assessment (round_id, campaign_id, node_id, unit_id, zone_id, subject, name, path, order_path,
       branch_type, members, previous_level, vetoes, facts, decided_level)
SELECT %(round)s, %(campaign)s, node.id, branch.unit_id, node.zone_id, '', node.name, node.path, node.order_path,
       branch.branch_type, branch.members, '', '[]', '{}', ''
FROM branches_branch AS branch JOIN organisations_node AS node ON node.id = branch.node_id
JOIN organisations_node AS unit ON unit.id = branch.unit_id
WHERE unit.parent_id = %(committee)s
ORDER BY node.order_path
"""
SHEETS = f"""
INSERT INTO assessments_sheet (assessment_id, party, marks, indicators, version, changed_at)
SELECT id, 'superior', jsonb_build_object({", ".join(f"'{code}', (100 + random() * 100)::int * 10" for code in CODES)}),
       '{{}}', 1, now()
FROM assessments_assessment WHERE campaign_id = %(campaign)s ORDER BY id
"""


@cache
def campaign_of(branches: int) -> Campaign:
    """An open campaign with so many marked branches in units of fifty; made once in a run of the bench.

    `staff_of` gives a person who may see everything in it.
    """
    with transaction.atomic():
        campaign = open_one(f"scale-{branches}")
        committee = campaign.committee
        zones = [create_zone(None, committee=committee, name=f"第{number}区").pk for number in range(1, ZONES + 1)]
        told = {
            "committee": committee.pk,
            "path": committee.path,
            "order": committee.order_path,
            "zones": zones,
            "types": list(TYPES),
            "branches": branches,
            "units": -(-branches // UNIT_SIZE),
            "size": UNIT_SIZE,
            "campaign": campaign.pk,
            "round": Round.objects.create(campaign=campaign, rulebook_version=campaign.rulebook_version).pk,
        }
        with connection.cursor() as cursor:
            # Ten million keys that stand by construction are not checked one by one as it commits.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for statement in (UNITS, BRANCHES, PROFILES, ASSESSMENTS, SHEETS):
                cursor.execute(statement, told)
    analyse()
    return campaign


def analyse() -> None:
    """Let the planner know what stands in the tables, as its own housekeeping would some minutes later."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def open_one(name: str) -> Campaign:
    """An open campaign without branches, under a committee of its own."""
    committee = create_node(None, kind=Kind.COMMITTEE, name=name)
    now = timezone.now()
    stage = StageDates(StageKind.SCORING, now - timedelta(days=1), now + timedelta(days=1))
    version = RulebookVersion.objects.get(rulebook__slug=RULEBOOK)
    campaign = create_campaign(
        None, name=name, slug=name, year=2025, committee=committee, rulebook_version=version, stages=[stage]
    )
    open_campaign(None, campaign)
    return Campaign.objects.select_related("committee", "rulebook_version").get(pk=campaign.pk)


def staff_of(campaign: Campaign) -> User:
    """A person of the committee's staff."""
    person, made = User.objects.get_or_create(username=campaign.slug, defaults={"name": campaign.slug})
    if made:
        appoint(None, person=person, role=Role.STAFF, node=Node.objects.get(pk=campaign.committee_id))
    return person
