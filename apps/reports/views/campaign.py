"""The campaign page: what stops us, who does it, by when; late work as a file; and the start of a numbered run."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.burden import burden_of
from apps.assessments.draw_page import published_draws
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import current_stage, with_files
from apps.core.doors import SignedInView, seen
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.evaluations.services import start_numbered_run
from apps.jobs.models import Job
from apps.reports import campaign_cells as cells
from apps.reports.late_export import late_workbook
from apps.reports.roads import campaign_targets
from apps.reports.upload_cell import uploads_cell
from apps.reports.views.common import CampaignPage, run_line
from apps.reports.views.todo import item_row
from apps.workflow.blockers import blockers, done
from apps.workflow.facts import Facts, gather, with_facts
from apps.workflow.late import late_work
from apps.workflow.todo import todo_of

SHOWN_TODO = 5
MOST_LATE = 50_000


class CampaignOverview(CampaignPage):
    """Timeline, blockers, my to-do, late work, latest acts; for others how far it is."""

    template_name = "reports/campaign.html"

    @cached_property
    def campaign(self) -> Campaign:
        rows = with_facts(Campaign.objects.visible_to(self.request.user)).select_related("rulebook_version__rulebook")
        return seen(rows.select_related("committee"), slug=self.kwargs["slug"])

    @cached_property
    def facts(self) -> Facts:
        return gather([self.campaign])[self.campaign.pk]

    def page(self) -> dict[str, Any]:
        now, person = timezone.now(), self.request.user
        conducts = person.has_perm("campaigns.change_campaign", self.campaign)
        left = blockers(self.facts, now, has_effect=True) if conducts else []
        return {
            "sentence": cells.sentence(self.facts, left, now),
            "has_left": bool(left),
            "sub": self.sub(),
            "timeline": cells.timeline(self.facts, current_stage(self.campaign, now), now),
            "stage_line": cells.stage_line(self.facts, now),
            "facts": self.facts,
            "conducts": conducts,
            "compares": person.has_perm("campaigns.compare_branches", self.campaign),
            "current": run_line(self.run),
            "seal_url": self.seal_url(),
            "ballot_url": self.ballot_url(conducts=conducts),
            "runs": self.numbered_runs(),
            "draws": published_draws(self.campaign),
            "documents": with_files(self.campaign.documents.all()),
            "targets": campaign_targets(self.campaign, self.run),
            "refining": cells.refining(self.campaign, person),
        } | (self.conducting(left) if conducts else {})

    def conducting(self, left: list) -> dict[str, Any]:
        """What only those see who conduct the campaign."""
        late = late_work(self.campaign)
        todo = todo_of(self.request.user)
        return {
            "left": cells.blocker_rows(self.facts, left),
            "done": cells.done_rows(done(self.facts)),
            "acts": cells.acts(self.facts),
            "next_step": cells.next_step(self.facts),
            "extended": self.campaign.extensions.filter(ended_at=None, closes_at__gt=timezone.now()).count(),
            "late": cells.late_rows(self.facts, late[: cells.SHOWN_LATE]),
            "late_topics": cells.late_topics(self.facts, late),
            "late_count": len(late),
            "todo": [item_row(item, todo.now) for item in todo.items[:SHOWN_TODO]],
            "todo_count": len(todo.items),
            "latest": cells.latest(self.facts),
            "burden": burden_of(self.campaign).whole,
            "uploads": uploads_cell(self.campaign),
            "change_url": reverse("campaigns:change", args=[self.campaign.slug]),
            "jobs": Job.objects.unfinished().filter(kind="evaluate", key=str(self.campaign.pk)),
        }

    def ballot_url(self, *, conducts: bool) -> str:
        """Where a ballot stands, or the stage for one; nothing where there is neither."""
        stands = self.facts.ballot.is_set_up or (conducts and StageKind.BALLOT in self.facts.stages)
        return reverse("ballots:turnout", args=[self.campaign.slug]) if stands else ""

    def seal_url(self) -> str:
        """Where it is sealed, and later looked at: once it is closed."""
        if self.campaign.status not in {Status.CLOSED, Status.SEALED}:
            return ""
        return reverse("evaluations:seal", args=[self.campaign.slug])

    def sub(self) -> str:
        words = {
            "n": self.facts.branches,
            "units": self.facts.units,
            "rulebook": self.campaign.rulebook_version,
            "state": self.campaign.get_status_display(),
        }
        return _("%(units)s units · %(n)s branches · %(rulebook)s · %(state)s") % words

    def numbered_runs(self) -> list[dict[str, Any]]:
        rows = self.campaign.runs.filter(is_whole=True, number__isnull=False).order_by("-number")
        return [run_line(run) for run in rows]


class LateExport(SignedInView):
    """Late work as a workbook, for those who compare branches."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = seen(with_facts(Campaign.objects.visible_to(request.user)), slug=slug)
        authorise(request.user, "campaigns.compare_branches", campaign)
        response = HttpResponse(late_workbook(late_work(campaign, most=MOST_LATE)), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="late-{slug}.xlsx"'
        return response


class StartRun(SignedInView):
    """Staff start a numbered run."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = seen(
            Campaign.objects.visible_to(request.user).select_related("committee", "rulebook_version"), slug=slug
        )
        run = start_numbered_run(request.user, campaign)
        messages.success(
            request,
            _("Run %(number)s has been started; readers keep the old one until it is whole.") % {"number": run.number},
        )
        return redirect("reports:campaign", slug=slug)
