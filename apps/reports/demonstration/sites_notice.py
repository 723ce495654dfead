"""The public notice before a batch's last gate closed: over, and nobody objected."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.audit.services import record
from apps.demonstrations.models import Gate
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.models import Notice, Run
from apps.evaluations.noticing import NAME, digest_of
from apps.evaluations.services.notices import fill, first_draft

TITLE = "党建示范点拟命名单位公示"
TEXT = "经初审筛选、专家评审、实地调研和综合评定，拟命名下列单位为党建示范点，现予公示。"
CONTACT = "示范市直工委（虚构）组织科，0000-0000000"
HOUR = 9


def give_notice(actor: Any, out: Collection[int], gate: Gate, run: Run) -> Notice:
    """A notice of five working days on the run, without those whom the meeting refused; it began the day after."""
    notice = first_draft(actor, gate.campaign, run, None)
    notice.title, notice.text, notice.contact = TITLE, TEXT, CONTACT
    notice.opens_on = timezone.localdate(run.read_at) + timedelta(days=1)
    fill(notice)
    refused = {str(one) for one in gate.batch.candidates.filter(pk__in=out)}
    notice.rows = [row for row in notice.rows if row[NAME] not in refused]
    notice.counts = {"levels": [[name, stars, len(notice.rows)] for name, stars, _n in notice.counts["levels"]]}
    notice.status = NoticeStatus.ENDED
    notice.issued_at = timezone.make_aware(datetime.combine(notice.opens_on, datetime.min.time())) + timedelta(
        hours=HOUR
    )
    notice.digest = digest_of(notice)
    notice.save()
    after = {"number": notice.number, "run": run.number, "digest": notice.digest, "key": notice.key}
    record(None, "notice.issued", notice, node_path=gate.campaign.committee.path, after=after)
    return notice
