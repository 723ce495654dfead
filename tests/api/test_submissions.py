"""The way of a self-assessment over REST: what is missing, what one may do next, last year's entries."""

import pytest
from django.urls import reverse

from tests.api.cases import statement
from tests.api.client import details, refusal, rest
from tests.factories.submissions import fill_in, last_year, prove

pytestmark = pytest.mark.django_db


def address(house, name="submission", **more):
    return reverse(f"api:{name}", kwargs={"pk": house.assessments[0].pk} | more)


def test_state_names_what_is_missing_and_what_one_may_do(own):
    clerk = own.people["clerk"]
    fill_in(clerk, own.assessments[0], C2=None)
    prove(clerk, own.assessments[0], ["A4", "B5", "D3", "E4"])

    state = rest(clerk).get(address(own)).json()

    assert (state["status"], state["acts"], state["can_change"]) == ("filling", ["present"], True)
    assert state["missing"] == [
        {"criterion": "C2", "kind": "mark", "amount": 0},
        {"criterion": "C2", "kind": "proof", "amount": 1},
    ]


def test_submit_of_an_unfinished_sheet_names_the_criteria(own):
    secretary = own.people["secretary"]
    fill_in(secretary, own.assessments[0], C1=None)
    prove(secretary, own.assessments[0])

    answer = rest(secretary).post(address(own, "submission-act", act="submit"), statement(own), format="json")

    assert refusal(answer) == (422, "incomplete")
    assert details(answer) == {"C1": ["mark"]}


def test_submit_and_withdraw(own):
    secretary = own.people["secretary"]
    fill_in(secretary, own.assessments[0])
    prove(secretary, own.assessments[0])

    submitted = rest(secretary).post(address(own, "submission-act", act="submit"), statement(own), format="json").json()
    back = rest(secretary).post(address(own, "submission-act", act="withdraw"), {}, format="json").json()

    assert (submitted["status"], submitted["acts"], submitted["can_change"]) == ("submitted", ["withdraw"], False)
    assert submitted["submitted_by"] == secretary.name
    assert (back["status"], back["acts"]) == ("filling", ["submit"])


def test_take_over_tells_how_much_came(own):
    secretary = own.people["secretary"]
    last_year(secretary, own.assessments[0], texts={"A1": "一"})

    taken = rest(secretary).post(address(own, "take-over"), {"section": "A"}, format="json").json()

    assert taken == {"marks": 5, "texts": 1, "proof": 1}
