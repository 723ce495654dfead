"""An objection: filed once, its name kept, handled by two, the one late mark, the answer."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.assessments.models import Revision, Sheet
from apps.assessments.services.corrections import correct_mark
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.evaluations.choices import Finding, NoticeStatus
from apps.evaluations.choices import ObjectionStatus as S
from apps.evaluations.hearing import Effect, may_read_name, try_mark
from apps.evaluations.models import Objection
from apps.evaluations.selectors import latest_numbered_run
from apps.evaluations.services.findings import answer, confirm, find, send_back
from apps.evaluations.services.objections import (
    Said,
    add_step,
    ask_scorer,
    file_objection,
    register_objection,
    state_grounds,
    take_on,
)
from apps.evidence.models import EvidenceFile
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.evidence.files import photo, sent
from tests.factories.houses import make_house
from tests.factories.notices import FACTS, issue, object_to

pytestmark = pytest.mark.django_db
SECOND = "市发改委第2党支部"


def build():
    house = make_house()
    house.notice = issue(house)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def leader(house):
    return house.people["leader"]


@pytest.fixture
def taken(house):
    """An objection to the second branch's result that staff handles."""
    return take_on(house.staff, object_to(house.notice, SECOND))


@pytest.fixture
def found(house, taken):
    """Found right: A1 of the second branch counts 18 instead of 10."""
    return find(house.staff, taken, Finding.ACCEPTED, "经查没有超时。", "A1", 1800)


def test_filing_twice_with_one_ticket_gives_one_objection(house):
    said = Said(branch=SECOND, facts=FACTS, name="梁文静")

    first = file_objection(house.notice, said, ticket="abc")
    second = file_objection(house.notice, said, ticket="abc")

    assert first == second
    assert Objection.objects.count() == 1
    assert (first.number, first.assessment, first.status) == (1, house.assessments[1], S.RECEIVED)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"facts": "太短"}, {"facts"}),
        ({"name": ""}, {"name"}),
        ({"branch": " ", "matter": "x"}, {"branch", "matter"}),
        ({"channel": "visit"}, {"channel"}),
    ],
)
def test_filing_names_what_is_missing(house, changed, fields):
    with pytest.raises(Invalid) as invalid:
        file_objection(house.notice, Said(**{"branch": SECOND, "facts": FACTS, "name": "梁文静"} | changed))

    assert set(invalid.value.details) == fields


def test_filing_without_a_name_is_the_committees_choice(house):
    unnamed = object_to(house.notice, SECOND, is_named=False, name="", telephone="13800005512")
    house.notice.takes_unnamed = False

    assert (unnamed.name, unnamed.telephone) == ("", "")
    with pytest.raises(Invalid):
        object_to(house.notice, SECOND, is_named=False)


def test_filing_is_refused_once_the_notice_is_over(house):
    house.notice.status = NoticeStatus.ENDED

    with pytest.raises(Refused) as refused:
        object_to(house.notice, SECOND)

    assert refused.value.code == "notice-over"


def test_proof_of_an_objection_is_seen_by_no_office(house):
    files = [sent(photo()), SimpleUploadedFile("x.exe", b"MZ")]
    said = Said(branch=SECOND, facts=FACTS, name="梁文静")

    file_objection(house.notice, said, files[:1])

    assert [EvidenceFile.objects.visible_to(person).count() for person in house.people.values()] == [0] * 10
    with pytest.raises(Invalid):
        file_objection(house.notice, said, files)


def test_name_is_for_the_handler_and_the_second_alone_and_never_recorded(house, leader, found):
    confirmed = confirm(leader, found)

    readers = [role for role, person in house.people.items() if may_read_name(person, confirmed)]
    assert readers == [Role.STAFF, Role.LEADER]
    assert not any("梁文静" in str([row.after, row.object_label, row.reason]) for row in Record.objects.all())


def test_who_holds_an_office_in_the_unit_does_not_take_it_on(house):
    both = factories.make_person("兼职二", Role.STAFF, house.committee, username="both-2")
    house.units[0].appointments.create(person=both, role=Role.REVIEWER, since=timezone.localdate())

    with pytest.raises(Refused) as refused:
        take_on(both, object_to(house.notice, SECOND))

    assert refused.value.code == "partial"


