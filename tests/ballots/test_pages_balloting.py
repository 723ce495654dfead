"""The committee's and the units' pages of a ballot: set up, who may vote, slips, papers typed twice, results."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.ballots.choices import BatchStatus
from apps.ballots.models import PaperBatch, Poll, Roll, Voter
from apps.ballots.services.counting import request_count
from apps.ballots.slip_paper import paper_of
from apps.core.typesetting.codes import code_for
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories import balloting, polling
from tests.factories.houses import House, make_house
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    polling.polled(house)
    return house


@pytest.fixture
def house(built) -> House:
    return deepcopy(built)


def page(house: House, address: str, role: str = Role.STAFF) -> Page:
    return Page.of(house.client(role).get(f"{house.base}ballot/{address}"))


def sent(house: House, address: str, data: dict, role: str = Role.STAFF):
    return house.client(role).post(f"{house.base}ballot/{address}", data)


def pile(house: House, papers: int = 3, at: int = 0) -> dict[str, str]:
    """All papers of a pile give every question the answer at one place."""
    questions = range(len(polling.poll_of(house).questions))
    return {"papers": str(papers)} | {f"p-{question}-{at}": str(papers) for question in questions}


def test_set_up_takes_words_points_and_order(house):
    fields = page(house, "questions/").form() | {"q-0-place": "9", "q-5-title": "支部关心群众吗", "q-5-place": "1"}

    answer = sent(house, "questions/", fields)

    asked = [(question["code"], question["title"]) for question in Poll.objects.get().questions]
    assert answer.status_code == 302
    assert asked[0] == ("q1", "支部关心群众吗")
    assert asked[-1][0] == "meetings"


def test_set_up_with_shares_that_do_not_add_up_says_so_and_keeps_what_was_typed(house):
    fields = page(house, "questions/").form() | {"l-0-share": "70"}

    answer = Page.of(sent(house, "questions/", fields))

    assert answer.status == 422
    assert answer.form()["l-0-share"] == "70"
    assert Poll.objects.get().layers[0]["share"] == 6_000


def test_figures_come_in_by_a_pasted_table(house):
    poll, branch = polling.poll_of(house), house.assessments[0]
    heads = "\t".join(layer["title"] for layer in poll.layers)

    sent(house, "voters/file/", {"rows": f"党支部\t{heads}\n{branch.name}\t33\t\n"})

    figures = list(Roll.objects.filter(assessment=branch).order_by("layer").values_list("layer", "entitled"))
    assert figures == [("members", 33), ("public", 12)]


def test_faulty_table_names_every_cell_and_writes_nothing(house):
    poll = polling.poll_of(house)
    table = f"党支部,{poll.layers[0]['title']}\n没有的支部,5\n{house.assessments[0].name},许多\n"
    file = SimpleUploadedFile("voters.csv", table.encode())

    answer = Page.of(sent(house, "voters/file/", {"file": file}))

    assert answer.status == 422
    assert [notice.split()[0] for notice in answer.notices[0].split("A2")[1:]] == ["没有的支部:"]
    assert "B3 许多:" in answer.notices[0]
    assert set(Roll.objects.values_list("entitled", flat=True)) == {12}


def test_slips_hold_a_link_each_and_bear_no_number(house):
    roll = polling.roll_of(house)
    codes = polling.codes_of(house, roll)

    data = paper_of(roll.poll, [(roll, list(enumerate(codes)))], None, "https://vote.example.cn")

    slips = data["branches"][0]["rolls"][0]["slips"]
    assert [slip["code"].replace("-", "") for slip in slips] == codes
    assert slips[0]["square"] == code_for(f"https://vote.example.cn/v/#{codes[0]}", 3)
    assert set(slips[0]) == {"code", "square"}


def test_slips_come_as_one_file_that_nobody_keeps(house):
    unit, branch = house.units[0].pk, house.assessments[0].pk

    answer = sent(house, f"slips/{unit}/", {"branch": branch}, Role.REVIEWER)

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert answer.content.startswith(b"%PDF")
    assert Voter.objects.exclude(token="").count() == 24


def test_slips_that_are_out_die_only_after_a_tick(house):
    unit, branch = house.units[0].pk, house.assessments[0].pk
    polling.codes_of(house, polling.roll_of(house))
    before = set(Voter.objects.values_list("token", flat=True))

    refused = sent(house, f"slips/{unit}/", {"branch": branch})
    kept = set(Voter.objects.values_list("token", flat=True))
    sent(house, f"slips/{unit}/", {"branch": branch, "replace": "1"})

    assert refused.status_code == 302
    assert kept == before
    assert not before & set(Voter.objects.values_list("token", flat=True))


def test_papers_that_do_not_add_up_are_told_beside_their_question(house):
    roll, unit = polling.roll_of(house), house.units[0].pk

    answer = sent(house, f"papers/new/?unit={unit}", pile(house) | {"roll": roll.pk, "p-1-0": "2"})

    assert answer.status_code == 422
    assert [bool(row["fault"]) for row in answer.context["form"].rows()] == [False, True, False, False, False]
    assert PaperBatch.objects.count() == 0


def test_second_person_sees_no_figures_and_equal_ones_go_into_the_box(house):
    pk = balloting.piled(house)["pk"]

    shown = page(house, f"papers/{pk}/")
    sent(house, f"papers/{pk}/", pile(house))

    assert {value for name, value in shown.form().items() if name.startswith("p-")} == {""}
    assert PaperBatch.objects.get().status == BatchStatus.AGREED
    assert polling.roll_of(house).on_paper == 3


def test_different_figures_are_settled_by_one_and_confirmed_by_the_other(house):
    pk = balloting.piled(house)["pk"]
    sent(house, f"papers/{pk}/", pile(house, at=1))

    sent(house, f"papers/{pk}/", pile(house))
    own = sent(house, f"papers/{pk}/confirm/", {})
    waits = PaperBatch.objects.get().status
    sent(house, f"papers/{pk}/confirm/", {}, Role.REVIEWER)

    assert (own.status_code, waits) == (302, BatchStatus.DIFFERS)
    assert PaperBatch.objects.get().status == BatchStatus.AGREED


def test_turnout_tells_how_many_came_and_never_what_they_chose(house):
    polling.vote(house, polling.roll_of(house), [0, 3, 3])

    shown = page(house, "", Role.SECRETARY)

    titles = [option["title"] for option in polling.poll_of(house).options]
    assert [row[:3] for row in shown.rows()] == [[house.assessments[0].name, "12", "3"]]
    assert [title for title in titles if title in shown.text] == []


def test_results_are_nowhere_before_the_count(house):
    polling.vote(house, polling.roll_of(house), [0] * 6)
    polling.close_stage(house)

    answers = [page(house, address).status for address in ("results/", f"results/{house.assessments[0].pk}/")]

    assert answers == [404, 404]


def test_secretary_reads_the_own_results_and_few_votes_stay_hidden(house):
    polling.vote(house, polling.roll_of(house, layer=1), [1] * 4)
    polling.vote(house, polling.roll_of(house), [0] * 6)
    polling.close_stage(house)
    request_count(house.staff, polling.poll_of(house))
    run_waiting()

    rows = [house.assessments[0], house.assessments[2]]
    own, other = (page(house, f"results/{row.pk}/", Role.SECRETARY) for row in rows)

    tables = own.main.findall(".//table")
    assert len(tables) == 1
    assert own.rows(tables[0])[0][-2:] == ["100.00", "100.00"]
    assert other.status == 404
