"""What addresses of scorers, assignments and invitations name, and what is sent to them."""

from typing import Any

from apps.assessments.models import Assignment, Draw, Interest, Invitation, Scorer
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.assessments.services.draws import publish_seed
from apps.assessments.services.invitations import Guest, invite
from apps.assessments.services.scorers import Work, declare_interest, place_scorer
from tests.factories.houses import House

PARTY = "superior"


def below(house: House, **key: Any) -> dict[str, Any]:
    return {"slug": house.campaign.slug, **key}


def scorer(house: House) -> Scorer:
    """Staff are among the scorers."""
    return place_scorer(house.staff, house.campaign, house.staff, PARTY, Work())


def give_out(house: House) -> None:
    """Every branch is given to staff, who alone are among the scorers."""
    scorer(house)
    if not Assignment.objects.standing().filter(campaign=house.campaign).exists():
        adopt(house.staff, house.campaign, PARTY, Asked(), Proposal(house.campaign, PARTY, Asked()).digest)


def interest(house: House) -> Interest:
    """Staff do not mark the second unit."""
    scorer(house)
    return declare_interest(house.staff, house.campaign, house.staff, house.units[1], "亲属")


def invitation(house: House) -> Invitation:
    """An expert was asked."""
    found = Invitation.objects.filter(campaign=house.campaign, revoked_at=None).first()
    return found or invite(house.staff, house.campaign, Guest(name="林专家", party=PARTY))[0]


def placed(house: House) -> dict[str, Any]:
    return below(house, pk=scorer(house).pk)


def own(house: House) -> dict[str, Any]:
    scorer(house)
    return below(house)


def leaving(house: House) -> dict[str, Any]:
    return placed(house) | {"act": "leave"}


def declared(house: House) -> dict[str, Any]:
    return below(house, pk=interest(house).pk)


def invited(house: House) -> dict[str, Any]:
    return below(house, pk=invitation(house).pk, act="extend")


def given_out(house: House) -> dict[str, Any]:
    give_out(house)
    return below(house)


def finishing(house: House) -> dict[str, Any]:
    """A sheet that is given to staff, to be said finished."""
    give_out(house)
    return {"pk": house.assessments[0].pk, "party": PARTY, "act": "finish"}


def nobodys(_house: House) -> dict[str, Any]:
    """No guest's branch."""
    return {"pk": 1}


def place_body(house: House) -> dict[str, Any]:
    return {"person": house.staff.pk, "party": PARTY}


def interest_body(house: House) -> dict[str, Any]:
    return {"person": house.staff.pk, "node": house.units[1].pk, "reason": "亲属"}


def adopt_body(house: House) -> dict[str, Any]:
    scorer(house)
    return {"party": PARTY, "digest": Proposal(house.campaign, PARTY, Asked()).digest}


def reassign_body(house: House) -> dict[str, Any]:
    keys = [house.assessments[0].pk]
    return {"party": PARTY, "assessments": keys, "person": house.staff.pk, "reason": "调整"}


def guest_body(_house: House) -> dict[str, Any]:
    return {"name": "林专家", "party": PARTY}


def published(house: House) -> dict[str, Any]:
    """The draw that stands, its seed published."""
    give_out(house)
    found = Draw.objects.standing().filter(campaign=house.campaign).first()
    row = found or publish_seed(house.staff, house.campaign, PARTY, "seed", 10_000)
    return below(house, pk=row.pk, act="drop")


def undrawn(house: House) -> dict[str, Any]:
    """A draw whose seed is published."""
    published(house)
    return below(house)


def dropping(house: House) -> dict[str, Any]:
    return undrawn(house) | {"act": "drop"}


def seed_body(_house: House) -> dict[str, Any]:
    return {"seed": "2025-12-01", "share": "10"}


def not_twice(house: House) -> dict[str, Any]:
    """A sheet that one person alone has marked."""
    return {"pk": house.assessments[0].pk, "party": PARTY}


def unasked(house: House) -> dict[str, Any]:
    """A run that was not asked which places another scorer would move."""
    return below(house, pk=house.campaign.current_run.run_id)


REASON = {"reason": "借调"}
