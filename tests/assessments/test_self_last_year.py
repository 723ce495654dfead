"""Last year at a touch: marks, words and still valid proof come into what is blank, and nothing typed is lost."""

from copy import deepcopy

import pytest

from apps.assessments.choices import Party
from apps.assessments.models import Remark, Revision
from apps.assessments.proof import proof_counts
from apps.assessments.services.last_year import TakenOver, take_over_last_year
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests import factories
from tests.factories.submissions import fill_in, last_year, submit_self, write_words

pytestmark = pytest.mark.django_db

CODES = [f"{s}{n}" for s in "ABCDE" for n in range(1, 6)]
WORDS = {"A1": "一", "A2": "二", "B1": "三"}


def build():
    """A branch that assessed itself last year: every mark, three texts, five files."""
    committee = factories.make_committee()
    branch = factories.make_branch(factories.make_unit(committee), "第5党支部")
    assessment = factories.make_assessment(factories.make_campaign(committee), branch)
    secretary = factories.make_person("梁文静", Role.SECRETARY, branch.node)
    last_year(secretary, assessment, points=1650, texts=WORDS)
    staff = factories.make_person("周敏", Role.STAFF, committee)
    return {"assessment": assessment, "secretary": secretary, "staff": staff}


@pytest.fixture
def branch(built, db):
    return deepcopy(built)


def marks(assessment):
    return assessment.sheets.get(party=Party.SELF).marks


def texts(assessment):
    rows = Remark.objects.filter(sheet__assessment=assessment, sheet__party=Party.SELF)
    return dict(rows.values_list("criterion", "text"))


def test_take_over_fills_a_blank_sheet_with_revisions(branch):
    taken = take_over_last_year(branch["secretary"], branch["assessment"])

    assert taken == TakenOver(marks=25, texts=3, proof=5)
    assert marks(branch["assessment"]) == dict.fromkeys(CODES, 1650)
    assert texts(branch["assessment"]) == WORDS
    found = Revision.objects.filter(sheet__assessment=branch["assessment"]).values_list("reason", "by_name")
    assert set(found) == {("沿用去年", "梁文静")}
    counts = proof_counts([branch["assessment"].pk])[branch["assessment"].pk]
    assert counts == dict.fromkeys(("A4", "B5", "C2", "D3", "E4"), 1)


def test_take_over_leaves_what_was_typed_this_year(branch):
    fill_in(branch["secretary"], branch["assessment"], 1900, A2=None)
    write_words(branch["secretary"], branch["assessment"], A1="今年的话")

    taken = take_over_last_year(branch["secretary"], branch["assessment"])

    assert (taken.marks, taken.texts) == (1, 2)
    assert marks(branch["assessment"]) == dict.fromkeys(CODES, 1900) | {"A2": 1650}
    assert texts(branch["assessment"]) == WORDS | {"A1": "今年的话"}


def test_take_over_of_one_star_touches_no_other(branch):
    taken = take_over_last_year(branch["secretary"], branch["assessment"], "B")

    assert taken == TakenOver(marks=5, texts=1, proof=1)
    assert sorted(marks(branch["assessment"])) == CODES[5:10]
    assert take_over_last_year(branch["secretary"], branch["assessment"], "B") == TakenOver(0, 0, 0)


def test_take_over_of_an_unknown_star_is_refused(branch):
    with pytest.raises(Invalid):
        take_over_last_year(branch["secretary"], branch["assessment"], "Z")


def test_take_over_without_last_year_is_refused():
    committee = factories.make_committee("县直机关工委")
    branch = factories.make_branch(factories.make_unit(committee))
    assessment = factories.make_assessment(factories.make_campaign(committee), branch)
    secretary = factories.make_person("梁文静", Role.SECRETARY, branch.node)

    with pytest.raises(Refused) as refused:
        take_over_last_year(secretary, assessment)

    assert refused.value.code == "no-last-year"


def test_take_over_by_staff_is_forbidden(branch):
    with pytest.raises(Forbidden):
        take_over_last_year(branch["staff"], branch["assessment"])


def test_take_over_after_submission_is_refused(branch):
    take_over_last_year(branch["secretary"], branch["assessment"])
    submit_self(branch["secretary"], branch["assessment"])

    with pytest.raises(Refused) as refused:
        take_over_last_year(branch["secretary"], branch["assessment"])

    assert refused.value.code == "submitted"
