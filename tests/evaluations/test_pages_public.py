"""What the public reads: only what was chosen, nothing of drafts; what it may send, and how often."""

from copy import deepcopy

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from apps.evaluations.choices import Finding, NoticeStatus
from apps.evaluations.models import Notice, Objection
from apps.evaluations.services.findings import confirm, find
from apps.evaluations.services.notices import draft_notice, withdraw_notice
from apps.evaluations.services.objections import take_on
from apps.evaluations.views.public import MOST_OBJECTIONS
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.organisations.choices import Role
from tests.api.client import rest
from tests.evidence.files import photo, sent
from tests.factories.houses import make_house
from tests.factories.notices import FACTS, issue, object_to

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    house.notice = issue(house)
    return house


@pytest.fixture
def house(built, db):
    cache.clear()
    return deepcopy(built)


def url(name, notice):
    return reverse(f"public:{name}", args=[notice.key])


def typed(**changed):
    sent = {"branch": "市发改委第2党支部", "matter": "score", "facts": FACTS, "is_named": "yes", "name": "梁文静"}
    return sent | {"telephone": "13800005512", "ticket": "t"} | changed


def test_stranger_reads_listed_branches_and_nothing_else(house):
    answer = Client().get(url("notice", house.notice))

    page = answer.content.decode()
    assert "市发改委第1党支部" in page
    assert "市财政局第1党支部" not in page
    for never in ("450", "410", "名次 1", "市分支书记", house.staff.name, "csrf"):
        assert never not in page
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"


def test_page_of_another_level_and_search_find_the_branch(house):
    four = Client().get(url("notice", house.notice), {"level": "四星"}).content.decode()
    found = Client().get(url("notice", house.notice), {"q": "第2"}).content.decode()
    nothing = Client().get(url("notice", house.notice), {"q": "财政"}).content.decode()

    assert ["第2党支部" in page for page in (four, found, nothing)] == [True, True, False]


def test_unchanged_page_is_answered_with_304(house):
    first = Client().get(url("notice", house.notice))

    assert Client().get(url("notice", house.notice), headers={"if-none-match": first["ETag"]}).status_code == 304


def test_draft_is_unknown_and_withdrawn_says_so(house):
    draft = draft_notice(house.staff, house.campaign)
    withdraw_notice(house.staff, house.notice, "名单有误")

    withdrawn = Client().get(url("notice", house.notice))
    assert Client().get(url("notice", draft)).status_code == 404
    assert (withdrawn.status_code, "名单有误" in withdrawn.content.decode()) == (410, True)
    assert Client().get(url("notice-paper", house.notice)).status_code == 404


def test_replaced_notice_leads_to_the_issue_that_stands(house):
    Notice.objects.filter(pk=house.notice.pk).update(status=NoticeStatus.REPLACED)
    house.notice.pk, house.notice.number, house.notice.key = None, 2, "later-key"
    house.notice.save()

    page = Client().get(reverse("public:notice", args=[Notice.objects.get(number=1).key])).content.decode()

    assert url("notice", house.notice) in page


def test_paper_is_given_to_everybody(house):
    answer = Client().get(url("notice-paper", house.notice))

    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_objection_sent_twice_is_one_and_leads_to_its_receipt(house):
    first = Client().post(url("objection-new", house.notice), typed(files=sent(photo())))
    second = Client().post(url("objection-new", house.notice), typed())

    objection = Objection.objects.get()
    assert first.status_code == second.status_code == 302
    assert first.url == second.url == reverse("public:objection", args=[objection.code])
    assert not first.cookies


def test_receipt_shows_neither_name_nor_words_to_who_has_the_code(house):
    objection = object_to(house.notice, "市发改委第2党支部", telephone="13800005512")

    page = Client().get(reverse("public:objection", args=[objection.code])).content.decode()

    assert "市发改委第2党支部" in page
    assert not any(word in page for word in ("梁文静", "13800005512", FACTS))


def test_receipt_tells_a_program_no_finding_before_the_second_person_has_confirmed_it(house):
    objection = object_to(house.notice, "市发改委第2党支部")
    address = reverse("api:public-objection", args=[objection.code])
    objector = rest(house.people[Role.SECRETARY])
    take_on(house.staff, objection)
    find(house.staff, objection, Finding.REFUSED, "分数与原件相符。")
    found = objector.get(address).json()
    confirm(house.people[Role.LEADER], objection)
    confirmed = objector.get(address).json()

    assert [(told["status"], told["finding"]) for told in (found, confirmed)] == [("taken", ""), ("refused", "refused")]


def test_objection_sent_by_a_program_takes_files_as_the_page_does(house):
    address = reverse("api:public-objections", args=[house.notice.key])
    filed = {"branch": "市发改委第2党支部", "facts": FACTS, "name": "梁文静", "files": [sent(photo())]}

    answer = rest(house.staff).post(address, filed, format="multipart")

    objection = Objection.objects.get()
    assert (answer.status_code, answer.json()["code"]) == (201, objection.code)
    assert (objection.is_named, Use.objects.of(UseKind.OBJECTION, objection.pk).count()) == (True, 1)


def test_objection_with_faults_keeps_what_was_typed(house):
    answer = Client().post(url("objection-new", house.notice), typed(name="", facts="太短了"))

    page = answer.content.decode()
    assert (answer.status_code, Objection.objects.count()) == (422, 0)
    assert "太短了" in page and "13800005512" in page


def test_one_address_sends_only_so_many_objections(house):
    post = [Client().post(url("objection-new", house.notice), typed(ticket=str(n))) for n in range(MOST_OBJECTIONS + 1)]

    assert [answer.status_code for answer in post][-2:] == [302, 429]
    assert Objection.objects.count() == MOST_OBJECTIONS
    assert Client().get(url("notice", house.notice)).status_code == 200
