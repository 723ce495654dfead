"""Pages of lists: what filters leave, what sums come to, what a form keeps, what a change leaves behind."""

import pytest

from apps.core.tables import read_table
from apps.ledgers.models import Entry
from apps.ledgers.services import end_entry
from tests.factories.listing import TYPICAL, entered, granted, handed_in, published, used
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def honours(two):
    """Three honours: of two units, years, kinds."""
    first, second = two.own.assessments[0].node, two.own.units[1]
    entered(two.own, "honours", node=first, title="甲", on="2025-06-30")
    entered(two.own, "honours", node=second, title="乙", on="2025-07-01", kind="visit", level="city")
    entered(two.own, "honours", node=second, title="丙", on="2024-07-01", kind="visit", level="city")
    return two.own


def names(house, query, slug="honours"):
    """The names that a list shows, and those of its workbook."""
    client = house.client()
    page = Page.of(client.get(f"/ledgers/{slug}/{query}"))
    table = read_table(client.get(f"/ledgers/{slug}/export.xlsx{query}").content, "x.xlsx").sheets[0].rows
    shown = [link.text for link in page.root.iterfind(".//tbody//th/a")]
    assert sorted(shown) == sorted(row[2] for row in table[1:])
    return shown


def test_list_and_workbook_leave_what_was_asked_for(honours):
    unit, zone = honours.units[1], honours.zones[0]

    assert names(honours, "") == ["丙", "乙", "甲"]
    assert names(honours, f"?unit={unit.pk}") == ["丙", "乙"]
    assert names(honours, f"?zone={zone.pk}") == ["甲"]
    assert names(honours, "?year=2025&choice=visit") == ["乙"]
    assert names(honours, "?q=yi") == ["乙"]
    assert names(honours, "?sort=order") == ["甲", "乙", "丙"]
    assert names(honours, "?year=x&unit=&choice=boss&after=") == ["丙", "乙", "甲"]
    end_entry(honours.staff, Entry.objects.get(name="乙"), reason="记错了")
    assert names(honours, "?ended=1") == ["乙"]


def test_sums_are_by_year_and_unit_for_the_chosen_column(honours):
    page = Page.of(honours.client().get("/ledgers/honours/sums/?by=level"))

    rows = [["".join(cell.itertext()) for cell in row] for row in page.root.iterfind(".//tr")]
    years, units = rows[1:4], rows[5:]
    assert years == [["2025", "2", "", "1", "1"], ["2024", "1", "", "", "1"], [rows[3][0], "3", "", "1", "2"]]
    assert [row[:2] for row in units[:2]] == [["市发改委", "1"], ["市财政局", "2"]]


def test_form_keeps_what_was_typed_beside_its_faults(two):
    client = two.own.client()
    typed = TYPICAL["funds"] | {"holder": "市发改", "amount": "五万"}

    answer = client.post("/ledgers/funds/new/", typed)

    page = Page.of(answer)
    fields = {one.get("name"): one.get("value") for one in page.root.iterfind(".//input")}
    assert answer.status_code == 422
    assert (fields["holder"], fields["amount"], fields["purpose"]) == ("市发改", "五万", "窗口改造")
    assert len(page.root.findall(".//*[@class='errorlist']")) == 2


def test_use_beyond_what_is_left_comes_back_to_the_form_and_the_right_one_to_the_grant(two):
    client, grant = two.own.client(), granted(two.own, amount="500")
    used(two.own, grant, amount="312.50")
    url = f"/ledgers/fund-uses/new/?about={grant.pk}"
    typed = {"grant": grant.pk, "purpose": "展板", "amount": "188", "used-on": "2025-06-01", "result": ""}

    refused = client.post(url, typed)
    done = client.post(url, typed | {"amount": "187.5"})

    assert (refused.status_code, "187.50" in refused.content.decode()) == (409, True)
    assert (done.status_code, done["Location"]) == (302, f"/ledgers/funds/{grant.pk}/")


def test_home_shows_only_what_concerns_one(two):
    published(two.own, handed_in(two.own))
    granted(two.own, node=two.own.units[1])

    shown = {}
    for role in ("staff", "secretary", "contact", "leader"):
        page = Page.of(two.own.client(role).get("/ledgers/"))
        heads = (head.get("id") or "" for head in page.root.iterfind(".//h2"))
        shown[role] = [head.removeprefix("list-") for head in heads if head.startswith("list-")]

    assert shown == {
        "staff": ["funds", "brands", "cases", "honours"],
        "secretary": ["brands", "cases"],
        "contact": ["cases"],
        "leader": ["funds", "cases"],
    }


def test_entries_that_are_not_alike_stand_side_by_side_without_a_question(two):
    first, second = entered(two.own, "brands"), entered(two.own, "brands", brand="问天")
    like = entered(two.own, "brands", brand="一窗通办")

    shown = [two.own.client().get(f"/ledgers/brands/{first.pk}/alike/{other.pk}/") for other in (second, like)]

    assert [('name="reason"' in answer.content.decode(), answer.status_code) for answer in shown] == [
        (False, 200),
        (True, 200),
    ]
