"""Public pages of branches: internal unless chosen, nothing before publication, only what was chosen."""

from dataclasses import replace

import pytest
from django.test import Client

from apps.audit.models import Record
from apps.campaigns.services import set_publicity
from apps.core.errors import Forbidden, Invalid
from apps.evaluations.choices import NoticeStatus
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests import factories
from tests.factories import notices, publicizing
from tests.factories.houses import flat_marks
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def look(path):
    return Client().get(path)


def address(two):
    return f"/public/{two.own.campaign.slug}/"


def test_public_list_is_internal_unless_the_committee_chose_otherwise(two):
    notices.stand(two.own)

    assert look(address(two)).status_code == 404
    assert two.own.campaign.slug not in look("/public/").content.decode()


def test_public_list_before_the_notice_is_unknown(two):
    set_publicity(two.own.staff, two.own.campaign, is_public=True, fields=["marks"], reason="公开")
    notices.stand(two.own, NoticeStatus.DRAFT)

    assert look(address(two)).status_code == 404


def test_public_list_names_rated_branches_alone_and_keeps_nothing(two):
    publicizing.opened(two.own, "unit")

    answer = look(address(two))

    page = Page.of(answer)
    assert page.rows() == [["市发改委第1党支部", "市发改委", "五星"], ["市发改委第2党支部", "市发改委", "四星"]]
    assert not answer.cookies
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, max-age=60", "noindex, nofollow")
    assert look(f"{address(two)}{two.own.assessments[2].pk}/").status_code == 404


def test_public_list_is_sent_again_only_where_a_word_changed(two):
    publicizing.opened(two.own, "unit")
    held = {"if-none-match": look(address(two)).headers["ETag"]}

    same = Client().get(address(two), headers=held)
    Node.objects.filter(pk=two.own.assessments[0].unit_id).update(name="市发展改革委")
    changed = Client().get(address(two), headers=held)

    assert (same.status_code, same.content, "Cookie" in same.headers["Vary"]) == (304, b"", True)
    assert (changed.status_code, Page.of(changed).rows()[0][1]) == (200, "市发展改革委")


def test_public_list_search_narrows_to_the_words(two):
    publicizing.opened(two.own)

    assert [row[0] for row in Page.of(look(f"{address(two)}?q=第2")).rows()] == ["市发改委第2党支部"]


def test_public_list_may_be_listed_by_search_engines_where_chosen(two):
    publicizing.opened(two.own)
    set_publicity(two.own.staff, two.own.campaign, is_public=True, is_indexed=True, reason="便于查找")

    assert "X-Robots-Tag" not in look(address(two))


def test_public_branch_shows_no_points_unless_chosen(two):
    publicizing.opened(two.own, "stars")
    url = f"{address(two)}{two.own.assessments[1].pk}/"

    page = Page.of(look(url))

    assert words(page.by_class("p", "level-word")) == "四星"
    stars = next(node.get("aria-label") for node in page.main.iter("svg") if node.get("aria-label"))
    assert stars == "点亮 4 颗：服务高效星、文明和谐星、廉洁法治星、支部过硬星"
    assert page.by_class("dl", "facts") is None
    set_publicity(two.own.staff, two.own.campaign, is_public=True, fields=["marks"], reason="一并公开得分")
    assert "410.0" in words(Page.of(look(url)).by_class("dl", "facts"))


def test_public_branch_names_no_earlier_year_without_a_level(two):
    last = factories.make_campaign(two.own.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(last), ("ABCDE", "A", ""), strict=True):
        factories.mark(two.own.staff, assessment, flat_marks(low=low))
    run_waiting()
    notices.stand(replace(two.own, campaign=last))
    publicizing.opened(two.own, "years")

    def levels(number):
        page = Page.of(look(f"{address(two)}{two.own.assessments[number].pk}/"))
        return words(page.main).count("2024")

    assert (levels(0), levels(1)) == (0, 1)


def test_public_branch_over_rest_leaves_out_what_was_not_chosen(two):
    publicizing.opened(two.own)
    url = f"/api/v1/public-branches/{two.own.campaign.slug}/{two.own.assessments[1].pk}/"

    found = two.other.client(Role.SECRETARY).get(url).json()

    nothing = dict.fromkeys(("unit", "zone", "lit", "total", "place"))
    empty = {"sections": [], "honours": [], "years": []}
    assert found == {"id": two.own.assessments[1].pk, "name": "市发改委第2党支部", "level": "四星"} | nothing | empty


def test_publicity_asks_for_a_reason_and_is_recorded(two):
    with pytest.raises(Invalid):
        set_publicity(two.own.staff, two.own.campaign, is_public=True, reason=" ")
    set_publicity(two.own.staff, two.own.campaign, is_public=True, fields=["unit"], reason="党建公开")

    record = Record.objects.filter(act="campaign.publicity").latest("pk")
    assert record.reason == "党建公开"
    assert record.after == {"public": True, "fields": ["unit"], "indexed": False}


def test_publicity_is_chosen_by_staff(two):
    with pytest.raises(Forbidden):
        set_publicity(two.own.people[Role.LEADER], two.own.campaign, is_public=True, reason="想公开")


def test_publicity_form_writes_what_was_ticked(two):
    client = two.own.client()
    url = f"/campaigns/{two.own.campaign.slug}/publicity/"

    answer = client.post(url, {"is_public": "on", "fields_shown": ["unit", "years"], "reason": "党建公开"})

    two.own.campaign.refresh_from_db()
    assert (answer.status_code, two.own.campaign.is_public) == (302, True)
    assert two.own.campaign.public_fields == ["unit", "years"]
