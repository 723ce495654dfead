"""Yearly reviews: made due by the calendar, reported on by the holder, judged by the zone or the committee."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations import proving
from apps.demonstrations.choices import ReviewStatus, TitleStatus
from apps.demonstrations.models import Programme, Review
from apps.demonstrations.reviewing import is_open, missing_reviews
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.evidence.receiving import receive

MOST_FILES = 9


@transaction.atomic
def make_due(day: date | None = None) -> int:
    """Begin every review that is due soon and does not stand yet; gives how many. Safe to run at any time, twice."""
    made = missing_reviews(day or timezone.localdate())
    Review.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def ask_for_reviews(actor: Any, programme: Programme) -> int:
    """Do now what the night would do, and record who asked."""
    authorise(actor, "demonstrations.conduct", programme)
    made = make_due()
    record(actor, "review.asked", programme, node_path=programme.committee.path, after={"reviews": made})
    return made


def report(actor: Any, review: Review, text: str, uploads: Sequence[File] = ()) -> Review:
    """What the holder says of the past year, with proof; may be mended until somebody has judged it."""
    authorise(actor, "demonstrations.apply", review.title.candidate.node)
    received = [receive(upload) for upload in uploads]
    with transaction.atomic():
        row = locked(review)
        require_open(row)
        if not text.strip():
            raise Invalid(_("Write what was done in the past year."), details={"report": [""]})
        keep(actor, row, received)
        row.report, row.status = text.strip(), ReviewStatus.REPORTED
        row.reported_by, row.reported_by_name, row.reported_at = actor.pk, actor.name, timezone.now()
        row.save()
        note(actor, "review.reported", row, after={"year": row.year, "files": len(received)})
    return row


@transaction.atomic
def judge(actor: Any, review: Review, *, passes: bool, finding: str = "") -> Review:
    """Whether the title stands for another year. Not passing needs a finding; nobody passes without a report, and
    nobody judges the own one."""
    row = locked(review)
    authorise(actor, "demonstrations.survey", row.title.candidate)
    require_open(row)
    if passes and row.status != ReviewStatus.REPORTED:
        raise Refused(_("The holder has not reported yet."), code="not-reported")
    if row.reported_by == actor.pk:
        raise Refused(_("You wrote this report: somebody else has to judge it."), code="own-report")
    if not passes and row.status == ReviewStatus.DUE and row.due_on >= timezone.localdate():
        raise Refused(_("The holder still has time to report."), code="not-over")
    if not passes and not finding.strip():
        raise Invalid(_("Say what was found."), details={"finding": [""]})
    row.status = ReviewStatus.PASSED if passes else ReviewStatus.FAILED
    row.finding, row.at = finding.strip(), timezone.now()
    row.by, row.by_name = actor.pk, actor.name
    row.save()
    act = "review.passed" if passes else "review.failed"
    note(actor, act, row, after={"year": row.year}, reason=row.finding)
    return row


def files_of(review: Review) -> QuerySet[Use]:
    """The uses of a review's files, oldest first."""
    return proving.files_of(review.title.candidate, part_of(review))


def part_of(review: Review) -> str:
    """What of its candidate the files of a review belong to."""
    return f"review-{review.year}"


def keep(actor: Any, review: Review, received: Sequence[Any]) -> None:
    """Keep files as proof of a report; refuses more than a page shows."""
    if files_of(review).count() + len(received) > MOST_FILES:
        raise Refused(_("At most %(n)s files stand with a report.") % {"n": MOST_FILES}, code="too-many")
    candidate = review.title.candidate
    place = evidence.Place(UseKind.CANDIDATE, candidate.pk, part_of(review), candidate.path, candidate.zone_id)
    for one in received:
        file, _is_new = evidence.store(actor, candidate.node, one)
        evidence.attach(actor, file, place)


def require_open(review: Review) -> None:
    """Refuse what was judged already, and everything about a title that was withdrawn."""
    if not is_open(review):
        raise Refused(_("This review is over: %(state)s.") % {"state": review.get_status_display()}, code="review-over")
    if review.title.status == TitleStatus.WITHDRAWN:
        raise Refused(_("The title was withdrawn."), code="title-state")


def locked(review: Review) -> Review:
    """The review as it stands now."""
    rows = Review.objects.select_for_update(of=("self",))
    holder = "title__candidate__node", "title__candidate__batch__programme__committee"
    return rows.select_related(*holder).get(pk=review.pk)


def note(actor: Any, act: str, review: Review, **told: Any) -> None:
    """The act on the record, at the holder."""
    record(actor, act, review, node_path=review.title.candidate.path, **told)
