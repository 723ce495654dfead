"""Pages of the tree: who sees which rows, searching, sorting, paging, and every act on an organisation."""

import pytest
from django.test import Client

from apps.audit.models import Record
from apps.organisations import node_list
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from apps.organisations.services import close_node
from tests.factories import make_branch, make_committee, make_person, make_unit, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

LIST = "/organisations/"


def names(page: Page) -> list[str]:
    """What the table's rows are called."""
    return [row[0] for row in page.rows()]


def lands(client: Client, path: str, given: dict) -> Page:
    """The page after an act."""
    return Page.of(client.post(path, given, follow=True))


def test_list_shows_the_own_tree_in_order_with_counts(own, other) -> None:
    page = Page.of(sign_in(own.staff).get(LIST))

    assert page.rows() == [
        ["甲工委", "work committee", "", "", "1"],
        ["甲发改委", "unit · 甲第一协作区", "甲第一协作区", "甲工委", "1"],
        ["甲财政局", "unit", "", "甲工委", "0"],
    ]
    assert ("乙" in page.html, page.links()["1"]) == (False, f"/branches/?unit={own.unit.pk}")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("administrator", ["甲工委", "甲发改委", "甲财政局"]),
        ("lead", ["甲发改委"]),
        ("secretary", ["甲发改委第一党支部"]),
    ],
)
def test_list_ends_at_the_office(who, seen, own, other) -> None:
    page = Page.of(sign_in(getattr(own, who)).get(LIST))

    assert (names(page), "乙" in page.html) == (seen, False)


def test_list_of_a_person_without_office_is_empty(own) -> None:
    page = Page.of(sign_in(make_person(language="en")).get(LIST))

    assert names(page) == ["No organisation fits these filters."]


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?q=发改", ["甲发改委", "甲发改委第一党支部"]),
        ("?q=FAGAI", ["甲发改委", "甲发改委第一党支部"]),
        ("?q=jczj", ["甲财政局"]),
        ("?q=乙", ["No organisation fits these filters."]),
        ("?kind=branch", ["甲发改委第一党支部"]),
        ("?kind=unit", ["甲发改委", "甲财政局"]),
        ("?kind=unit&sort=name", ["甲发改委", "甲财政局"]),
        ("?kind=nonsense&zone=x&sort=x", ["甲工委", "甲发改委", "甲财政局"]),
    ],
)
def test_list_is_searched_and_filtered(query, seen, own, other) -> None:
    page = Page.of(sign_in(own.staff).get(LIST + query))

    assert names(page) == seen


def test_list_is_filtered_by_zone_and_a_foreign_zone_gives_nothing(own, other) -> None:
    client = sign_in(own.staff)

    mine = Page.of(client.get(f"{LIST}?zone={own.zone.pk}"))
    foreign = Page.of(client.get(f"{LIST}?zone={other.zone.pk}"))

    assert names(mine) == ["甲发改委"]
    assert (names(foreign), "乙" in foreign.html) == (["No organisation fits these filters."], False)


def test_list_shows_dissolved_ones_only_when_asked(own) -> None:
    close_node(None, node=own.second)
    client = sign_in(own.staff)

    standing, closed = Page.of(client.get(LIST)), Page.of(client.get(f"{LIST}?closed=1"))

    assert (names(standing), names(closed)) == (["甲工委", "甲发改委"], ["甲财政局 dissolved"])


@pytest.mark.parametrize("sort", ["", "name"])
def test_list_goes_by_pages_forth_and_back(sort, own, monkeypatch) -> None:
    monkeypatch.setattr(node_list, "PAGE", 3)
    for number in range(5):
        make_unit(own.committee, f"丙单位{number}")
    client = sign_in(own.staff)
    shown, url = [], f"{LIST}?sort={sort}"
    while url:
        page = Page.of(client.get(url))
        shown += names(page)
        url = page.links().get("Next page")
    back = Page.of(client.get(page.link("Previous page")))

    first = ["甲发改委", "甲工委", "甲财政局"] if sort else ["甲工委", "甲发改委", "甲财政局"]
    later = [f"丙单位{number}" for number in range(5)]
    assert sorted(shown) == sorted([*first, *later])
    assert [name for name in shown if name in later] == later
    assert (shown[:3] == first, names(back)) == (not sort, shown[3:6])


