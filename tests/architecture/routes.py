"""The answers of every address by office; see test_routes.py for how a row is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.api import cases
from tests.api.cases import campaign, first_branch_node, first_unit, nothing, rulebook, secretary, secretary_office
from tests.factories import try_workbook
from tests.factories.houses import House

EVERYBODY, HIDDEN, LOGIN = "200 *", "404 *", 302
KEEPS, KEEPS_TYPED = "200 AS, 404 CK, 403 *", "422 AS, 404 CK, 403 *"
ROSTER, ROSTER_DONE = "200 AS, 403 LU, 404 *", "302 AS, 403 LU, 404 *"
PEOPLE, PEOPLE_DONE, NO_PERSON = "200 AS, 403 *", "302 AS, 403 *", "404 AS, 403 *"
STAFF, STAFF_DONE, STAFF_TYPED = "200 S, 403 *", "302 S, 403 *", "422 S, 403 *"


@dataclass(frozen=True)
class Route:
    """One address and method: what each office gets about its own committee, and about another one."""

    name: str
    own: str
    method: str = "get"
    args: Callable[[House], dict | None] = nothing
    other: str = HIDDEN
    stranger: int = LOGIN


def pair(name: str, shown: str, done: str, args: Callable = nothing, other: str = HIDDEN) -> tuple[Route, Route]:
    """A page and what it sends."""
    return Route(name, shown, "get", args, other), Route(name, done, "post", args, other)


def committee(house: House) -> dict[str, Any]:
    return {"pk": house.committee.pk}


def first_row(house: House) -> dict[str, Any]:
    return campaign(house) | {"pk": house.assessments[0].pk}


def sheet(house: House) -> dict[str, Any]:
    return first_row(house) | {"party": "superior"}


def closing(house: House) -> dict[str, Any]:
    return campaign(house) | {"act": "close"}


def faulty_import(house: House) -> dict[str, Any]:
    content = "党支部,所在单位,A1\n,,99\n".encode()
    return campaign(house) | {"pk": try_workbook(house.staff, house.campaign, "x.csv", content).pk}


def of_committee(house: House) -> dict[str, Any]:
    return {"committee": house.committee.pk}


def faulty_roster(house: House) -> dict[str, Any]:
    return of_committee(house) | cases.faulty_roster(house)


def key(_house: House) -> dict[str, Any]:
    return {"key": "abc"}


def mailed(_house: House) -> dict[str, Any]:
    return {"uidb36": "1", "key": "abc-def"}


def imports(space: str, args: Callable, shown: str, done: str) -> list[Route]:
    """The addresses of one import."""
    acts = [("detail", "get"), ("annotated", "get"), ("file", "get"), ("write", "post"), ("drop", "post")]
    return [
        Route(f"{space}:import-{act}", shown if method == "get" else done, method, args)
        for act, method in [*acts, ("undo", "post")]
    ]


RESULTS = [
    Route("reports:home", "302 *"),
    Route("reports:search", EVERYBODY),
    Route("reports:audit", "200 SU, 403 *"),
    Route("reports:jobs", PEOPLE),
    Route("reports:job-stop", PEOPLE_DONE, "post", cases.waiting_job, NO_PERSON),
    Route("reports:dashboard", "200 SLU, 302 *", args=campaign),
    Route("reports:campaign", EVERYBODY, args=campaign),
    Route("reports:run-start", STAFF_DONE, "post", campaign),
    Route("reports:league", EVERYBODY, args=campaign),
    Route("reports:league-export", EVERYBODY, args=campaign),
    Route("reports:branch", EVERYBODY, args=first_row),
    Route("criteria:list", EVERYBODY),
    Route("criteria:detail", EVERYBODY, args=rulebook, other=EVERYBODY),
]
CAMPAIGNS = [
    Route("campaigns:list", EVERYBODY),
    *pair("campaigns:create", STAFF, STAFF_TYPED),
    *pair("campaigns:change", STAFF, STAFF_TYPED, campaign),
    Route("campaigns:move", STAFF_DONE, "post", closing),
    Route("assessments:sheet-list", EVERYBODY, args=campaign),
    Route("assessments:sheet-export", EVERYBODY, args=campaign),
    *pair("assessments:sheet", EVERYBODY, "302 SZ, 403 *", sheet),
    Route("assessments:vetoes", STAFF_DONE, "post", first_row),
    Route("assessments:enrol", STAFF_DONE, "post", campaign),
    *pair("assessments:import-start", STAFF, STAFF_TYPED, campaign),
    *imports("assessments", faulty_import, STAFF, STAFF_DONE),
]
TREE = [
    Route("organisations:list", EVERYBODY),
    *pair("organisations:root-create", "403 *", "403 *"),
    Route("organisations:node", "404 CK, 200 *", args=first_unit),
    *(
        route
        for act in ("create", "rename", "resequence", "close")
        for route in pair(f"organisations:node-{act}", KEEPS, KEEPS_TYPED, first_unit)
    ),
    *pair("organisations:node-zone", KEEPS, "302 AS, 404 CK, 403 *", first_unit),
    *pair("organisations:zone-create", ROSTER, "422 AS, 403 LU, 404 *", committee),
    Route("organisations:person-list", PEOPLE),
    *pair("organisations:person-create", PEOPLE, "422 AS, 403 *"),
    Route("organisations:person", PEOPLE, args=secretary, other=NO_PERSON),
    Route("organisations:person-reset", PEOPLE, "post", secretary, NO_PERSON),
    Route("organisations:person-active", PEOPLE_DONE, "post", secretary, NO_PERSON),
    *pair("organisations:appoint", PEOPLE, "422 AS, 403 *", secretary, NO_PERSON),
    *pair("organisations:appointment-end", PEOPLE, "422 AS, 403 *", secretary_office),
    Route("branches:list", EVERYBODY),
    Route("branches:export", EVERYBODY),
    Route("branches:detail", EVERYBODY, args=first_branch_node),
    *pair("branches:change", PEOPLE, "422 AS, 403 *", first_branch_node),
    *pair("branches:create", KEEPS, KEEPS_TYPED, first_unit),
    *pair("rosters:import-start", ROSTER, "422 AS, 403 LU, 404 *", of_committee),
    *imports("rosters", faulty_roster, ROSTER, ROSTER_DONE),
]
OPEN, SHUT = {"stranger": 200}, {"own": HIDDEN, "stranger": 404}
DOORS = [
    Route("accounts:me", EVERYBODY),
    Route("accounts:preferences", "302 *", "post", stranger=302),
    *(Route("account_login", "302 *", method, **OPEN) for method in ("get", "post")),
    *(Route("account_signup", "302 *", method, **OPEN) for method in ("get", "post")),
    *pair("account_logout", EVERYBODY, "302 *"),
    Route("account_inactive", EVERYBODY, **OPEN),
    *pair("account_reauthenticate", EVERYBODY, EVERYBODY),
    *pair("account_change_password", EVERYBODY, EVERYBODY),
    *(
        Route(f"account_{name}", method=method, **SHUT)
        for method in ("get", "post")
        for name in ("email", "set_password", "reset_password", "confirm_login_code")
    ),
    *(Route(f"account_{name}", **SHUT) for name in ("email_verification_sent", "reset_password_done")),
    Route("account_reset_password_from_key_done", **SHUT),
    *(Route("account_confirm_email", method=method, args=key, **SHUT) for method in ("get", "post")),
    *(Route("account_reset_password_from_key", method=method, args=mailed, **SHUT) for method in ("get", "post")),
    Route("mfa_index", EVERYBODY),
    *(
        Route(f"mfa_{name}", "302 *", method)
        for method in ("get", "post")
        for name in ("authenticate", "reauthenticate", "activate_totp", "generate_recovery_codes")
    ),
    *pair("mfa_deactivate_totp", HIDDEN, HIDDEN),
    Route("mfa_view_recovery_codes", HIDDEN),
    Route("mfa_download_recovery_codes", HIDDEN),
    Route("schema", EVERYBODY, stranger=401),
    Route("api-docs", EVERYBODY),
    Route("health-live", EVERYBODY, **OPEN),
    Route("health-ready", EVERYBODY, **OPEN),
    Route("metrics", **SHUT),
]
ROUTES = [*RESULTS, *CAMPAIGNS, *TREE, *DOORS]
