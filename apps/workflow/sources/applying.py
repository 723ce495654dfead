"""What have organisations to do in selections: an application to finish, a finding to answer, progress to report; and
who is asked as the second person for an exception?"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.demonstrations.choices import BatchStatus, CandidateStatus, ProgrammeKind
from apps.demonstrations.models import Candidate, Finding
from apps.demonstrations.progress_list import due_on, with_last_report
from apps.demonstrations.services.findings import TAKING_PART
from apps.organisations.choices import Power
from apps.organisations.reach import Reach
from apps.workflow.items import Item
from apps.workflow.sources.desk import MOST, Desk

# So long before a report is due it stands on the list.
AHEAD = timedelta(days=14)


def applying_work(desk: Desk) -> list[Item]:
    """Items of those who fill in or check for organisations, and of second persons; who conducts only stands in."""
    items: list[Item] = []
    offices = [
        *desk.offices(Power.SELF_MARK, without=Power.CAMPAIGN),
        *desk.offices(Power.CHECK, without=Power.CAMPAIGN),
    ]
    if offices:
        own = own_of(desk.reach_by(offices))
        items += [*filling_items(own), *finding_items(own), *progress_items(desk, own)]
    if desk.reach.has(Power.SECOND):
        items += exception_items(desk)
    return items


def own_of(reach: Reach) -> Q:
    """Candidates that one fills in or checks for."""
    return reach.where(Power.SELF_MARK) | reach.where(Power.CHECK)


def filling_items(own: Q) -> Iterator[Item]:
    """Applications that are begun, or came back."""
    rows = Candidate.objects.filter(own, status=CandidateStatus.FILLING, batch__status=BatchStatus.CALLING)
    for row in rows.select_related("batch__programme").order_by("batch__closes_at", "pk")[:MOST]:
        title, icon, label = _("Finish the application"), "pencil", _("Go on")
        why = str(row)
        if row.returned_reason:
            title, icon, label = _("Mend the returned application"), "arrow-back-up", _("Go and mend")
            why = _("%(who)s: %(reason)s") % {"who": row.returned_by_name, "reason": row.returned_reason}
        args = [row.batch.programme.slug, row.pk]
        yield Item(
            key=f"application-{row.pk}",
            icon=icon,
            title=title,
            why=why,
            source=row.batch.programme.name,
            url=reverse("candidates:application", args=args),
            label=label,
            due_at=row.batch.closes_at,
        )


def finding_items(own: Q) -> Iterator[Item]:
    """Findings of surveys that wait for the organisation's reply, one item a candidate."""
    rows = Candidate.objects.filter(own, status__in=TAKING_PART)
    found = Finding.objects.filter(candidate__in=rows.order_by(), reply="", checked_at=None)
    seen: set[int] = set()
    for row in found.select_related("candidate__batch__programme").order_by("due_on", "pk")[:MOST]:
        if row.candidate_id in seen:
            continue
        seen.add(row.candidate_id)
        programme = row.candidate.batch.programme
        yield Item(
            key=f"finding-{row.pk}",
            icon="search",
            title=_("Reply to what the survey found"),
            why=row.text,
            source=programme.name,
            url=reverse("candidates:candidate", args=[programme.slug, row.candidate_id]) + "#findings",
            label=_("Reply"),
            due_at=end_of(row.due_on) if row.due_on else None,
        )


def progress_items(desk: Desk, own: Q) -> Iterator[Item]:
    """Projects whose next report is due soon, or late."""
    rows = Candidate.objects.filter(own, status__in=TAKING_PART, batch__programme__kind=ProgrammeKind.PROJECT)
    for row in with_last_report(rows.select_related("batch__programme").order_by("pk"))[:MOST]:
        due = due_on(row)
        if due is None or end_of(due) - AHEAD > desk.now:
            continue
        programme = row.batch.programme
        yield Item(
            key=f"progress-{row.pk}",
            icon="gauge",
            title=_("Report how the project goes on"),
            why=_("%(project)s, %(n)s%% done by the last report") % {"project": str(row), "n": row.done or 0},
            source=programme.name,
            url=reverse("candidates:candidate", args=[programme.slug, row.pk]) + "#progress",
            label=_("Report"),
            due_at=end_of(due),
        )


def exception_items(desk: Desk) -> Iterator[Item]:
    """Exceptions that wait for a second person, who is not the first."""
    committee = "batch__programme__committee"
    scope = desk.reach.where(Power.SECOND, f"{committee}__path", f"{committee}__zone_id")
    rows = Candidate.objects.filter(scope, status=CandidateStatus.WAITING, seconded_at=None).exclude(exception="")
    rows = rows.exclude(exception_by=desk.person.pk).select_related("batch__programme")
    for row in rows.order_by("submitted_at", "pk")[:MOST]:
        words = {"who": row.exception_by_name, "reason": row.exception}
        yield Item(
            key=f"exception-{row.pk}",
            icon="shield-check",
            title=_("Confirm or return the exception of “%(name)s”") % {"name": str(row)},
            why=_("%(who)s: %(reason)s") % words,
            source=row.batch.programme.name,
            url=reverse("candidates:candidate", args=[row.batch.programme.slug, row.pk]),
            label=_("Look at it"),
            due_at=row.batch.closes_at,
        )


def end_of(day: date) -> datetime:
    """The end of a day, as the list orders by moments."""
    return timezone.make_aware(datetime.combine(day, time.max))
