"""Lines of every kind on one sheet: which a branch has, what each takes, and how far that makes a sheet whole."""

import pytest

from apps.assessments.lines import lines_of, main_sheet, offered, sheet_parties, worth
from apps.assessments.models import Assessment
from apps.assessments.sheet_page import lines_by_code
from apps.assessments.values import fault_of, read_value, shown, written
from apps.assessments.workspace import progress_by_unit
from apps.core.errors import Invalid
from apps.criteria.selectors import compiled, rulebook_of
from apps.criteria.services import publish_text
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page

TEXT = """
rulebook: kinds-2025
title: {zh: 各种项目, en: Every kind}
parties: {superior: counts}
sections:
  A:
    title: {zh: 甲, en: A}
    criteria:
      A1: {title: {zh: 档次, en: Choice}, choices: {A: 10, B: 6, C: 0}}
      A2: {title: {zh: 达标, en: Passed}, pass-or-fail: 1}
      A3: {title: {zh: 次数, en: Count}, each: 2, at-most: 10}
      A4: {title: {zh: 扣分, en: Fines}, deduct-from: 10, fines: {late: {title: {zh: 迟到, en: Late}, each: 0.5}}}
      A5: {title: {zh: 学校, en: Schools}, points: 10, for: [学校]}
      A6: {title: {zh: 表彰, en: Honour}, reads: fact.honour, points: 5}
levels: [{合格: {title: {en: Good}, total: at least 20}}, {不合格: {title: {en: Poor}, otherwise: rated}}]
order: [total]
"""
KINDS = {"A1": "B", "A2": "1", "A3": "3", "A4.late": "2"}


@pytest.fixture
def lines():
    return lines_by_code(compiled(TEXT))


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("A1", "b", 200),
        ("A2", "达标", 100),
        ("A2", "0", 0),
        ("A3", "３", 300),
        ("A4.late", "2", 200),
        ("A5", "8.5分", 850),
        ("A5", " ", None),
    ],
)
@pytest.mark.pure
def test_value_is_read_and_written_by_kind(lines, code, typed, kept):
    found = read_value(lines[code], typed)

    assert found == kept
    assert read_value(lines[code], written(lines[code], found)) == kept


@pytest.mark.pure
def test_value_is_shown_in_words_where_it_is_chosen(lines):
    assert [shown(lines["A1"], 200, "en"), shown(lines["A3"], 300, "en"), shown(lines["A5"], None, "en")] == [
        "B",
        "3",
        "",
    ]
    assert shown(lines["A2"], 100, "en") != shown(lines["A2"], 0, "en")


@pytest.mark.parametrize(("code", "typed"), [("A1", "E"), ("A2", "maybe"), ("A3", "many"), ("A5", "1..2")])
@pytest.mark.pure
def test_value_that_a_line_does_not_take_is_none(lines, code, typed):
    with pytest.raises(ValueError):
        read_value(lines[code], typed)


@pytest.mark.parametrize(("code", "mark"), [("A1", 400), ("A1", 50), ("A2", 200), ("A3", 150), ("A5", 1001)])
@pytest.mark.pure
def test_mark_outside_a_line_has_a_fault(lines, code, mark):
    assert fault_of(lines[code], mark)


@pytest.mark.pure
def test_lines_follow_the_type_and_say_their_worth(lines):
    rules = compiled(TEXT)

    assert [line.code for line in lines_of(rules, "机关")] == ["A1", "A2", "A3", "A4.late"]
    assert [line.code for line in lines_of(rules, "学校")] == ["A1", "A2", "A3", "A4.late", "A5"]
    assert (sheet_parties(rules), main_sheet(rules)) == (["superior"], "superior")
    assert [option["value"] for option in offered(rules, lines["A1"], "en")] == ["A", "B", "C"]
    assert worth(rules, lines["A4.late"]) != worth(rules, lines["A3"])


@pytest.fixture
def rated(db):
    """One school and one office, in a campaign by the rulebook of every kind, and who scores them."""
    committee = factories.make_committee()
    unit = factories.make_unit(committee, "教育局", None)
    factories.make_branch(unit, "第一小学支部", branch_type="学校")
    factories.make_branch(unit, "机关支部", branch_type="机关")
    campaign = factories.make_campaign(committee, rulebook_version=publish_text(None, TEXT))
    branches = {each.branch_type: each for each in factories.enrol(campaign)}
    return campaign, branches, factories.make_person("周敏", Role.STAFF, committee)


def test_scorer_saves_every_kind_and_a_type_has_lines_of_its_own(rated):
    campaign, branches, staff = rated
    url = f"/c/{campaign.slug}/sheets/{branches['机关'].pk}/superior/"
    client = factories.sign_in(staff)

    page = Page.of(client.get(url))
    answer = client.post(url, {f"mark-{code}": typed for code, typed in KINDS.items()} | {"version": "0"})
    run_waiting()

    assert page.root.find(".//select[@name='mark-A1']") is not None
    assert page.root.find(".//*[@name='mark-A5']") is None
    assert answer.status_code == 302
    sheet = branches["机关"].sheets.get()
    assert sheet.marks == {"A1": 200, "A2": 100, "A3": 300, "A4.late": 200}
    result = current_run(campaign).results.get(assessment=branches["机关"])
    assert (result.total, result.stars, result.level) == (600 + 100 + 600 + 900, None, 0)
    progress = progress_by_unit(Assessment.objects.of(campaign), rulebook_of(campaign.rulebook_version), "superior")
    assert [(each.n, each.whole) for each in progress.values()] == [(2, 1)]


def test_mark_on_a_line_of_another_type_is_refused(rated):
    _campaign, branches, staff = rated

    with pytest.raises(Invalid) as refused:
        factories.mark(staff, branches["机关"], {"A5": 500})

    assert list(refused.value.details) == ["A5"]
    assert factories.mark(staff, branches["学校"], {"A5": 500}).marks == {"A5": 500}


def test_fact_comes_in_by_a_column_and_counts(rated):
    campaign, branches, staff = rated

    content = "branch,unit,A1,fact.honour\n机关支部,教育局,A,4\n".encode()
    imported = factories.write_workbook(staff, campaign, "marks.csv", content)

    assert imported.status == "written"
    branches["机关"].refresh_from_db()
    assert branches["机关"].facts == {"fact.honour": 400}
    assert current_run(campaign).results.get(assessment=branches["机关"]).total == 1000 + 400
