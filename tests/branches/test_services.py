"""Acts on one branch, with everything they refuse, and the dated history that they leave."""

from datetime import date

import pytest
import time_machine

from apps.audit.models import Record
from apps.branches.models import Branch, BranchChange
from apps.branches.services import change_branch, change_profile, create_branch, rename_branch
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.services import close_node
from tests.factories import make_branch, make_committee, make_node, make_person, make_unit

pytestmark = pytest.mark.django_db


def history(branch: Branch) -> list[tuple[str, str, str]]:
    return [(change.field, change.before, change.after) for change in branch.changes.order_by("pk")]


def test_create_branch_belongs_to_the_nearest_unit_above() -> None:
    committee = make_committee()
    unit = make_unit(committee)
    party_committee = make_node(unit, Kind.PARTY_COMMITTEE)
    general = make_node(party_committee, Kind.GENERAL_BRANCH)

    deep = create_branch(None, parent=general, name="第一党支部", branch_type=" 机关 ", members=12)
    direct = create_branch(None, parent=committee, name="直属党支部")

    assert (deep.unit, deep.branch_type, deep.members) == (unit, "机关", 12)
    assert (direct.unit, direct.branch_type, direct.members) == (committee, "", None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"members": -1}, "members"),
        ({"members": 100_001}, "members"),
        ({"branch_type": "类" * 41}, "branch_type"),
        ({"name": "第一党支部"}, "name"),
        ({"name": ""}, "name"),
    ],
)
def test_create_branch_refuses_and_leaves_nothing_behind(given, field) -> None:
    unit = make_unit(make_committee())
    make_branch(unit, "第一党支部")

    with pytest.raises(Invalid) as refused:
        create_branch(None, parent=unit, **({"name": "第二党支部"} | given))

    assert list(refused.value.details) == [field]
    assert (Node.objects.branches().count(), Branch.objects.count()) == (1, 1)


def test_create_branch_refuses_staff_of_another_committee() -> None:
    unit = make_unit(make_committee("甲工委"))
    stranger = make_person(role=Role.STAFF, node=make_committee("乙工委"))

    with pytest.raises(Forbidden):
        create_branch(stranger, parent=unit, name="第一党支部")


@time_machine.travel("2025-11-21T04:00:00Z", tick=False)
def test_change_profile_keeps_what_was_before_with_its_date() -> None:
    branch = make_branch(make_unit(make_committee()), branch_type="机关", members=12)
    staff = make_person("周敏", Role.STAFF, branch.unit.parent)

    change_profile(staff, branch=branch, branch_type="离退休", members=None)

    branch.refresh_from_db()
    kept = Record.objects.get(act="branch.changed")
    assert (branch.branch_type, branch.members) == ("离退休", None)
    assert history(branch) == [("branch_type", "机关", "离退休"), ("members", "12", "")]
    assert branch.changes.first().at.date() == date(2025, 11, 21)
    assert (kept.actor_name, kept.node_path) == ("周敏", branch.node.path)
    assert (kept.before, kept.after) == (
        {"branch_type": "机关", "members": 12},
        {"branch_type": "离退休", "members": None},
    )


def test_change_profile_to_the_same_records_nothing() -> None:
    branch = make_branch(make_unit(make_committee()), branch_type="机关", members=12)

    change_profile(None, branch=branch, branch_type=" 机关 ", members=12)

    assert (BranchChange.objects.count(), Record.objects.filter(act="branch.changed").count()) == (0, 0)


def test_change_profile_refuses_a_dissolved_branch_and_staff_elsewhere() -> None:
    branch = make_branch(make_unit(make_committee("甲工委")))
    stranger = make_person(role=Role.STAFF, node=make_committee("乙工委"))

    with pytest.raises(Forbidden):
        change_profile(stranger, branch=branch, branch_type="机关", members=1)
    close_node(None, node=branch.node)
    with pytest.raises(Refused):
        change_profile(None, branch=branch, branch_type="机关", members=1)

    assert BranchChange.objects.count() == 0


def test_rename_branch_keeps_the_old_name() -> None:
    branch = make_branch(make_unit(make_committee()), "第一党支部")

    rename_branch(None, branch=branch, name="机关第一党支部")

    assert history(branch) == [("name", "第一党支部", "机关第一党支部")]


def test_change_branch_does_both_or_neither() -> None:
    branch = make_branch(make_unit(make_committee()), "第一党支部", members=12)

    with pytest.raises(Invalid):
        change_branch(None, branch=branch, name="新名称", branch_type="机关", members=-1)

    assert (Node.objects.get(pk=branch.node_id).name, BranchChange.objects.count()) == ("第一党支部", 0)


def test_visible_branches_end_at_the_office() -> None:
    own, other = make_committee("甲工委"), make_committee("乙工委")
    first, second = make_branch(make_unit(own)), make_branch(make_unit(own))
    make_branch(make_unit(other))
    staff = make_person(role=Role.STAFF, node=own)
    reviewer = make_person(role=Role.REVIEWER, node=second.unit)
    stranger = make_person()

    seen = [list(Branch.objects.visible_to(person).in_order()) for person in (staff, reviewer, stranger)]

    assert seen == [[first, second], [second], []]
