"""The page of naming, from draft to papers by two people, and the page that proves a certificate to anybody."""

import pypdfium2
import pytest

from apps.evaluations.models import Award, Naming
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.evaluations.test_naming import NUMBER, build, house, proposed
from tests.pages import Page

__all__ = ["build", "house"]
pytestmark = pytest.mark.django_db


def url(house, rest=""):
    return f"/c/{house['campaign'].slug}/naming/{rest}"


def test_naming_goes_from_draft_to_papers_by_two_people(house):
    staff, leader = factories.sign_in(house["staff"]), factories.sign_in(house["leader"])

    staff.post(url(house, "draft/"))
    naming = Naming.objects.get()
    words = {
        "title": "关于命名的决定",
        "levels": ["五星"],
        "issuer": "市直机关工委",
        "text": "命名。",
        "signatory": "工委",
    }
    unfinished = staff.post(url(house), words | {"propose": "1"})
    staff.post(url(house), words | {"number": NUMBER, "dated_on": "2025-12-12", "propose": "1"})
    own = Page.of(staff.get(url(house)))
    staff.post(url(house, f"{naming.pk}/acts/name/"))
    leader.post(url(house, f"{naming.pk}/acts/name/"))
    run_waiting()
    page = Page.of(leader.get(url(house)))

    assert (unfinished.status_code, Page.of(unfinished).h1) == (422, "命名文件已起草，待定稿")
    assert own.h1 == "命名等第二人"
    assert "由另一人用自己的账号命名" in own.text
    assert page.h1 == "已命名 2 个支部"
    links = [link.get("href") for link in page.section("关于命名的决定").iter("a")]
    assert [leader.get(link).headers["Content-Type"] for link in links] == [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/pdf",
        "application/pdf",
    ]


def test_document_on_former_results_says_so_and_is_brought_up_to_date(house):
    staff, naming = factories.sign_in(house["staff"]), proposed(house)
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()
    told = Page.of(staff.get(url(house)))
    staff.post(url(house, f"{naming.pk}/acts/return/"))
    ready = Page.of(staff.get(url(house)))
    staff.post(url(house, "draft/"))
    fresh = Page.of(staff.get(url(house)))

    outdated = "草稿依据第 1 次评定，现在有更新的结果"
    found = [(outdated in page.text, "更新到最新结果" in page.text) for page in (told, ready, fresh)]
    assert found == [(True, False), (True, True), (False, False)]
    assert Naming.objects.get().run.number == 2


def test_draft_of_the_document_is_read_before_the_second_person_names(house):
    leader, naming = factories.sign_in(house["leader"]), proposed(house)
    address = url(house, f"{naming.pk}/draft.pdf")

    links = [link.get("href") for link in Page.of(leader.get(url(house))).root.iter("a")]
    answer = leader.get(address)
    leader.post(url(house, f"{naming.pk}/acts/name/"))

    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content)]
    assert address in links
    assert all("草稿" in text for text in texts)
    assert NUMBER in texts[0] and "第1党支部" in texts[1] and "第2党支部" not in texts[1]
    assert leader.get(address).status_code == 404


def test_proof_page_proves_a_certificate_to_anybody_and_no_draft(house):
    nobody = factories.sign_in(None)
    naming = proposed(house)
    client = factories.sign_in(house["leader"])
    client.post(url(house, f"{naming.pk}/acts/name/"))
    award = Award.objects.first()

    page = Page.of(nobody.get(f"/proof/{award.key}/"))
    unknown = nobody.get("/proof/xxxxxxxxxxxxxxxxxxxx/")

    assert page.h1 == "真实有效"
    for said in ("第1党支部", "五星", f"{NUMBER}-0001", "关于命名的决定", "2025 年 12 月 12 日"):
        assert said in page.text
    assert (unknown.status_code, Page.of(unknown).h1, unknown.cookies) == (404, "没有这份证书", {})


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 200), (Role.REVIEWER, 404)])
def test_naming_is_seen_by_those_who_compare_all_branches(house, role, status):
    person = factories.make_person(role=role, node=house["committee"])

    assert factories.sign_in(person).get(url(house)).status_code == status


def test_draft_naming_by_somebody_without_the_right_changes_nothing(house):
    leader = factories.sign_in(house["leader"])

    assert leader.post(url(house, "draft/")).status_code == 403
    assert not Naming.objects.exists()
