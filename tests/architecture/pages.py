"""Every page of the table of addresses, and an office that sees it whole."""

import re

from apps.organisations.choices import Role
from tests.architecture.offices import answers
from tests.architecture.routes import ROUTES, Route

# Files, fragments, walls and doors of machines are no pages. A sealed campaign has journeys of its own: sealing ends
# what the others need.
NO_PAGE = re.compile(
    r"export|annotated|[-:]file$|download|thumbnail|picture|schema|health|metrics|recovery|decisions:sheet|-top$|api-docs|"
    r"[-:]paper$|:checker$|workbook|audit-table|league-table|roads:document$|visits:worker$|^sealed:|erratum-new|"
    r"reports:hall$|screen-sheet$|"
    r"account_(?:login|signup|inactive|logout|reauthenticate)"
)
FIRST = [
    ("assessments:self", Role.SECRETARY),
    ("assessments:proof", Role.SECRETARY),
    ("assessments:unit", Role.REVIEWER),
    ("", Role.STAFF),
    ("", Role.ADMINISTRATOR),
]


def office_of(route: Route) -> str:
    """The office to look with: the one whose work the page is, else staff; empty where nobody sees it."""
    allowed = [role for role, status in answers(route.own, lambda _row: list(Role.values)).items() if status == 200]
    named = [role for start, role in FIRST if route.name.startswith(start) and role in allowed]
    return next(iter([*named, *allowed]), "")


def pages() -> dict[str, list[Route]]:
    """The pages by the office that looks at them."""
    found: dict[str, list[Route]] = {}
    for route in ROUTES:
        office = office_of(route) if route.method == "get" and not NO_PAGE.search(route.name) else ""
        if office:
            found.setdefault(office, []).append(route)
    return found
