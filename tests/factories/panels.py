"""A campaign that three judges mark by invitation."""

from apps.accounts.models import User
from apps.assessments.models import Invitation
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.assessments.services.invitations import Guest, accept, invite
from apps.criteria.services import publish_text
from tests.factories.campaigns import enrol, make_campaign
from tests.factories.houses import House
from tests.factories.people import PASSWORD

TEXT = """
rulebook: panel-2025
title: {zh: 专家评审, en: Panel}
parties: {judge: counts, self: shown}
panels: {judge: {markers: 3, take: mean, round: 2}}
sections:
  A:
    title: {zh: 甲, en: A}
    criteria:
      A1: {title: {zh: 讲解, en: Talk}, points: 10}
      A2: {title: {zh: 成效, en: Results}, points: 10}
levels: [{合格: {title: {en: Good}, total: at least 12}}, {不合格: {title: {en: Poor}, otherwise: rated}}]
order: [total]
"""


def open_panel(house: House) -> House:
    """The house's campaign is another one from here on: marked by judges."""
    version = publish_text(None, TEXT)
    house.campaign = make_campaign(house.committee, name="专家评审", slug="panel", rulebook_version=version)
    house.assessments = enrol(house.campaign)
    return house


def ask(house: House, party: str = "judge1", name: str = "林专家") -> tuple[Invitation, str]:
    """An invitation and its code."""
    return invite(house.staff, house.campaign, Guest(name=name, party=party, office="省委党校"))


def judge(house: House, number: int = 1) -> User:
    """A judge who has come and was given every branch on the own sheet."""
    party = f"judge{number}"
    _row, code = ask(house, party, f"评委{number}")
    person = accept(code, f"judge-{number}", PASSWORD)
    adopt(house.staff, house.campaign, party, Asked(), Proposal(house.campaign, party, Asked()).digest)
    return person
