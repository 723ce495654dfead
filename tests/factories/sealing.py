"""A house's campaign on its way to the seal: numbered and closed, proposed by staff, sealed by the leader."""

from apps.campaigns.services import close_campaign
from apps.evaluations.models import Erratum, Seal
from apps.evaluations.services import confirm_seal, propose_erratum, propose_seal, start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import House


def close(house: House) -> House:
    """A numbered run, then closed."""
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    close_campaign(house.staff, house.campaign, "评定已结束", despite=True)
    house.campaign.refresh_from_db()
    return house


def propose(house: House) -> House:
    """The same, and staff have proposed its seal."""
    propose_seal(house.staff, close(house).campaign)
    return house


def seal(house: House) -> Seal:
    """The same, sealed by the leader."""
    made = confirm_seal(house.people[Role.LEADER], propose(house).campaign)
    house.campaign.refresh_from_db()
    return made


def correct(house: House, made: Seal, after: str = "0") -> Erratum:
    """A correction of the first branch's mark on A1 that staff have proposed."""
    change = {"branch": house.assessments[0].pk, "what": "mark:A1", "after": after}
    return propose_erratum(house.staff, made, title="更正业务突出得分", reason="登记笔误", changes=[change])
