"""What happens to an issued notice by itself: it becomes public once its act is linked, and ends after its last day."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.audit.models import Link
from apps.audit.services import link_records, record
from apps.campaigns.services import open_to_branches
from apps.core.typesetting import set_pdf
from apps.core.typesetting.codes import code_for
from apps.evaluations.choices import NoticeStatus, PaperKind
from apps.evaluations.models import Notice
from apps.evaluations.notice_lists import lists_of
from apps.evaluations.noticing import period_text
from apps.evaluations.services.papers import keep_paper
from apps.jobs.models import Job
from apps.jobs.progress import Progress


def do_publication(job: Job, _progress: Progress) -> dict:
    """Handler of `publish-notice`: link what is recorded, and make the notice public where its day has come."""
    link_records()
    notice = publish(int(job.key))
    return {"status": notice.status, "chain": notice.chain}


def tick(now: datetime | None = None) -> int:
    """Each minute: publish what waited for its link or its day, end what is over; gives how many changed."""
    today = timezone.localdate(now)
    waiting = Notice.objects.filter(status=NoticeStatus.ISSUED, opens_on__lte=today).values_list("pk", flat=True)
    published = sum(publish(pk, today).status == NoticeStatus.PUBLIC for pk in waiting)
    return published + end_notices(now)


@transaction.atomic
def publish(pk: int, today: Any = None) -> Notice:
    """Public from now on, with its place in the chain and its paper; the issue before is replaced.

    Where it was chosen so, branches read the whole league table from now on.

    Nothing happens while the act has no link or the first day is ahead.
    """
    rows = Notice.objects.select_related("campaign__committee", "run").select_for_update(of=("self",))
    notice = rows.get(pk=pk)
    link = Link.objects.filter(record_id=notice.record).first()
    today = today or timezone.localdate()
    if notice.status != NoticeStatus.ISSUED or link is None or notice.opens_on > today:
        return notice
    notice.chain, notice.status = link.digest, NoticeStatus.PUBLIC
    name = f"{notice.title}.pdf"
    notice.paper = keep_paper(None, notice.campaign, PaperKind.NOTICE, notice.pk, name, paper_of(notice))
    notice.save(update_fields=["chain", "status", "paper"])
    replaced = notice.campaign.notices.filter(status__in=[NoticeStatus.PUBLIC, NoticeStatus.ENDED])
    replaced.exclude(pk=notice.pk).update(status=NoticeStatus.REPLACED)
    after = {"chain": notice.chain, "paper": notice.paper.digest}
    record(None, "notice.published", notice, node_path=notice.campaign.committee.path, after=after)
    if notice.opens_league:
        open_to_branches(notice.campaign)
    return notice


@transaction.atomic
def end_notices(now: datetime | None = None) -> int:
    """End what stood until yesterday; gives how many."""
    over = Notice.objects.filter(status=NoticeStatus.PUBLIC, closes_on__lt=timezone.localdate(now))
    ended = list(over.select_related("campaign__committee").select_for_update(of=("self",)))
    for notice in ended:
        notice.status = NoticeStatus.ENDED
        notice.save(update_fields=["status"])
        record(None, "notice.ended", notice, node_path=notice.campaign.committee.path)
    return len(ended)


def paper_of(notice: Notice) -> bytes:
    """The notice as PDF, set as it is issued."""
    return set_pdf(
        "notice",
        {
            "title": notice.title,
            "issuer": notice.issuer,
            "text": [part for part in notice.text.split("\n") if part.strip()],
            "period": period_text(notice),
            "date": date_format(notice.opens_on, "DATE_FORMAT"),
            "lists": [
                {
                    "title": _("List of branches: %(level)s (%(n)s)") % {"level": each.level, "n": each.count},
                    "groups": [
                        {"name": group.name, "count": group.count, "rows": group.lines} for group in each.groups
                    ],
                }
                for each in lists_of(notice)
            ],
            "annex": _("Annex: "),
            "digest": _("Digest of the list %(digest)s") % {"digest": notice.digest},
            "chain": _("Head of the audit chain %(digest)s") % {"digest": notice.chain},
            "contact": notice.contact,
            "check": _("The code leads to the page on which this list can be compared with the system."),
            "code": code_for(notice.address),
        },
    )
