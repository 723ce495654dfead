"""Rulebooks as everybody signed in may read them: the list, one version read aloud, its text."""

import pytest

from apps.criteria.choices import VersionStatus
from apps.criteria.models import Rulebook, RulebookVersion
from apps.criteria.services.publishing import freeze
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return factories.published_rulebook()


@pytest.fixture
def client():
    return factories.sign_in(factories.make_person(role=Role.LEADER, node=factories.make_committee()))


def test_rulebook_list_shows_published_versions_only(version, client):
    draft = Rulebook.objects.create(slug="draft-2030", title_zh="草拟办法", title_en="Draft")
    RulebookVersion.objects.create(rulebook=draft, number=1, text=version.text, digest="0" * 64)

    page = Page.of(client.get("/rulebooks/"))

    digest = f"{version.digest[:4]}…{version.digest[-4:]}"
    assert len(page.rows()) == 5
    assert page.rows()[-1] == ["机关“五星”支部考评办法", "机关“五星”支部考评办法 第 1 版", "–", "5", "25", digest]
    assert page.link("机关“五星”支部考评办法") == f"/rulebooks/{version.pk}/"


def test_rulebook_read_aloud_says_every_criterion_star_level_and_veto(version, client):
    page = Page.of(client.get(f"/rulebooks/{version.pk}/"))

    assert page.sub.endswith("5 个板块，共 500 分，步长 0.1")
    rows = page.rows()
    assert len(rows) == 30
    assert rows[0] == ["业务突出星 80 分点亮", "100"]
    assert rows[24] == ["支部过硬星 80 分点亮 · 评级必备条件", "100"]
    assert rows[1][:2] == ["A1", "中心工作 年度目标有分解有督办"]
    levels = page.section("等次要求")
    assert [words(found) for found in levels.iter("dt")] == ["五星", "四星", "三星", "未评星"]
    assert [words(found) for found in page.section("一票否决").iter("dt")] == ["V1", "V2"]
    assert words(page.by_class("p", "digest")).replace(" ", "") == version.digest
    assert page.root.find(".//pre").text == version.text


def test_rulebook_says_beside_a_criterion_why_it_was_changed(version, client):
    text = version.text.replace("rulebook: xuchang-2025", "rulebook: xuchang-2026")
    changed = freeze(None, text, based_on=version, reasons={"A2": "更看重效率"})

    rows = Page.of(client.get(f"/rulebooks/{changed.pk}/")).rows()
    answer = client.get(f"/api/v1/rulebooks/{changed.pk}/").json()

    assert [row[0] for row in rows if "更看重效率" in row[1]] == ["A2"]
    assert answer["reasons"] == {"A2": "更看重效率"}


def test_rulebook_says_of_what_is_chosen_how_and_of_levels_which_star_they_ask(version, client):
    ten = factories.published_rulebook("chifeng-2023")

    page, five = Page.of(client.get(f"/rulebooks/{ten.pk}/")), Page.of(client.get(f"/rulebooks/{version.pk}/"))

    assert page.rows()[:2] == [["基本组织", ""], ["B1.1", "设置规范", "达标"]]
    assert words(five.section("等次要求").find(".//dd")) == "至少点亮 5 颗星、其中有支部过硬星"
    assert [words(line) for line in page.section("目标").iter("p")][:1] == ["6 颗星及以上：60.9%"]


@pytest.mark.parametrize("status", [VersionStatus.DRAFT, None])
def test_rulebook_draft_or_unknown_is_not_found(version, client, status):
    draft = Rulebook.objects.create(slug="draft-2030", title_zh="草拟办法", title_en="Draft")
    made = RulebookVersion.objects.create(rulebook=draft, number=1, text=version.text, digest="0" * 64)

    answer = client.get(f"/rulebooks/{made.pk if status else 99999999}/")

    assert answer.status_code == 404
    assert "草拟" not in answer.content.decode()


def test_rulebook_stranger_is_sent_to_sign_in(version):
    path = f"/rulebooks/{version.pk}/"

    assert factories.sign_in(None).get(path)["Location"] == f"/accounts/login/?next={path}"


def test_rulebook_in_english_has_its_english_words(version, client):
    client.post("/accounts/preferences/", {"language": "en", "next": "/rulebooks/"})

    page = Page.of(client.get(f"/rulebooks/{version.pk}/"))

    assert page.root.get("lang") == "en"
    levels = [words(found) for found in page.section("What a level asks").iter("dt")]
    assert levels == ["Five-star", "Four-star", "Three-star", "Not rated"]
