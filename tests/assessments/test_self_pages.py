"""The pages of a self-assessment: the way through the stars, the check, the signature, and what stands there later."""

import re

import pytest
from django.utils import timezone

from apps.assessments.models import Submission
from apps.assessments.services.submissions import present
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from tests import factories
from tests.factories.houses import make_house, shared
from tests.factories.submissions import fill_in, last_year, prove, submit_self, write_words
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A committee whose first branch assessed itself last year, too."""
    with shared(django_db_blocker):
        house = make_house()
        secretary = house.people[Role.SECRETARY]
        last_year(secretary, house.assessments[0], points=1450, texts={"A1": "每月学习一次。", "C1": "十次。"})
        yield house


class Desk:
    """One person's window on the first branch's self-assessment."""

    def __init__(self, house, role):
        self.person, self.assessment = house.people[role], house.assessments[0]
        self.base, self.client = f"{house.base}self/{self.assessment.pk}/", factories.sign_in(house.people[role])

    def get(self, path="check/"):
        return Page.of(self.client.get(self.base + path))

    def post(self, path, **data):
        return self.client.post(self.base + path, data)

    def where(self):
        """Where the self-assessment opens."""
        return self.client.get(self.base)["Location"].removeprefix(self.base)


@pytest.fixture
def secretary(house):
    return Desk(house, Role.SECRETARY)


@pytest.fixture
def clerk(house):
    return Desk(house, Role.CLERK)


def complete(desk, points=1600, **changed):
    fill_in(desk.person, desk.assessment, points, **changed)
    prove(desk.person, desk.assessment)


def chips(page):
    return {found.get("id"): words(found) for found in page.all_by_class("span", "criterion-state")}


def opened(page):
    return [found.get("id") for found in page.all_by_class("details", "criterion") if "open" in found.attrib]


def test_start_leads_to_the_first_star_that_lacks_something(secretary):
    assert secretary.where() == "A/"

    complete(secretary, C4=None)
    assert secretary.where() == "C/"

    fill_in(secretary.person, secretary.assessment)
    assert secretary.where() == "check/"


def test_old_address_of_the_sheet_leads_there(house, secretary):
    answer = secretary.client.get(f"{house.base}sheets/{secretary.assessment.pk}/self/")

    assert answer["Location"] == secretary.base


def test_star_page_folds_what_is_complete_and_says_what_lacks(secretary):
    fill_in(secretary.person, secretary.assessment, C4=None, C3=1950)

    page = secretary.get("C/")

    assert page.h1 == "文明和谐星"
    assert chips(page) == {
        "state-C1": "16 齐全",
        "state-C2": "16 缺 1 份佐证",
        "state-C3": "19.5 请写理由",
        "state-C4": "未填",
        "state-C5": "16 齐全",
    }
    assert opened(page) == ["criterion-C2", "criterion-C3", "criterion-C4"]
    assert page.form()["seen-C1"] == "16"


def test_take_over_is_offered_while_something_is_blank(secretary):
    action = f"{secretary.base}acts/take-over/"
    before = secretary.get("A/").form(action)

    answer = secretary.post("acts/take-over/")

    assert list(before) == ["csrfmiddlewaretoken"]
    assert answer["Location"] == secretary.base
    assert secretary.where() == "check/"
    page = secretary.get("A/")
    assert [form.get("action") for form in page.main.iter("form")] == [None]
    assert words(page.by_id("words-A1")) == "沿用去年文字"


def test_words_changed_in_some_places_say_so(secretary):
    write_words(secretary.person, secretary.assessment, A1="每周学习一次。", C1="与去年毫不相干的一大段话")

    assert words(secretary.get("A/").by_id("words-A1")) == "沿用去年文字，已改 1 处"
    assert words(secretary.get("C/").by_id("words-C1")) == ""


def test_star_without_scripts_saves_and_goes_on(secretary):
    form = secretary.get("B/").form()

    answer = secretary.post("B/", **form | {"mark-B1": "１８.5分", "remark-B2": "两个窗口合一。", "go": "next"})

    assert answer["Location"] == secretary.base + "C/"
    page = secretary.get("B/")
    assert (page.form()["mark-B1"], page.form()["remark-B2"]) == ("18.5", "两个窗口合一。")


def test_star_with_a_wrong_mark_keeps_all_that_was_typed(secretary):
    form = secretary.get("B/").form()

    answer = Page.of(
        secretary.post("B/", **form | {"mark-B1": "20.5", "mark-B2": "19", "remark-B1": "说明", "go": "next"})
    )

    assert answer.status == 422
    assert words(answer.by_id("fault-B1")) == "满分 20，请改小"
    assert (answer.form()["mark-B1"], answer.form()["remark-B1"]) == ("20.5", "说明")
    assert secretary.get("B/").form()["mark-B2"] == "19"


def test_star_that_somebody_changed_meanwhile_shows_both_marks(secretary, clerk):
    form = secretary.get("B/").form()
    fill_in(clerk.person, clerk.assessment, 1600, B1=1900)

    answer = Page.of(secretary.post("B/", **form | {"mark-B1": "17", "go": "next"}))
    chosen = answer.form() | {"choose-B1": "mine", "go": "next"}
    done = secretary.post("B/", **chosen)

    assert answer.status == 409
    assert {"19", "17"} <= {words(found) for found in answer.all_by_class("span", "middle")}
    assert done.status_code == 302
    assert secretary.get("B/").form()["mark-B1"] == "17"


def test_live_parts_are_those_of_the_page(secretary):
    complete(secretary, C4=None)
    page, live = secretary.get("C/"), secretary.client.get(secretary.base + "C/?live").content.decode()

    names = re.findall(r'data-part="([^"]+)"', live)

    assert len(names) == 18
    assert [name for name in names if page.by_id(name) is None] == []


def test_check_lists_only_what_is_missing_each_with_its_way(secretary):
    fill_in(secretary.person, secretary.assessment, 1600, A4=1950, **dict.fromkeys([f"E{n}" for n in range(1, 6)]))
    prove(secretary.person, secretary.assessment, ["B5", "C2", "D3"])

    page = secretary.get()

    assert page.h1 == "还差八处就可以提交"
    rows = [
        (words(link), link.get("href").removeprefix(secretary.base))
        for link in page.by_class("ul", "self-gaps").iter("a")
    ]
    assert rows == [
        ("A4 创新创优 办法要求 1 份佐证，现在没有 去补充", "A/#criterion-A4"),
        ("A4 创新创优 比去年高 5 分，请写一句理由 去填写", "A/#criterion-A4"),
        ("E 支部过硬 5 项都没填 去填写", "E/"),
        ("E4 阵地建设 办法要求 1 份佐证，现在没有 去补充", "E/#criterion-E4"),
    ]
    assert words(page.by_class("button", "shut")) == "补齐 8 处后提交"
    assert page.by_class("button", "sign") is None


def test_check_counts_what_changed_since_last_year(secretary):
    secretary.post("acts/take-over/")
    fill_in(secretary.person, secretary.assessment, 1450, A1=1600, A2=1700)
    write_words(secretary.person, secretary.assessment, C1="十二次。")

    page = secretary.get()

    assert page.h1 == "可以提交了"
    assert [words(found) for found in page.by_class("dl", "self-facts").iter("dd")] == [
        "2 项得分，1 段文字",
        "23 条标准，5 份佐证仍在有效期",
    ]


def test_submit_twice_has_one_effect_and_locks_the_star(secretary):
    complete(secretary)
    signature = {"meeting_on": timezone.localdate().isoformat(), "is_true": "on", "touches": "12", "seconds": "61"}

    first, second = secretary.post("check/", **signature), secretary.post("check/", **signature)

    assert (first.status_code, second.status_code) == (302, 302)
    page = secretary.get()
    assert page.h1 == "已提交，等单位审核"
    assert "这次自评用了 12 次点按、2 分钟、5 份新佐证。" in page.text
    assert secretary.get("A/").main.find(".//input[@data-mark]") is None
    assert secretary.where() == "check/"
    secretary.post("acts/withdraw/")
    assert secretary.get().h1 == "可以提交了"


def test_submit_without_the_day_keeps_the_tick_and_says_so(secretary):
    complete(secretary)

    page = Page.of(secretary.post("check/", is_true="on"))

    assert page.status == 422
    assert words(page.by_id("day-fault")) == "请填支委会讨论的日期。"
    assert page.form()["is_true"] == ["on"]


def test_clerk_presents_and_the_secretary_finds_it_waiting(house, secretary, clerk):
    complete(clerk)
    assert clerk.get().by_class("button", "sign") is None

    clerk.post("acts/present/")

    assert clerk.get().h1 == "等书记确认"
    assert clerk.get("A/").main.find(".//input[@data-mark]") is None
    assert secretary.get().h1 == "市党务干事请您确认"
    assert words(secretary.get().by_class("button", "sign")) == "提交支部自评"
    strip = Page.of(secretary.client.get(f"{house.base}branches/{secretary.assessment.pk}/")).by_class(
        "div", "self-state"
    )
    assert words(strip.find("a")) == "确认并提交"


def test_returned_one_shows_the_reason_first_and_notes_that_it_was_opened(secretary):
    complete(secretary)
    submit_self(secretary.person, secretary.assessment)
    returned = {"status": "returned", "returned_at": timezone.now(), "return_reason": "照片是去年的。"}
    Submission.objects.update(**returned, returned_by_name="韩雪", return_criteria=["C2"])

    page = secretary.get()

    assert secretary.where() == "check/"
    assert page.h1 == "退回的还有一处没改"
    assert "照片是去年的。" in words(page.section("单位退回的理由"))
    assert Submission.objects.get().return_opened_at is not None
    assert opened(secretary.get("C/")) == ["criterion-C2"]
    write_words(secretary.person, secretary.assessment, C2="已换今年的照片。")
    assert secretary.get().h1 == "可以提交了"


def test_clerk_of_a_branch_without_secretary_reads_that_one_is_needed(clerk):
    assert "由本支部书记市支部书记提交" in clerk.get().text

    Appointment.objects.filter(role=Role.SECRETARY).delete()

    assert "现在没有任命书记" in clerk.get().text


def test_reviewer_reads_and_changes_nothing(house):
    reviewer = Desk(house, Role.REVIEWER)

    page = reviewer.get("A/")

    assert page.main.find(".//input[@data-mark]") is None
    assert [form.get("method") for form in page.main.iter("form")] == ["post"]
    assert reviewer.post("A/", **{"mark-A1": "18"}).status_code == 403
    assert reviewer.post("check/").status_code == 403


def test_present_of_an_unfinished_sheet_says_what_is_missing(clerk):
    answer = clerk.client.post(clerk.base + "acts/present/", follow=True)

    assert Page.of(answer).notices == ["还差 30 处没有补齐。"]
    with pytest.raises(Exception, match="30"):
        present(clerk.person, clerk.assessment)
