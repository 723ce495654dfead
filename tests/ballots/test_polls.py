"""A ballot is set up by who conducts the campaign, as the rulebook says, until voting has begun."""

import copy
from typing import Any

import pytest

from apps.audit.models import Record
from apps.ballots.asking import Asked, check, first_asked
from apps.ballots.codes import token_of
from apps.ballots.models import Poll, Roll, Voter
from apps.ballots.services.links import mint_links
from apps.ballots.services.polls import begin, set_up
from apps.ballots.services.rolls import set_entitled
from apps.ballots.services.slips import mint
from apps.ballots.services.voters import bring_voters
from apps.ballots.voter_file import read_voters, voters_workbook
from apps.campaigns.models import Campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Role
from tests.factories.campaigns import published_rulebook
from tests.factories.houses import House, make_house
from tests.factories.polling import asked, poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db
VOTES = """
ballot:
  options: {good: {title: 好, points: 90}, poor: 10}
  abstain: aside
  layers: {members: 1/3, public: 2/3}
"""


def build() -> House:
    house = make_house()
    polled(house)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def faults(asked: Asked) -> list[str]:
    with pytest.raises(Invalid) as refused:
        check(asked)
    return sorted(refused.value.details)


def changed(house: House, **parts: Any) -> Asked:
    first = first_asked(house.campaign)
    given = {"questions": first.questions, "options": first.options, "layers": first.layers}
    return Asked(**(given | parts))


def test_usual_ballot_holds_up(house: House) -> None:
    first = first_asked(house.campaign)

    check(first)

    assert (first.fixed_options, first.fixed_layers) == (False, False)
    assert [option["points"] for option in first.options] == [10_000, 8_000, 6_000, 0, None]


def test_faults_are_named_by_their_part(house: House) -> None:
    first = first_asked(house.campaign)
    question, option, layer = first.questions[0], first.options, first.layers

    assert faults(changed(house, questions=[])) == ["questions"]
    assert faults(changed(house, questions=[question | {"counts": False}])) == ["questions"]
    assert faults(changed(house, questions=[question, question])) == ["questions"]
    assert faults(changed(house, options=[option[0] | {"points": 10_001}, *option[1:]])) == ["options"]
    assert faults(changed(house, options=[option[-1], *option[:-1]])) == ["options"]
    assert faults(changed(house, options=[option[0], option[-1]])) == ["options"]
    assert faults(changed(house, layers=[layer[0], layer[1] | {"share": 3_000}])) == ["layers"]
    assert faults(changed(house, layers=[layer[0] | {"title": " "}, layer[1]])) == ["layers"]


def test_rulebook_with_options_is_taken_over(house: House) -> None:
    text = published_rulebook("xuchang-2025").text + VOTES
    version = RulebookVersion.objects.get(pk=house.campaign.rulebook_version_id)
    Campaign.objects.filter(pk=house.campaign.pk).update(rulebook_version=copied(version, text))
    campaign = Campaign.objects.get(pk=house.campaign.pk)
    given = asked(house)

    poll = set_up(house.staff, campaign, **given | {"questions": given["questions"][-1:]})

    assert [(one["code"], one["points"]) for one in poll.options] == [("good", 9000), ("poor", 1000), ("abstain", None)]
    assert [(one["code"], one["share"]) for one in poll.layers] == [("members", 3333), ("public", 6667)]
    with pytest.raises(Invalid) as refused:
        set_up(house.staff, campaign, **given)
    assert list(refused.value.details) == ["questions"]


def copied(version: RulebookVersion, text: str) -> RulebookVersion:
    """Another version of the same rulebook with this text."""
    version.pk, version.number, version.text = None, (version.number or 0) + 90, text
    version.save()
    return version


def test_ballot_stays_once_voting_has_begun(house: House) -> None:
    begin(poll_of(house))

    with pytest.raises(Refused) as refused:
        set_up(house.staff, house.campaign, **asked(house))

    assert refused.value.code == "voting-begun"


def test_rehearsals_have_no_ballot(house: House) -> None:
    Campaign.objects.filter(pk=house.campaign.pk).update(is_rehearsal=True)

    with pytest.raises(Refused) as refused:
        set_up(house.staff, Campaign.objects.get(pk=house.campaign.pk), **asked(house))

    assert refused.value.code == "rehearsal"


