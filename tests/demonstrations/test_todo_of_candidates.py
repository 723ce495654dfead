"""What organisations and second persons have to do in selections stands on their lists."""

import pytest

from apps.demonstrations.models import Candidate
from apps.demonstrations.services import applications
from apps.demonstrations.services.findings import add_finding, check_finding, reply_to
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests.factories.applying import begun, found_out, project
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db

OWN = ("application-", "finding-", "progress-", "exception-")


def keys(person):
    """The items of a list that selections bring, by kind."""
    return [item.key.rpartition("-")[0] for item in todo_of(person).items if item.key.startswith(OWN)]


def test_secretary_is_asked_for_application_reply_and_report():
    house = make_house()
    begun(house)
    found_out(house)
    Candidate.objects.filter(pk=project(house)["pk"]).update(accepted_at="2025-01-05T00:00Z")
    add_finding(house.staff, Candidate.objects.get(pk=project(house)["pk"]), "另一条")

    assert sorted(keys(house.people[Role.SECRETARY])) == ["application", "finding", "progress"]
    assert keys(house.staff) == []


def test_staff_are_asked_to_check_an_answer_until_they_have():
    house = make_house()
    candidate = Candidate.objects.get(pk=project(house)["pk"])
    finding = add_finding(house.staff, candidate, "公开栏没有更新")
    before = keys(house.staff)

    finding = reply_to(house.people[Role.SECRETARY], finding, "已更新")
    answered = keys(house.staff)
    check_finding(house.staff, finding)

    assert (before, answered, keys(house.staff)) == ([], ["finding-check"], [])


def test_exception_is_asked_of_everybody_who_may_second_but_the_first():
    house = make_house()
    candidate = Candidate.objects.get(pk=begun(house)["pk"])
    given = {"brand": "一窗办", "answers.results": "好", "strengths": [{"title": "一件事", "text": ""}]}
    applications.submit(house.staff, applications.save(house.staff, candidate, given, 0))
    Candidate.objects.update(exception="重点任务", exception_by=house.staff.pk)

    assert (keys(house.people[Role.LEADER]), keys(house.staff)) == (["exception"], [])
