"""Every door to a mark leads through save_marks: range, step, office, conflict, revision."""

from copy import deepcopy

import pytest

from apps.assessments.choices import Party
from apps.assessments.models import Revision, Sheet
from apps.assessments.services import Change, save_marks
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.jobs.models import Job
from apps.organisations.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


def build():
    """A committee with an open campaign, one branch, and staff."""
    committee = factories.make_committee()
    zone = factories.make_zone(committee)
    unit = factories.make_unit(committee, zone=zone)
    branch = factories.make_branch(unit, "第一党支部")
    campaign = factories.make_campaign(committee)
    staff = factories.make_person("周敏", Role.STAFF, committee)
    return {
        "committee": committee,
        "zone": zone,
        "unit": unit,
        "branch": branch,
        "campaign": campaign,
        "staff": staff,
        "assessment": factories.make_assessment(campaign, branch),
    }


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_save_marks_writes_marks_revisions_and_record(house):
    sheet = save(house, {"A1": Change(1850), "A2": Change(2000)})

    again = save(house, {"A1": Change(1900, "补充材料")})

    assert (sheet.version, again.version) == (1, 2)
    assert Sheet.objects.get().marks == {"A1": 1900, "A2": 2000}
    revisions = list(Revision.objects.order_by("pk").values_list("criterion", "before", "after", "by_name", "reason"))
    assert revisions == [
        ("A1", None, 1850, "周敏", ""),
        ("A2", None, 2000, "周敏", ""),
        ("A1", 1850, 1900, "周敏", "补充材料"),
    ]
    record = Record.objects.filter(act="sheet.marked").latest("pk")
    assert (record.before, record.after, record.reason) == ({"A1": 1850}, {"A1": 1900}, "补充材料")


def test_save_marks_announces_one_working_run(house):
    save(house, {"A1": Change(1850)})
    save(house, {"A1": Change(1900)})

    job = Job.objects.get(kind="evaluate", key=str(house["campaign"].pk))
    assert job.announcements == 3  # enrolment announced it first


def test_save_marks_unchanged_leaves_no_trace(house):
    save(house, {"A1": Change(1850)})
    before = Record.objects.count()

    sheet = save(house, {"A1": Change(1850)})

    assert sheet.version == 1
    assert Record.objects.count() == before


def test_save_marks_emptied_is_not_marked_rather_than_zero(house):
    save(house, {"A1": Change(1850), "A2": Change(0)})

    sheet = save(house, {"A1": Change(None)})

    assert sheet.marks == {"A2": 0}


@pytest.mark.parametrize(
    ("code", "mark", "words"),
    [("A1", 2050, "满分 20，请改小"), ("A1", -10, "0"), ("A1", 1855, "0.1"), ("Q9", 100, "没有这一项")],
)
def test_save_marks_out_of_rule_refused_with_the_code(house, code, mark, words):
    with pytest.raises(Invalid) as refused:
        save(house, {code: Change(mark), "A2": Change(1000)})

    assert list(refused.value.details) == [code]
    assert words in refused.value.details[code][0]
    assert not Sheet.objects.exists()


def test_save_marks_conflict_shows_both_values_and_writes_nothing(house):
    seen = save(house, {"A1": Change(1850)}).version
    other = factories.make_person("何启明", Role.STAFF, house["committee"])
    save_marks(other, assessment=house["assessment"], party=Party.SUPERIOR, changes={"A1": Change(1900)})

    with pytest.raises(Conflict) as refused:
        save(house, {"A1": Change(1920)}, version=seen)

    both = refused.value.details["marks"]["A1"]
    assert (both["theirs"], both["mine"], both["by"]) == (1900, 1920, "何启明")
    assert Sheet.objects.get().marks == {"A1": 1900}


def test_save_marks_stale_but_agreeing_is_no_conflict(house):
    seen = save(house, {"A1": Change(1850)}).version
    save(house, {"A2": Change(1000)})

    sheet = save(house, {"A2": Change(1000)}, version=seen)

    assert sheet.marks == {"A1": 1850, "A2": 1000}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("party", Party.values)
def test_save_marks_by_office(house, role, party):
    allowed = {
        Party.SUPERIOR: {Role.STAFF, Role.ZONE_LEAD},
        Party.SELF: {Role.SECRETARY, Role.CLERK},
    }
    at_branch = role in {Role.SECRETARY, Role.CLERK}
    node = house["branch"].node if at_branch else house["committee"]
    person = factories.make_person(role=role, node=node, zone=house["zone"] if role == Role.ZONE_LEAD else None)

    if role in allowed[party]:
        save_marks(person, assessment=house["assessment"], party=party, changes={"A1": Change(1000)})
        assert Sheet.objects.get().party == party
        return
    with pytest.raises(Forbidden):
        save_marks(person, assessment=house["assessment"], party=party, changes={"A1": Change(1000)})
    assert not Sheet.objects.exists()


def test_save_marks_by_zone_lead_of_another_zone_refused(house):
    other = factories.make_zone(house["committee"])
    person = factories.make_person(role=Role.ZONE_LEAD, node=house["committee"], zone=other)

    with pytest.raises(Forbidden):
        save_marks(person, assessment=house["assessment"], party=Party.SUPERIOR, changes={"A1": Change(1000)})


def test_self_assessment_announces_no_run(house):
    secretary = factories.make_person(role=Role.SECRETARY, node=house["branch"].node)
    Job.objects.all().delete()

    save_marks(secretary, assessment=house["assessment"], party=Party.SELF, changes={"A1": Change(1000)})

    assert not Job.objects.filter(kind="evaluate").exists()


def test_save_marks_after_the_stage_refused(house):
    house["campaign"].stages.all().delete()

    with pytest.raises(Refused) as refused:
        save(house, {"A1": Change(1000)})

    assert refused.value.code == "stage-not-open"


def save(house, changes, version=None):
    """Staff save the superior's marks."""
    return save_marks(
        house["staff"], assessment=house["assessment"], party=Party.SUPERIOR, changes=changes, version=version
    )
