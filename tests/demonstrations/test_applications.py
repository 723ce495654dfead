"""Applications: begun once, saved with both values on conflict, handed in whole, returned, accepted in order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus, ProgrammeKind
from apps.demonstrations.services import applications
from apps.demonstrations.services.nominating import confirm_exception
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import make_house
from tests.factories.selections import make_call, make_programme

pytestmark = pytest.mark.django_db

QUESTIONS = [{"key": "results", "title": "成效", "help": "", "limit": 20, "is_required": True}]
WHOLE = {
    "brand": "一窗办",
    "answers.results": "平均跑动 0.4 次",
    "strengths": [{"title": "一件事一次办", "text": "42 件"}],
}


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def batch(house):
    return make_call(make_programme(house.committee, questions=QUESTIONS))


def filled(house, batch, number=0):
    """An application of one of the house's branches with everything that is asked."""
    candidate = applications.begin(house.staff, batch, house.assessments[number].node)
    return applications.save(house.staff, candidate, WHOLE, 0)


def rated(house, levels, **fields):
    """A batch of a programme for which only these levels of the house's rating are enough."""
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    programme = make_programme(house.committee, rating=house.campaign, levels=levels, **fields)
    return make_call(programme)


def test_organisation_applies_once_a_batch(house, batch):
    candidate = applications.begin(house.people[Role.CLERK], batch, house.assessments[0].node)

    with pytest.raises(Invalid) as refused:
        applications.begin(house.people[Role.SECRETARY], batch, house.assessments[0].node)

    assert refused.value.code == "applies-already"
    assert (candidate.unit, candidate.zone) == (house.units[0], house.assessments[0].zone)
    assert (candidate.status, Record.objects.filter(act="candidate.begun").count()) == (CandidateStatus.FILLING, 1)


def test_nobody_applies_for_others_or_outside_the_call(house, batch):
    with pytest.raises(Forbidden):
        applications.begin(house.people[Role.SECRETARY], batch, house.units[1])
    batch.closes_at = timezone.now() - timedelta(hours=1)
    batch.save()
    with pytest.raises(Refused) as refused:
        applications.begin(house.people[Role.SECRETARY], batch, house.assessments[0].node)

    assert refused.value.code == "closed"
    assert applications.begin(house.staff, batch, house.assessments[0].node).pk


def test_saving_over_another_carries_both_values(house, batch):
    candidate = applications.begin(house.staff, batch, house.assessments[0].node)
    applications.save(house.staff, candidate, {"brand": "一窗办", "answers.results": "好"}, 0)

    with pytest.raises(Conflict) as clash:
        applications.save(house.people[Role.SECRETARY], candidate, {"brand": "一窗通办", "answers.results": "好"}, 0)

    candidate.refresh_from_db()
    assert clash.value.details == {"fields": {"brand": {"theirs": "一窗办", "mine": "一窗通办"}}, "version": 1}
    assert (candidate.brand, candidate.version) == ("一窗办", 1)


def test_saving_refuses_what_is_too_long_or_not_asked(house, batch):
    candidate = applications.begin(house.staff, batch, house.assessments[0].node)

    with pytest.raises(Invalid) as refused:
        applications.save(house.staff, candidate, {"answers.results": "长" * 21, "answers.other": "?"}, 0)

    assert sorted(refused.value.details) == ["answers.other", "answers.results"]


def test_submitting_asks_for_what_lacks(house, batch):
    candidate = applications.begin(house.staff, batch, house.assessments[0].node)

    with pytest.raises(Invalid) as refused:
        applications.submit(house.staff, candidate)
    with pytest.raises(Forbidden):
        applications.submit(house.people[Role.CLERK], filled(house, batch, 1))

    assert sorted(refused.value.details) == ["answers.results", "brand", "strengths"]