def test_layers_that_go_take_their_rolls_along(house: House) -> None:
    given = asked(house)

    set_up(house.staff, house.campaign, **given | {"layers": [given["layers"][0] | {"share": 10_000}]})

    assert set(Roll.objects.values_list("layer", flat=True)) == {"members"}


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.REVIEWER, Role.ZONE_LEAD, Role.LEADER, Role.AUDITOR])
def test_ballot_and_voters_are_the_committees(house: House, role: str) -> None:
    person, poll = house.people[role], poll_of(house)

    with pytest.raises(Forbidden):
        set_up(person, house.campaign, **asked(house))
    with pytest.raises(Forbidden):
        set_entitled(person, poll, {})
    with pytest.raises(Forbidden):
        bring_voters(person, poll, [])


def test_slips_are_printed_by_the_unit_and_never_by_the_branch(house: House) -> None:
    roll = roll_of(house)

    [(_roll, slips)] = mint(house.people[Role.REVIEWER], [roll])

    assert len({code for _number, code in slips}) == roll.entitled
    assert Record.objects.get(act="ballot.slips_made").after == {"slips": roll.entitled, "branches": 1}
    with pytest.raises(Forbidden):
        mint(house.people[Role.SECRETARY], [roll])
    with pytest.raises(Forbidden):
        mint(house.people[Role.REVIEWER], [roll_of(house, 2)])


def test_fewer_may_vote_than_have_is_refused_for_all(house: House) -> None:
    roll, other = roll_of(house), roll_of(house, 1)
    vote(house, roll, [0, 1, 2])
    figures = {(other.assessment_id, other.layer): 4, (roll.assessment_id, roll.layer): 2}

    with pytest.raises(Invalid) as refused:
        set_entitled(house.staff, poll_of(house), figures)

    assert refused.value.code == "fewer-than-voted"
    assert Roll.objects.get(pk=other.pk).entitled == other.entitled


def lines(house: House, *rows: str) -> list[Any]:
    text = "\n".join(["支部,身份,姓名,手机,邮箱", *(f"{house.assessments[0].name},{row}" for row in rows)])
    return read_voters(poll_of(house), text.encode(), "voters.csv")


def test_voter_file_names_every_fault_by_its_cell(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        lines(house, "members,张三,123,", "guests,李四,,x@", "members,,,")

    assert [fault.split(":")[0] for fault in refused.value.details["file"]] == ["D2", "B3", "E3", "C4"]


def test_voter_file_comes_back_as_it_left(house: House) -> None:
    poll = poll_of(house)
    brought = lines(house, "members,张三,13800000001,", "public,李四,,l@example.cn")
    bring_voters(house.staff, poll, brought)
    voters = Voter.objects.exclude(name="").select_related("roll__assessment__unit")

    assert read_voters(poll, voters_workbook(poll, voters), "voters.xlsx") == brought


def test_voters_brought_again_keep_their_links(house: House) -> None:
    poll = poll_of(house)
    bring_voters(house.staff, poll, lines(house, "members,张三,13800000001,", "members,李四,13800000002,"))
    links = list(mint_links(house.staff, poll, Voter.objects.exclude(name="")))
    token = Voter.objects.get(name="张三").token

    bring_voters(house.staff, poll, lines(house, "members,张三,13800000003,", "members,王五,,w@example.cn"))

    named = Voter.objects.exclude(name="").order_by("name").values_list("name", "mobile", "email")
    assert [(voter.mobile, "/v/#" in link) for voter, link in links] == [("13800000001", True), ("13800000002", True)]
    assert sorted(named) == [("张三", "13800000003", ""), ("王五", "", "w@example.cn")]
    assert Voter.objects.get(name="张三").token == token


def test_who_voted_meanwhile_gets_no_link_and_moves_nobody_elses(house: House) -> None:
    poll = poll_of(house)
    bring_voters(house.staff, poll, lines(house, "members,张三,13800000001,", "members,李四,13800000002,"))
    asked = list(Voter.objects.exclude(name="").order_by("-pk"))
    Voter.objects.filter(name="张三").update(has_voted=True)

    [(voter, link)] = mint_links(house.staff, poll, asked)

    assert voter.mobile == "13800000002"
    assert Voter.objects.get(name="李四").token == token_of(link.rpartition("#")[2])


def test_more_names_than_voters_are_refused(house: House) -> None:
    roll = roll_of(house)
    set_entitled(house.staff, poll_of(house), {(roll.assessment_id, roll.layer): 1})

    with pytest.raises(Invalid) as refused:
        bring_voters(house.staff, poll_of(house), lines(house, "members,张三,,", "members,李四,,"))

    assert refused.value.code == "too-many-names"
    assert Poll.objects.count() == 1
