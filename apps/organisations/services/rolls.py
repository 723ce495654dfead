"""Rolls of people: tried in the background, written all or nothing after a person confirms."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services import NewAccount, create_people
from apps.audit.services import record
from apps.core.bulk import BATCH
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.core.tables import TableError
from apps.jobs.models import Job
from apps.jobs.services import announce
from apps.organisations.choices import Kind, RollStatus
from apps.organisations.models import Appointment, Node, Roll
from apps.organisations.roll import Plan, RollRow, plan_roll, read_roll
from apps.organisations.roll.plan import name_accounts
from apps.organisations.roll.report import report_of
from apps.organisations.services.offices import span_of
from apps.organisations.services.tree import refuse_closed

MAX_BYTES = 5 * 1024 * 1024


@transaction.atomic
def start_roll(actor: User, *, committee: Node, content: bytes, file_name: str) -> Roll:
    """Keep the file and announce its dry run; nobody is made before a person confirms."""
    authorise(actor, "organisations.appoint", committee)
    refuse_closed(committee)
    if committee.kind != Kind.COMMITTEE:
        raise Invalid(_("A roll is brought in for a work committee."), details={"committee": [committee.name]})
    if not content:
        raise Invalid(_("The file is empty."), details={"file": [file_name]})
    if len(content) > MAX_BYTES:
        message = _("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 2**20}
        raise Invalid(message, details={"file": [file_name]})
    digest = hashlib.sha256(content).hexdigest()
    roll = Roll(committee=committee, file_name=file_name[:200], digest=digest, by=actor.pk, by_name=actor.name)
    roll.file.save(digest, ContentFile(content), save=True)
    announce("roll-check", roll.pk, roll.file_name, actor=actor, node_path=committee.path)
    return roll


def content_of(roll: Roll) -> bytes:
    """The file as it was uploaded."""
    with roll.file.open("rb") as file:
        return file.read()


def check(job: Job, progress: Any) -> dict:
    """Handler of `roll-check`: the dry run; its report tells every fault."""
    roll = Roll.objects.select_related("committee").get(pk=job.key)
    if roll.status != RollStatus.CHECKING:
        return {}
    progress("read")
    try:
        report, _plan = tried(roll)
    except TableError as error:
        keep(roll, RollStatus.FAILED, {"error": str(error.message)})
        return {}
    keep(roll, RollStatus.FAULTY if report["faults"] else RollStatus.READY, report)
    return {"faults": len(report["faults"]), "rows": report["rows"]}


def tried(roll: Roll) -> tuple[dict, Plan]:
    """The plan of the file as the house stands now, and its report."""
    reading = read_roll(content_of(roll), roll.file_name)
    actor = User.objects.get(pk=roll.by)
    plan = plan_roll(actor, roll.committee, reading.rows)
    placed = [reading.placed(fault) for fault in (*reading.faults, *plan.faults)]
    plan.faults = sorted(placed, key=lambda fault: (fault.row, fault.letter))
    return report_of(reading, plan), plan


def keep(roll: Roll, status: str, report: dict) -> None:
    """Store what the dry run found, unless a person decided otherwise meanwhile."""
    Roll.objects.filter(pk=roll.pk, status=RollStatus.CHECKING).update(status=status, report=report)


@transaction.atomic
def confirm_roll(actor: User, roll: Roll) -> Roll:
    """A person says: write it. Refuses anything but a fine dry run."""
    row = Roll.objects.select_for_update(of=("self",)).select_related("committee").get(pk=roll.pk)
    authorise(actor, "organisations.appoint", row.committee)
    if row.status != RollStatus.READY:
        raise Refused(_("Only a file without rows to mend can be written."), code="roll-not-ready")
    row.status, row.by, row.by_name = RollStatus.WRITING, actor.pk, actor.name
    row.save(update_fields=["status", "by", "by_name"])
    announce("roll-write", row.pk, row.file_name, actor=actor, node_path=row.committee.path)
    return row


@transaction.atomic
def drop_roll(actor: User, roll: Roll) -> None:
    """A person says: not this file. Nothing was written, and nothing will be; the file is forgotten."""
    authorise(actor, "organisations.appoint", roll.committee)
    waiting = [RollStatus.CHECKING, RollStatus.FAULTY, RollStatus.READY, RollStatus.FAILED]
    if not Roll.objects.filter(pk=roll.pk, status__in=waiting).update(status=RollStatus.DROPPED):
        raise Refused(_("This file is being written, or its end has been decided."), code="roll-decided")
    forget_file(roll)


def forget_file(roll: Roll) -> None:
    """Names and numbers of people are not kept longer than they are needed."""

    def forget() -> None:
        roll.file.delete(save=False)
        Roll.objects.filter(pk=roll.pk).update(file="")

    transaction.on_commit(forget)


def write(job: Job, progress: Any) -> dict:
    """Handler of `roll-write`: the same reading as the dry run, then all of it or nothing."""
    roll = Roll.objects.select_related("committee").get(pk=job.key)
    if roll.status != RollStatus.WRITING:
        return {}
    progress("write")
    with transaction.atomic():
        Node.objects.select_for_update().get(pk=roll.committee_id)
        report, plan = tried(roll)
        if plan.faults:
            Roll.objects.filter(pk=roll.pk).update(status=RollStatus.FAULTY, report=report)
            return {"faults": len(plan.faults)}
        actor = User.objects.get(pk=roll.by)
        write_plan(actor, roll.committee, plan, source={"file": roll.file_name, "digest": roll.digest})
        roll.status, roll.report, roll.written_at = RollStatus.WRITTEN, report, timezone.now()
        roll.save(update_fields=["status", "report", "written_at"])
        forget_file(roll)
    return {"people": len(plan.newcomers), "offices": len(plan.offices)}


def write_plan(
    actor: User, committee: Node, plan: Plan, *, at: Node | None = None, source: Mapping[str, str] | None = None
) -> list[User]:
    """Make the people and give the offices of a plan without faults, inside the caller's transaction.

    New accounts have no password; one arises when their slip is printed. Gives the new people.
    """
    at = at or committee
    authorise(actor, "organisations.appoint", at)
    name_accounts(plan.newcomers)
    accounts = [NewAccount(one.username, one.name, one.mobile, one.node.path) for one in plan.newcomers]
    people = create_people(actor, accounts)
    today = timezone.localdate()
    held = [
        Appointment(
            person=office.person or people[office.number],
            role=office.role,
            node=office.node,
            title=office.title,
            since=today,
        )
        for office in plan.offices
    ]
    for office in Appointment.objects.bulk_create(held, batch_size=BATCH):
        record(actor, "appointment.made", office, node_path=office.node.path, after=span_of(office))
    counts = Counter(people=len(people), offices=len(held))
    record(actor, "roll.written", at, node_path=at.path, after={**(source or {}), **counts})
    return people


@transaction.atomic
def fill_vacancies(actor: User, *, node: Node, rows: Sequence[RollRow]) -> tuple[Plan, list[User]]:
    """Secretaries for several branches of an organisation at once; with faults nothing is written.

    Gives the plan with its faults, and the new people.
    """
    authorise(actor, "organisations.appoint", node)
    for row in rows:
        if row.node is not None and not row.node.path.startswith(node.path):
            raise Invalid(_("This branch stands elsewhere."), details={"branch": [row.node.name]})
    committee = committee_of(node)
    plan = plan_roll(actor, committee, rows)
    if plan.faults or not plan.offices:
        return plan, []
    return plan, write_plan(actor, committee, plan, at=node)


def committee_of(node: Node) -> Node:
    """The work committee that an organisation belongs to, or itself."""
    while node.kind != Kind.COMMITTEE and node.parent is not None:
        node = node.parent
    return node
