"""The tree, zones and branches over REST."""

import pytest

from apps.audit.models import Record
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from tests.api.client import BASE, details, refusal, rest
from tests.factories import make_branch, make_node, make_person

pytestmark = pytest.mark.django_db
NODES, ZONES, BRANCHES = f"{BASE}nodes/", f"{BASE}zones/", f"{BASE}branches/"


def names(person, url):
    return [row["name"] for row in rest(person).get(url).json()["results"]]


def test_nodes_stand_in_the_official_order(own):
    assert names(own.staff, NODES) == [
        "市直机关工委",
        "市发改委",
        "市发改委第1党支部",
        "市发改委第2党支部",
        "市财政局",
        "市财政局第1党支部",
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("q=czj", ["市财政局", "市财政局第1党支部"]),
        ("q=caizheng&kind=unit", ["市财政局"]),
        ("kind=committee", ["市直机关工委"]),
        ("standing=true&kind=unit", ["市发改委"]),
        ("standing=false", ["市财政局", "市财政局第1党支部"]),
        ("q=nothing", []),
        ("parent=0", []),
        ("zone=2147483647", []),
        ("below=2147483647", []),
    ],
)
def test_nodes_narrowed(own, question, found):
    Node.objects.below(own.units[1].path).update(closed_on="2025-06-01")

    assert names(own.staff, f"{NODES}?{question}") == found


def test_nodes_narrowed_by_zone_superior_and_subtree(own):
    unit, zone = own.units[1], own.zones[1]

    assert names(own.staff, f"{NODES}?zone={zone.pk}") == ["市财政局", "市财政局第1党支部"]
    assert names(own.staff, f"{NODES}?parent={unit.pk}") == ["市财政局第1党支部"]
    assert names(own.staff, f"{NODES}?below={unit.pk}") == ["市财政局", "市财政局第1党支部"]


def test_nodes_below_an_invisible_one_are_none(own, other):
    assert names(own.staff, f"{NODES}?below={other.units[0].pk}") == []


def test_nodes_of_a_zone_lead_are_those_of_the_zone(own):
    assert names(own.people["zone-lead"], f"{NODES}?kind=unit") == ["市发改委"]


def test_node_as_it_stands(own):
    unit = own.units[0]

    assert rest(own.staff).get(f"{NODES}{unit.pk}/").json() == {
        "id": unit.pk,
        "kind": "unit",
        "name": "市发改委",
        "sequence": 1,
        "parent": own.committee.pk,
        "zone": {"id": own.zones[0].pk, "name": "市第一协作区"},
        "closed_on": None,
    }


def test_create_node_tells_where_it_stands(own):
    body = {"kind": "unit", "name": "市档案馆", "parent": own.committee.pk, "zone": own.zones[1].pk, "sequence": 40}

    response = rest(own.staff).post(NODES, body)

    assert response.status_code == 201
    assert rest(own.staff).get(response.headers["Location"]).json() == response.json()
    assert (response.json()["sequence"], response.json()["zone"]["id"]) == (40, own.zones[1].pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "branch"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "市发改委"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"sequence": 1}, "sequence"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": 10**6}, "sequence"),
        ({"sequence": 10**30}, "sequence"),
        ({"zone": 10**30}, "zone"),
        ({"parent": True}, "parent"),
        ({"parent": None}, "parent"),
    ],
)
def test_create_node_refuses_by_field(own, change, field):
    body = {"kind": "unit", "name": "市档案馆", "parent": own.committee.pk}

    response = rest(own.staff).post(NODES, body | change)

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [field]


def test_create_node_in_a_zone_of_the_neighbour_is_like_an_unknown_one(own, other):
    def asked(zone):
        body = {"kind": "unit", "name": "市档案馆", "parent": own.committee.pk, "zone": zone}
        return rest(own.staff).post(NODES, body)

    foreign, unknown = asked(other.zones[0].pk), asked(2**31 - 1)

    assert refusal(foreign) == refusal(unknown) == (422, "invalid")
    shown = details(foreign)["zone"][0].replace(str(other.zones[0].pk), "N")
    assert shown == details(unknown)["zone"][0].replace(str(2**31 - 1), "N")