def test_accepted_ones_are_numbered_in_order_and_returned_ones_come_back(house, batch):
    first, second = filled(house, batch, 0), filled(house, batch, 1)
    for each in (first, second):
        applications.submit(house.staff, each)
    applications.give_back(house.staff, first, "佐证不全")
    with pytest.raises(Refused):
        applications.save(house.staff, second, {"brand": "改"}, 1)

    accepted = [applications.accept(house.staff, second)]
    applications.submit(house.people[Role.SECRETARY], first)
    accepted.append(applications.accept(house.staff, first))

    assert [(each.name, each.number) for each in accepted] == [(second.name, 1), (first.name, 2)]
    returned = Record.objects.get(act="candidate.returned")
    assert (returned.reason, accepted[1].returned_reason) == ("佐证不全", "")


def test_nobody_is_accepted_once_the_gates_have_begun(house, batch):
    candidate = applications.submit(house.staff, filled(house, batch))
    type(batch).objects.filter(pk=batch.pk).update(status=BatchStatus.GATES)

    with pytest.raises(Refused) as refused:
        applications.accept(house.staff, candidate)

    candidate.refresh_from_db()
    assert (refused.value.code, candidate.status) == ("not-calling", CandidateStatus.WAITING)


def test_accepting_all_leaves_out_exceptions_that_wait(house):
    batch = rated(house, ["五星"])
    for number in (0, 1):
        candidate = applications.begin(house.staff, batch, house.assessments[number].node)
        given = WHOLE | ({"exception": "新成立支部"} if number else {})
        given.pop("answers.results")
        applications.submit(house.staff, applications.save(house.staff, candidate, given, 0))

    accepted = applications.accept_waiting(house.staff, batch)

    rows = batch.candidates.in_order()
    assert accepted == 1
    assert [(row.status, row.level, row.exception) for row in rows] == [
        (CandidateStatus.IN, "五星", ""),
        (CandidateStatus.WAITING, "四星", "新成立支部"),
    ]


def test_level_that_is_not_enough_needs_a_reason_and_another_person(house):
    batch = rated(house, ["五星"], kind=ProgrammeKind.PROJECT)
    secretary = house.people[Role.REVIEWER]
    candidate = applications.begin(secretary, batch, house.assessments[1].node, title="暖心食堂", person_name="李明")
    with pytest.raises(Invalid) as lacks:
        applications.submit(secretary, candidate)
    candidate = applications.save(house.staff, candidate, {"exception": "重点任务"}, candidate.version)
    applications.submit(secretary, candidate)

    with pytest.raises(Refused):
        applications.accept(house.staff, candidate)
    with pytest.raises(Forbidden):
        confirm_exception(house.staff, candidate)
    confirmed = confirm_exception(house.people[Role.LEADER], candidate)

    assert list(lacks.value.details) == ["exception"]
    assert (confirmed.level, confirmed.exception_by, confirmed.second) == (
        "四星",
        house.staff.pk,
        house.people[Role.LEADER].pk,
    )
    assert applications.accept(house.staff, candidate).number == 1


def test_organisation_without_a_rating_is_an_exception(house):
    batch = rated(house, ["五星"])
    candidate = applications.begin(house.staff, batch, house.units[0])
    given = {key: WHOLE[key] for key in ("brand", "strengths")}
    candidate = applications.save(house.staff, candidate, given, 0)

    with pytest.raises(Invalid) as refused:
        applications.submit(house.staff, candidate)

    assert list(refused.value.details) == ["exception"]


def test_withdrawn_application_keeps_its_reason(house, batch):
    candidate = applications.submit(house.staff, filled(house, batch))

    withdrawn = applications.withdraw(house.people[Role.SECRETARY], candidate, "明年再报")

    assert (withdrawn.status, withdrawn.ended_reason) == (CandidateStatus.WITHDRAWN, "明年再报")
    with pytest.raises(Refused):
        applications.accept(house.staff, candidate)


def test_withdrawn_application_is_taken_up_again_with_what_was_typed(house, batch):
    candidate = applications.submit(house.staff, filled(house, batch))
    applications.withdraw(house.staff, candidate, "明年再报")

    again = applications.begin(house.staff, batch, candidate.node)

    assert (again.pk, again.status, again.brand) == (candidate.pk, CandidateStatus.FILLING, candidate.brand)
    assert (again.ended_reason, again.number) == ("", None)
    assert applications.submit(house.staff, again).status == CandidateStatus.WAITING
