"""Pages of candidates: filled in and handed in, both values on conflict, read by experts, as many queries for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.assessments.models import Assignment
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.assessments.services.invitations import Guest, accept, invite
from apps.assessments.services.scorers import declare_interest
from apps.demonstrations.choices import CandidateStatus, GateKind, ProgrammeKind
from apps.demonstrations.models import Candidate, Progress
from apps.demonstrations.services import applications
from apps.demonstrations.services.gates import open_gate
from apps.demonstrations.services.proof import add_files
from apps.organisations.choices import Role
from tests.evidence.files import photo, sent
from tests.factories import sign_in
from tests.factories.applying import QUESTIONS
from tests.factories.houses import make_house
from tests.factories.people import PASSWORD
from tests.factories.selections import make_batch, make_call, make_candidate, make_programme
from tests.factories.tree import make_unit

pytestmark = pytest.mark.django_db

PANEL = ((GateKind.PANEL, "专家评审", "sites-panel", "panel"),)
FILLED = {
    "brand": "一窗办",
    "answers.results": "跑动 0.4 次",
    "strength-title-1": "一件事一次办",
    "strength-text-1": "42 件",
}


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def candidate(house):
    """The first branch's application, being filled in."""
    batch = make_call(make_programme(house.committee, questions=QUESTIONS))
    return applications.begin(house.people[Role.SECRETARY], batch, house.assessments[0].node)


def address(name, candidate):
    return reverse(f"candidates:{name}", args=["sites", candidate.pk])


def test_secretary_hands_in_once_everything_is_there(house, candidate):
    client, url = house.client(Role.SECRETARY), address("application", candidate)

    lacking = client.post(url, {"version": 0, "brand": "一窗办", "submit": "1"})
    whole = client.post(url, FILLED | {"version": 1, "was-brand": "一窗办", "was-strengths": "[]", "submit": "1"})

    candidate.refresh_from_db()
    assert (lacking.status_code, sorted(lacking.context["form"].errors)) == (422, ["__all__", "answers.results"])
    assert (whole.status_code, candidate.status, candidate.strengths) == (
        302,
        CandidateStatus.WAITING,
        [{"title": "一件事一次办", "text": "42 件"}],
    )


def test_two_who_change_one_text_see_both_and_the_rest_stands(house, candidate):
    client, url = house.client(Role.CLERK), address("application", candidate)
    applications.save(house.staff, candidate, {"brand": "一窗通办", "answers.results": "好"}, 0)

    clash = client.post(url, {"version": 0, "brand": "一窗办", "was-brand": "", "was-strengths": "[]"})
    again = client.post(url, {"version": 1, "brand": "一窗办", "was-brand": "", "was-strengths": "[]"})

    candidate.refresh_from_db()
    assert (clash.status_code, clash.context["clashes"][0]["theirs"]) == (409, "一窗通办")
    assert 'value="一窗办"' in clash.content.decode()
    assert (again.status_code, candidate.brand, candidate.answers) == (302, "一窗办", {"results": "好"})


def test_expert_reads_the_application_of_the_own_candidates_only(house):
    batch = make_batch(make_programme(house.committee), PANEL)
    strengths = [{"title": "一件事一次办", "text": "42 件"}]
    near, far = (
        make_candidate(batch, unit, strengths=strengths, status=CandidateStatus.FILLING) for unit in house.units
    )
    batch.status, kept = "calling", batch.status
    batch.save()
    files = [add_files(house.staff, each, [sent(photo((300 + each.pk, 300)))])[0].file for each in (near, far)]
    batch.status = kept
    batch.save()
    Candidate.objects.update(status=CandidateStatus.IN)
    gate = open_gate(house.staff, batch.gates.get())
    _row, code = invite(house.staff, gate.campaign, Guest(name="林专家", party="judge1", office="省委党校"))
    expert = accept(code, "lin", PASSWORD)
    declare_interest(house.staff, gate.campaign, expert, near.node, "项目往来")

    adopt(house.staff, gate.campaign, "judge1", Asked(), Proposal(gate.campaign, "judge1", Asked()).digest)

    [duty] = Assignment.objects.filter(person=expert)
    client = sign_in(expert)
    page = client.get(reverse("panel:sheet", args=[duty.pk]))
    seen = [client.get(reverse("evidence:picture", args=[file.pk, 1])).status_code for file in files]
    assert duty.assessment.node == far.node
    assert (page.status_code, "一件事一次办" in page.content.decode(), seen) == (200, True, [404, 200])
    assert client.get(reverse("candidates:candidate", args=["sites", far.pk])).status_code == 404


def test_lists_ask_as_often_for_three_as_for_one(house):
    programme = make_programme(house.committee, kind=ProgrammeKind.PROJECT)
    batch, client = make_batch(programme), house.client()
    urls = [reverse(f"candidates:{name}", args=["sites"]) for name in ("list", "progress", "export", "progress-export")]

    counts = []
    for number in range(3):
        unit = make_unit(house.committee, f"单位{number}", house.zones[0])
        candidate = make_candidate(batch, unit, title=f"项目{number}")
        Progress.objects.create(candidate=candidate, on="2025-06-01", done=40, text="过半", by_name="李明")
        counts.append([asked(client, url) for url in urls])

    assert counts[0] == counts[2]


def asked(client, url):
    """The queries of a page that has been looked at before."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)
