"""The editor without scripts: every button posts and comes back; conflicts show both; files go and come."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.tables import read_table, write_xlsx
from apps.criteria.editing.documents import book_of, value_at
from apps.criteria.models import Draft, RulebookVersion
from apps.criteria.services import DraftChange, begin_draft, change_draft
from apps.organisations.choices import Role
from tests.factories.fixtures import two
from tests.pages import Page, words

__all__ = ["two"]

pytestmark = pytest.mark.django_db
B2 = "sections/B/criteria/B2"


@pytest.fixture
def house(two):
    return two.own


@pytest.fixture
def draft(house):
    return begin_draft(house.staff, committee=house.committee, based_on=house.campaign.rulebook_version)


@pytest.fixture
def client(house):
    return house.client()


def url(draft, tail=""):
    return f"/rulebooks/drafts/{draft.pk}/{tail}"


def typed(draft, **changed):
    """What the form of B2 sends."""
    return {
        "revision": str(draft.revision),
        "code": "B2",
        "title-zh": "办事效能",
        "title-en": "Efficiency",
        "points": "20",
        "guide-zh": "流程精简、差评整改",
        "guide-en": "Lean procedures; poor ratings are put right",
    } | changed


def test_new_draft_copies_a_version_under_next_years_name(client, house):
    version = house.campaign.rulebook_version
    page = Page.of(client.get(f"/rulebooks/new/?from={version.pk}"))

    answer = client.post(
        "/rulebooks/new/", {"source": "version", "version": version.pk, "committee": house.committee.pk, "slug": ""}
    )

    draft = Draft.objects.get()
    assert page.status == 200
    assert (answer["Location"], draft.slug, draft.based_on) == (url(draft), "xuchang-2026", version)
    assert draft.text == version.text.replace("rulebook: xuchang-2025", "rulebook: xuchang-2026")


@pytest.mark.parametrize(("source", "slug"), [("nothing", "new-rulebook"), ("file", "own-2030")])
def test_new_draft_from_nothing_or_from_a_file_can_be_published_at_once(client, house, source, slug):
    text = house.campaign.rulebook_version.text.replace("xuchang-2025", "own-2030")
    file = SimpleUploadedFile("own.yaml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    client.post("/rulebooks/new/", {"source": source, "file": file, "committee": house.committee.pk})
    draft = Draft.objects.get()
    answer = client.post(url(draft, "publish/"), {"revision": "1"})

    version = RulebookVersion.objects.get(rulebook__slug=slug)
    assert answer["Location"] == f"/rulebooks/{version.pk}/"
    assert (version.text, version.published_by_name) == (draft.text, house.staff.name)


def test_save_of_a_form_changes_the_text_and_comes_back_to_the_same_place(client, draft):
    answer = client.post(url(draft, f"?at={B2}"), typed(draft, points="25", reason="更看重效率"))

    draft.refresh_from_db()
    assert answer["Location"].startswith(url(draft, "?at=sections%2FB%2Fcriteria%2FB2"))
    assert value_at(book_of(draft.text), tuple(B2.split("/")))["points"] == 25
    assert (draft.revision, draft.reasons) == (2, {"B2": "更看重效率"})


def test_editor_counts_faults_where_they_stand_and_shuts_publishing(client, draft, house):
    text = draft.text.replace("points: 20\n        guide: {zh: 流程精简", "points: 25\n        guide: {zh: 流程精简")
    change_draft(house.staff, draft, DraftChange(text.replace("lit: at least 5", "lit: at least 6")), 1)

    page = Page.of(client.get(url(draft, f"?at={B2}")))
    shut = Page.of(client.get(url(draft, "publish/")))

    lines = [words(each) for each in page.root.iter("a") if "toc-line" in (each.get("class") or "")]
    assert [line for line in lines if "要改" in line] == ["服务高效 1 处要改", "等次与星级 1 处要改"]
    assert "B2 办事效能 1" in lines
    assert "还有 2 处要改，才能发布" in page.text
    assert "缺理由" in page.text
    assert client.post(url(draft, "publish/"), {"revision": "2"}).status_code == 409
    assert "还有 2 处要改" in shut.text


def test_trial_runs_on_the_newest_runs_marks(client, draft, house):
    change_draft(
        house.staff, draft, DraftChange(draft.text.replace("lit-when: at least 80", "lit-when: at least 91")), 1
    )

    page = Page.of(client.get(url(draft)))

    assert [row[:4] for row in page.rows()] == [
        ["五星", "1", "0", "−1"],
        ["四星", "1", "0", "−1"],
        ["三星", "0", "0", "0"],
        ["未评星", "1", "3", "+2"],
    ]
    assert "看升降的 2 个支部" in page.text


def test_what_cannot_be_taken_comes_back_beside_its_field_with_all_that_was_typed(client, draft):
    answer = client.post(url(draft, f"?at={B2}"), typed(draft, points="很多", **{"title-zh": "新名"}))

    page = Page.of(answer)
    assert answer.status_code == 422
    assert "这里填数" in page.text
    assert page.root.find(".//input[@name='title-zh']").get("value") == "新名"
    assert Draft.objects.get().revision == 1


@pytest.mark.parametrize("code", ["B3", "A1", "二", "B/2"])
def test_code_that_is_taken_or_no_code_is_refused(client, draft, code):
    answer = client.post(url(draft, f"?at={B2}"), typed(draft, code=code))

    assert answer.status_code == 422
    assert Draft.objects.get().revision == 1


def test_save_after_somebody_elses_shows_both_and_takes_the_chosen_one(client, draft, house):
    change_draft(house.staff, draft, DraftChange(draft.text.replace("办事效能", "办事")), 1)

    clash = client.post(url(draft, f"?at={B2}"), typed(draft, points="25"))
    kept = {each.get("name"): each.get("value") for each in Page.of(clash).root.iter("input") if each.get("name")}
    client.post(url(draft, f"?at={B2}"), kept)

    thing = value_at(book_of(Draft.objects.get().text), tuple(B2.split("/")))
    assert clash.status_code == 409
    assert "zh: 办事," in Page.of(clash).text
    assert (thing["title"]["zh"], thing["points"]) == ("办事效能", 25)


@pytest.mark.parametrize(
    ("act", "place", "codes"),
    [
        ("add-criterion", B2, ["B1", "B2", "B3", "B4", "B5", "B6"]),
        ("remove", B2, ["B1", "B3", "B4", "B5"]),
        ("up", B2, ["B2", "B1", "B3", "B4", "B5"]),
        ("down", B2, ["B1", "B3", "B2", "B4", "B5"]),
        ("up", "sections/B/criteria/B1", ["B1", "B2", "B3", "B4", "B5"]),
    ],
)
def test_buttons_add_remove_and_move_a_criterion(client, draft, act, place, codes):
    client.post(url(draft, f"?at={place}"), {"act": act, "revision": "1"})

    assert list(value_at(book_of(Draft.objects.get().text), ("sections", "B", "criteria"))) == codes


@pytest.mark.parametrize("sent", [{"act": "remove"}, {"title-zh": "新名", "points": "25"}])
def test_what_somebody_else_took_away_is_not_written_over_its_section(client, draft, house, sent):
    client.post(url(draft, f"?at={B2}"), {"act": "remove", "revision": "1"})
    now = Draft.objects.get().text

    clash = client.post(url(draft, f"?at={B2}"), sent | {"revision": "1", "code": "B2"})

    page = Page.of(clash)
    assert clash.status_code == 409
    assert ("新名" in page.text) == ("title-zh" in sent)
    assert not [each for each in page.root.iter("input") if each.get("name") == "revision"]
    assert Draft.objects.get().text == now


@pytest.mark.parametrize("sent", [{"act": "add-section"}, {"title-zh": "新名", "points": "25"}])
@pytest.mark.parametrize("revision", ["1", "2"])
def test_form_of_a_text_that_somebody_broke_meanwhile_comes_back(client, draft, house, sent, revision):
    change_draft(house.staff, draft, DraftChange("rulebook: [x"), 1)

    answer = client.post(url(draft, f"?at={B2}"), sent | {"revision": revision, "code": "B2"})

    assert answer.status_code == (409 if revision == "1" else 302)
    assert ("新名" in answer.content.decode()) == (revision == "1" and "title-zh" in sent)
    assert Draft.objects.get().revision == 2


@pytest.mark.parametrize(("part", "is_there"), [("stars", False), ("levels", True), ("rulebook", True)])
def test_part_that_not_every_rulebook_has_can_be_removed(client, draft, part, is_there):
    page = Page.of(client.get(url(draft, f"?at={part}")))
    acts = [each.get("value") for each in page.root.iter("button") if each.get("name") == "act"]

    client.post(url(draft, f"?at={part}"), {"act": "remove", "revision": "1"})

    assert ("remove" in acts) is not is_there
    assert (part in book_of(Draft.objects.get().text)) is is_there


def test_text_typed_by_hand_is_what_the_form_shows_next(client, draft):
    client.post(url(draft, "text/"), {"text": draft.text.replace("办事效能", "办事"), "revision": "1"})

    page = Page.of(client.get(url(draft, f"?at={B2}")))

    assert page.root.find(".//input[@name='title-zh']").get("value") == "办事"


def test_text_that_is_not_yaml_is_kept_and_says_its_line(client, draft):
    client.post(url(draft, "text/"), {"text": "rulebook: [x", "revision": "1"})

    page = Page.of(client.get(url(draft)))

    assert "文本读不出来" in page.text
    assert page.link("去改文本") == url(draft, "text/")
    assert client.get(url(draft, "aloud/")).status_code == 200


def test_criteria_go_out_as_a_workbook_and_come_in_again(client, draft):
    sent = b"".join(client.get(url(draft, "criteria/")).streaming_content)
    rows = [list(row) for row in read_table(sent, "x.xlsx").sheets[0].rows]
    rows[7][3] = 25
    file = BytesIO(write_xlsx(rows[0], rows[1:]))
    file.name = "criteria.xlsx"

    client.post(url(draft, "criteria/import/"), {"file": file, "revision": "1"})

    assert value_at(book_of(Draft.objects.get().text), tuple(B2.split("/")))["points"] == 25


def test_compare_and_aloud_say_what_differs_in_chinese(client, draft, house):
    change_draft(house.staff, draft, DraftChange(draft.text.replace("办事效能", "办事")), 1)

    compared = Page.of(client.get(url(draft, "compare/")))
    aloud = Page.of(client.get(url(draft, "aloud/"))).text

    changed = [words(each) for each in compared.root.iter("span") if each.get("class") in ("was", "becomes")]
    assert changed == ["xuchang-2025", "xuchang-2026", "B2 办事效能", "B2 办事"]
    assert "五星：点亮不少于 5 颗；其中有支部过硬；显示 5 颗星" in aloud


def test_draft_of_another_committee_is_not_found(two, draft):
    assert two.other.client().get(url(draft)).status_code == 404
    assert two.own.client(Role.LEADER).get(url(draft)).status_code == 404


def test_criteria_for_a_text_that_cannot_be_read_are_refused(client, draft, house):
    file = BytesIO(b"".join(client.get(url(draft, "criteria/")).streaming_content))
    file.name = "criteria.xlsx"
    change_draft(house.staff, draft, DraftChange("rulebook: [x"), 1)

    answer = client.post(url(draft, "criteria/import/"), {"file": file, "revision": "2"})

    assert answer.status_code == 422
    assert Draft.objects.get().text == "rulebook: [x\n"