def test_only_the_scorer_who_was_asked_states_the_grounds(house, leader, taken):
    asked = ask_scorer(house.staff, taken, "A1")

    with pytest.raises(Forbidden):
        state_grounds(leader, asked, "不是我")
    step = state_grounds(house.staff, asked, "验收当天没有停表记录。")

    assert (asked.asked_name, step.text) == (house.staff.name, "验收当天没有停表记录。")


def test_only_the_handler_writes_steps(house, taken):
    other = factories.make_person("何启明", Role.STAFF, house.committee)

    with pytest.raises(Refused) as refused:
        add_step(other, taken, "调取记录", "")
    step = add_step(house.staff, taken, "调取记录", "净用时4天", sent(photo()))

    assert refused.value.code == "not-handler"
    assert step.file.name == "photo.jpg"


def test_trial_of_a_mark_tells_what_would_move_and_changes_nothing(house):
    run = latest_numbered_run(house.campaign)
    before = list(Sheet.objects.order_by("pk").values_list("marks", "version")), run.digest

    effect = try_mark(run, house.assessments[1], "A1", 2000)

    assert effect == Effect(("四星", "四星"), (2, 2), (41000, 42000), ("410.0", "420.0"), 0, 0)
    assert (list(Sheet.objects.order_by("pk").values_list("marks", "version")), run.digest) == before


def test_found_right_it_waits_for_another_person(house, found):
    with pytest.raises(Forbidden):
        confirm(house.staff, found)
    with pytest.raises(Forbidden):
        confirm(house.people["zone-lead"], found)

    assert Revision.objects.filter(reason__contains="001").count() == 0


def test_confirmed_correction_is_the_one_late_mark_and_makes_the_next_run(house, leader, found):
    confirmed = confirm(leader, found)
    run_waiting()

    revision = Revision.objects.filter(sheet__assessment=house.assessments[1], criterion="A1").first()
    run = latest_numbered_run(house.campaign)
    assert (revision.before, revision.after, revision.by) == (1000, 1800, house.staff.pk)
    assert revision.reason == "异议 001" or revision.reason == "Objection 001"
    assert (confirmed.status, confirmed.run_id, run.number) == (S.ACCEPTED, run.pk, 2)
    assert run.results.get(assessment=house.assessments[1]).total == 41800


def test_correction_is_refused_where_the_mark_has_changed_since(house, leader, found):
    Sheet.objects.filter(assessment=house.assessments[1], party="superior").update(marks={"A1": 1200})

    with pytest.raises(Conflict):
        confirm(leader, found)

    assert Objection.objects.get(pk=found.pk).status == S.FOUND


def test_correction_outside_an_objection_is_impossible(house, leader, taken):
    place = (house.staff, leader, house.assessments[1], "A1", 1900)

    with pytest.raises(Refused) as refused:
        correct_mark(*place, objection=taken.pk, reason="异议 001")

    assert refused.value.code == "no-objection"


def test_correction_cannot_go_beyond_the_line(house, taken):
    with pytest.raises(Invalid):
        find(house.staff, taken, Finding.ACCEPTED, "经查", "A1", 9900)


def test_sent_back_the_handler_looks_again(house, leader, found):
    back = send_back(leader, found, "再核一次停表记录")

    assert back.status == S.TAKEN
    assert find(house.staff, back, Finding.REFUSED, "经查超时。").after is None


def test_refused_and_answered_it_is_over(house, leader, taken):
    refused = confirm(leader, find(house.staff, taken, Finding.REFUSED, "经查确已超时。"))

    over = answer(house.staff, refused, "经核查，维持原评定。")

    assert (over.status, over.run, over.reply) == (S.ANSWERED, None, "经核查，维持原评定。")
    with pytest.raises(Refused):
        answer(house.staff, over, "再答")


def test_registered_by_the_office_it_names_how_it_came(house):
    said = Said(branch=SECOND, facts=FACTS, name="梁文静", channel="visit")

    objection = register_objection(house.staff, house.notice, said)

    assert objection.channel == "visit"
    with pytest.raises(Forbidden):
        register_objection(house.people["leader"], house.notice, said)
