"""Drafts of rulebooks through the services: begun, changed by one at a time, published for ever, deleted."""

import pytest

from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Refused
from apps.criteria.editing.edits import with_value
from apps.criteria.models import Draft, RulebookVersion
from apps.criteria.services import (
    DraftChange,
    change_draft,
    delete_draft,
    publish_draft,
    start_draft,
    suggested_slug,
)
from apps.organisations.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return factories.make_committee()


@pytest.fixture
def staff(committee):
    return factories.make_person("周敏", Role.STAFF, committee)


@pytest.fixture
def draft(staff, committee):
    """A copy of the shipped rulebook under next year's name."""
    base = factories.published_rulebook()
    text = with_value(base.text, ("rulebook",), "xuchang-2026")
    return start_draft(staff, committee=committee, text=text, based_on=base)


def test_start_draft_reads_name_and_title_and_is_recorded(draft, committee):
    record = Record.objects.get(act="rulebook.draft-started")

    assert (draft.slug, draft.title_zh, draft.revision) == ("xuchang-2026", "机关“五星”支部考评办法", 1)
    assert (record.node_path, record.after["slug"]) == (committee.path, "xuchang-2026")


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_start_draft_by_who_conducts_no_campaign_is_forbidden(role, committee):
    person = factories.make_person(role=role, node=committee)

    with pytest.raises(Forbidden):
        start_draft(person, committee=committee, text="rulebook: x")


def test_draft_is_seen_only_by_staff_of_its_committee(draft, staff):
    other = factories.make_person(role=Role.STAFF, node=factories.make_committee("县直机关工委"))

    assert list(Draft.objects.visible_to(staff)) == [draft]
    assert list(Draft.objects.visible_to(other)) == []


def test_change_draft_records_the_lines_that_went_and_came(draft, staff):
    text = with_value(draft.text, ("sections", "B", "criteria", "B2", "title", "zh"), "办事")

    changed = change_draft(staff, draft, DraftChange(text, {"B2": " 流程  缩短 "}), 1)

    record = Record.objects.get(act="rulebook.draft-changed")
    assert (changed.revision, changed.changed_by_name, changed.reasons) == (2, "周敏", {"B2": "流程 缩短"})
    assert [line.strip() for line in record.before["lines"]] == ["title: {zh: 办事效能, en: Efficiency}"]
    assert [line.strip() for line in record.after["lines"]] == ["title: {zh: 办事, en: Efficiency}"]


def test_change_draft_that_changes_nothing_is_not_saved(draft, staff):
    same = change_draft(staff, draft, DraftChange(draft.text), 1)

    assert same.revision == 1
    assert not Record.objects.filter(act="rulebook.draft-changed").exists()


def test_change_draft_saved_meanwhile_conflicts_with_both_texts_kept(draft, staff):
    change_draft(staff, draft, DraftChange(draft.text + "# first\n"), 1)

    with pytest.raises(Conflict) as error:
        change_draft(staff, draft, DraftChange(draft.text + "# second\n"), 1)

    assert (error.value.details["revision"], error.value.details["by"]) == (2, "周敏")
    assert error.value.details["text"].endswith("# first\n")


def test_publish_draft_freezes_the_next_version_with_its_reasons(draft, staff, committee):
    text = with_value(draft.text, ("sections", "B", "criteria", "B2", "points"), 25)
    change_draft(staff, draft, DraftChange(text, {"B2": "更看重效率"}), 1)

    version = publish_draft(staff, draft, 2)

    assert (version.rulebook.slug, version.number, version.rulebook.committee) == ("xuchang-2026", 1, committee)
    assert (version.based_on.rulebook.slug, version.reasons) == ("xuchang-2025", {"B2": "更看重效率"})
    assert not Draft.objects.exists()
    with pytest.raises(TypeError):
        version.save()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sections", "B", "criteria", "B2", "points"), 25),
        (("sections", "B", "criteria", "B2", "guide", "zh"), "流程精简"),
    ],
)
def test_publish_draft_without_the_reason_of_changed_points_or_guide_is_refused(draft, staff, path, value):
    change_draft(staff, draft, DraftChange(with_value(draft.text, path, value)), 1)

    with pytest.raises(Refused) as error:
        publish_draft(staff, draft, 2)

    assert [fault["code"] for fault in error.value.details["faults"]] == ["reason-missing"]
    assert error.value.details["faults"][0]["field"] == "sections.B.criteria.B2"


def test_publish_draft_with_faults_is_refused_and_says_how_many(draft, staff):
    text = with_value(draft.text, ("levels", 0, "五星", "lit"), "at least 9")
    change_draft(staff, draft, DraftChange(text), 1)

    with pytest.raises(Refused) as error:
        publish_draft(staff, draft, 2)

    assert [fault["code"] for fault in error.value.details["faults"]] == ["level-lit-beyond"]
    assert RulebookVersion.objects.count() == RulebookVersion.objects.filter(rulebook__committee=None).count()


def test_publish_draft_under_the_name_of_a_shipped_rulebook_is_refused(draft, staff):
    change_draft(staff, draft, DraftChange(with_value(draft.text, ("rulebook",), "xuchang-2025")), 1)

    with pytest.raises(Refused) as error:
        publish_draft(staff, draft, 2)

    assert error.value.code == "name-taken"
    assert "xuchang-2026" in str(error.value)


def test_delete_draft_keeps_its_text_in_the_record(draft, staff):
    text = draft.text

    delete_draft(staff, draft)

    assert not Draft.objects.exists()
    assert Record.objects.get(act="rulebook.draft-deleted").before["text"] == text


@pytest.mark.parametrize(
    ("slug", "next_year"),
    [("xuchang-2025", "xuchang-2026"), ("2024-10star", "2025-10star"), ("branches", "branches-next")],
)
def test_suggested_slug_is_that_of_next_year(slug, next_year):
    assert suggested_slug(slug) == next_year
