"""Acts on the tree: what each does, and everything it refuses."""

from datetime import date

import pytest
import time_machine

from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.services import (
    close_node,
    create_node,
    create_zone,
    place_in_zone,
    rename_node,
    resequence_node,
)
from tests.factories import make_branch, make_committee, make_node, make_person, make_unit, make_zone

pytestmark = pytest.mark.django_db


def names(nodes) -> list[str]:
    return [node.name for node in nodes]


def test_create_node_stands_at_the_end_of_its_superior() -> None:
    committee = make_committee()
    first, second = make_unit(committee, "市发改委"), make_unit(committee, "市财政局")

    third = create_node(None, kind=Kind.UNIT, name=" 市审计局 ", parent=committee)

    assert names(Node.objects.filter(parent=committee).in_order()) == ["市发改委", "市财政局", "市审计局"]
    assert (third.sequence, third.path[:4], third.search_key) == (3, committee.path, "市审计局 shishenjiju ssjj")
    assert len({first.path, second.path, third.path}) == 3


def test_create_node_takes_the_zone_of_its_superior() -> None:
    committee = make_committee()
    zone = make_zone(committee)
    unit = make_unit(committee, zone=zone)

    below = create_node(None, kind=Kind.PARTY_COMMITTEE, name="机关党委", parent=unit)

    assert below.zone == zone


@pytest.mark.parametrize(
    ("kind", "parent_kind"),
    [
        (Kind.COMMITTEE, Kind.UNIT),
        (Kind.UNIT, Kind.UNIT),
        (Kind.UNIT, Kind.BRANCH),
        (Kind.BRANCH, Kind.BRANCH),
        (Kind.GENERAL_BRANCH, Kind.GENERAL_BRANCH),
    ],
)
def test_create_node_refuses_a_kind_that_cannot_stand_there(kind, parent_kind) -> None:
    committee = make_committee()
    parent = make_node(committee, parent_kind)

    with pytest.raises(Invalid) as refused:
        create_node(None, kind=kind, name="新组织", parent=parent)

    assert refused.value.details == {"kind": [kind]}
    assert Node.objects.filter(name="新组织").count() == 0


def test_create_node_refuses_a_root_that_is_no_committee() -> None:
    with pytest.raises(Invalid) as refused:
        create_node(None, kind=Kind.UNIT, name="市发改委")

    assert refused.value.details == {"kind": [Kind.UNIT]}


@pytest.mark.parametrize("name", ["", "   ", "长" * 121])
def test_create_node_refuses_no_name_and_one_that_is_too_long(name) -> None:
    committee = make_committee()

    with pytest.raises(Invalid) as refused:
        create_node(None, kind=Kind.UNIT, name=name, parent=committee)

    assert list(refused.value.details) == ["name"]


def test_create_node_refuses_the_name_of_a_sibling_but_not_of_a_closed_one() -> None:
    committee = make_committee()
    standing = make_unit(committee, "市发改委")

    with pytest.raises(Invalid):
        create_node(None, kind=Kind.UNIT, name="市发改委", parent=committee)
    close_node(None, node=standing)
    again = create_node(None, kind=Kind.UNIT, name="市发改委", parent=committee)

    assert again.sequence == 2


def test_create_node_refuses_a_number_that_a_sibling_holds() -> None:
    committee = make_committee()
    make_unit(committee, "市发改委")

    with pytest.raises(Invalid) as refused:
        create_node(None, kind=Kind.UNIT, name="市财政局", parent=committee, sequence=1)

    assert refused.value.details == {"sequence": ["1"]}


def test_create_node_refuses_a_closed_superior_and_a_foreign_zone() -> None:
    committee, other = make_committee("甲工委"), make_committee("乙工委")
    closed = make_unit(committee)
    close_node(None, node=closed)

    with pytest.raises(Refused) as refused:
        create_node(None, kind=Kind.BRANCH, name="第一党支部", parent=closed)
    with pytest.raises(Invalid) as foreign:
        create_node(None, kind=Kind.UNIT, name="市发改委", parent=committee, zone=make_zone(other, "第一协作区"))

    assert refused.value.code == "node-closed"
    assert foreign.value.details == {"zone": ["第一协作区"]}


def test_create_node_refuses_staff_elsewhere_and_a_root_to_staff() -> None:
    committee, other = make_committee("甲工委"), make_committee("乙工委")
    staff = make_person(role=Role.STAFF, node=committee)

    with pytest.raises(Forbidden):
        create_node(staff, kind=Kind.UNIT, name="市发改委", parent=other)
    with pytest.raises(Forbidden):
        create_node(staff, kind=Kind.COMMITTEE, name="丙工委")

    assert Node.objects.count() == 2


def test_create_node_lets_a_superuser_make_a_root() -> None:
    person = make_person(is_superuser=True)

    root = create_node(person, kind=Kind.COMMITTEE, name="市直机关工委")

    assert (root.parent, root.path, root.order_path) == (None, "0001", "00001")


def test_rename_node_keeps_the_old_name_in_the_record() -> None:
    unit = make_unit(make_committee(), "市发改委")
    staff = make_person("周敏", Role.STAFF, unit.parent)

    rename_node(staff, node=unit, name="市发展改革委")

    unit.refresh_from_db()
    kept = Record.objects.get(act="node.renamed")
    assert (unit.name, unit.search_key) == ("市发展改革委", "市发展改革委 shifazhangaigewei sfzggw")
    assert (kept.actor_name, kept.node_path, kept.before, kept.after) == ("周敏", unit.path, "市发改委", "市发展改革委")


