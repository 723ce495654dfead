"""Every address and method of REST, with who may, who may not, and what is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus
from apps.assessments.imports import confirm_import, start_import
from apps.assessments.models import Round
from apps.assessments.services import propose_vetoes
from apps.assessments.services.handovers import hand_over
from apps.assessments.services.proof import add_proof, place_of
from apps.assessments.services.refinements import submit_indicators, write_indicators
from apps.campaigns.models import Campaign
from apps.campaigns.services import Target, YearPlan, create_road, grant_extension, issue_document
from apps.criteria.services import begin_draft, write_dictionary
from apps.evaluations.services import propose_change, start_numbered_run
from apps.evidence.models import Evidence, KeepingTime, Likeness, Use
from apps.evidence.receiving import receive
from apps.evidence.services import attach, store
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.models import Appointment
from apps.organisations.services import start_roll
from apps.reports.record_export import request_export
from apps.reports.records import Asked
from apps.workflow.models import Delivery
from apps.workflow.services import add_note
from tests.evidence.files import photo, sent
from tests.factories import (
    applying,
    balloting,
    gating,
    listing,
    naming,
    notices,
    on_site,
    polling,
    publicizing,
    reporting,
    scoring,
    screens,
    sealing,
    titles,
)
from tests.factories.campaigns import enrol, make_campaign, mark, published_rulebook
from tests.factories.deciding import SIGNERS, meet, open_year
from tests.factories.houses import House
from tests.factories.refining import OWN, dates_ahead
from tests.factories.submissions import fill_in, last_year, prove
from tests.factories.units import set_status, submit_as_is

# What whoever writes these has seen: the first version of the sheet, and no remark at all.
SEEN = {"sheet": '"1"', "rulebook-draft": '"1"', "remarks": '"e3b0c44298fc1c14"'}
FIRST_ROSTER = "党支部,所在单位,协作区,支部类型\n第9党支部,市新单位,市第一协作区,党政机关\n"


def nothing(house: House) -> None:
    """No body, or nothing in the address."""


def why(house: House) -> dict[str, Any]:
    """A reason for the record."""
    return {"reason": "情况属实"}


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


def draft(house: House) -> dict[str, Any]:
    """A copy of the house's rulebook under next year's name."""
    version = house.campaign.rulebook_version
    return {"pk": begin_draft(house.staff, committee=house.committee, based_on=version).pk}


def new_draft(house: House) -> dict[str, Any]:
    return {"committee": house.committee.pk, "based_on": house.campaign.rulebook_version_id}


def criteria_file(house: House) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("criteria.csv", "编码,标准,满分\nA6,新标准,10\n".encode()), "revision": 1}


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


def compared(house: House) -> dict[str, Any]:
    """A campaign in which the first branch has marked itself, too."""
    mark(house.people["secretary"], house.assessments[0], {"A1": 2000}, "self")
    return campaign(house)


def moved(house: House) -> dict[str, Any]:
    """A campaign whose first branch was rated the year before, too."""
    before = make_campaign(house.committee, year=house.campaign.year - 1)
    mark(house.staff, enrol(before)[0], {"A1": 2000})
    run_waiting()
    return campaign(house)


def between_books(house: House) -> dict[str, Any]:
    """The words of another rulebook's levels, proposed."""
    return {"committee": house.committee.pk, "source": "jiangsu-2022", "target": "xuchang-2025"}


def dictionary(house: House) -> dict[str, Any]:
    """A dictionary that staff wrote."""
    source = published_rulebook("jiangsu-2022").rulebook
    target = published_rulebook("xuchang-2025").rulebook
    row = write_dictionary(house.staff, house.committee, source, target, {"先进": "五星"})
    return {"pk": row.pk}


def record_file(house: House) -> dict[str, Any]:
    """A workbook of acts that the auditor asked for."""
    made = request_export(house.people["auditor"], Asked(act="campaign.open"))
    run_waiting()
    return {"pk": made.pk}


def run_item(house: House) -> dict[str, Any]:
    """The item of staff that asks for a numbered run."""
    return {"key": f"number-{house.campaign.pk}"}


def staffs_note(house: House) -> dict[str, Any]:
    """A note of staff that the zone lead handed over."""
    note = add_note(house.people["zone-lead"], title="核对公示稿")
    note.person, note.from_id = house.staff, house.people["zone-lead"].pk
    note.save()
    return {"pk": note.pk}


def committee(house: House) -> dict[str, Any]:
    return {"pk": house.committee.pk}


def ballot(house: House) -> dict[str, Any]:
    """A ballot of the campaign, open, with nobody named."""
    polling.polled(house)
    return campaign(house)


def topic(house: House) -> dict[str, Any]:
    """Branches that have not submitted."""
    return campaign(house) | {"topic": "submit"}


def failed_message(house: House) -> dict[str, Any]:
    """A message to the secretary that did not arrive."""
    now, key = timezone.now(), uuid4()
    row = Delivery.objects.create(
        key=str(key),
        number=key,
        person=house.people["secretary"],
        committee=house.committee,
        way="mail",
        kind="late",
        status="failed",
        due_at=now,
        created_at=now,
    )
    return {"pk": row.pk}


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


def used(house: House) -> Use:
    """A photo that the first branch shows at A1."""
    return add_proof(house.people["secretary"], house.assessments[0], "A1", sent(photo()))


def proof(house: House) -> dict[str, Any]:
    return first_assessment(house) | {"use": used(house).pk}


def of_committee(house: House) -> dict[str, Any]:
    return {"pk": house.committee.pk}


def due(house: House) -> dict[str, Any]:
    """Proof of the year before last, of which nothing is kept longer than a year."""
    KeepingTime.objects.get_or_create(committee=house.committee, kind="photo", years=1)
    Evidence.objects.filter(pk=used(house).evidence_id).update(due_at=timezone.now())
    Campaign.objects.filter(pk=house.campaign.pk).update(year=timezone.localdate().year - 2)
    Round.objects.filter(campaign=house.campaign).update(is_pinned=False)
    return {"evidence": [used(house).evidence_id], "reason": "保存期满"}


def shelved(house: House) -> dict[str, Any]:
    return {"pk": house.assessments[0].node_id, "evidence": used(house).evidence_id}


def alike(house: House) -> dict[str, Any]:
    """The same photo of two branches of one unit."""
    first, other = used(house).file, house.assessments[1]
    second, _is_new = store(None, other.node, receive(sent(photo())))
    attach(None, second, place_of(other, "A1"))
    pair = Likeness.objects.create(first=first, second=second, kind="same", share=100)
    return campaign(house) | {"pk": pair.pk}


