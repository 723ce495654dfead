"""People from a workbook: tried, faults by row and column, all or nothing, found again, slips afterwards."""

import pytest

from apps.accounts.models import User
from apps.audit.models import Record
from apps.core.errors import Forbidden, Refused
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role, RollStatus
from apps.organisations.models import Appointment, Roll
from apps.organisations.roll.names import free_name
from apps.organisations.roll.report import fault_of
from apps.organisations.services import appoint, confirm_roll, drop_roll, start_roll
from tests.factories import make_branch, make_person, sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

HEAD = "序号,姓名,手机,账号,角色,所在单位,党支部,职务\n"


@pytest.fixture
def second(own):
    """A branch more, still without a secretary."""
    return make_branch(own.unit, "甲发改委第二党支部").node


def tried(house, text: str, head: str = HEAD) -> Roll:
    roll = start_roll(house.staff, committee=house.committee, content=(head + text).encode(), file_name="名册.csv")
    run_waiting()
    roll.refresh_from_db()
    return roll


def written(house, text: str) -> Roll:
    roll = tried(house, text)
    confirm_roll(house.staff, roll)
    run_waiting()
    roll.refresh_from_db()
    return roll


def faults(roll: Roll) -> list[tuple[int, str, str]]:
    """Row, column letter and kind of each fault."""
    return [(found.row, found.letter, found.hint) for found in map(fault_of, roll.report["faults"])]


def test_roll_makes_people_with_offices_and_without_passwords(own, second) -> None:
    roll = written(
        own,
        "1,许嘉宁,138 0013 9001,,支部书记,甲发改委,甲发改委第二党支部,\n"
        "2,何平,13800139002,heping,reviewer,甲发改委,,机关党委专职副书记\n"
        "3,许嘉宁,13800139001,,Party clerk,甲财政局,,\n",
    )

    people = {one.username: one for one in User.objects.filter(username__in=["xujianing", "heping"])}
    held = Appointment.objects.filter(person__in=people.values()).order_by("pk")
    assert (roll.status, roll.report["people"], roll.report["offices"]) == ("written", 2, 3)
    assert [(one.person.username, one.role, one.node.name, one.title) for one in held] == [
        ("xujianing", "secretary", "甲发改委第二党支部", ""),
        ("heping", "reviewer", "甲发改委", "机关党委专职副书记"),
        ("xujianing", "clerk", "甲财政局", ""),
    ]
    assert {(one.has_usable_password(), one.must_change_password) for one in people.values()} == {(False, True)}
    assert people["xujianing"].search_key == "许嘉宁 xujianing xjn"
    assert Record.objects.filter(act="roll.written").get().after["people"] == 2


def test_roll_writes_nothing_before_somebody_confirms(own, second) -> None:
    roll = tried(own, "1,许嘉宁,13800139001,,,甲发改委,甲发改委第二党支部,\n")

    assert (roll.status, roll.report["people"]) == (RollStatus.READY, 1)
    assert not User.objects.filter(name="许嘉宁").exists()


def test_roll_tells_each_fault_by_row_and_column_and_makes_nobody(own, other, second) -> None:
    branch = "甲发改委,甲发改委第二党支部"
    roll = tried(
        own,
        f"1,,13800139001,,,{branch},\n"
        f"2,许嘉宁,1380013,,,{branch},\n"
        f"3,许嘉宁,13800139001,13800139001,,{branch},\n"
        f"4,许嘉宁,13800139001,,司令,{branch},\n"
        f"5,许嘉宁,13800139001,,administrator,{branch},\n"
        "6,许嘉宁,13800139001,,审核人,甲发改,,\n"
        "7,许嘉宁,13800139001,,书记,甲发改委,甲发改委第三党支部,\n"
        "8,许嘉宁,13800139001,,书记,甲发改委,,\n"
        "9,许嘉宁,13800139001,,,甲发改委,,\n"
        f"10,许嘉宁,13800138001,,干事,{branch},\n"
        f"11,乙梁文静,13800138002,,干事,{branch},\n"
        "12,许嘉宁,13800139001,,书记,甲发改委,甲发改委第一党支部,\n",
    )

    assert roll.status == RollStatus.FAULTY
    assert faults(roll) == [
        (2, "B", "noname"),
        (3, "C", "mobile"),
        (4, "D", "username"),
        (5, "E", "role"),
        (6, "E", "alone"),
        (7, "F", "unit-closest"),
        (8, "G", "branch-closest"),
        (9, "G", "nobranch"),
        (10, "E", "norole"),
        (11, "C", "other-name"),
        (12, "C", "foreign"),
        (13, "B", "held"),
    ]
    assert User.objects.filter(name="许嘉宁").count() == 0


def test_roll_tells_what_its_rows_contradict(own, second) -> None:
    branch = "甲发改委,甲发改委第二党支部"
    roll = tried(
        own,
        f"1,许嘉宁,13800139001,xu,书记,{branch},\n"
        f"2,何平,13800139001,,干事,{branch},\n"
        f"3,许嘉宁,13800139001,xu2,干事,{branch},\n"
        f"4,许嘉宁,13800139001,xu,书记,{branch},\n"
        f"5,何平,13800139005,,书记,{branch},\n"
        f"6,王芳,,,干事,{branch},\n"
        "7,王芳,,,审核人,甲发改委,,\n",
    )

    assert faults(roll) == [
        (3, "C", "file-name"),
        (4, "D", "file-username"),
        (5, "E", "twice"),
        (6, "B", "second"),
        (8, "C", "unclear"),
    ]
    assert [fault_of(found).message for found in roll.report["faults"]][2] != ""