def test_list_takes_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    client = sign_in(own.staff)
    client.get(LIST)

    for path in (f"{LIST}?q=甲财政局", f"{LIST}?q=甲"):
        with django_assert_num_queries(11):
            client.get(path)


def test_node_page_shows_children_zones_people_and_masks_their_numbers(own, other) -> None:
    leader = make_person("甲陈立群", Role.LEADER, own.committee, language="en", mobile="13700137000")

    make_person("甲审核人", Role.REVIEWER, own.unit, mobile="13700137001")

    page = Page.of(sign_in(leader).get(f"{LIST}{own.committee.pk}/"))
    below, of_staff = (Page.of(sign_in(reader).get(f"{LIST}{own.unit.pk}/")) for reader in (leader, own.staff))

    people = [words(item) for item in page.section("People and offices").iter("li")]
    assert [person.split()[0] for person in people] == ["甲何启明", "甲周敏", "甲马志远", "甲陈立群"]
    assert (page.h1, "乙" in page.html) == ("甲工委", False)
    assert "13700137000" in page.text
    assert ("137****7001" in below.text, "13700137001" in below.html) == (True, False)
    assert "13700137001" in of_staff.text
    assert page.rows(page.section("Zones").find(".//table")) == [["甲第一协作区", "1", "1"]]
    assert [row[1] for row in page.rows(page.section("Directly below").find(".//table"))] == ["甲发改委", "甲财政局"]


def test_node_page_shows_offices_of_today_only(own) -> None:
    office = own.secretary.appointments.get()
    office.node, office.until = own.unit, office.since
    office.save()

    page = Page.of(sign_in(own.staff).get(f"{LIST}{own.unit.pk}/"))

    assert "甲梁文静" not in page.text


def test_node_page_of_a_branch_is_the_branchs_own(own) -> None:
    answer = sign_in(own.staff).get(f"{LIST}{own.branch.pk}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/branches/{own.branch.pk}/")


def test_node_page_takes_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    one, three = make_committee("丙工委"), make_committee("丁工委")
    staff = [make_person(role=Role.STAFF, node=node) for node in (one, three)]
    make_unit(one)
    for _number in range(3):
        make_person(role=Role.LEADER, node=three)
        make_branch(make_unit(three))
    clients = [sign_in(person) for person in staff]

    for client, node in zip(clients, (one, three), strict=True):
        client.get(LIST)
        with django_assert_num_queries(12):
            client.get(f"{LIST}{node.pk}/")


def test_acts_are_offered_to_who_keeps_the_tree(own) -> None:
    of_staff = Page.of(sign_in(own.staff).get(f"{LIST}{own.unit.pk}/"))
    of_lead = Page.of(sign_in(own.lead).get(f"{LIST}{own.unit.pk}/"))

    assert of_staff.link("Rename") == f"{LIST}{own.unit.pk}/rename/"
    assert [text for text in ("Rename", "New branch below", "New person") if text in of_lead.links()] == []


def test_create_node_from_the_page(own) -> None:
    page = lands(
        sign_in(own.staff),
        f"{LIST}{own.committee.pk}/new/",
        {"kind": "unit", "name": "甲审计局", "zone": own.zone.pk},
    )

    made = Node.objects.get(name="甲审计局")
    assert (page.h1, made.parent, made.zone, made.sequence) == ("甲审计局", own.committee, own.zone, 3)
    assert page.notices == ["“甲审计局” stands."]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "unit", "name": "甲发改委"}, "name"),
        ({"kind": "unit", "name": " "}, "name"),
        ({"kind": "branch", "name": "甲支部"}, "kind"),
        ({"kind": "general-branch", "name": "甲总支", "zone": "FOREIGN"}, "zone"),
    ],
)
def test_create_node_keeps_what_was_typed_beside_the_error(given, field, own, other) -> None:
    given = {name: other.zone.pk if value == "FOREIGN" else value for name, value in given.items()}

    page = Page.of(sign_in(own.staff).post(f"{LIST}{own.committee.pk}/new/", given))

    assert (page.status, page.error_of(field) != "", Node.objects.filter(parent=own.committee).count()) == (
        422,
        True,
        2,
    )
    assert page.form()["name"] == given["name"]


