"""A roster alone, brought in from a workbook: tried, written, exported and brought in again, undone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.assessments.choices import ImportStatus
from apps.assessments.models import Assessment, Import
from apps.branches.branch_list import HEADINGS
from apps.branches.models import Branch
from apps.core.tables import read_table, write_xlsx
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests.factories import enrol, make_branch, make_campaign, make_committee, make_person, make_unit, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

ROWS = [
    ("市发改委第1党支部", "市发改委", "第一协作区", "机关", 12, "四星"),
    ("市发改委第2党支部", "市发改委", "第一协作区", "离退休", 30, ""),
    ("市财政局第1党支部", "市财政局", "第二协作区", "", "", ""),
]


def upload(client: Client, committee: Node, rows: list, **given) -> Import:
    """A workbook given to the page, tried in the background."""
    file = SimpleUploadedFile("名册.xlsx", write_xlsx(HEADINGS, rows))
    answer = client.post(f"/rosters/{committee.pk}/", {"file": file} | given)
    assert answer.status_code == 302, Page.of(answer).text
    run_waiting()
    return Import.objects.latest("pk")


def write(client: Client, imported: Import) -> Import:
    """A person confirms; the job runs."""
    client.post(f"/rosters/{imported.committee_id}/{imported.pk}/write/")
    run_waiting()
    imported.refresh_from_db()
    return imported


def roster() -> list[tuple]:
    rows = Branch.objects.in_order().select_related("node__zone", "unit")
    return [
        (b.node.name, b.unit.name, b.node.zone.name if b.node.zone else "", b.branch_type, b.members, b.previous_level)
        for b in rows
    ]


@pytest.fixture
def committee() -> Node:
    return make_committee("市直机关工委")


@pytest.fixture
def client(committee) -> Client:
    return sign_in(make_person("周敏", Role.STAFF, committee, language="en"))


def test_first_roster_is_shown_then_written(client, committee) -> None:
    imported = upload(client, committee, ROWS)
    page = Page.of(client.get(f"/rosters/{committee.pk}/{imported.pk}/"))
    before = Branch.objects.count()

    write(client, imported)

    assert (page.h1, before) == ("All 3 rows can be read. Please confirm what will be made", 0)
    assert page.rows()[0][:3] == ["第一协作区", "1", "2"]
    assert imported.status == ImportStatus.WRITTEN
    assert roster() == [(*row[:4], row[4] or None, row[5]) for row in ROWS]
    assert [zone.name for zone in Zone.objects.all()] == ["第一协作区", "第二协作区"]


def test_roster_that_stands_refuses_unknown_names_unless_asked_to_make_them(client, committee) -> None:
    write(client, upload(client, committee, ROWS[:2]))

    faulty = upload(client, committee, ROWS)
    ready = upload(client, committee, ROWS, create="on")
    page = Page.of(client.get(f"/rosters/{committee.pk}/{faulty.pk}/"))

    assert (faulty.status, faulty.report["fault_count"]) == (ImportStatus.FAULTY, 1)
    assert page.h1 == "1 row to mend, nothing was written"
    assert (ready.status, ready.report["plan"]["units"], ready.report["plan"]["branches"]) == (ImportStatus.READY, 1, 1)


def test_roster_changes_facts_and_says_so_beforehand(client, committee) -> None:
    write(client, upload(client, committee, ROWS))
    changed = [ROWS[0], ("市发改委第2党支部", "市发改委", "第一协作区", "机关", 31, "三星"), ROWS[2]]

    imported = upload(client, committee, changed)
    page = Page.of(client.get(f"/rosters/{committee.pk}/{imported.pk}/"))
    write(client, imported)

    branch = Branch.objects.get(node__name="市发改委第2党支部")
    told = page.section("What will be written")
    assert words(told.find(".//dl")).startswith("Units, branches none is made: the roster stands") is True
    assert "1 branch gets new facts" in words(told)
    assert (branch.branch_type, branch.members, branch.previous_level, branch.changes.count()) == (
        "机关",
        31,
        "三星",
        3,
    )


def test_exported_roster_comes_back_unchanged(client, committee) -> None:
    write(client, upload(client, committee, ROWS))
    body = client.get("/branches/export.xlsx").content

    file = SimpleUploadedFile("roster.xlsx", body)
    client.post(f"/rosters/{committee.pk}/", {"file": file})
    run_waiting()

    table = read_table(body, "roster.xlsx").sheets[0]
    imported = Import.objects.latest("pk")
    assert [str(cell) for cell in table.rows[0]] == list(HEADINGS)
    assert (imported.status, imported.report["plan"]["count"], imported.report["profiles"]) == (
        ImportStatus.READY,
        0,
        0,
    )


def test_export_follows_the_filters_and_the_reach(client, committee) -> None:
    other = make_committee("乙工委")
    make_branch(make_unit(other, "乙单位"), "乙党支部")
    write(client, upload(client, committee, ROWS))

    whole = read_table(client.get("/branches/export.xlsx").content, "a.xlsx").sheets[0].rows
    one = read_table(client.get("/branches/export.xlsx?type=离退休&sort=name").content, "a.xlsx").sheets[0].rows

    assert [str(row[0]) for row in whole[1:]] == [row[0] for row in ROWS]
    assert [str(row[0]) for row in one[1:]] == ["市发改委第2党支部"]


def test_export_writes_names_that_look_like_formulas_as_text(client, committee) -> None:
    make_branch(make_unit(committee, "=1+1"), '=HYPERLINK("http://example.org")')

    rows = read_table(client.get("/branches/export.xlsx").content, "a.xlsx").sheets[0].rows

    assert [str(cell) for cell in rows[1][:2]] == ['=HYPERLINK("http://example.org")', "=1+1"]


def test_new_branches_of_a_roster_are_not_enrolled_by_themselves(client, committee) -> None:
    write(client, upload(client, committee, ROWS[:1]))
    campaign = make_campaign(committee)
    enrol(campaign)

    write(client, upload(client, committee, ROWS, create="on"))

    assert (Branch.objects.count(), Assessment.objects.of(campaign).count()) == (3, 1)


def test_undo_takes_the_whole_roster_back(client, committee) -> None:
    imported = write(client, upload(client, committee, ROWS))

    page = Page.of(client.post(f"/rosters/{committee.pk}/{imported.pk}/undo/", follow=True))

    imported.refresh_from_db()
    assert (imported.status, Branch.objects.count(), list(Node.objects.all()), Zone.objects.count()) == (
        ImportStatus.UNDONE,
        0,
        [committee],
        0,
    )
    assert page.notices == ["The import has been undone; everything is as it was before."]


def test_undo_puts_facts_back(client, committee) -> None:
    write(client, upload(client, committee, ROWS))
    before = roster()
    changed = write(client, upload(client, committee, [(*row[:4], 99, "五星") for row in ROWS]))

    client.post(f"/rosters/{committee.pk}/{changed.pk}/undo/")

    assert roster() == before


def test_undo_is_refused_once_people_serve_in_its_zones(client, committee) -> None:
    imported = write(client, upload(client, committee, ROWS))
    make_person(role=Role.ZONE_LEAD, node=committee, zone=Zone.objects.first())

    page = Page.of(client.post(f"/rosters/{committee.pk}/{imported.pk}/undo/", follow=True))

    assert page.notices == ["This import cannot be undone: people are appointed in its zones."]
    assert Branch.objects.count() == 3


def test_undo_is_refused_once_its_branches_are_enrolled(client, committee) -> None:
    imported = write(client, upload(client, committee, ROWS))
    enrol(make_campaign(committee))

    page = Page.of(client.post(f"/rosters/{committee.pk}/{imported.pk}/undo/", follow=True))

    assert page.notices == ["This import cannot be undone: its branches have sheets."]


def test_undo_of_facts_survives_branches_that_have_gone(client, committee) -> None:
    first = write(client, upload(client, committee, ROWS))
    second = write(client, upload(client, committee, [(*row[:4], 99, "") for row in ROWS]))
    client.post(f"/rosters/{committee.pk}/{first.pk}/undo/")

    client.post(f"/rosters/{committee.pk}/{second.pk}/undo/")

    second.refresh_from_db()
    assert (second.status, Branch.objects.count()) == (ImportStatus.UNDONE, 0)


def test_a_dissolved_branch_may_come_again_under_its_name(client, committee) -> None:
    write(client, upload(client, committee, ROWS))
    Node.objects.filter(name="市财政局第1党支部").update(closed_on=date(2025, 1, 1))

    imported = write(client, upload(client, committee, ROWS, create="on"))

    assert (imported.status, Node.objects.filter(name="市财政局第1党支部").count()) == (ImportStatus.WRITTEN, 2)


def test_start_page_lists_earlier_rosters_of_this_committee_only(client, committee) -> None:
    write(client, upload(client, committee, ROWS))
    other = make_committee("乙工委")
    stranger = sign_in(make_person("吴征", Role.STAFF, other, language="en"))
    write(stranger, upload(stranger, other, [("乙党支部", "乙单位", "", "", "", "")]))

    page = Page.of(client.get(f"/rosters/{committee.pk}/"))

    assert [row[2:5] for row in page.rows()] == [["周敏", "名册.xlsx", "2 units, 3 branches"]]
    assert list(page.form()) == [
        "csrfmiddlewaretoken",
        "file",
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook"])
def test_a_file_that_cannot_be_read_writes_nothing(content, client, committee) -> None:
    answer = client.post(f"/rosters/{committee.pk}/", {"file": SimpleUploadedFile("a.xlsx", content)}, follow=True)
    run_waiting()

    failed = [imported.status for imported in Import.objects.all()]
    assert (answer.status_code, failed) == ((200, [ImportStatus.FAILED]) if content else (422, []))


def test_pages_of_a_rosters_import_offer_its_own_acts(client, committee) -> None:
    imported = upload(client, committee, [(*ROWS[0][:4], "many", "")])
    base = f"/rosters/{committee.pk}/{imported.pk}/"

    page = Page.of(client.get(base))
    annotated = client.get(f"{base}annotated/")
    original = client.get(f"{base}file/")

    assert page.links()["Choose the mended file"] == f"/rosters/{committee.pk}/"
    assert page.links()["The file with its faults marked"] == f"{base}annotated/"
    assert annotated.headers["Content-Disposition"].startswith("attachment") is True
    assert b"".join(original.streaming_content)[:2] == b"PK"


ACTS = {
    "": "get",
    "{pk}/": "get",
    "{pk}/file/": "get",
    "{pk}/write/": "post",
    "{pk}/drop/": "post",
    "{pk}/undo/": "post",
}


@pytest.mark.pages
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("role", "status"), [(Role.STAFF, 404), (Role.LEADER, 403), (Role.AUDITOR, 403), (None, 404), ("nobody", 302)]
)
def test_rosters_are_refused_to_the_wrong_person(act, role, status, client, committee) -> None:
    imported = upload(client, committee, ROWS)
    if role == "nobody":
        stranger = Client()
    elif role == Role.STAFF:
        stranger = sign_in(make_person(role=role, node=make_committee("乙工委")))
    else:
        stranger = sign_in(make_person(role=role, node=committee if role else None))

    answer = getattr(stranger, ACTS[act])(f"/rosters/{committee.pk}/" + act.format(pk=imported.pk))

    imported.refresh_from_db()
    assert (answer.status_code, imported.status, Branch.objects.count()) == (status, ImportStatus.READY, 0)


def test_a_roster_is_not_found_below_another_committee(client, committee) -> None:
    imported = upload(client, committee, ROWS)
    other = make_committee("乙工委")
    stranger = sign_in(make_person(role=Role.STAFF, node=other))

    answers = [
        stranger.get(f"/rosters/{other.pk}/{imported.pk}/").status_code,
        stranger.post(f"/rosters/{other.pk}/{imported.pk}/write/").status_code,
        client.get(f"/rosters/{make_unit(committee).pk}/").status_code,
    ]

    assert answers == [404, 404, 404]


def test_administrators_bring_in_a_roster_too(committee) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR, node=committee, language="en"))

    imported = write(client, upload(client, committee, ROWS))

    assert imported.status == ImportStatus.WRITTEN


@pytest.mark.parametrize("act", ["write/", "drop/", "undo/"])
def test_acts_on_a_roster_are_no_pages(act, client, committee) -> None:
    imported = upload(client, committee, ROWS)

    assert client.get(f"/rosters/{committee.pk}/{imported.pk}/{act}").status_code == 405
