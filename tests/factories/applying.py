"""What addresses of candidates name, and what is sent: an application being filled in, a project that goes on."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.demonstrations.choices import FilingKind, ProgrammeKind
from apps.demonstrations.models import Candidate, Programme
from apps.demonstrations.services.applications import begin
from apps.demonstrations.services.filings import start_filing
from apps.demonstrations.services.findings import add_finding
from apps.demonstrations.services.proof import add_files
from tests.evidence.files import photo, sent
from tests.factories.houses import House
from tests.factories.selections import make_batch, make_call, make_candidate, make_programme

QUESTIONS = [{"key": "results", "title": "成效", "help": "", "limit": 20, "is_required": True}]


def calling(house: House) -> dict[str, Any]:
    """A programme of demonstration sites that takes applications."""
    slug = f"call-{house.campaign.slug}"
    if not Programme.objects.filter(slug=slug).exists():
        make_call(make_programme(house.committee, slug=slug, questions=QUESTIONS))
    return {"programme": slug}


def begun(house: House) -> dict[str, Any]:
    """The first branch's application there, being filled in."""
    found = calling(house)
    rows = Candidate.objects.filter(batch__programme__slug=found["programme"])
    candidate = rows.first() or begin(house.staff, programme_of(found).batches.get(), house.assessments[0].node)
    return found | {"pk": candidate.pk}


def begun_list(house: House) -> dict[str, Any]:
    """The list that holds it."""
    return {"programme": begun(house)["programme"]}


def project(house: House) -> dict[str, Any]:
    """A secretary project of the first branch that takes part."""
    slug = f"projects-{house.campaign.slug}"
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        found = make_programme(house.committee, slug=slug, kind=ProgrammeKind.PROJECT)
        make_candidate(make_batch(found), house.assessments[0].node, unit=house.units[0], title="暖心食堂")
    return {"programme": slug, "pk": Candidate.objects.get(batch__programme=found).pk}


def projects(house: House) -> dict[str, Any]:
    """The list that holds it."""
    return {"programme": project(house)["programme"]}


def programme_of(found: dict[str, Any]) -> Programme:
    return Programme.objects.get(slug=found["programme"])


def with_act(act: str, of: Any = begun) -> Any:
    """An act in the address."""
    return lambda house: of(house) | {"act": act}


def with_paper(house: House) -> dict[str, Any]:
    return begun(house) | {"paper": "application"}


def proved(house: House) -> dict[str, Any]:
    """The application with a file."""
    found = begun(house)
    [use] = add_files(house.staff, Candidate.objects.get(pk=found["pk"]), [sent(photo())])
    return found | {"use": use.pk}


def found_out(house: House) -> dict[str, Any]:
    """The project with a finding that waits for its reply."""
    found = project(house)
    candidate = Candidate.objects.get(pk=found["pk"])
    finding = candidate.findings.first() or add_finding(house.staff, candidate, "手册与流程不一致")
    return found | {"number": finding.pk, "act": "reply"}


def of_kind(house: House) -> dict[str, Any]:
    """The way in for a workbook of applications."""
    return calling(house) | {"kind": FilingKind.APPLICATIONS.value}


def filed(house: House) -> dict[str, Any]:
    """A workbook that staff brought, with a row to mend."""
    found = calling(house)
    batch = programme_of(found).batches.get()
    filing = start_filing(house.staff, batch, FilingKind.APPLICATIONS, content=table(house), file_name="申报.csv")
    return found | {"pk": filing.pk}


def table(_house: House) -> bytes:
    """Applications of an organisation that nobody knows."""
    return "单位,品牌\n没有的支部,一窗办\n".encode()


def of_batch(house: House) -> dict[str, Any]:
    return calling(house) | {"batch": 1}


def of_project_batch(house: House) -> dict[str, Any]:
    return projects(house) | {"batch": 1}


def new_body(house: House) -> dict[str, Any]:
    """The second branch of the first unit applies."""
    return {"batch": 1, "node": house.assessments[1].node_id}


def change_body(house: House) -> dict[str, Any]:
    """What is filled in over the version that stands."""
    candidate = Candidate.objects.get(pk=begun(house)["pk"])
    return {"version": candidate.version, "brand": "一窗办", "answers": {"results": "好"}}


def report_body(_house: House) -> dict[str, Any]:
    return {"on": timezone.localdate().isoformat(), "done": 60, "text": "主体完成"}


def file_body(_house: House) -> dict[str, Any]:
    return {"file": sent(photo())}


def filing_body(house: House) -> dict[str, Any]:
    return {"batch": 1, "kind": "applications", "file": SimpleUploadedFile("申报.csv", table(house))}
