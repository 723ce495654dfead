"""What addresses of ballots name, and what is sent to them."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.ballots.choices import BatchStatus, PollStatus
from apps.ballots.models import PaperBatch, Poll
from apps.ballots.services.counting import request_count
from apps.ballots.services.papers import drop, type_first
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import House
from tests.factories.polling import asked, close_stage, open_stage, poll_of, polled, roll_of, vote

PAPERS = 3
ENOUGH = 6


def opened(house: House) -> dict[str, Any]:
    """A campaign in which a ballot can be set up."""
    open_stage(house)
    return {"slug": house.campaign.slug}


def set_up(house: House) -> dict[str, Any]:
    """One in which votes are cast; a ballot that stands already is taken as it is."""
    if not Poll.objects.filter(campaign=house.campaign).exists():
        polled(house)
    return {"slug": house.campaign.slug}


def of_unit(house: House) -> dict[str, Any]:
    """The first unit of one in which votes are cast."""
    return set_up(house) | {"unit": house.units[0].pk}


def over(house: House) -> dict[str, Any]:
    """One whose votes wait for the count; piles that wait are dropped."""
    found = set_up(house)
    for batch in PaperBatch.objects.filter(roll__poll=poll_of(house), status=BatchStatus.FIRST):
        drop(house.staff, batch, "重新录入")
    vote(house, roll_of(house), [0] * ENOUGH)
    close_stage(house)
    return found


def counted(house: House) -> dict[str, Any]:
    """One whose votes are counted."""
    if Poll.objects.filter(campaign=house.campaign, status=PollStatus.COUNTED).exists():
        return {"slug": house.campaign.slug}
    found = over(house)
    request_count(house.staff, poll_of(house))
    run_waiting()
    return found


def of_branch(house: House) -> dict[str, Any]:
    return counted(house) | {"pk": house.assessments[0].pk}


def piled(house: House) -> dict[str, Any]:
    """A pile that the reviewer typed first."""
    found = set_up(house)
    batch = PaperBatch.objects.filter(roll__poll=poll_of(house)).first()
    if batch is None:
        batch = type_first(house.people[Role.REVIEWER], roll_of(house), PAPERS, figures(house))
    return found | {"pk": batch.pk}


def piled_list(house: House) -> dict[str, Any]:
    """The list that holds such a pile."""
    return {"slug": piled(house)["slug"]}


def act(name: str) -> Callable[[House], dict[str, Any]]:
    """The pile with an act in the address."""
    return lambda house: piled(house) | {"act": name}


def figures(house: House) -> dict[str, dict[str, int]]:
    """All papers say the same."""
    poll = poll_of(house)
    return {question["code"]: {poll.options[0]["code"]: PAPERS} for question in poll.questions}


def poll_body(house: House) -> dict[str, Any]:
    """What a new ballot begins with, as REST writes points and shares."""
    given = asked(house)
    options = [option | {"points": told(option["points"])} for option in given["options"]]
    layers = [layer | {"share": told(layer["share"]), "wanted": told(layer["wanted"])} for layer in given["layers"]]
    return {"questions": given["questions"], "options": options, "layers": layers}


def told(hundredths: int | None) -> str | None:
    return None if hundredths is None else str(hundredths // 100)


def rolls_body(house: House) -> dict[str, Any]:
    return {"rolls": [{"assessment": house.assessments[0].pk, "layer": "members", "entitled": 15}]}


def voters_body(house: House) -> dict[str, Any]:
    text = f"支部,身份,姓名,手机\n{house.assessments[0].name},members,张三,13800000001\n"
    return {"file": SimpleUploadedFile("voters.csv", text.encode())}


def slips_body(house: House) -> dict[str, Any]:
    return {"assessments": [house.assessments[0].pk]}


def pile_body(house: House) -> dict[str, Any]:
    return {"roll": roll_of(house).pk, "papers": PAPERS, "figures": figures(house)}


def again_body(house: House) -> dict[str, Any]:
    return {"papers": PAPERS, "figures": figures(house)}