def test_rename_node_refuses_a_siblings_name_and_a_closed_node() -> None:
    committee = make_committee()
    unit, sibling = make_unit(committee, "市发改委"), make_unit(committee, "市财政局")

    with pytest.raises(Invalid):
        rename_node(None, node=unit, name="市财政局")
    close_node(None, node=sibling)
    with pytest.raises(Refused):
        rename_node(None, node=sibling, name="市审计局")

    assert names(Node.objects.filter(parent=committee).in_order()) == ["市发改委", "市财政局"]


def test_rename_node_to_its_own_name_records_nothing() -> None:
    unit = make_unit(make_committee(), "市发改委")

    rename_node(None, node=unit, name=" 市发改委 ")

    assert Record.objects.filter(act="node.renamed").count() == 0


def test_resequence_node_takes_everything_below_along() -> None:
    committee = make_committee()
    first, second = make_unit(committee, "市发改委"), make_unit(committee, "市财政局")
    make_branch(first, "第一党支部")
    make_branch(second, "第二党支部")

    resequence_node(None, node=first, sequence=7)

    below = Node.objects.below(committee.path).exclude(pk=committee.pk).in_order()
    assert names(below) == ["市财政局", "第二党支部", "市发改委", "第一党支部"]
    assert first.sequence == 7
    assert Node.objects.get(name="第一党支部").order_path == "000010000700001"


@pytest.mark.parametrize("sequence", [2, 0, -1, 100_000])
def test_resequence_node_refuses_a_number_held_or_out_of_range(sequence) -> None:
    committee = make_committee()
    first, _second = make_unit(committee), make_unit(committee)

    with pytest.raises(Invalid) as refused:
        resequence_node(None, node=first, sequence=sequence)

    first.refresh_from_db()
    assert refused.value.details == {"sequence": [str(sequence)]}
    assert (first.sequence, first.order_path) == (1, "0000100001")


def test_resequence_node_refuses_the_number_of_a_closed_sibling() -> None:
    committee = make_committee()
    first, second = make_unit(committee), make_unit(committee)
    close_node(None, node=second)

    with pytest.raises(Invalid):
        resequence_node(None, node=first, sequence=2)


def test_place_in_zone_moves_everything_below() -> None:
    committee = make_committee()
    old, new = make_zone(committee, "第一协作区"), make_zone(committee, "第二协作区")
    unit = make_unit(committee, zone=old)
    branch = make_branch(unit)

    place_in_zone(None, node=unit, zone=new)

    assert set(Node.objects.below(unit.path).values_list("zone", flat=True)) == {new.pk}
    assert Node.objects.get(pk=branch.node_id).zone == new


def test_place_in_zone_refuses_a_foreign_zone_and_what_stands_deeper() -> None:
    committee, other = make_committee("甲工委"), make_committee("乙工委")
    unit = make_unit(committee)
    branch = make_branch(unit)

    with pytest.raises(Invalid):
        place_in_zone(None, node=unit, zone=make_zone(other))
    with pytest.raises(Invalid):
        place_in_zone(None, node=branch.node, zone=make_zone(committee))
    with pytest.raises(Invalid):
        place_in_zone(None, node=committee, zone=make_zone(committee))

    assert Node.objects.exclude(zone=None).count() == 0


def test_create_zone_stands_at_the_end_and_refuses_a_name_twice_or_none() -> None:
    committee = make_committee()
    create_zone(None, committee=committee, name="第一协作区")

    second = create_zone(None, committee=committee, name=" 第二协作区 ")
    with pytest.raises(Invalid):
        create_zone(None, committee=committee, name="第二协作区 ")
    with pytest.raises(Invalid):
        create_zone(None, committee=committee, name=" ")

    assert (second.name, second.sequence) == ("第二协作区", 2)


def test_create_zone_refuses_a_unit() -> None:
    unit = make_unit(make_committee())

    with pytest.raises(Invalid):
        create_zone(None, committee=unit, name="第一协作区")


def test_close_node_waits_for_everything_below() -> None:
    unit = make_unit(make_committee())
    branch = make_branch(unit)

    with pytest.raises(Invalid):
        close_node(None, node=unit)
    with time_machine.travel(date(2025, 11, 21), tick=False):
        close_node(None, node=branch.node, reason="并入第二党支部")
        close_node(None, node=unit)
    with pytest.raises(Refused):
        close_node(None, node=unit)

    unit.refresh_from_db()
    assert unit.closed_on == date(2025, 11, 21)
    assert Record.objects.get(act="node.closed", object_id=str(branch.node_id)).reason == "并入第二党支部"


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (rename_node, {"name": "新名称"}),
        (resequence_node, {"sequence": 9}),
        (place_in_zone, {"zone": None}),
        (close_node, {}),
    ],
)
def test_acts_on_the_tree_refuse_staff_of_another_committee(act, given) -> None:
    unit = make_unit(make_committee("甲工委"))
    stranger = make_person(role=Role.STAFF, node=make_committee("乙工委"))

    with pytest.raises(Forbidden):
        act(stranger, node=unit, **given)

    assert Record.objects.filter(actor_id=stranger.pk).count() == 0