def test_rename_from_the_page(own) -> None:
    page = lands(sign_in(own.staff), f"{LIST}{own.unit.pk}/rename/", {"name": "甲发展改革委"})

    assert (page.h1, page.notices) == ("甲发展改革委", ["Saved."])


def test_resequence_from_the_page_refuses_a_number_held(own) -> None:
    client, path = sign_in(own.staff), f"{LIST}{own.unit.pk}/resequence/"

    refused = Page.of(client.post(path, {"sequence": 2}))
    lands(client, path, {"sequence": 3})

    assert (refused.status, refused.error_of("sequence")) == (422, "“甲财政局” already has number 2.")
    assert list(Node.objects.filter(parent=own.committee).in_order()) == [own.second, own.unit]


def test_zone_from_the_page(own) -> None:
    client = sign_in(own.staff)

    lands(client, f"{LIST}{own.committee.pk}/zones/new/", {"name": "甲第二协作区"})
    zone = Zone.objects.get(name="甲第二协作区")
    lands(client, f"{LIST}{own.unit.pk}/zone/", {"zone": zone.pk})

    assert set(Node.objects.below(own.unit.path).values_list("zone", flat=True)) == {zone.pk}


def test_close_from_the_page_asks_a_reason_and_waits_for_what_stands_below(own) -> None:
    client = sign_in(own.staff)

    silent = Page.of(client.post(f"{LIST}{own.second.pk}/close/", {"reason": ""}))
    refused = Page.of(client.post(f"{LIST}{own.unit.pk}/close/", {"reason": "撤并"}))
    closed = lands(client, f"{LIST}{own.second.pk}/close/", {"reason": "撤并"})

    assert (silent.status, refused.status, refused.notices) == (
        422,
        422,
        ["“甲发改委” still has organisations below it."],
    )
    assert (closed.h1, "Rename" in closed.links()) == ("甲财政局 dissolved", False)


def test_root_is_made_by_superusers_only(own) -> None:
    superuser = make_person(is_superuser=True, language="en")

    refused = sign_in(own.administrator).post(f"{LIST}new/", {"kind": "committee", "name": "丙工委"})
    page = lands(sign_in(superuser), f"{LIST}new/", {"kind": "committee", "name": "丁工委"})

    assert (refused.status_code, page.h1) == (403, "丁工委")
    assert Node.objects.filter(name="丙工委").count() == 0


ACTS = ["new/", "rename/", "resequence/", "zone/", "close/", "zones/new/"]


@pytest.mark.parametrize("act", ["", *ACTS])
def test_pages_of_another_committee_are_not_found(act, own, other) -> None:
    path = f"{LIST}{other.committee.pk}/{act}"
    unknown = f"{LIST}987654/{act}"

    answers = [sign_in(own.staff).get(path), sign_in(own.staff).get(unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Page.of(answers[0]).text == Page.of(answers[1]).text


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("who", "status"), [("lead", 403), ("secretary", 404), ("nobody", 302)])
def test_acts_are_refused_to_the_wrong_person(act, who, status, own, other) -> None:
    client = Client() if who == "nobody" else sign_in(getattr(own, who))
    path = f"{LIST}{own.unit.pk}/{act}"
    given = {"kind": "party-committee", "name": "新名称", "sequence": 9, "zone": "", "reason": "撤并"}
    records = Record.objects.count()

    answers = [client.get(path).status_code, client.post(path, given).status_code]

    assert answers == [status, status]
    assert Record.objects.count() == records
