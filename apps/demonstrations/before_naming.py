"""What is looked at before a batch is named? The notice, vetoes, conflicts of interest, plaque numbers, places."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assignment, Interest, VetoCase
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.core.tables import listed
from apps.demonstrations.conferring import Line, last_campaign, lines_of, serials_of
from apps.demonstrations.models import Batch, Title
from apps.demonstrations.selectors import subject_of
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.noticing import standing_notice


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: in order or not, said in a sentence; `url` is where it is put in order."""

    key: str
    ok: bool
    text: str
    url: str = ""


def before_naming(batch: Batch) -> list[Check]:
    """Everything that has to be in order before the batch is named; for a batch whose last gate is done."""
    lines, campaign = lines_of(batch), last_campaign(batch)
    found = [notice(campaign), vetoes(batch, lines), interests(batch), numbers(batch, lines), places(batch, lines)]
    return [check for check in found if check]


def notice(campaign: Campaign) -> Check | None:
    """The last gate's public notice, where it gives one: over, and every objection answered."""
    if not campaign.stages.filter(kind=StageKind.NOTICE).exists():
        return None
    issue = standing_notice(campaign)
    if issue is None:
        return Check("notice", False, _("No public notice has been given"), desk_of(campaign))
    days = f"{date_format(issue.opens_on, 'MONTH_DAY_FORMAT')}–{date_format(issue.closes_on, 'MONTH_DAY_FORMAT')}"
    if issue.status != NoticeStatus.ENDED:
        return Check("notice", False, _("Public notice %(days)s is not over yet") % {"days": days}, desk_of(campaign))
    left, all_of_them = campaign.objections.unfinished().count(), campaign.objections.count()
    told = {"days": days, "n": left or all_of_them}
    if left:
        words = ngettext(
            "Public notice %(days)s: %(n)s objection open", "Public notice %(days)s: %(n)s objections open", left
        )
        return Check("notice", False, words % told, desk_of(campaign))
    if not all_of_them:
        return Check("notice", True, _("Public notice %(days)s, no objections") % told)
    words = ngettext(
        "Public notice %(days)s, %(n)s objection answered",
        "Public notice %(days)s, %(n)s objections answered",
        all_of_them,
    )
    return Check("notice", True, words % told)


def desk_of(campaign: Campaign) -> str:
    """Where notices are given and objections answered."""
    return reverse("notices:desk", args=[campaign.slug])


def vetoes(batch: Batch, lines: Sequence[Line]) -> Check:
    """Confirmed vetoes on those who wait: at a gate, or in the rating that the programme builds on."""
    candidates = [line.candidate for line in lines]
    here = Q(assessment__campaign__gate__batch=batch, assessment__subject__in=[subject_of(one) for one in candidates])
    rated = Q(assessment__campaign=batch.programme.rating_id, assessment__node__in=[one.node_id for one in candidates])
    rows = VetoCase.objects.confirmed().filter(here | rated if batch.programme.rating_id else here)
    vetoed = sorted({row.assessment.name for row in rows.select_related("assessment")})
    if vetoed:
        return Check("vetoes", False, _("A veto stands on: %(names)s") % {"names": listed(vetoed)})
    n = len(candidates)
    return Check("vetoes", True, ngettext("%(n)s candidate, no veto", "%(n)s candidates, no veto", n) % {"n": n})


def interests(batch: Batch) -> Check:
    """Whoever declared an interest marks nobody whom it concerns."""
    declared = list(Interest.objects.filter(campaign__gate__batch=batch, ended_at=None).select_related("node"))
    if not declared:
        return Check("interests", True, _("No conflict of interest was declared"))
    given = Assignment.objects.standing().filter(campaign__gate__batch=batch).select_related("assessment")
    marked = {(row.campaign_id, row.person_id, row.assessment.path) for row in given}
    clash = any(
        campaign == one.campaign_id and person == one.person_id and path.startswith(one.node.path)
        for one in declared
        for campaign, person, path in marked
    )
    told = {"n": len(declared)}
    if clash:
        return Check("interests", False, _("Somebody marks against an interest that was declared"))
    words = ngettext("%(n)s conflict of interest, replaced", "%(n)s conflicts of interest, all replaced", len(declared))
    return Check("interests", True, words % told)


def numbers(batch: Batch, lines: Sequence[Line]) -> Check:
    """The numbers that are next: used by nobody, and without a gap before them."""
    if not lines:
        return Check("numbers", False, _("Nobody waits for naming"))
    used = serials_of(batch.programme)
    is_taken = Title.objects.filter(number__in=[line.number for line in lines]).exists()
    if is_taken or used != list(range(1, len(used) + 1)):
        return Check("numbers", False, _("Plaque numbers are used twice or left out; change their beginning"))
    first, last = (line.number.rpartition("-")[2] for line in (lines[0], lines[-1]))
    span = first if first == last else f"{first}–{last}"
    return Check("numbers", True, _("Plaque numbers %(span)s, none twice") % {"span": span})


def places(batch: Batch, lines: Sequence[Line]) -> Check | None:
    """Where the batch has a limit, nobody too many."""
    if batch.places is None or len(lines) <= batch.places:
        return None
    told = {"n": len(lines), "places": batch.places}
    return Check("places", False, _("%(n)s wait for naming, and the batch has %(places)s places") % told)