@pytest.mark.parametrize("number", ["13800139002", ""])
def test_roll_takes_one_account_name_with_one_number(own, second, number) -> None:
    branch = "甲发改委,甲发改委第二党支部"
    roll = tried(own, f"1,许嘉宁,13800139001,xu,书记,{branch},\n2,许嘉宁,{number},xu,干事,{branch},\n")

    assert faults(roll) == [(3, "C", "file-mobile")]


def test_roll_finds_people_and_their_offices_again(own, second) -> None:
    text = "1,许嘉宁,13800139001,,书记,甲发改委,甲发改委第二党支部,\n2,何平,,,审核人,甲发改委,,\n"
    written(own, text)

    again = written(own, text + "3,许嘉宁,13800139001,,联络员,甲发改委,,\n")

    assert {name: again.report[name] for name in ("people", "found", "offices", "held")} == {
        "people": 0,
        "found": 2,
        "offices": 1,
        "held": 2,
    }
    assert User.objects.filter(name__in=["许嘉宁", "何平"]).count() == 2


def test_roll_without_headings_says_which_it_needs(own) -> None:
    roll = tried(own, "许嘉宁,13800139001\n", head="")

    assert (roll.status, faults(roll)) == (RollStatus.FAULTY, [(1, "", "headings")])


def test_roll_that_is_no_table_fails_with_its_reason(own) -> None:
    roll = start_roll(own.staff, committee=own.committee, content=b"PK\x03\x04broken", file_name="x.xlsx")
    run_waiting()

    roll.refresh_from_db()
    assert roll.status == RollStatus.FAILED
    assert roll.report["error"] != ""


def test_confirm_roll_looks_again_when_it_writes(own, second) -> None:
    roll = tried(own, "1,许嘉宁,13800139001,,书记,甲发改委,甲发改委第二党支部,\n")
    appoint(None, person=make_person("先来者"), role=Role.SECRETARY, node=second)

    confirm_roll(own.staff, roll)
    run_waiting()

    roll.refresh_from_db()
    assert (roll.status, faults(roll)) == (RollStatus.FAULTY, [(2, "B", "held")])
    assert not User.objects.filter(name="许嘉宁").exists()


@pytest.mark.parametrize("end", [confirm_roll, drop_roll])
def test_roll_forgets_its_file_at_its_end(end, own, django_capture_on_commit_callbacks) -> None:
    roll = tried(own, "1,许嘉宁,13800139001,,审核人,甲发改委,,\n")

    with django_capture_on_commit_callbacks(execute=True):
        end(own.staff, roll)
        run_waiting()

    roll.refresh_from_db()
    assert (roll.status in {"written", "dropped"}, bool(roll.file)) == (True, False)


def test_roll_is_refused_to_others_and_after_its_end(own, other) -> None:
    roll = tried(own, "1,许嘉宁,13800139001,,审核人,甲发改委,,\n")
    drop_roll(own.staff, roll)

    with pytest.raises(Refused):
        confirm_roll(own.staff, roll)
    for stranger in (other.staff, own.lead, own.secretary):
        with pytest.raises(Forbidden):
            start_roll(stranger, committee=own.committee, content=b"x", file_name="x.csv")


@pytest.mark.parametrize(
    ("name", "taken", "account"),
    [
        ("梁文静", (), "liangwenjing"),
        ("吕布", (), "lvbu"),
        ("梁文静", ("liangwenjing",), "liangwenjing2"),
        ("Ann-Marie Li", (), "annmarieli"),
        ("★", (), "person"),
        ("13800138000", (), "person"),
    ],
)
def test_free_name_is_pinyin_that_nobody_has(name, taken, account) -> None:
    assert free_name(name, taken) == account


def test_free_name_steps_over_names_of_the_house() -> None:
    make_person(username="liangwenjing")
    make_person(username="Liangwenjing2")

    assert free_name("梁文静") == "liangwenjing3"


def test_roll_pages_lead_from_the_file_to_the_slips(own, other, second) -> None:
    staff, base = sign_in(own.staff), f"/organisations/{own.committee.pk}/rolls/"
    roll = tried(own, "1,许嘉宁,13800139001,,书记,甲发改委,甲发改委第二党支部,\n")

    start, ready = Page.of(staff.get(base)), Page.of(staff.get(f"{base}{roll.pk}/"))
    staff.post(f"{base}{roll.pk}/write/")
    run_waiting()
    done = Page.of(staff.get(f"{base}{roll.pk}/"))

    assert (start.h1, ready.h1) == ("Bring in people", "1 account would be made. Please confirm")
    assert done.h1 == "1 account was made"
    assert done.link("Print the slips") == f"/organisations/{own.committee.pk}/people/"
    assert sign_in(other.staff).get(f"{base}{roll.pk}/").status_code == 404
    assert sign_in(own.lead).get(base).status_code == 404
