"""The answers of every address by office; see offices.py for how a row is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.api import cases
from tests.api.cases import campaign, first_branch_node, first_unit, nothing, rulebook, secretary, secretary_office
from tests.factories import (
    applying,
    balloting,
    gating,
    listing,
    naming,
    notices,
    on_site,
    publicizing,
    reporting,
    scoring,
    screens,
    titles,
    try_workbook,
)
from tests.factories.houses import House

EVERYBODY, HIDDEN, LOGIN = "200 *", "404 *", 302
KEEPS, KEEPS_TYPED = "200 AS, 404 CK, 403 *", "422 AS, 404 CK, 403 *"
ROSTER, ROSTER_DONE = "200 AS, 403 LUD, 404 *", "302 AS, 403 LUD, 404 *"
PEOPLE, PEOPLE_DONE, NO_PERSON = "200 AS, 403 *", "302 AS, 403 *", "404 AS, 403 *"
GIVERS, NO_GIVEN = "200 ASN, 403 *", "404 ASN, 403 *"
OWN_STAFF = "200 S, 404 *"
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


def first_criterion(house: House) -> dict[str, Any]:
    return campaign(house) | {"code": "A1"}


def sheet(house: House) -> dict[str, Any]:
    return first_row(house) | {"party": "superior"}


def criterion(house: House) -> dict[str, Any]:
    return first_row(house) | {"code": "A1"}


def proof(house: House) -> dict[str, Any]:
    return criterion(house) | {"use": cases.used(house).pk}


def star(house: House) -> dict[str, Any]:
    return first_row(house) | {"section": "A"}


def taking_over(house: House) -> dict[str, Any]:
    return first_row(house) | {"act": "take-over"}


def unit(house: House) -> dict[str, Any]:
    return campaign(house) | {"unit": house.units[0].pk}


def unit_branch(house: House) -> dict[str, Any]:
    return unit(house) | cases.submitted(house)


def own_indicators(house: House, **more: Any) -> dict[str, Any]:
    found = cases.refining(house, **more)
    return {"slug": found["slug"], "unit": found["pk"], "section": found["section"]}


def decision(house: House) -> dict[str, Any]:
    return own_indicators(house, submitted=True) | {"act": "approve"}


def unit_handed_over(house: House) -> dict[str, Any]:
    cases.handed_over(house)
    return unit(house)


def handed_over(house: House) -> dict[str, Any]:
    return campaign(house) | cases.handed_over(house)


def signing(house: House) -> dict[str, Any]:
    return cases.meeting(house) | {"act": "sign"}


def seconding(house: House) -> dict[str, Any]:
    return cases.proposed_change(house) | {"act": "second"}


def confirming(house: House) -> dict[str, Any]:
    return cases.proposed_veto(house) | {"act": "confirm"}


def closing(house: House) -> dict[str, Any]:
    return campaign(house) | {"act": "close"}


def faulty_import(house: House) -> dict[str, Any]:
    content = "党支部,所在单位,A1\n,,99\n".encode()
    return campaign(house) | {"pk": try_workbook(house.staff, house.campaign, "x.csv", content).pk}


def of_committee(house: House) -> dict[str, Any]:
    return {"committee": house.committee.pk}


def faulty_roster(house: House) -> dict[str, Any]:
    return of_committee(house) | cases.faulty_roster(house)


def roll(house: House) -> dict[str, Any]:
    return of_committee(house) | cases.roll(house)


def no_session(_house: House) -> dict[str, Any]:
    return {"pk": 1}


def sealing(house: House) -> dict[str, Any]:
    return cases.closed(house) | {"act": "propose"}


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
    Route("reports:todo", EVERYBODY),
    Route("reports:late-export", "200 SLUD, 403 *", args=campaign),
    *pair("workflow:note-add", EVERYBODY, "422 *"),
    *pair("workflow:ways", EVERYBODY, "422 *"),
    *pair("workflow:reminding", "200 S, 404 ZCKRN, 403 *", "422 S, 404 ZCKRN, 403 *", committee),
    *pair("workflow:remind", STAFF, "302 S, 403 *", cases.topic),
    *pair("workflow:remind-voters", STAFF, STAFF_DONE, cases.ballot),
    Route("workflow:deliveries", EVERYBODY),
    Route("workflow:deliveries-export", EVERYBODY),
    Route("workflow:deliveries-retry", STAFF_DONE, "post"),
    Route("workflow:delivery-retry", "302 S, 403 C, 404 *", "post", cases.failed_message),
    Route("workflow:note-done", "302 S, 403 Z, 404 *", "post", cases.staffs_note),
    *pair("workflow:hand-over", "200 S, 404 *", "404 *", cases.run_item),
    *(Route(f"reports:audit{part}", "200 SU, 403 *") for part in ("", "-workbook", "-table")),
    Route("reports:audit-file", "200 U, 404 S, 403 *", args=cases.record_file, other="404 SU, 403 *"),
    Route("reports:audit-check", "302 SU, 403 *", "post"),
    Route("reports:jobs", PEOPLE),
    Route("reports:jobs-top", EVERYBODY),
    Route("reports:parts", PEOPLE),
    Route("reports:job-stop", PEOPLE_DONE, "post", cases.waiting_job, NO_PERSON),
    Route("reports:dashboard", "200 SLUD, 302 *", args=campaign),
    Route("reports:campaign", EVERYBODY, args=campaign),
    Route("reports:groups", "200 SLUD, 404 *", args=campaign),
    Route("reports:targets", "200 SLUD, 404 *", args=campaign),
    Route("reports:run-start", STAFF_DONE, "post", campaign),
    Route("reports:league", EVERYBODY, args=campaign),
    *(Route(f"reports:league-{kind}", EVERYBODY, args=campaign) for kind in ("export", "table", "paper")),
    Route("reports:league-columns", "302 *", "post", campaign),
    Route("reports:branch", EVERYBODY, args=first_row),
    Route("reports:compare", "404 CK, 200 *", args=campaign),
    Route("reports:compare-export", "404 CK, 200 *", args=campaign),
    Route("reports:unit", "404 CK, 200 *", args=publicizing.unit),
    Route("reports:zone", "404 RCKN, 200 *", args=publicizing.zone),
    Route("branches-public:campaigns", EVERYBODY, stranger=200),
    Route("branches-public:list", EVERYBODY, args=publicizing.opened, other=EVERYBODY, stranger=200),
    Route("branches-public:branch", EVERYBODY, args=publicizing.opened_branch, other=EVERYBODY, stranger=200),
    *pair("campaigns:publicity", STAFF, STAFF_TYPED, campaign),
    Route("reports:criteria", "200 SLUD, 404 *", args=campaign),
    *pair("reports:province", "200 AS, 403 *", "302 AS, 403 *"),
    *pair("reports:rehearsal-new", STAFF, STAFF_TYPED, other=STAFF),
    Route("reports:rehearsal-delete", "302 S, 403 *", "post", campaign),
    Route("reports:gaps", "404 AN, 200 *", args=cases.compared),
    Route("reports:gaps-export", "200 SZRLUD, 404 *", args=cases.compared),
    Route("reports:soundness", "200 SLUD, 404 *", args=campaign),
    Route("reports:trends", EVERYBODY),
    Route("reports:moves", "200 SLUD, 404 *", args=campaign),
    Route("reports:moves-export", "200 SLUD, 404 *", args=cases.moved),
    Route("reports:whatif", "200 SLUD, 404 *", args=campaign),
    Route("reports:whatif-export", "200 SLUD, 404 *", args=campaign),
    Route("reports:whatif-draft", "302 S, 403 LUD, 404 *", "post", campaign),
    Route("reports:whatif-file", "200 SLUD, 404 *", args=campaign),
    Route("reports:criterion", EVERYBODY, args=first_criterion),
    Route("reports:criterion-export", EVERYBODY, args=first_criterion),
    Route("evaluations:seal", "200 SLUD, 403 *", args=campaign),
    Route("evaluations:seal-act", STAFF_DONE, "post", sealing),
    Route("evaluations:seal-check", "302 SLUD, 403 *", "post", cases.sealed),
    *pair("evaluations:erratum-new", STAFF, STAFF_TYPED, cases.sealed),
    Route("evaluations:erratum-act", "302 SLD, 403 *", "post", cases.erratum),
    Route("sealed:page", EVERYBODY, args=cases.sealed, other=EVERYBODY, stranger=200),
    Route("sealed:file", EVERYBODY, args=cases.sealed, other=EVERYBODY, stranger=200),
    Route("sealed:checker", EVERYBODY, stranger=200),
    Route("criteria:list", EVERYBODY),
    Route("criteria:detail", EVERYBODY, args=rulebook, other=EVERYBODY),
]
DRAFTS = [
    *(
        Route(f"criteria:version-{name}", EVERYBODY, args=rulebook, other=EVERYBODY)
        for name in ("export", "criteria-export", "aloud", "compare")
    ),
    *pair("criteria:create", STAFF, STAFF_TYPED),
    Route("criteria:dictionary", EVERYBODY),
    *pair("criteria:dictionary-write", STAFF, STAFF_DONE),
    Route("criteria:dictionary-delete", "302 S, 403 *", "post", cases.dictionary),
    *pair("criteria:draft", OWN_STAFF, "409 S, 404 *", cases.draft),
    *pair("criteria:draft-text", OWN_STAFF, "409 S, 404 *", cases.draft),
    *pair("criteria:draft-import", OWN_STAFF, "422 S, 404 *", cases.draft),
    *pair("criteria:draft-publish", OWN_STAFF, "409 S, 404 *", cases.draft),
    *(
        Route(f"criteria:draft-{name}", OWN_STAFF, args=cases.draft)
        for name in ("export", "criteria-export", "aloud", "compare")
    ),
    Route("criteria:draft-delete", "302 S, 404 *", "post", cases.draft),
]
CAMPAIGNS = [
    Route("campaigns:list", EVERYBODY),
    *pair("campaigns:create", STAFF, STAFF_TYPED),
    *pair("campaigns:change", STAFF, STAFF_TYPED, campaign),
    Route("campaigns:move", STAFF_DONE, "post", closing),
    *pair("campaigns:extensions", STAFF, STAFF_TYPED, campaign),
    *pair("reports:reports", EVERYBODY, "422 *", campaign),
    Route("reports:report-file", "200 ASLUD, 404 *", args=reporting.finished),
    Route("reports:report-delete", "302 S, 403 ALUD, 404 *", "post", reporting.waiting),
    *pair("reports:report-templates", STAFF, STAFF_TYPED, campaign),
    Route("reports:report-template-file", STAFF, args=reporting.shipped),
    Route("reports:report-template-end", STAFF_DONE, "post", reporting.template),
    *pair("reports:screen", STAFF, STAFF_TYPED, campaign),
    *pair("reports:screen-change", STAFF, STAFF_TYPED, screens.row),
    Route("reports:screen-renew", STAFF, "post", screens.row),
    Route("reports:screen-withdraw", STAFF_DONE, "post", screens.row),
    Route("reports:hall", EVERYBODY, args=screens.wall, other=EVERYBODY, stranger=200),
    Route("reports:screen-sheet", EVERYBODY, args=screens.wall, other=EVERYBODY, stranger=200),
    Route("reports:figures", EVERYBODY, args=screens.figures, other=EVERYBODY, stranger=200),
    Route("campaigns:extension-end", STAFF_DONE, "post", cases.extension),
    *pair("campaigns:targets", STAFF, "302 S, 403 *", campaign),
    *pair("campaigns:documents", EVERYBODY, STAFF_TYPED, campaign),
    Route("reports:roads", EVERYBODY),
    Route("reports:road", EVERYBODY, args=cases.road),
    *pair("roads:create", STAFF, STAFF_TYPED),
    *pair("roads:change", STAFF, STAFF_TYPED, cases.road),
    *pair("roads:documents", EVERYBODY, STAFF_TYPED, cases.road),
    Route("roads:document", EVERYBODY, args=cases.document),
    Route("roads:document-remove", STAFF_DONE, "post", cases.document),
    *pair("days:list", EVERYBODY, "422 AS, 403 *"),
    Route("days:export", EVERYBODY),
    Route("days:fill", PEOPLE_DONE, "post"),
    Route("days:import", PEOPLE_DONE, "post"),
    Route("days:remove", PEOPLE_DONE, "post", lambda _house: {"day": "2025-10-01"}, PEOPLE_DONE),
    Route("assessments:sheet-list", EVERYBODY, args=campaign),
    Route("assessments:sheet-export", EVERYBODY, args=campaign),
    *pair("assessments:proof", EVERYBODY, "422 CK, 403 *", criterion),
    Route("assessments:proof-attach", "404 CK, 403 *", "post", criterion),
    *(Route(f"assessments:proof-{act}", "302 CK, 403 *", "post", proof) for act in ("describe", "replace", "remove")),
    *(Route(f"evidence:{name}", EVERYBODY, args=cases.proof_file) for name in ("download", "thumbnail")),
    Route("evidence:picture", EVERYBODY, args=cases.proof_picture),
    Route("keeping:home", "302 S, 403 *"),
    *pair("keeping:page", "200 S, 404 ZRNCK, 403 *", "422 S, 404 ZRNCK, 403 *", of_committee),
    Route("keeping:delete", "302 S, 404 ZRNCK, 403 *", "post", of_committee),
    Route("shelf:list", EVERYBODY, args=first_branch_node),
    *pair("shelf:piece", EVERYBODY, "302 *", cases.shelved),
    Route("assessments:alike", "403 ACKN, 200 *", args=campaign),
    *pair("assessments:likeness", "403 ACKN, 200 *", "422 SZR, 403 *", cases.alike),
    *pair("assessments:sheet", EVERYBODY, "302 SZ, 403 *", sheet),
    Route("assessments:save", "422 SZ, 403 *", "post", sheet, stranger=401),
    Route("assessments:self", "302 *", args=first_row),
    *pair("assessments:self-star", EVERYBODY, "302 CK, 403 *", star),
    *pair("assessments:self-check", EVERYBODY, "422 C, 403 *", first_row),
    Route("assessments:self-act", "302 CK, 403 *", "post", taking_over),
    Route("assessments:burden", "200 SLUD, 403 *", args=campaign),
    Route("assessments:vetoes", STAFF_DONE, "post", first_row),
    Route("assessments:enrol", STAFF_DONE, "post", campaign),
    *pair("assessments:import-start", STAFF, STAFF_TYPED, campaign),
    *imports("assessments", faulty_import, STAFF, STAFF_DONE),
]
UNITS = [
    Route("assessments:unit-list", "302 R, 200 S, 403 *", args=campaign),
    Route("assessments:unit", "200 SR, 404 *", args=unit),
    Route("assessments:unit-branch", "200 SR, 404 *", args=unit_branch),
    Route("assessments:unit-approve", "302 R, 403 S, 404 *", "post", unit_branch),
    Route("assessments:unit-return", "422 R, 403 S, 404 *", "post", unit_branch),
    Route("assessments:unit-hand-over", "302 R, 403 S, 404 *", "post", unit),
    Route("assessments:unit-recall", "302 R, 403 S, 404 *", "post", unit_handed_over),
    Route("assessments:unit-summary", "200 SR, 404 *", args=unit),
    Route("assessments:unit-summary-export", "200 SR, 404 *", args=unit),
    Route("assessments:refinements", "302 R, 404 CK, 200 *", args=cases.refining_campaign),
    *pair("assessments:refinement", "404 CK, 200 *", "302 R, 404 CK, 403 *", own_indicators),
    Route("assessments:refinement-act", "302 S, 404 CK, 403 *", "post", decision),
    Route("assessments:exchange", "200 SLUD, 403 *", args=cases.refining_campaign),
    Route("assessments:handovers", "200 SLUD, 403 *", args=campaign),
    Route("assessments:handover-export", "200 SLUD, 403 *", args=campaign),
    Route("assessments:handover-receive-all", STAFF_DONE, "post", campaign),
    Route("assessments:handover-receive", STAFF_DONE, "post", handed_over),
    Route("assessments:handover-return", STAFF_DONE, "post", handed_over),
]
VISITS = [
    Route("visits:list", EVERYBODY, args=campaign),
    Route("visits:worker", EVERYBODY, args=campaign, other=EVERYBODY),
    *pair("visits:new", STAFF, STAFF_TYPED, on_site.opened),
    Route("visits:visit", "200 SZ, 404 *", args=on_site.planned),
    Route("visits:export", "200 SZ, 404 *", args=on_site.planned),
    *pair("visits:change", STAFF, STAFF_TYPED, on_site.planned, HIDDEN),
    Route("visits:cancel", "302 S, 403 Z, 404 *", "post", on_site.planned),
    Route("visits:move", "302 S, 403 Z, 404 *", "post", on_site.placed),
    *pair("visits:stop", "200 SZ, 302 *", "302 SZ, 403 *", on_site.begun),
    *pair("visits:sign", EVERYBODY, "404 *", on_site.begun),
    Route("visits:answer", "302 C, 403 *", "post", on_site.found),
    Route("visits:act", "302 SZ, 403 *", "post", on_site.starting),
]
SCORING = [
    *pair("scorers:list", STAFF, STAFF_TYPED, campaign),
    *pair("scorers:own", OWN_STAFF, "422 S, 404 *", scoring.own),
    Route("scorers:export", STAFF, args=campaign),
    Route("scorers:import", STAFF_DONE, "post", campaign),
    *pair("scorers:scorer", STAFF, STAFF_TYPED, scoring.placed),
    Route("scorers:scorer-act", STAFF_DONE, "post", scoring.leaving),
    Route("scorers:interest-end", STAFF_DONE, "post", scoring.declared),
    *pair("scorers:invitations", STAFF, STAFF_TYPED, campaign),
    Route("scorers:invitation-act", STAFF_DONE, "post", scoring.invited),
    *pair("scorers:draw", STAFF, STAFF_TYPED, campaign),
    Route("scorers:draw-export", "404 S, 403 *", args=scoring.undrawn),
    Route("scorers:draw-act", STAFF_DONE, "post", scoring.dropping),
    Route("scorers:comparison", "404 S, 403 *", args=first_row),
    Route("scorers:comparison", STAFF_DONE, "post", first_row),
    Route("reports:agreement", STAFF, args=campaign),
    Route("reports:agreement-export", STAFF, args=campaign),
    Route("reports:leniency", OWN_STAFF, args=campaign),
    Route("reports:noise", "200 SLUD, 403 *", args=campaign),
    Route("reports:noise", "404 SLUD, 403 *", "post", campaign),
    Route("scorers:assignment", STAFF, args=campaign),
    *(Route(f"scorers:{act}", STAFF_DONE, "post", campaign) for act in ("adopt", "reassign")),
    Route("assessments:finishing", STAFF_DONE, "post", lambda h: campaign(h) | scoring.finishing(h)),
    Route("panel:join", EVERYBODY, other=EVERYBODY, stranger=200),
    Route("panel:join", "422 *", "post", other="422 *", stranger=422),
    Route("panel:home", HIDDEN),
    *pair("panel:interest", HIDDEN, HIDDEN, args=lambda house: {"slug": house.campaign.slug}),
    *pair("panel:sheet", HIDDEN, HIDDEN, scoring.nobodys),
    Route("panel:save", HIDDEN, "post", scoring.nobodys, stranger=401),
    Route("panel:proof", HIDDEN, args=lambda _house: {"pk": 1, "code": "A1"}),
    Route("panel:act", HIDDEN, "post", lambda _house: {"pk": 1, "act": "finish"}),
]
COMPARED, NO_COPY = "200 SLUD, 403 *", "404 SLUD, 403 *"
DECISIONS = [
    Route("decisions:list", COMPARED, args=campaign),
    *pair("decisions:new", STAFF, STAFF_TYPED, cases.numbered),
    Route("decisions:page", COMPARED, args=cases.meeting),
    Route("decisions:sheet", COMPARED, args=cases.meeting),
    *pair("decisions:change", STAFF, STAFF_TYPED, cases.meeting),
    *pair("decisions:matter", STAFF, STAFF_TYPED, cases.meeting),
    Route("decisions:act", "302 SLD, 403 *", "post", signing),
    Route("decisions:item", "302 SLUD, 403 *", args=seconding),
    Route("decisions:item", "302 SLD, 403 *", "post", seconding),
    Route("decisions:vetoes", COMPARED, args=campaign),
    Route("decisions:vetoes-confirm", "302 D, 403 *", "post", campaign),
    Route("decisions:veto-file", NO_COPY, args=cases.proposed_veto),
    Route("decisions:veto-act", "302 D, 403 *", "post", confirming),
]
HANDERS = "200 SR, 403 *"
BALLOTS = [
    Route("ballots:turnout", EVERYBODY, args=balloting.set_up),
    Route("ballots:count", STAFF_DONE, "post", balloting.set_up),
    *pair("ballots:set-up", STAFF, STAFF_TYPED, balloting.opened),
    *pair("ballots:preview", STAFF, STAFF, balloting.set_up),
    *pair("ballots:voters", STAFF, "404 S, 403 *", balloting.set_up),
    Route("ballots:voters-file", STAFF, args=balloting.set_up),
    *pair("ballots:voters-in", STAFF_DONE, STAFF_TYPED, balloting.set_up),
    *pair("ballots:named-in", STAFF_DONE, STAFF_TYPED, balloting.set_up),
    Route("ballots:slips", HANDERS, args=balloting.set_up),
    *pair("ballots:slips-of", HANDERS, "302 SR, 403 *", balloting.of_unit),
    Route("ballots:papers", HANDERS, args=balloting.set_up),
    *pair("ballots:paper-new", HANDERS, "422 SR, 403 *", balloting.set_up),
    *pair("ballots:paper", HANDERS, "422 SR, 403 *", balloting.piled),
    Route("ballots:paper-act", "302 SR, 403 *", "post", balloting.act("confirm")),
    Route("ballots:results", "200 SLUD, 404 *", args=balloting.counted),
    Route("ballots:results-of", EVERYBODY, args=balloting.of_branch),
    *(
        Route(f"vote:{name}", EVERYBODY, method, stranger=200)
        for name in ("vote", "receipt")
        for method in ("get", "post")
    ),
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
    *pair("organisations:zone-create", ROSTER, "422 AS, 403 LUD, 404 *", committee),
    Route("organisations:person-list", PEOPLE),
    *pair("organisations:person-create", PEOPLE, "422 AS, 403 *"),
    Route("organisations:person", PEOPLE, args=secretary, other=NO_PERSON),
    *(Route("organisations:person-reset", GIVERS, method, secretary, NO_GIVEN) for method in ("get", "post")),
    Route("organisations:person-active", PEOPLE_DONE, "post", secretary, NO_PERSON),
    *pair("organisations:appoint", PEOPLE, "422 AS, 403 *", secretary, NO_PERSON),
    *pair("organisations:appointment-end", PEOPLE, "422 AS, 403 *", secretary_office),
    *pair("organisations:appointment-hand-over", PEOPLE, "422 AS, 403 *", secretary_office),
    Route("organisations:node-people", "200 ASN, 404 CK, 403 *", args=first_unit),
    Route("organisations:slips", "302 ASN, 404 CK, 403 *", "post", first_unit),
    *pair("organisations:vacancies", KEEPS, "302 AS, 404 CK, 403 *", first_unit),
    Route("organisations:my-people", "302 ASN, 403 *"),
    *pair("organisations:roll-start", ROSTER, "422 AS, 403 LUD, 404 *", of_committee),
    *(
        Route(f"organisations:{name}", shown, method, roll)
        for name, method, shown in (("roll", "get", ROSTER), ("roll-write", "post", ROSTER_DONE))
    ),
    Route("organisations:roll-drop", ROSTER_DONE, "post", roll),
    Route("branches:list", EVERYBODY),
    Route("branches:export", EVERYBODY),
    Route("branches:detail", EVERYBODY, args=first_branch_node),
    *pair("branches:change", PEOPLE, "422 AS, 403 *", first_branch_node),
    *pair("branches:create", KEEPS, KEEPS_TYPED, first_unit),
    *pair("rosters:import-start", ROSTER, "422 AS, 403 LUD, 404 *", of_committee),
    *imports("rosters", faulty_roster, ROSTER, ROSTER_DONE),
]
COMPARED, HEARD = "200 SLUD, 404 *", "200 SLD, 404 *"
NOTICES = [
    Route("notices:desk", COMPARED, args=campaign),
    Route("notices:desk", "422 S, 403 LUD, 404 *", "post", notices.draft_of),
    Route("notices:draft", "302 S, 403 LUD, 404 *", "post", campaign),
    Route("notices:preview", COMPARED, args=notices.draft),
    Route("notices:act", "302 S, 403 LUD, 404 *", "post", cases.withdrawal),
    Route("notices:objections", HEARD, args=campaign),
    Route("notices:objection", HEARD, args=notices.objection),
    Route("notices:objection-act", "302 LD, 403 S, 404 *", "post", cases.confirming),
    *pair("notices:objection-new", "200 S, 403 LD, 404 *", "422 S, 403 LD, 404 *", cases.with_notice),
    Route("notices:objection-export", HEARD, args=campaign),
    Route("notices:objection-file", HEARD, args=notices.objection_file),
    Route("notices:statement", OWN_STAFF, args=notices.taken),
    Route("notices:statement", "422 S, 404 *", "post", notices.taken),
    Route("assessments:reply", "302 C, 403 *", "post", first_row),
    Route("naming:desk", COMPARED, args=campaign),
    Route("naming:desk", "422 S, 403 LUD, 404 *", "post", naming.desk_with_draft),
    Route("naming:draft", "302 S, 403 LUD, 404 *", "post", campaign),
    Route("naming:act", "302 SLD, 403 U, 404 *", "post", naming.returned),
    Route("naming:draft-file", COMPARED, args=naming.draft),
    Route("naming:paper", COMPARED, args=naming.paper),
    *pair("naming:nominations", EVERYBODY, "422 S, 403 *", campaign),
    Route("naming:nomination-act", "302 SLD, 403 *", "post", naming.exception),
    Route("public:proof", EVERYBODY, args=naming.proof, other=EVERYBODY, stranger=200),
    Route("public:notices", EVERYBODY, stranger=200),
    Route("public:notice", EVERYBODY, args=notices.public, other=EVERYBODY, stranger=200),
    Route("public:notice-paper", HIDDEN, args=notices.public, stranger=404),
    Route("public:objection-new", EVERYBODY, args=notices.public, other=EVERYBODY, stranger=200),
    Route("public:objection-new", "422 *", "post", notices.public, "422 *", 422),
    Route("public:objection", EVERYBODY, args=notices.receipt, other=EVERYBODY, stranger=200),
]
OPEN, SHUT = {"stranger": 200}, {"own": HIDDEN, "stranger": 404}
DOORS = [
    Route("accounts:me", EVERYBODY),
    Route("accounts:preferences", "302 *", "post", stranger=302),
    Route("accounts:sessions", EVERYBODY),
    Route("accounts:sessions-end", "302 *", "post"),
    Route("accounts:session-end", HIDDEN, "post", no_session),
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
WRITERS, WRITERS_DONE, WRITERS_TYPED = "200 SRCK, 403 *", "302 SRCK, 403 *", "422 SRCK, 403 *"
LEDGERS = [
    Route("ledgers:home", EVERYBODY),
    *(
        Route(f"ledgers:{name}", EVERYBODY, args=listing.of_brands, other=EVERYBODY)
        for name in ("list", "sums", "export")
    ),
    Route("ledgers:alike", STAFF, args=listing.of_brands, other=STAFF),
    *(
        route
        for name in ("new", "import-start")
        for route in (
            Route(f"ledgers:{name}", WRITERS, args=listing.of_brands, other=WRITERS),
            Route(f"ledgers:{name}", WRITERS_TYPED, "post", listing.of_brands, WRITERS_TYPED),
        )
    ),
    Route("ledgers:entry", EVERYBODY, args=listing.brand_page),
    *pair("ledgers:change", WRITERS, WRITERS_TYPED, listing.brand_page),
    *(Route(f"ledgers:{act}", WRITERS_DONE, "post", listing.brand_page) for act in ("end", "files")),
    Route("ledgers:file-remove", WRITERS_DONE, "post", lambda h: listing.BRANDS | listing.proved(h)),
    Route("ledgers:move", STAFF_DONE, "post", listing.case_move),
    *pair("ledgers:compare", EVERYBODY, STAFF_DONE, lambda h: listing.BRANDS | listing.two_alike(h)),
    Route("ledgers:compare-again", STAFF_DONE, "post", lambda h: listing.BRANDS | listing.two_apart(h)),
    Route("ledgers:import", OWN_STAFF, args=listing.tried),
    *(Route(f"ledgers:import-{act}", "302 S, 404 *", "post", listing.tried) for act in ("write", "drop")),
    Route("ledgers:import-undo", "302 S, 404 *", "post", listing.written),
]
WHOLE = "200 SLUD, 403 *"
SELECTIONS = [
    Route("demonstrations:list", EVERYBODY),
    *pair("demonstrations:create", STAFF, STAFF_TYPED),
    Route("demonstrations:board", EVERYBODY, args=gating.programme_of),
    *pair("demonstrations:change", STAFF, STAFF_TYPED, gating.programme_of),
    Route("demonstrations:end", STAFF_DONE, "post", gating.programme_of),
    *pair("demonstrations:batch-new", STAFF, STAFF_TYPED, gating.programme_of),
    Route("demonstrations:batch", WHOLE, args=gating.batch_of),
    *pair("demonstrations:batch-change", STAFF, STAFF_TYPED, gating.batch_of),
    Route("demonstrations:batch-act", STAFF_DONE, "post", gating.calling),
    *pair("demonstrations:gate-new", STAFF, STAFF_TYPED, gating.batch_of),
    Route("demonstrations:gate", WHOLE, args=gating.gate_of),
    *pair("demonstrations:gate-change", STAFF, STAFF_TYPED, gating.gate_of),
    Route("demonstrations:gate-act", STAFF_DONE, "post", gating.opening),
]
PUBLIC = {"other": EVERYBODY, "stranger": 200}
TITLES = [
    Route("titles:list", EVERYBODY, args=titles.programme_of),
    Route("titles:workbook", EVERYBODY, args=titles.programme_of),
    Route("titles:reviews-ask", STAFF_DONE, "post", titles.programme_of),
    Route("titles:naming", COMPARED, args=titles.waiting),
    Route("titles:naming", "422 S, 403 LUD, 404 *", "post", titles.drafted),
    Route("titles:naming-act", "302 SLD, 403 U, 404 *", "post", titles.proposed),
    Route("titles:naming-paper", COMPARED, args=titles.paper),
    *pair("titles:page", "404 CK, 200 *", "422 S, 404 CK, 403 *", titles.title_of),
    Route("titles:step-act", "302 SLD, 404 CK, 403 *", "post", titles.step_of),
    *pair("titles:review", "404 CK, 200 *", "422 SR, 404 CK, 403 *", titles.review_of),
    Route("titles:review-act", "302 SZ, 404 CK, 403 *", "post", titles.passing),
    Route("plaques:find", EVERYBODY, stranger=200),
    Route("plaques:list", EVERYBODY, args=titles.programme_of, **PUBLIC),
    Route("plaques:workbook", EVERYBODY, args=titles.programme_of, **PUBLIC),
    Route("plaques:page", EVERYBODY, args=titles.proof, **PUBLIC),
    Route("plaques:paper", EVERYBODY, args=titles.public_paper, **PUBLIC),
]
APPLYING, APPLIED, APPLY_TYPED = "200 SRCK, 403 *", "302 SRCK, 403 *", "422 SRCK, 403 *"
CANDIDATES = [
    *(Route(f"candidates:{name}", EVERYBODY, args=applying.begun_list) for name in ("list", "export")),
    *pair("candidates:new", APPLYING, APPLY_TYPED, applying.calling),
    Route("candidates:accept", STAFF_DONE, "post", applying.begun_list),
    *(Route(f"candidates:{name}", EVERYBODY, args=applying.projects) for name in ("progress", "progress-export")),
    *pair("candidates:filing-start", APPLYING, APPLY_TYPED, applying.of_kind),
    Route("candidates:filing", OWN_STAFF, args=applying.filed),
    Route("candidates:filing-act", "302 S, 404 *", "post", applying.with_act("drop", applying.filed)),
    Route("candidates:candidate", EVERYBODY, args=applying.begun),
    Route("candidates:paper", EVERYBODY, args=applying.with_paper),
    *pair("candidates:application", APPLYING, APPLY_TYPED, applying.begun),
    Route("candidates:files", APPLIED, "post", applying.begun),
    Route("candidates:file-remove", APPLIED, "post", applying.proved),
    Route("candidates:findings", "302 SZ, 403 *", "post", applying.project),
    Route("candidates:finding-act", APPLIED, "post", applying.found_out),
    Route("candidates:progress-report", APPLIED, "post", applying.project),
    Route("candidates:act", "302 SRC, 403 *", "post", applying.with_act("submit")),
]
ROUTES = [
    *RESULTS,
    *SELECTIONS,
    *CANDIDATES,
    *TITLES,
    *LEDGERS,
    *BALLOTS,
    *DRAFTS,
    *CAMPAIGNS,
    *UNITS,
    *DECISIONS,
    *VISITS,
    *SCORING,
    *NOTICES,
    *TREE,
    *DOORS,
]