def proof_file(house: House) -> dict[str, Any]:
    return {"pk": used(house).file_id}


def proof_picture(house: House) -> dict[str, Any]:
    return proof_file(house) | {"number": 1}


def ready_to_submit(house: House) -> dict[str, Any]:
    assessment, secretary = house.assessments[0], house.people["secretary"]
    fill_in(secretary, assessment)
    prove(secretary, assessment)
    return {"pk": assessment.pk, "act": "submit"}


def statement(house: House) -> dict[str, Any]:
    return {"meeting_on": timezone.localdate().isoformat(), "is_true": True}


def with_last_year(house: House) -> dict[str, Any]:
    last_year(house.people["secretary"], house.assessments[0])
    return first_assessment(house)


def roll(house: House) -> dict[str, Any]:
    """A roll of one person, tried."""
    content = f"姓名,手机,角色,所在单位\n何平,,clerk,{house.units[0].name}\n".encode()
    made = start_roll(house.staff, committee=house.committee, content=content, file_name="roll.csv")
    run_waiting()
    return {"pk": made.pk}


def roll_file(house: House) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("roll.csv", "姓名,角色\n".encode()), "committee": house.committee.pk}


def clerk_alone(house: House) -> dict[str, Any]:
    return {"people": [house.people["clerk"].pk]}


def successor(house: House) -> dict[str, Any]:
    return {"newcomer": {"name": "何平"}}


def submitted(house: House) -> dict[str, Any]:
    """A branch whose self-assessment lies with its unit."""
    submit_as_is(house.assessments[0])
    return first_assessment(house)


def unit_through(house: House) -> dict[str, Any]:
    """A unit all of whose branches are approved."""
    for assessment in house.assessments[:2]:
        submit_as_is(assessment)
        set_status(assessment, SubmissionStatus.APPROVED)
    return campaign(house) | first_unit(house)


def unit_handed_over(house: House) -> dict[str, Any]:
    """A unit whose self-assessments lie with the work committee."""
    handed_over(house)
    return campaign(house) | first_unit(house)


def handed_over(house: House) -> dict[str, Any]:
    """A hand-over that waits for the work committee."""
    unit_through(house)
    today = timezone.localdate()
    row = hand_over(house.people["reviewer"], house.campaign, house.units[0], meeting_on=today, is_signed=True)
    return {"pk": row.pk}


def refining(house: House, *, submitted: bool = False) -> dict[str, Any]:
    """The first unit in a campaign whose rulebook leaves room for own indicators; marking lies ahead."""
    version = published_rulebook("jiangsu-2022")
    made = make_campaign(house.committee, rulebook_version=version, stages=dates_ahead())
    place = (house.people["reviewer"], made, house.units[0], "X")
    if submitted:
        write_indicators(*place, OWN)
        submit_indicators(*place)
    return {"slug": made.slug, "pk": house.units[0].pk, "section": "X"}


def refining_campaign(house: House) -> dict[str, Any]:
    return {"slug": refining(house)["slug"]}


def refining_decision(house: House) -> dict[str, Any]:
    """What waits for approval."""
    return refining(house, submitted=True) | {"act": "approve"}


def indicators(_house: House) -> dict[str, Any]:
    return {"indicators": [{"title": "党员科技攻关", "points": "6", "proof": 1}]}


def new_extension(house: House) -> dict[str, Any]:
    """More time for the first branch, past the stage's end."""
    until = timezone.now() + timedelta(days=90)
    node = first_branch_node(house)["pk"]
    return {"kind": "scoring", "node": node, "closes_at": until.isoformat(), "reason": "汛期"}


def new_targets(_house: House) -> dict[str, Any]:
    """A plan for this year and the third."""
    return {"targets": [{"kind": "at-least", "level": "四星", "now": "25%", "later": "1/3"}]}


def extension(house: House) -> dict[str, Any]:
    given = new_extension(house) | {"node": house.assessments[0].node}
    given["closes_at"] = datetime.fromisoformat(given["closes_at"])
    return campaign(house) | {"pk": grant_extension(house.staff, house.campaign, **given).pk}


def new_road(house: House) -> dict[str, Any]:
    targets = [{"level": "五星", "share": 250}]
    return {"committee": house.committee.pk, "name": "三年规划", "years": [{"year": 2025, "targets": targets}]}


def changed_road(house: House) -> dict[str, Any]:
    return {"name": "三年规划", "years": [{"year": 2026, "theme": "巩固年"}]}


def road(house: House) -> dict[str, Any]:
    years = [YearPlan(2025, "示范年", targets=[Target("五星", share=250)])]
    return {"pk": create_road(house.staff, house.committee, name="三年规划", aim="", years=years).pk}


def new_document(_house: House) -> dict[str, Any]:
    return {"title": "实施方案", "dated_on": "2025-03-05", "file": sent(photo())}


def document(house: House) -> dict[str, Any]:
    given = new_document(house) | {"dated_on": date(2025, 3, 5)}
    upload = given.pop("file")
    return {"pk": issue_document(house.staff, house.campaign, number="", upload=upload, **given).pk}


def a_day(_house: House) -> dict[str, Any]:
    return {"on": "2025-11-24", "is_working": False, "name": "演练"}


def days_file(_house: House) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("days.csv", "日期,班休,名称\n2025-10-01,休,国庆节\n".encode())}


def signature(_house: House) -> dict[str, Any]:
    return {"meeting_on": timezone.localdate().isoformat(), "is_signed": True}


def withdrawal(house: House) -> dict[str, Any]:
    return notices.issued(house) | {"act": "withdraw"}


def put_forward(house: House) -> dict[str, Any]:
    return {"assessment": house.assessments[0].pk, "honour": "先进基层党组织"}


def with_notice(house: House) -> dict[str, Any]:
    notices.stand(house)
    return campaign(house)


def registered(house: House) -> dict[str, Any]:
    return notices.filed(house) | {"channel": "letter"}


def confirming(house: House) -> dict[str, Any]:
    return notices.found(house) | {"act": "confirm"}


def grounds(_house: House) -> dict[str, Any]:
    return {"text": "验收当天没有停表记录。"}


def tried_mark(_house: House) -> dict[str, Any]:
    return {"criterion": "A1", "mark": "20"}


def own_words(_house: House) -> dict[str, Any]:
    return {"part": "A1", "text": "其中一件已停表。"}


def numbered(house: House) -> dict[str, Any]:
    """The whole year is open, and evaluation 1 is made."""
    open_year(house)
    start_numbered_run(None, house.campaign)
    run_waiting()
    return campaign(house)


