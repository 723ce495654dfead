"""Rows for tests, made through the services: committees, units, branches, people, campaigns, marks."""

from tests.factories.campaigns import enrol, make_assessment, make_campaign, mark, published_rulebook
from tests.factories.people import PASSWORD, make_person, sign_in
from tests.factories.tree import make_branch, make_committee, make_node, make_unit, make_zone
from tests.factories.vetoes import veto
from tests.factories.workbooks import try_workbook, write_workbook

__all__ = [
    "PASSWORD",
    "enrol",
    "make_assessment",
    "make_branch",
    "make_campaign",
    "make_committee",
    "make_node",
    "make_person",
    "make_unit",
    "make_zone",
    "mark",
    "published_rulebook",
    "sign_in",
    "try_workbook",
    "veto",
    "write_workbook",
]
