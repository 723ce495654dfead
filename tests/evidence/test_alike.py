"""The same or nearly the same file of two branches or years: found by a job, shown to a person, judged by one."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from docx import Document
from PIL import Image, ImageDraw, ImageFilter

from apps.assessments.alike import alike_here, likenesses_of, near_notices, pairs_from
from apps.assessments.proof import proof_of
from apps.assessments.services.alike import judge_likeness
from apps.assessments.services.proof import add_proof
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evidence import prints
from apps.evidence.likeness import find_likeness
from apps.evidence.models import EvidenceFile, Likeness
from apps.jobs.services import run_waiting
from tests.factories import enrol, make_campaign, make_person
from tests.pages import Page, words

PARAGRAPHS = [
    f"第{number}次支部党员大会讨论了第{number * 7 % 31}项议题，应到 {number + 20} 人。" for number in range(1, 40)
]


def scene(seed: int = 3, size: tuple[int, int] = (800, 600), quality: int = 90, blur: int = 0) -> bytes:
    """A picture with something to see in it; the same seed, the same scene."""
    picture = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(picture)
    for number in range(40):
        at = (number * seed * 97 % 800, number * seed * 61 % 600)
        shade = number * seed * 37 % 256
        draw.ellipse((*at, at[0] + 160, at[1] + 120), fill=(shade, 255 - shade, shade // 2))
    kept = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(blur)).resize(size).save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def minutes(*more: str) -> bytes:
    """A Word document."""
    document = Document()
    for text in [*PARAGRAPHS, *more]:
        document.add_paragraph(text)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def anybody():
    return make_person("系统", is_superuser=True)


@pytest.fixture
def second(own):
    return own.assessments[1]


@pytest.fixture
def pair(own, first, second, secretary):
    """Two branches show one scene, the second a smaller and blurred picture of it."""
    add_proof(secretary, first, "A1", sent(scene(), "党课.jpg"))
    add_proof(anybody(), second, "B2", sent(scene(size=(500, 375), quality=60, blur=1), "活动.jpg"))
    run_waiting()
    return Likeness.objects.get()


def test_print_of_a_picture_stays_when_saved_anew_and_tells_others_apart():
    one, again, other = (prints.picture_print(each) for each in (scene(), scene(size=(400, 300), quality=50), scene(7)))

    assert prints.alike("picture", one, again) >= prints.ENOUGH["picture"] > prints.alike("picture", one, other)
    assert set(prints.bands("picture", one)) & set(prints.bands("picture", again))


def test_print_of_a_text_stays_with_a_few_words_more_and_tells_others_apart():
    text = "".join(PARAGRAPHS)
    one, more, other = (prints.text_print(each) for each in (text, text + "另有两项补充说明。", text[::-1]))

    assert prints.alike("text", one, more) >= prints.ENOUGH["text"] > prints.alike("text", one, other)
    assert set(prints.bands("text", one)) & set(prints.bands("text", more))
    assert prints.text_print("太短") == b""


def test_near_pictures_of_two_branches_are_found_once(pair):
    found = find_likeness(pair.second)

    assert (found, pair.kind, pair.share >= 94) == ([], "near", True)
    assert (pair.first.name, pair.second.name) == ("党课.jpg", "活动.jpg")


def test_documents_with_nearly_the_same_words_are_found(first, second, secretary):
    add_proof(secretary, first, "A1", sent(minutes(), "记录.docx"))
    add_proof(anybody(), second, "A1", sent(minutes("补充一条。"), "会议.docx"))

    run_waiting()

    assert [row.kind for row in Likeness.objects.all()] == ["near"]
    assert EvidenceFile.objects.first().excerpt[0] == [PARAGRAPHS[0]]


def test_what_proves_no_mark_is_never_compared(first, second, secretary):
    add_proof(secretary, first, "A1", sent(scene(), "党课.jpg"))
    use = add_proof(anybody(), second, "B2", sent(scene(), "附件.jpg"))
    type(use).objects.filter(pk=use.pk).update(kind="objection")

    run_waiting()

    assert Likeness.objects.count() == 0


def test_photos_of_one_event_at_one_criterion_are_no_pair(first, secretary):
    add_proof(secretary, first, "A1", sent(scene(), "1.jpg"))
    add_proof(secretary, first, "A1", sent(scene(quality=40), "2.jpg"))

    run_waiting()

    assert Likeness.objects.count() == 0


def test_own_photo_of_another_year_is_found(own, first, secretary):
    add_proof(secretary, first, "A1", sent(scene(), "1.jpg"))
    next_year = make_campaign(own.committee, year=2026)
    later = next(one for one in enrol(next_year) if one.node_id == first.node_id)
    add_proof(anybody(), later, "A1", sent(scene(quality=40), "2.jpg"))

    run_waiting()

    (found,) = pairs_from(own.staff, next_year, likenesses_of(own.staff, next_year))
    with override("en"):
        assert found.sentence == f"Almost the same as in {first.campaign.year}, A1"


def test_looking_for_likeness_asks_as_many_queries_however_many_files(
    first, second, secretary, django_assert_num_queries
):
    for seed in (3, 5, 7, 11):
        add_proof(secretary, first, "A1", sent(scene(seed), f"{seed}.jpg"))
    use = add_proof(anybody(), second, "A1", sent(scene(quality=40), "x.jpg"))
    file = EvidenceFile.objects.select_related("print", "evidence__owner").get(pk=use.file_id)

    with django_assert_num_queries(6):
        assert len(find_likeness(file)) == 1


def test_pair_beside_the_mark_and_in_the_units_check(own, first, second, pair):
    reviewer = own.people["reviewer"]
    file = proof_of(first)["A1"][0].file

    with override("en"):
        (shown,) = alike_here(own.staff, first.campaign, {file.pk})[file.pk]
        assert shown.sentence == f"Almost the same as that of {second.name}, {first.campaign.year}"
        (notice,) = near_notices(reviewer, first, proof_of(first)["A1"])

    assert (notice.kind, notice.others[0][1]) == ("near", f"{own.base}alike/{pair.pk}/")


def test_secretary_is_told_nothing_of_pairs(own, first, pair):
    page = own.client("secretary").get(f"{own.base}alike/{pair.pk}/")
    pane = own.client("secretary").get(f"{own.base}sheets/{first.pk}/proof/A1/")

    assert (page.status_code, f"alike/{pair.pk}" in pane.content.decode()) == (403, False)


def test_neighbour_committee_sees_no_pair(two, pair):
    assert not likenesses_of(two.other.staff, two.own.campaign).exists()


def test_judge_a_pair_side_by_side(own, pair):
    client, url = own.client("staff"), f"{own.base}alike/{pair.pk}/"

    page = Page.of(client.get(url))
    response = client.post(url, {"verdict": "allowed", "reason": "同一次联合活动"})

    assert [image.get("src") for image in page.main.iter("img")] == [
        f"/evidence/{each}/pictures/1/" for each in (pair.second_id, pair.first_id)
    ]
    pair.refresh_from_db()
    assert (response.status_code, pair.verdict, pair.by) == (302, "allowed", own.staff.pk)
    act = Record.objects.latest("pk")
    assert (act.act, act.reason, act.after["verdict"]) == ("proof.judged", "同一次联合活动", "allowed")
    assert words(Page.of(client.get(f"{own.base}alike/")).main).count("%") == 0


def test_judge_without_a_reason_is_refused(own, pair):
    with pytest.raises(Invalid):
        judge_likeness(own.staff, own.campaign, pair, "ask", " ")


@pytest.mark.parametrize("role", ["secretary", "leader", "contact"])
def test_judge_by_others_is_refused(own, pair, role):
    with pytest.raises(Forbidden):
        judge_likeness(own.people[role], own.campaign, pair, "ask", "x")


def test_judge_once_sealed_is_refused_to_everybody(own, pair):
    type(own.campaign).objects.filter(pk=own.campaign.pk).update(status="sealed")

    with pytest.raises(Refused):
        judge_likeness(anybody(), own.campaign, pair, "ask", "x")