def test_change_node_all_of_it_or_nothing(own):
    unit = own.units[1]

    response = rest(own.staff).patch(f"{NODES}{unit.pk}/", {"name": "市财政和国资局", "sequence": 1})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["sequence"]
    unit.refresh_from_db()
    assert unit.name == "市财政局"
    assert not Record.objects.filter(act="node.renamed").exists()


def test_change_node_takes_what_stands_below_along(own):
    unit = own.units[1]

    response = rest(own.staff).patch(f"{NODES}{unit.pk}/", {"name": "市国资委", "sequence": 90, "zone": None})

    assert (response.json()["name"], response.json()["sequence"], response.json()["zone"]) == ("市国资委", 90, None)
    assert Node.objects.get(parent=unit).zone is None
    acts = set(Record.objects.order_by("-pk").values_list("act", flat=True)[:3])
    assert acts == {"node.renamed", "node.resequenced", "node.zoned"}


def test_close_node_with_something_below_is_refused(own):
    assert refusal(rest(own.staff).post(f"{NODES}{own.units[0].pk}/close/", {})) == (422, "invalid")


def test_close_node_keeps_the_reason(own):
    empty = make_node(own.committee, Kind.UNIT, "市档案馆")

    response = rest(own.staff).post(f"{NODES}{empty.pk}/close/", {"reason": "机构改革"})

    assert response.json()["closed_on"] is not None
    assert Record.objects.get(act="node.closed").reason == "机构改革"


def test_zones_of_a_committee(own):
    assert names(own.staff, f"{ZONES}?committee={own.committee.pk}") == ["市第一协作区", "市第二协作区"]
    assert names(own.people["secretary"], ZONES) == ["市第一协作区"]


def test_branches_with_their_profiles(own):
    rows = rest(own.people["reviewer"]).get(BRANCHES).json()["results"]

    assert [(row["name"], row["type"], row["members"], row["unit"]["name"], row["zone"]["name"]) for row in rows] == [
        ("市发改委第1党支部", "党政机关", 12, "市发改委", "市第一协作区"),
        ("市发改委第2党支部", "党政机关", 9, "市发改委", "市第一协作区"),
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("type=事业单位", ["市财政局第1党支部"]),
        ("q=fgwd2", ["市发改委第2党支部"]),
        ("standing=false", []),
        ("unit=0", []),
    ],
)
def test_branches_narrowed(own, question, found):
    assert names(own.staff, f"{BRANCHES}?{question}") == found


def test_branches_narrowed_by_unit_zone_and_subtree(own, other):
    assert names(own.staff, f"{BRANCHES}?unit={own.units[1].pk}") == ["市财政局第1党支部"]
    assert names(own.staff, f"{BRANCHES}?zone={own.zones[1].pk}") == ["市财政局第1党支部"]
    assert names(own.staff, f"{BRANCHES}?below={own.units[1].pk}") == ["市财政局第1党支部"]
    assert names(own.staff, f"{BRANCHES}?below={other.committee.pk}") == []


def test_create_branch_with_its_profile(own):
    body = {"name": "市发改委第3党支部", "parent": own.units[0].pk, "type": "党政机关", "members": 7}

    response = rest(own.staff).post(BRANCHES, body)

    shown = rest(own.staff).get(response.headers["Location"]).json()
    assert (response.status_code, shown["name"], shown["type"], shown["members"]) == (201, body["name"], "党政机关", 7)
    assert shown["changes"] == []


def test_change_profile_keeps_what_was_before(own):
    branch = make_branch(own.units[0], "市发改委第8党支部", branch_type="党政机关", members=5)
    url = f"{BRANCHES}{branch.pk}/"

    response = rest(own.staff).patch(url, {"members": 6})

    assert (response.json()["members"], response.json()["type"]) == (6, "党政机关")
    change = response.json()["changes"][0]
    assert (change["field"], change["before"], change["after"]) == ("members", "5", "6")


@pytest.mark.parametrize("members", [-1, 1.5, "many", 10**12])
def test_change_profile_refuses_members_that_cannot_be(own, members):
    branch = own.assessments[0].node.branch

    response = rest(own.staff).patch(f"{BRANCHES}{branch.pk}/", {"members": members})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["members"]


def test_person_without_office_sees_nothing(own):
    nobody = make_person()

    assert [names(nobody, url) for url in (NODES, ZONES, BRANCHES)] == [[], [], []]