def new_meeting(house: House) -> dict[str, Any]:
    signers = [{"function": function, "person": house.people[role].pk} for function, role in SIGNERS]
    return {"title": "综合评定会", "held_at": "2025-12-02T15:00:00+08:00", "due": 9, "present": 8, "signers": signers}


def meeting(house: House) -> dict[str, Any]:
    """The meeting on evaluation 1 that is not over."""
    found = house.campaign.decisions.first()
    if found is None:
        numbered(house)
        found = meet(house)
    return campaign(house) | {"number": found.number}


def proposed_change(house: House) -> dict[str, Any]:
    """The second branch, one level down, proposed by staff; it waits for its second person."""
    found = house.campaign.decisions.get(number=meeting(house)["number"])
    words = {"assessment": house.assessments[1], "after": "三星", "clause": "第 21 条", "reason": "逾期未销号"}
    return campaign(house) | {"number": found.number, "pk": propose_change(house.staff, found, **words).pk}


def proposed_veto(house: House) -> dict[str, Any]:
    words = {"reason": "查实", "document": "市纪委〔2025〕31 号"}
    propose_vetoes(house.staff, assessment=house.assessments[0], vetoes=["V1"], **words)
    return campaign(house) | {"pk": house.assessments[0].veto_cases.get().pk}


def waiting_veto(house: House) -> dict[str, Any]:
    return {"pk": proposed_veto(house)["pk"]}


def closed(house: House) -> dict[str, Any]:
    """A campaign that can be sealed."""
    sealing.close(house)
    return campaign(house)


def seal_proposed(house: House) -> dict[str, Any]:
    sealing.propose(house)
    return campaign(house) | {"act": "confirm"}


def sealed(house: House) -> dict[str, Any]:
    sealing.seal(house)
    return campaign(house)


def erratum(house: House) -> dict[str, Any]:
    """A correction that waits for its second person."""
    return {"number": sealing.correct(house, sealing.seal(house)).number, "act": "confirm"} | campaign(house)


