"""Naming: drafted on the results that stand, named by a second person, then fixed; its papers hold every branch."""

from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from apps.campaigns.choices import StageKind
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.choices import NamingStatus, PaperKind
from apps.evaluations.models import Award, Paper
from apps.evaluations.papers import content_of
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.naming import (
    NamingWords,
    change_naming,
    draft_naming,
    name_branches,
    propose_naming,
    return_naming,
)
from apps.evaluations.services.naming_papers import do_naming_papers
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.campaigns import RATING, all_stages

pytestmark = pytest.mark.django_db
NUMBER = "许直工〔2025〕31 号"


def build():
    """Two branches of five stars and one of none, rated once; naming stands open."""
    committee = factories.make_committee("市直机关工委")
    units = [factories.make_unit(committee), factories.make_unit(committee)]
    for number, unit in enumerate([units[0], units[0], units[1]], start=1):
        factories.make_branch(unit, f"第{number}党支部")
    stages = all_stages(kinds=[*RATING, StageKind.NAMING])
    campaign = factories.make_campaign(committee, stages=stages, name="2025 年度五星支部创建")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    for assessment, mark in zip(factories.enrol(campaign), (1800, 1000, 1800), strict=True):
        factories.mark(staff, assessment, {f"{s}{n}": mark for s in "ABCDE" for n in range(1, 6)})
    start_numbered_run(staff, campaign)
    run_waiting()
    leader = factories.make_person("陈立群", Role.LEADER, committee)
    return {"committee": committee, "campaign": campaign, "staff": staff, "leader": leader}


@contextmanager
def refusing(code):
    """The act is refused, for this reason."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.code == code


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def proposed(house, levels=("五星",)):
    naming = draft_naming(house["staff"], house["campaign"])
    words = NamingWords("关于命名的决定", NUMBER, date(2025, 12, 12), levels, naming.shape)
    change_naming(house["staff"], naming, words)
    return propose_naming(house["staff"], naming)


def test_draft_naming_stands_ready_with_its_counts(house):
    naming = draft_naming(house["staff"], house["campaign"])

    assert (naming.levels, naming.run.number) == (["五星", "四星", "三星"], 1)
    assert "2 个五星党支部" in naming.shape["text"]
    assert draft_naming(house["staff"], house["campaign"]).pk == naming.pk


def test_name_branches_numbers_certificates_and_sets_the_papers(house):
    naming = name_branches(house["leader"], proposed(house))
    run_waiting()

    named = [(award.number, award.level, award.assessment.name) for award in naming.awards.order_by("pk")]
    assert named == [(f"{NUMBER}-0001", "五星", "第1党支部"), (f"{NUMBER}-0002", "五星", "第3党支部")]
    assert (naming.by_name, naming.second_name) == ("周敏", "陈立群")
    kinds = Paper.objects.filter(key=naming.pk).values_list("kind", "name").order_by("pk")
    assert [kind for kind, _name in kinds] == ["naming", "naming", "certificate", "plaque"]
    pdf, word = Paper.objects.filter(kind=PaperKind.NAMING, key=naming.pk).order_by("pk")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content_of(pdf)))
    paragraphs = [part.text for part in Document(BytesIO(content_of(word))).paragraphs]
    for branch in ("第1党支部", "第3党支部"):
        assert branch in text
        assert branch in paragraphs
    assert "第2党支部" not in text
    certificates = Paper.objects.get(kind=PaperKind.CERTIFICATE, key=naming.pk)
    assert len(pypdfium2.PdfDocument(content_of(certificates))) == 2


def test_name_branches_by_the_same_person_is_refused(house):
    naming = proposed(house)

    with refusing("same-person"):
        name_branches(house["staff"], naming)

    assert not Award.objects.exists()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.CONTACT])
def test_name_branches_is_for_those_who_may_sign_second(house, role):
    naming = proposed(house)
    stranger = factories.make_person(role=role, node=house["committee"])

    with pytest.raises(Forbidden):
        name_branches(stranger, naming)


def test_name_branches_after_the_results_changed_is_refused(house):
    naming = proposed(house)
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()

    with refusing("results-changed"):
        name_branches(house["leader"], naming)


def test_draft_naming_brings_a_returned_document_up_to_the_results_that_stand(house):
    """Words stay as somebody wrote them; the text that nobody worded follows the new counts. Then it can name."""
    naming = draft_naming(house["staff"], house["campaign"])
    third = house["campaign"].assessments.get(name="第2党支部")
    factories.mark(house["staff"], third, {f"{s}{n}": 1800 for s in "ABCDE" for n in range(1, 6)})
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()

    brought = draft_naming(house["staff"], house["campaign"])
    worded = NamingWords("关于命名的决定", NUMBER, date(2025, 12, 12), ["五星"], brought.shape | {"text": "予以命名。"})
    change_naming(house["staff"], brought, worded)
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()
    again = draft_naming(house["staff"], house["campaign"])
    named = name_branches(house["leader"], propose_naming(house["staff"], again))

    assert (brought.pk, brought.run.number, "3 个五星党支部" in brought.shape["text"]) == (naming.pk, 2, True)
    assert (named.run.number, named.shape["text"], named.awards.count()) == (3, "予以命名。", 3)


def test_named_is_fixed(house):
    naming = name_branches(house["leader"], proposed(house))
    words = NamingWords("另一个", NUMBER, date(2025, 12, 13), ["四星"], naming.shape)

    for act in (
        lambda: change_naming(house["staff"], naming, words),
        lambda: propose_naming(house["staff"], naming),
        lambda: name_branches(house["leader"], naming),
        lambda: return_naming(house["leader"], naming, "改"),
    ):
        with pytest.raises(Refused):
            act()

    naming.refresh_from_db()
    assert (naming.title, naming.status) == ("关于命名的决定", NamingStatus.NAMED)


def test_propose_naming_without_number_or_date_says_which(house):
    naming = draft_naming(house["staff"], house["campaign"])

    with pytest.raises(Invalid) as refused:
        propose_naming(house["staff"], naming)

    assert list(refused.value.details) == ["number", "dated_on"]


def test_propose_naming_of_a_level_that_nobody_holds_is_refused(house):
    with refusing("nobody"):
        proposed(house, levels=("四星",))


def test_return_naming_asks_the_second_person_for_a_reason_and_leads_back_to_a_draft(house):
    naming = proposed(house)

    with pytest.raises(Invalid):
        return_naming(house["leader"], naming)
    returned = return_naming(house["leader"], naming, "文号有误")

    assert returned.status == NamingStatus.DRAFT


def test_draft_naming_before_the_notice_is_over_is_refused(house):
    stage = house["campaign"].stages.get(kind=StageKind.NAMING)
    stage.pk, stage.kind = None, StageKind.NOTICE
    stage.save()

    with refusing("notice-running"):
        draft_naming(house["staff"], house["campaign"])


def test_papers_are_set_once_however_often_the_job_runs(house):
    naming = name_branches(house["leader"], proposed(house))
    run_waiting()
    do_naming_papers(Job.objects.get(kind="name-papers"), lambda *_: None)

    assert Paper.objects.filter(key=naming.pk).count() == 4
