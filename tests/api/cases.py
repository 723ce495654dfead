"""Every address and method of REST, with who may, who may not, and what is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.assessments.imports import confirm_import, start_import
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.models import Appointment
from tests.factories.houses import House

FIRST_ROSTER = "党支部,所在单位,协作区,支部类型\n第9党支部,市新单位,市第一协作区,党政机关\n"


def nothing(house: House) -> None:
    """No body, or nothing in the address."""


def campaign(house: House) -> dict[str, Any]:
    return {"slug": house.campaign.slug}


def first_unit(house: House) -> dict[str, Any]:
    return {"pk": house.units[0].pk}


def first_branch_node(house: House) -> dict[str, Any]:
    return {"pk": house.assessments[0].node_id}


def first_branch(house: House) -> dict[str, Any]:
    return {"pk": house.assessments[0].node.branch.pk}


def first_assessment(house: House) -> dict[str, Any]:
    return {"pk": house.assessments[0].pk}


def sheet(house: House) -> dict[str, Any]:
    return first_assessment(house) | {"party": "superior"}


def secretary(house: House) -> dict[str, Any]:
    return {"pk": house.people["secretary"].pk}


def secretary_office(house: House) -> dict[str, Any]:
    return {"pk": Appointment.objects.get(person=house.people["secretary"]).pk}


def current_run(house: House) -> dict[str, Any]:
    return campaign(house) | {"pk": house.campaign.current_run.run_id}


def rulebook(house: House) -> dict[str, Any]:
    return {"pk": house.campaign.rulebook_version_id}


def roster(house: House, *, written: bool = False, text: str = FIRST_ROSTER) -> dict[str, Any]:
    """A roster of a new unit, tried and, where asked for, written."""
    imported = start_import(
        house.staff, content=text.encode(), file_name="roster.csv", committee=house.committee, has_creation=True
    )
    run_waiting()
    if written:
        confirm_import(house.staff, imported)
        run_waiting()
    return {"pk": imported.pk}


def written_roster(house: House) -> dict[str, Any]:
    return roster(house, written=True)


def faulty_roster(house: House) -> dict[str, Any]:
    return roster(house, text="党支部,所在单位,党员人数\n第9党支部,市新单位,许多\n")


def last_job(house: House) -> dict[str, Any]:
    return {"pk": Job.objects.filter(node_path=house.committee.path).latest("pk").pk}


def waiting_job(house: House) -> dict[str, Any]:
    imported = start_import(house.staff, content=b"x", file_name="x.csv", committee=house.committee)
    return {"pk": Job.objects.get(kind="import-check", key=str(imported.pk)).pk}


def stage(kind: str = "scoring") -> dict[str, Any]:
    opens = timezone.now()
    return {"kind": kind, "opens_at": opens.isoformat(), "closes_at": (opens + timedelta(days=9)).isoformat()}


def new_campaign(house: House) -> dict[str, Any]:
    version = house.campaign.rulebook_version_id
    name = {"name": "新一年", "slug": "next-2026", "year": 2026}
    return name | {"committee": house.committee.pk, "rulebook_version": version, "stages": [stage()]}


def new_person(house: House) -> dict[str, Any]:
    office = {"role": "clerk", "node": house.units[0].pk}
    return {"username": "newcomer", "name": "新同志", "office": office}


def new_office(house: House) -> dict[str, Any]:
    return {"person": house.people["secretary"].pk, "role": "reviewer", "node": house.units[1].pk}


def workbook(house: House) -> dict[str, Any]:
    file = SimpleUploadedFile("roster.csv", FIRST_ROSTER.encode())
    return {"file": file, "committee": house.committee.pk, "has_creation": True}


@dataclass(frozen=True)
class Case:
    """One address and method. `right` may; `wrong` sees it and may not (403, unless said); the neighbour's staff
    does not see it: 404, 422 where it is named in the body, or a list (0) that shares nothing with that of `right`."""

    route: str
    method: str
    right: str
    status: int
    wrong: str = ""
    neighbour: int = 404
    args: Callable[[House], dict | None] = nothing
    body: Callable[[House], dict | None] = nothing
    wrong_status: int = 403
    form: str = "json"


CASES = [
    Case("me", "get", "secretary", 200, neighbour=200),
    Case("node-list", "get", "leader", 200, neighbour=0),
    Case(
        "node-list",
        "post",
        "staff",
        201,
        "leader",
        422,
        body=lambda h: {"kind": "unit", "name": "市新单位", "parent": h.committee.pk},
    ),
    Case("node", "get", "secretary", 200, args=first_branch_node),
    Case("node", "get", "leader", 200, "secretary", args=first_unit, wrong_status=404),
    Case("node", "patch", "staff", 200, "leader", args=first_unit, body=lambda h: {"name": "市新名", "sequence": 7}),
    Case("node-close", "post", "staff", 200, "leader", args=first_branch_node, body=lambda h: {"reason": "撤销"}),
    Case("zone-list", "get", "zone-lead", 200, neighbour=0),
    Case(
        "zone-list", "post", "staff", 201, "leader", 422, body=lambda h: {"committee": h.committee.pk, "name": "新区"}
    ),
    Case("zone", "get", "secretary", 200, args=lambda h: {"pk": h.zones[0].pk}),
    Case("appointment-list", "get", "reviewer", 200, neighbour=0),
    Case("appointment-list", "post", "staff", 201, "leader", 422, body=new_office),
    Case("appointment", "get", "leader", 200, args=secretary_office),
    Case("appointment-end", "post", "administrator", 200, "leader", args=secretary_office, body=lambda h: {}),
    Case("person-list", "get", "staff", 200, "leader", 0),
    Case("person-list", "post", "staff", 201, "leader", 422, body=new_person),
    Case("person", "get", "administrator", 200, "leader", args=secretary),
    Case("person-reset", "post", "staff", 200, "leader", args=secretary),
    Case("person-close", "post", "staff", 200, "leader", args=secretary, body=lambda h: {"reason": "调离"}),
    Case("person-open", "post", "staff", 200, "leader", args=secretary, body=lambda h: {}),
    Case("branch-list", "get", "clerk", 200, neighbour=0),
    Case(
        "branch-list", "post", "staff", 201, "leader", 422, body=lambda h: {"name": "新支部", "parent": h.units[0].pk}
    ),
    Case("branch", "get", "secretary", 200, args=first_branch),
    Case("branch", "patch", "staff", 200, "secretary", args=first_branch, body=lambda h: {"members": 15}),
    Case("rulebook-list", "get", "secretary", 200, neighbour=200),
    Case("rulebook", "get", "secretary", 200, neighbour=200, args=rulebook),
    Case("campaign-list", "get", "secretary", 200, neighbour=0),
    Case("campaign-list", "post", "staff", 201, "leader", 422, body=new_campaign),
    Case("campaign", "get", "secretary", 200, args=campaign),
    Case("campaign", "patch", "staff", 200, "leader", args=campaign, body=lambda h: {"name": "改名"}),
    Case(
        "campaign-act", "post", "staff", 200, "leader", args=lambda h: campaign(h) | {"act": "close"}, body=lambda h: {}
    ),
    Case("enrol", "post", "staff", 200, "leader", args=campaign),
    Case("run-list", "get", "secretary", 200, args=campaign),
    Case("run-list", "post", "staff", 202, "leader", args=campaign),
    Case("run", "get", "secretary", 200, args=current_run),
    Case("result-list", "get", "secretary", 200, args=campaign),
    Case("result-workbook", "get", "secretary", 200, args=campaign),
    Case("counts", "get", "leader", 200, "secretary", args=campaign),
    Case("assessment-list", "get", "secretary", 200, neighbour=0),
    Case("assessment", "get", "secretary", 200, args=first_assessment),
    Case(
        "vetoes",
        "put",
        "staff",
        200,
        "secretary",
        args=first_assessment,
        body=lambda h: {"vetoes": ["V1"], "reason": "查实"},
    ),
    Case("explanation", "get", "secretary", 200, args=first_assessment),
    Case("sheet", "get", "secretary", 200, args=sheet),
    Case("sheet", "patch", "zone-lead", 200, "secretary", args=sheet, body=lambda h: {"marks": {"A1": "17.5"}}),
    Case("revisions", "get", "secretary", 200, args=sheet),
    Case("import-list", "get", "staff", 200, neighbour=0),
    Case("import-list", "post", "administrator", 202, "leader", 422, body=workbook, form="multipart"),
    Case("import", "get", "administrator", 200, "leader", args=roster, wrong_status=404),
    Case("import-write", "post", "staff", 202, "leader", args=roster, wrong_status=404),
    Case("import-drop", "post", "staff", 200, "leader", args=roster, wrong_status=404),
    Case("import-undo", "post", "staff", 200, "leader", args=written_roster, wrong_status=404),
    Case("import-file", "get", "staff", 200, "leader", args=roster, wrong_status=404),
    Case("import-annotated", "get", "staff", 200, "leader", args=faulty_roster, wrong_status=404),
    Case("job-list", "get", "administrator", 200, "secretary", 0),
    Case("job", "get", "staff", 200, "leader", args=last_job),
    Case("job-stop", "post", "staff", 200, "auditor", args=waiting_job),
    Case("record-list", "get", "auditor", 200, "leader", 0),
]