def new_erratum(house: House) -> dict[str, Any]:
    change = {"branch": house.assessments[0].pk, "what": "members", "after": "24"}
    return {"title": "党员人数", "reason": "名册笔误", "changes": [change]}


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
    Case("seal", "get", "auditor", 200, "secretary", args=campaign),
    Case("seal", "post", "staff", 201, "leader", args=closed),
    Case("seal-act", "post", "leader", 200, "auditor", args=seal_proposed),
    Case("seal-file", "get", "auditor", 200, "secretary", args=sealed),
    Case("seal-checks", "get", "leader", 200, "reviewer", args=sealed),
    Case("seal-checks", "post", "auditor", 202, "secretary", args=sealed),
    Case("erratum-list", "get", "auditor", 200, "clerk", args=sealed),
    Case("erratum-list", "post", "staff", 201, "leader", args=sealed, body=new_erratum),
    Case("erratum-act", "post", "leader", 200, "auditor", args=erratum),
    Case("me", "get", "secretary", 200, neighbour=200),
    Case("me", "patch", "secretary", 200, neighbour=200, body=lambda h: {"theme": "dark"}),
    Case("session-list", "get", "secretary", 200, neighbour=200),
    Case("session", "delete", "secretary", 404, neighbour=404, args=lambda h: {"pk": 1}),
    Case("sign-out-everywhere", "post", "secretary", 204, neighbour=204),
    Case("vacancies", "get", "staff", 200, "leader", args=first_unit),
    Case(
        "vacancies",
        "post",
        "staff",
        201,
        "leader",
        args=lambda h: {"pk": h.committee.pk},
        body=lambda h: {"secretaries": [{"branch": h.assessments[1].node_id, "name": "何平"}]},
    ),
    Case(
        "slips", "post", "contact", 200, "reviewer", args=first_unit, body=lambda h: {"people": [h.people["clerk"].pk]}
    ),
    Case("roll-list", "get", "staff", 200, neighbour=0),
    Case("roll-list", "post", "administrator", 202, "leader", 422, body=roll_file, form="multipart"),
    Case("roll", "get", "administrator", 200, "leader", args=roll, wrong_status=404),
    Case("roll-write", "post", "staff", 202, "leader", args=roll, wrong_status=404),
    Case("roll-drop", "post", "staff", 200, "leader", args=roll, wrong_status=404),
    Case("appointment-hand-over", "post", "staff", 201, "leader", args=secretary_office, body=successor),
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
    Case("rulebook-aloud", "get", "secretary", 200, neighbour=200, args=rulebook),
    Case("rulebook-compare", "get", "secretary", 200, neighbour=200, args=rulebook),
    Case("rulebook-draft-list", "get", "staff", 200, neighbour=0),
    Case("rulebook-draft-list", "post", "staff", 201, "leader", 422, body=new_draft, wrong_status=422),
    Case("rulebook-draft", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case(
        "rulebook-draft",
        "patch",
        "staff",
        200,
        "leader",
        args=draft,
        body=lambda h: {"reasons": {"A1": "更重实绩"}},
        wrong_status=404,
    ),
    Case("rulebook-draft", "delete", "staff", 204, "leader", args=draft, wrong_status=404),
    Case("rulebook-draft-check", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case("rulebook-draft-trial", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case("rulebook-draft-aloud", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case("rulebook-draft-compare", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case("rulebook-draft-workbook", "get", "staff", 200, "leader", args=draft, wrong_status=404),
    Case(
        "rulebook-draft-import",
        "post",
        "staff",
        200,
        "leader",
        args=draft,
        body=criteria_file,
        form="multipart",
        wrong_status=404,
    ),
    Case(
        "rulebook-draft-publish",
        "post",
        "staff",
        201,
        "leader",
        args=draft,
        body=lambda h: {"revision": 1},
        wrong_status=404,
    ),
    Case("campaign-list", "get", "secretary", 200, neighbour=0),
    Case("campaign-list", "post", "staff", 201, "leader", 422, body=new_campaign),
    Case("campaign", "get", "secretary", 200, args=campaign),
    Case("campaign", "patch", "staff", 200, "leader", args=campaign, body=lambda h: {"name": "改名"}),
    Case(
        "campaign-act",
        "post",
        "staff",
        200,
        "leader",
        args=lambda h: campaign(h) | {"act": "close"},
        body=lambda h: {"reason": "到期", "despite": True},
    ),
    Case("extension-list", "get", "staff", 200, "leader", args=campaign),
    Case("extension-list", "post", "staff", 201, "leader", args=campaign, body=new_extension),
    Case("extension-end", "post", "staff", 200, "leader", args=extension, body=lambda h: {"reason": "已交"}),
    Case("campaign-publicity", "get", "secretary", 200, args=campaign),
    Case("campaign-publicity", "put", "staff", 200, "leader", args=campaign, body=lambda h: publicizing.CHOICE),
    Case("compare", "get", "leader", 200, "clerk", args=campaign, wrong_status=404),
    Case("unit-results", "get", "reviewer", 200, "clerk", args=publicizing.unit, wrong_status=404),
    Case("zone-results", "get", "leader", 200, "reviewer", args=publicizing.zone, wrong_status=404),
    Case("public-branches", "get", "secretary", 200, neighbour=200, args=publicizing.opened),
    Case("public-branch", "get", "clerk", 200, neighbour=200, args=publicizing.opened_branch),
    Case("campaign-targets", "get", "secretary", 200, args=campaign),
    Case("campaign-targets", "put", "staff", 200, "leader", args=campaign, body=new_targets),
    Case("campaign-documents", "get", "secretary", 200, args=campaign),
    Case("campaign-documents", "post", "staff", 201, "leader", args=campaign, body=new_document, form="multipart"),
    Case("road-documents", "get", "secretary", 200, args=road),
    Case("road-documents", "post", "staff", 201, "leader", args=road, body=new_document, form="multipart"),
    Case("document", "get", "secretary", 200, args=document),
    Case("document", "delete", "staff", 204, "leader", args=document),
    Case("document-file", "get", "secretary", 200, args=document),
    Case("road-list", "get", "secretary", 200, neighbour=0, args=lambda h: road(h) and {}),
    Case("road-list", "post", "staff", 201, "leader", 422, body=new_road, wrong_status=403),
    Case("road", "get", "secretary", 200, args=road),
    Case("road", "put", "staff", 200, "leader", args=road, body=changed_road),
    Case("road-reached", "get", "secretary", 200, args=road),
    Case("day-list", "get", "secretary", 200, neighbour=200),
    Case("day-list", "post", "staff", 201, "leader", 201, body=a_day),
    Case("day", "delete", "administrator", 204, "leader", 204, args=lambda h: {"day": "2025-10-01"}),
    Case("days-fill", "post", "administrator", 200, "leader", 200, body=lambda h: {"year": 2025}),
    Case("days-import", "post", "staff", 200, "leader", 200, body=days_file, form="multipart"),
    Case("enrol", "post", "staff", 200, "leader", args=campaign),
    Case("run-list", "get", "secretary", 200, args=campaign),
    Case("run-list", "post", "staff", 202, "leader", args=campaign),
    Case("run", "get", "secretary", 200, args=current_run),
    Case("decision-list", "get", "leader", 200, "secretary", args=campaign),
    Case("decision-list", "post", "staff", 201, "leader", args=numbered, body=new_meeting),
    Case("decision", "get", "leader", 200, "secretary", args=meeting),
    Case("decision-sheet", "get", "auditor", 200, "secretary", args=meeting),
    Case("decision-items", "post", "staff", 201, "leader", args=meeting, body=lambda h: {"title": "通报情况"}),
    Case("decision-item-second", "post", "leader", 200, "auditor", args=proposed_change),
    Case(
        "decision-item-votes",
        "put",
        "staff",
        409,
        "leader",
        args=proposed_change,
        body=lambda h: {"votes_for": 8, "against": 0, "abstentions": 0},
    ),
    Case("decision-attendance", "put", "staff", 200, "leader", args=meeting, body=lambda h: {"due": 9, "present": 7}),
    Case("decision-act", "post", "leader", 200, "auditor", args=lambda h: meeting(h) | {"act": "sign"}),
    Case("veto-list", "get", "leader", 200, "secretary", args=campaign),
    Case("veto-file", "get", "staff", 404, "secretary", args=waiting_veto),
    Case("veto-act", "post", "liaison", 200, "staff", args=lambda h: waiting_veto(h) | {"act": "confirm"}),
    Case("result-list", "get", "secretary", 200, args=campaign),
    Case("result-workbook", "get", "secretary", 200, args=campaign),
    Case("result-table", "get", "secretary", 200, args=campaign),
    Case("result-paper", "get", "secretary", 200, args=campaign),
    Case("league-columns", "get", "secretary", 200, neighbour=200),
    Case("league-columns", "put", "secretary", 200, neighbour=200, body=lambda h: {"columns": ["total", "level"]}),
    Case("counts", "get", "leader", 200, "secretary", args=campaign),
    Case("criteria", "get", "leader", 200, "secretary", args=campaign),
    Case("criterion-marks", "get", "secretary", 200, args=lambda h: campaign(h) | {"code": "A1"}),
    Case("level-moves", "get", "auditor", 200, "secretary", args=moved, wrong_status=404),
    Case("level-movers", "get", "leader", 200, "secretary", args=moved, wrong_status=404),
    Case("trends", "get", "leader", 200, "secretary", neighbour=200, wrong_status=404),
    Case("dictionary-list", "get", "secretary", 200, neighbour=0),
    Case("dictionary-list", "post", "staff", 201, "leader", 422, body=between_books),
    Case("dictionary", "get", "secretary", 200, args=dictionary),
    Case("dictionary", "delete", "staff", 204, "leader", args=dictionary),
    Case("movements", "get", "auditor", 200, "secretary", args=campaign),
    Case("province", "post", "staff", 202, "leader", neighbour=202),
    Case("projects", "post", "staff", 202, "leader", neighbour=202),
    Case(
        "rehearsal-list",
        "post",
        "staff",
        202,
        "leader",
        neighbour=202,
        body=lambda h: {"rulebook_version": h.campaign.rulebook_version_id, "branches": 10},
    ),
    Case("rehearsal", "delete", "staff", 409, "leader", args=campaign),
    Case("gaps", "get", "secretary", 200, "contact", args=compared, wrong_status=404),
    Case("targets-reached", "get", "leader", 200, "secretary", args=campaign),
    Case("criteria-health", "get", "auditor", 200, "secretary", args=campaign),
    Case("what-if", "get", "leader", 200, "secretary", args=campaign),
    Case("what-if", "post", "leader", 200, "secretary", args=campaign, body=lambda h: {"changes": []}),
    Case("assessment-list", "get", "secretary", 200, neighbour=0),
    Case("assessment", "get", "secretary", 200, args=first_assessment),
    Case(
        "vetoes",
        "put",
        "staff",
        200,
        "secretary",
        args=first_assessment,
        body=lambda h: {"vetoes": ["V1"], "reason": "查实", "document": "市纪委〔2025〕31 号"},
    ),
    Case("explanation", "get", "secretary", 200, args=first_assessment),
    Case("years", "get", "secretary", 200, args=first_assessment),
    Case("sheet", "get", "secretary", 200, args=sheet),
    Case("sheet", "patch", "zone-lead", 200, "secretary", args=sheet, body=lambda h: {"marks": {"A1": "17.5"}}),
    Case("remarks", "get", "secretary", 200, args=sheet),
    Case("remarks", "patch", "zone-lead", 200, "secretary", args=sheet, body=lambda h: {"remarks": {"A1": "缺记录"}}),
    Case("revisions", "get", "secretary", 200, args=sheet),
    Case("proof-list", "get", "secretary", 200, args=first_assessment, neighbour=404),
    Case(
        "proof-list",
        "post",
        "clerk",
        201,
        "staff",
        args=first_assessment,
        body=lambda h: {"criterion": "A2", "file": sent(photo())},
        form="multipart",
    ),
    Case("proof", "get", "leader", 200, args=proof),
    Case("proof", "patch", "secretary", 200, "reviewer", args=proof, body=lambda h: {"title": "党课"}),
    Case("proof", "delete", "secretary", 204, "staff", args=proof),
    Case(
        "proof-attach",
        "post",
        "secretary",
        201,
        "staff",
        args=first_assessment,
        body=lambda h: {"evidence": used(h).evidence_id, "criterion": "A3"},
    ),
    Case(
        "proof-revise",
        "post",
        "secretary",
        200,
        "zone-lead",
        args=proof,
        body=lambda h: {"file": sent(photo((300, 300)))},
        form="multipart",
    ),
    Case("keeping", "get", "staff", 200, "leader", args=of_committee),
    Case("keeping", "put", "staff", 200, "auditor", args=of_committee, body=lambda h: {"photo": 8}),
    Case("keeping-delete", "post", "staff", 200, "leader", args=of_committee, body=due),
    Case("shelf", "get", "secretary", 200, args=first_branch),
    Case("upload-days", "get", "leader", 200, "secretary", args=campaign),
    Case("alike-list", "get", "reviewer", 200, "secretary", args=campaign),
    Case("alike", "get", "reviewer", 200, "clerk", args=alike),
    Case("alike", "put", "staff", 200, "leader", args=alike, body=lambda h: {"verdict": "ask", "reason": "问一下支部"}),
    Case("evidence-file", "get", "reviewer", 200, args=proof_file),
    Case("evidence-picture", "get", "reviewer", 200, args=proof_picture),
    Case("submission", "get", "clerk", 200, args=first_assessment),
    Case("submission-act", "post", "secretary", 200, "staff", args=ready_to_submit, body=statement),
    Case("take-over", "post", "clerk", 200, "reviewer", args=with_last_year, body=lambda h: {"section": "A"}),
    Case("burden", "get", "leader", 200, "secretary", args=campaign),
    Case("looks", "get", "reviewer", 200, "secretary", args=submitted),
    Case("check-look", "post", "reviewer", 200, "staff", args=submitted),
    Case("check-approve", "post", "reviewer", 200, "secretary", args=submitted, body=lambda h: {"version": 1}),
    Case(
        "check-return",
        "post",
        "reviewer",
        200,
        "leader",
        args=submitted,
        body=lambda h: {"reason": "请换照片", "criteria": ["E4"]},
    ),
    Case("unit-list", "get", "reviewer", 200, "secretary", args=campaign),
    Case("unit", "get", "reviewer", 200, "leader", args=unit_through, wrong_status=404),
    Case("unit-workbook", "get", "staff", 200, "leader", args=unit_through, wrong_status=404),
    Case("unit-hand-over", "post", "reviewer", 200, "staff", args=unit_through, body=signature),
    Case("unit-recall", "post", "reviewer", 200, "staff", args=unit_handed_over, body=lambda h: {"reason": "补"}),
    Case("handover-list", "get", "leader", 200, "secretary", args=campaign),
    Case("handover-receive-all", "post", "staff", 200, "reviewer", args=campaign),
    Case("handover-receive", "post", "staff", 200, "reviewer", args=handed_over),
    Case("handover-send-back", "post", "staff", 200, "reviewer", args=handed_over, body=lambda h: {"reason": "补"}),
    Case("refinement-list", "get", "reviewer", 200, "secretary", args=refining_campaign, wrong_status=404),
    Case("refinement", "get", "leader", 200, "secretary", args=refining, wrong_status=404),
    Case("refinement", "put", "reviewer", 200, "staff", args=refining, body=indicators),
    Case("refinement-act", "post", "staff", 200, "reviewer", args=refining_decision, body=lambda h: {}),
    Case("exchange", "get", "auditor", 200, "reviewer", args=refining_campaign),
    Case("notice-list", "get", "leader", 200, "secretary", args=campaign),
    Case("notice-list", "post", "staff", 409, "leader", args=campaign),
    Case("notice", "get", "auditor", 200, "reviewer", args=notices.draft),
    Case("notice", "patch", "staff", 200, "leader", args=notices.draft, body=lambda h: {"days": 7}),
    Case("notice-act", "post", "staff", 200, "leader", args=withdrawal, body=lambda h: {"reason": "名单有误"}),
    Case("objection-list", "get", "liaison", 200, "auditor", args=campaign),
    Case("objection-list", "post", "staff", 201, "leader", args=with_notice, body=registered),
    Case("objection", "get", "leader", 200, "zone-lead", args=notices.objection),
    Case("objection-workbook", "get", "staff", 200, "reviewer", args=campaign),
    Case("objection-act", "post", "leader", 200, "staff", args=confirming, body=lambda h: {}),
    Case("objection-trial", "post", "staff", 200, "secretary", args=notices.objection, body=tried_mark),
    Case("objection-statement", "post", "staff", 200, "leader", args=notices.taken, body=grounds, wrong_status=404),
    Case("naming-list", "get", "leader", 200, "secretary", args=campaign),
    Case("naming-list", "post", "staff", 409, "leader", args=campaign),
    Case("naming", "get", "auditor", 200, "reviewer", args=naming.draft),
    Case("naming", "patch", "staff", 200, "leader", args=naming.draft, body=lambda h: {"number": "32 号"}),
    Case("naming-act", "post", "leader", 200, "auditor", args=naming.returned, body=lambda h: {"reason": "文号有误"}),
    Case("naming-preview", "get", "leader", 200, "secretary", args=naming.draft),
    Case("award-list", "get", "leader", 200, "secretary", args=naming.named),
    Case("naming-papers", "get", "leader", 200, "secretary", args=naming.named),
    Case("naming-paper", "get", "leader", 200, "secretary", args=naming.paper),
    Case("nomination-list", "get", "secretary", 200, args=campaign),
    Case("nomination-list", "post", "staff", 422, "leader", args=campaign, body=put_forward),
    Case("nomination-act", "post", "leader", 200, "auditor", args=naming.exception, body=lambda h: {}),
    Case("report-list", "get", "secretary", 200, args=campaign),
    Case("report-list", "post", "leader", 202, "secretary", args=campaign, body=reporting.wanted),
    Case("report", "get", "leader", 200, "secretary", args=reporting.waiting, wrong_status=404),
    Case("report", "delete", "staff", 204, "leader", args=reporting.waiting),
    Case("report-file", "get", "auditor", 200, "clerk", args=reporting.finished, wrong_status=404),
    Case("report-template-list", "get", "staff", 200, "leader", args=campaign),
    Case("report-template-file", "get", "staff", 200, "leader", args=reporting.kind),
    Case(
        "report-template",
        "put",
        "staff",
        200,
        "leader",
        args=reporting.kind,
        body=reporting.brought,
        form="multipart",
    ),
    Case("report-template", "delete", "staff", 204, "leader", args=reporting.template),
    Case("report-placeholders", "get", "staff", 200, "leader", args=reporting.kind),
    Case("screen-list", "get", "staff", 200, "leader", args=campaign),
    Case("screen-list", "post", "staff", 201, "leader", args=campaign, body=screens.body),
    Case("screen", "get", "staff", 200, "leader", args=screens.row),
    Case("screen", "put", "staff", 200, "leader", args=screens.row, body=screens.body),
    Case("screen-renew", "post", "staff", 200, "leader", args=screens.row),
    Case("screen-withdraw", "post", "staff", 200, "leader", args=screens.row),
    Case("public-notice-list", "get", "secretary", 200, neighbour=200),
    Case("public-notice", "get", "clerk", 200, neighbour=200, args=notices.public),
    Case("public-objections", "post", "clerk", 201, neighbour=201, args=notices.public, body=notices.filed),
    Case("public-objection", "get", "clerk", 200, neighbour=200, args=notices.receipt),
    Case("sheet-act", "post", "staff", 200, "secretary", args=scoring.finishing),
    Case("scorer-list", "get", "staff", 200, "leader", args=scoring.own),
    Case("scorer-list", "post", "staff", 201, "leader", args=campaign, body=scoring.place_body),
    Case("scorer-act", "post", "staff", 200, "leader", args=scoring.leaving, body=lambda h: scoring.REASON),
    Case("interest-list", "get", "staff", 200, "leader", args=lambda h: scoring.declared(h) and campaign(h)),
    Case("interest-list", "post", "staff", 201, "leader", args=campaign, body=scoring.interest_body),
    Case("interest-end", "post", "staff", 200, "leader", args=scoring.declared, body=lambda h: scoring.REASON),
    Case("draw-list", "get", "staff", 200, "leader", args=campaign),
    Case("draw-list", "post", "staff", 201, "leader", args=campaign, body=scoring.seed_body),
    Case("draw-act", "post", "staff", 200, "leader", args=scoring.published, body=lambda h: scoring.REASON),
    Case("two-sheets", "get", "staff", 404, "leader", args=scoring.not_twice),
    Case("two-sheets", "post", "staff", 404, "leader", args=scoring.not_twice),
    Case("agreement", "get", "staff", 200, "leader", args=campaign),
    Case("leniency", "get", "staff", 200, "leader", args=campaign, wrong_status=404),
    Case("run-noise", "get", "staff", 404, "secretary", args=scoring.unasked),
    Case("run-noise", "post", "staff", 409, "leader", args=scoring.unasked),
    Case("assignment", "get", "staff", 200, "leader", args=campaign),
    Case("assignment", "post", "staff", 200, "leader", args=campaign, body=scoring.adopt_body),
    Case("assignment-list", "get", "staff", 200, "leader", args=scoring.given_out),
    Case("assignment-list", "post", "staff", 200, "leader", args=scoring.own, body=scoring.reassign_body),
    Case("invitation-list", "get", "staff", 200, "leader", args=lambda h: scoring.invited(h) and campaign(h)),
    Case("invitation-list", "post", "staff", 201, "leader", args=campaign, body=scoring.guest_body),
    Case("invitation-act", "post", "staff", 200, "leader", args=scoring.invited),
    Case("panel-list", "get", "staff", 200, neighbour=200),
    Case("panel-interests", "get", "staff", 200, neighbour=200),
    Case("panel-interests", "post", "staff", 404),
    Case("panel-sheet", "get", "staff", 404, args=scoring.nobodys),
    Case("panel-sheet", "patch", "staff", 404, args=scoring.nobodys),
    Case("panel-others", "get", "staff", 404, args=scoring.nobodys),
    Case("panel-act", "post", "staff", 404, args=lambda h: scoring.nobodys(h) | {"act": "finish"}),
    Case("visit-list", "get", "staff", 200, args=on_site.opened),
    Case("visit-list", "post", "staff", 201, "zone-lead", args=on_site.opened, body=on_site.plan_body),
    Case("visit", "get", "zone-lead", 200, "leader", args=on_site.rest(on_site.planned), wrong_status=404),
    Case("visit", "put", "staff", 200, "zone-lead", args=on_site.rest(on_site.planned), body=on_site.plan_body),
    Case(
        "visit-cancel",
        "post",
        "staff",
        200,
        "zone-lead",
        args=on_site.rest(on_site.planned),
        body=lambda h: {"reason": "下雪"},
    ),
    Case("visit-along", "get", "zone-lead", 200, "leader", args=on_site.rest(on_site.planned), wrong_status=404),
    Case("visit-workbook", "get", "zone-lead", 200, "leader", args=on_site.rest(on_site.planned), wrong_status=404),
    Case(
        "visit-stop",
        "patch",
        "staff",
        200,
        "zone-lead",
        args=on_site.rest(on_site.placed),
        body=lambda h: {"place": "4 楼"},
    ),
    Case(
        "visit-stop", "post", "staff", 200, "zone-lead", args=on_site.rest(on_site.placed), body=lambda h: {"way": "up"}
    ),
    Case("stop", "get", "secretary", 200, args=on_site.rest(on_site.begun)),
    Case("stop-sign", "post", "staff", 200, "secretary", args=on_site.rest(on_site.begun), body=on_site.hand_body),
    Case("stop-queue", "post", "staff", 200, "secretary", args=on_site.rest(on_site.begun), body=on_site.queued_body),
    Case(
        "stop-photos",
        "post",
        "zone-lead",
        201,
        "secretary",
        args=on_site.rest(on_site.begun),
        body=lambda h: {"criterion": "A1", "file": sent(photo())},
        form="multipart",
    ),
    Case("stop-photo", "delete", "zone-lead", 204, "secretary", args=on_site.rest(on_site.pictured)),
    Case(
        "stop-findings",
        "post",
        "zone-lead",
        201,
        "secretary",
        args=on_site.rest(on_site.begun),
        body=lambda h: {"text": "缺台账"},
    ),
    Case(
        "stop-finding",
        "patch",
        "secretary",
        200,
        "staff",
        args=on_site.rest(on_site.found),
        body=lambda h: {"answer": "补"},
    ),
    Case("stop-finding", "delete", "staff", 204, "secretary", args=on_site.rest(on_site.found)),
    Case(
        "stop-check", "put", "zone-lead", 200, "secretary", args=on_site.rest(on_site.checking), body=on_site.check_body
    ),
    Case(
        "stop-check-take",
        "post",
        "staff",
        200,
        "secretary",
        args=on_site.rest(on_site.signed),
        body=lambda h: {"seen": "18"},
    ),
    Case("stop-act", "post", "zone-lead", 200, "secretary", args=on_site.rest(on_site.starting), body=lambda h: {}),
    Case("ballot", "get", "secretary", 200, args=balloting.set_up),
    Case("ballot", "put", "staff", 200, "leader", args=balloting.opened, body=balloting.poll_body),
    Case("ballot-rolls", "get", "reviewer", 200, args=balloting.set_up),
    Case("ballot-rolls", "put", "staff", 200, "reviewer", args=balloting.set_up, body=balloting.rolls_body),
    Case("ballot-voters", "get", "staff", 200, "reviewer", args=balloting.set_up),
    Case(
        "ballot-voters",
        "post",
        "staff",
        200,
        "secretary",
        args=balloting.set_up,
        body=balloting.voters_body,
        form="multipart",
    ),
    Case("ballot-slips", "post", "reviewer", 201, "secretary", args=balloting.set_up, body=balloting.slips_body),
    Case("ballot-turnout", "get", "secretary", 200, args=balloting.set_up),
    Case("ballot-piles", "get", "reviewer", 200, "secretary", args=balloting.piled_list),
    Case("ballot-piles", "post", "reviewer", 201, "secretary", args=balloting.set_up, body=balloting.pile_body),
    Case("ballot-pile", "get", "staff", 200, "secretary", args=balloting.piled),
    Case(
        "ballot-pile-act",
        "post",
        "staff",
        200,
        "secretary",
        args=balloting.act("again"),
        body=balloting.again_body,
    ),
    Case("ballot-count", "post", "staff", 202, "leader", args=balloting.over),
    Case("ballot-results", "get", "secretary", 200, args=balloting.counted),
    Case("ballot-result", "get", "secretary", 200, args=balloting.of_branch),
    Case("replies", "get", "clerk", 200, args=first_assessment),
    Case("replies", "put", "secretary", 200, "staff", args=first_assessment, body=own_words),
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
    Case("todo", "get", "secretary", 200, neighbour=200),
    Case(
        "todo-hand-over",
        "post",
        "staff",
        200,
        "leader",
        422,
        args=run_item,
        body=lambda h: {"person": h.people["zone-lead"].pk},
        wrong_status=409,
    ),
    Case("note-list", "get", "staff", 200, neighbour=0, args=lambda h: staffs_note(h) and {}),
    Case("note-list", "post", "leader", 201, neighbour=201, body=lambda h: {"title": "预约公示栏"}),
    Case("note-done", "post", "staff", 200, "zone-lead", args=staffs_note),
    Case("own-reminders", "get", "secretary", 200, neighbour=200),
    Case("own-reminders", "put", "secretary", 200, neighbour=200, body=lambda h: {"ways": {"late": ["mail"]}}),
    Case("reminding", "get", "staff", 200, "leader", args=committee),
    Case("reminding", "patch", "staff", 200, "leader", args=committee, body=lambda h: {"days_before": [5, 2]}),
    Case("message-list", "get", "staff", 200, neighbour=0, args=lambda h: failed_message(h) and {}),
    Case("messages-again", "post", "staff", 200, "leader", 409, args=lambda h: failed_message(h) and {}),
    Case("message-again", "post", "staff", 200, "leader", args=failed_message, wrong_status=404),
    Case("remind-voters", "get", "staff", 200, "leader", args=ballot),
    Case("remind-voters", "post", "staff", 409, "leader", args=ballot),
    Case("remind", "get", "staff", 200, "leader", args=topic),
    Case("remind", "post", "staff", 200, "leader", args=topic),
    Case("blockers", "get", "staff", 200, "leader", args=campaign),
    Case("late-work", "get", "leader", 200, "secretary", args=campaign),
    Case("record-list", "get", "auditor", 200, "leader", 0),
    Case("record-export-list", "post", "auditor", 202, "leader", 202, body=lambda h: {"act": "campaign.open"}),
    Case("record-export", "get", "auditor", 200, "leader", args=record_file),
    Case("record-checks", "get", "auditor", 200, "leader", 200),
    Case("record-checks", "post", "auditor", 202, "leader", 202),
    Case("ledger-list", "get", "leader", 200, neighbour=200),
    *(
        Case(f"ledger{part}", "get", "leader", 200, neighbour=200, args=listing.some_brands)
        for part in ("", "-sums", "-workbook")
    ),
    Case("ledger-alike", "get", "staff", 200, "leader", 200, args=listing.some_brands),
    Case("entry-list", "get", "secretary", 200, neighbour=0, args=listing.some_brands),
    Case("entry-list", "post", "clerk", 201, "leader", 422, args=listing.of_brands, body=listing.new_brand),
    Case("entry", "get", "auditor", 200, args=listing.brand),
    Case("entry", "patch", "secretary", 200, "auditor", args=listing.brand, body=listing.other_idea),
    Case("entry-end", "post", "reviewer", 200, "leader", args=listing.brand, body=listing.reason),
    Case("entry-move", "post", "staff", 200, "secretary", args=listing.case, body=lambda _h: {"act": "review"}),
    Case("entry-files", "post", "clerk", 201, "leader", args=listing.brand, body=listing.proof, form="multipart"),
    Case("entry-file", "delete", "secretary", 204, "leader", args=listing.proved),
    Case("entry-alike", "get", "secretary", 200, args=listing.brand),
    Case("entry-apart", "post", "staff", 200, "secretary", args=listing.two_alike, body=listing.reason),
    Case("entry-apart", "delete", "staff", 204, "secretary", args=listing.two_apart),
    Case("entry-import-list", "get", "staff", 200, neighbour=0, args=lambda h: listing.tried(h) and {}),
    Case("entry-import-list", "post", "reviewer", 201, "leader", 422, body=listing.workbook, form="multipart"),
    Case("entry-import", "get", "staff", 200, "leader", args=listing.tried, wrong_status=404),
    Case("entry-import-write", "post", "staff", 200, "leader", args=listing.tried, wrong_status=404),
    Case("entry-import-drop", "post", "staff", 200, "leader", args=listing.tried, wrong_status=404),
    Case("entry-import-undo", "post", "staff", 200, "leader", args=listing.written, wrong_status=404),
    Case("programme-list", "get", "secretary", 200, neighbour=0, args=lambda h: gating.programme(h) and {}),
    Case("programme-list", "post", "staff", 201, "leader", 422, body=gating.new_programme),
    Case("programme", "get", "secretary", 200, args=gating.programme_of),
    Case("programme", "patch", "staff", 200, "leader", args=gating.programme_of, body=lambda _h: {"name": "示范"}),
    Case("programme-end", "post", "staff", 200, "leader", args=gating.programme_of, body=why),
    Case("programme-funnel", "get", "auditor", 200, "secretary", args=gating.programme_of),
    Case("batch-list", "get", "clerk", 200, args=gating.programme_of),
    Case("batch-list", "post", "staff", 201, "leader", args=gating.programme_of, body=gating.span),
    Case("batch", "get", "secretary", 200, args=gating.batch_of),
    Case("batch", "put", "staff", 200, "leader", args=gating.drafted, body=gating.span, wrong_status=404),
    Case("batch", "delete", "staff", 204, "leader", args=gating.drafted, wrong_status=404),
    Case("batch-act", "post", "staff", 200, "leader", args=gating.calling),
    Case("gate-list", "post", "staff", 201, "leader", args=gating.batch_of, body=gating.new_gate),
    Case("gate", "get", "leader", 200, "secretary", args=gating.gate_of),
    Case("gate", "patch", "staff", 200, "leader", args=gating.gate_of, body=lambda _h: {"places": 3}),
    Case("gate", "delete", "staff", 204, "leader", args=gating.gate_of),
    Case("gate-act", "post", "staff", 200, "leader", args=gating.opening),
    Case("title-list", "get", "secretary", 200, args=titles.programme_of),
    Case("title-spread", "get", "leader", 200, args=titles.programme_of),
    Case("title-workbook", "get", "clerk", 200, args=titles.programme_of),
    Case("reviews-ask", "post", "staff", 200, "leader", args=titles.programme_of),
    Case("title", "get", "reviewer", 200, "secretary", args=titles.only("pk", titles.title_of), wrong_status=404),
    Case("title-step-list", "get", "auditor", 200, args=titles.only("pk", titles.title_of)),
    Case(
        *("title-step-list", "post", "staff", 201, "leader"),
        args=titles.only("pk", titles.title_of),
        body=lambda _h: {"kind": "warning", "reason": "窗口长期无人"},
    ),
    Case("title-step-act", "post", "leader", 200, "auditor", args=titles.only("pk step act", titles.step_of), body=why),
    Case("review-list", "get", "contact", 200, args=titles.only("pk", titles.review_of)),
    Case(
        *("review-report", "post", "reviewer", 200, "leader"),
        args=titles.only("pk review", titles.review_of),
        body=lambda _h: {"report": "全年接待 1,200 人次。"},
    ),
    Case("review-act", "post", "zone-lead", 200, "leader", args=titles.only("pk review act", titles.passing), body=why),
    Case("conferral", "get", "auditor", 200, "reviewer", args=titles.drafted),
    Case("conferral", "post", "staff", 201, "leader", args=titles.waiting),
    Case("conferral", "patch", "staff", 200, "leader", args=titles.drafted, body=lambda _h: {"number": "46 号"}),
    Case("conferral-checks", "get", "leader", 200, "secretary", args=titles.waiting),
    Case("conferral-act", "post", "leader", 200, "auditor", args=titles.proposed, body=why),
    Case("conferral-papers", "get", "leader", 200, "secretary", args=titles.named),
    Case("conferral-paper", "get", "leader", 200, "secretary", args=titles.paper),
    Case("public-title-list", "get", "secretary", 200, neighbour=200, args=titles.programme_of),
    Case("public-plaque", "get", "clerk", 200, neighbour=200, args=titles.proof),
    Case("candidate-list", "get", "secretary", 200, args=applying.begun_list),
    Case("candidate-list", "post", "reviewer", 201, "leader", args=applying.calling, body=applying.new_body),
    Case("candidate", "get", "clerk", 200, args=applying.begun),
    Case("candidate", "patch", "clerk", 200, "leader", args=applying.begun, body=applying.change_body),
    Case("candidate-act", "post", "secretary", 200, "clerk", args=applying.with_act("withdraw"), body=why),
    Case("candidate-paper", "get", "clerk", 200, args=applying.with_paper),
    Case(
        *("candidate-files", "post", "clerk", 201, "leader"),
        args=applying.begun,
        body=applying.file_body,
        form="multipart",
    ),
    Case("candidate-file", "delete", "clerk", 204, "leader", args=applying.proved),
    Case(
        *("candidate-findings", "post", "zone-lead", 201, "secretary"),
        args=applying.project,
        body=lambda _h: {"text": "手册与流程不一致"},
    ),
    Case(
        *("candidate-finding-act", "post", "clerk", 200, "zone-lead"),
        args=applying.found_out,
        body=lambda _h: {"reply": "年底前重印"},
    ),
    Case("candidate-progress", "post", "clerk", 201, "leader", args=applying.project, body=applying.report_body),
    Case("candidates-accept", "post", "staff", 200, "leader", args=applying.of_batch),
    Case("progress-list", "get", "secretary", 200, args=applying.of_project_batch),
    Case(
        *("filing-list", "post", "reviewer", 201, "leader"),
        args=applying.calling,
        body=applying.filing_body,
        form="multipart",
    ),
    Case("filing", "get", "staff", 200, "leader", args=applying.filed, wrong_status=404),
    Case(
        "filing-act",
        "post",
        "staff",
        200,
        "leader",
        args=lambda h: applying.filed(h) | {"act": "drop"},
        wrong_status=404,
    ),
]
