"""Words beside marks: gates as for marks, both sides recorded, nothing written over unseen."""

import pytest

from apps.assessments.choices import Party
from apps.assessments.models import Remark
from apps.assessments.services import RemarkChange, save_remarks
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.organisations.choices import Role

pytestmark = pytest.mark.django_db


def save(two, texts, role=Role.STAFF, party=Party.SUPERIOR):
    return save_remarks(two.own.people[role], two.own.assessments[0], party, texts)


def test_save_remarks_writes_changes_and_takes_away_and_records_both_sides(two):
    save(two, {"A1": RemarkChange(" 缺记录 "), "A2": RemarkChange("好")})

    standing = save(two, {"A1": RemarkChange("缺两次记录"), "A2": RemarkChange(""), "A3": RemarkChange("")})

    assert {code: remark.text for code, remark in standing.items()} == {"A1": "缺两次记录"}
    assert list(Remark.objects.values_list("criterion", "text", "by_name")) == [
        ("A1", "缺两次记录", two.own.staff.name)
    ]
    record = Record.objects.filter(act="sheet.remarked").latest("pk")
    assert (record.before, record.after) == ({"A1": "缺记录", "A2": "好"}, {"A1": "缺两次记录", "A2": ""})


def test_save_remarks_unchanged_leaves_no_trace(two):
    save(two, {"A1": RemarkChange("缺记录")})
    before = Record.objects.count()

    save(two, {"A1": RemarkChange("缺记录 ")})

    assert Record.objects.count() == before


def test_save_remarks_over_what_was_not_seen_is_a_conflict_with_both(two):
    save(two, {"A1": RemarkChange("先写的")}, Role.ZONE_LEAD)

    with pytest.raises(Conflict) as refused:
        save(two, {"A1": RemarkChange("后写的", seen=""), "A2": RemarkChange("另一项", seen="")})

    both = refused.value.details["remarks"]["A1"]
    assert (both["theirs"], both["mine"], both["by"]) == ("先写的", "后写的", two.own.people[Role.ZONE_LEAD].name)
    assert Remark.objects.get().text == "先写的"


def test_save_remarks_names_every_text_that_cannot_be_taken(two):
    with pytest.raises(Invalid) as refused:
        save(two, {"A1": RemarkChange("字" * 1001), "Z9": RemarkChange("x"), "A2": RemarkChange("好")})

    assert list(refused.value.details) == ["A1", "Z9"]
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("party", "allowed"),
    [(Party.SUPERIOR, {Role.STAFF, Role.ZONE_LEAD}), (Party.SELF, {Role.SECRETARY, Role.CLERK})],
)
def test_save_remarks_by_office(two, party, allowed):
    done = set()

    for role in Role.values:
        try:
            save(two, {"A1": RemarkChange(role)}, role, party)
        except Forbidden:
            continue
        done.add(role)

    assert done == allowed


def test_save_remarks_after_the_stage_refused(two):
    two.own.campaign.stages.all().delete()

    with pytest.raises(Refused) as refused:
        save(two, {"A1": RemarkChange("晚了")})

    assert refused.value.code == "stage-not-open"
