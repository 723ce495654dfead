"""The campaign page: which stage, what is left to do, what happened last; and the start of a numbered run."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import Party
from apps.assessments.models import Sheet
from apps.assessments.selectors import not_enrolled
from apps.audit.models import Record
from apps.campaigns.choices import Act, Status
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.selectors import current_stage, permits
from apps.core.doors import SignedInView, seen
from apps.evaluations.selectors import latest_numbered_run
from apps.evaluations.services import start_numbered_run
from apps.jobs.models import Job
from apps.reports.acts import act_label
from apps.reports.views.common import CampaignPage, run_line

LATEST = 8


class CampaignOverview(CampaignPage):
    """Timeline, counts, what stops us, latest acts."""

    template_name = "reports/campaign.html"

    def page(self) -> dict[str, Any]:
        conducts = self.request.user.has_perm("campaigns.change_campaign", self.campaign)
        counts = self.figures()
        left = self.left(counts) if conducts else []
        return {
            "sentence": self.sentence(left),
            "sub": self.sub(counts),
            "timeline": self.timeline(),
            "left": left,
            "acts": self.acts() if conducts else [],
            "latest": self.latest() if conducts else [],
            "counts": counts,
            "conducts": conducts,
            "compares": self.request.user.has_perm("campaigns.compare_branches", self.campaign),
            "change_url": reverse("campaigns:change", args=[self.campaign.slug]),
            "runs": [
                run_line(run)
                for run in self.campaign.runs.filter(is_whole=True, number__isnull=False).order_by("-number")
            ],
            "current": run_line(self.run),
            "jobs": Job.objects.unfinished().filter(kind="evaluate", key=str(self.campaign.pk)),
        }

    def figures(self) -> dict[str, int]:
        """How many branches, sheets begun, sheets whole."""
        criteria = len(self.show.rules.criteria)
        sheets = Sheet.objects.filter(assessment__campaign=self.campaign, party=Party.SUPERIOR).values_list(
            "marks", flat=True
        )
        lengths = [len(marks) for marks in sheets]
        return {
            "branches": self.campaign.assessments.count(),
            "begun": sum(length > 0 for length in lengths),
            "whole": sum(length == criteria for length in lengths),
        }

    def sentence(self, left: list[dict]) -> str:
        if left:
            return ngettext("%(n)s thing to do", "%(n)s things to do", len(left)) % {"n": len(left)}
        return self.campaign.name

    def sub(self, counts: dict[str, int]) -> str:
        words = {
            "n": counts["branches"],
            "rulebook": self.campaign.rulebook_version,
            "state": self.campaign.get_status_display(),
        }
        return _("%(n)s branches · %(rulebook)s · %(state)s") % words

    def timeline(self) -> list[dict[str, str]]:
        now, current = timezone.now(), current_stage(self.campaign)
        return [self.node(stage, now, current) for stage in self.campaign.stages.all()]

    def node(self, stage: Stage, now: Any, current: Stage | None) -> dict[str, str]:
        is_open = stage.opens_at <= now < stage.closes_at
        state = (
            "done"
            if stage.closes_at <= now
            else ("now" if is_open and stage == current else ("open" if is_open else "later"))
        )
        opens, closes = (
            date_format(timezone.localtime(moment), _("j M H:i")) for moment in (stage.opens_at, stage.closes_at)
        )
        return {
            "title": str(stage),
            "when": f"{opens} – {closes}",
            "note": _("under way") if is_open else "",
            "state": state,
        }

    def left(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """What is left, each with its act; the first is the main one."""
        found = [*self.opening(), *self.joining(counts), *self.marking(counts), *self.numbering()]
        return [item | {"main": number == 0} for number, item in enumerate(found)]

    def opening(self) -> list[dict[str, Any]]:
        if self.campaign.status != Status.DRAFT:
            return []
        title, note = _("The campaign is still a draft"), _("No mark is taken before it is open.")
        return [
            todo(title, note, reverse("campaigns:move", args=[self.campaign.slug, "open"]), _("Open it"), post=True)
        ]

    def joining(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """Branches of the scope that stand outside, and a campaign without any."""
        if self.campaign.status not in {Status.DRAFT, Status.OPEN}:
            return []
        slug, outside = self.campaign.slug, not_enrolled(self.campaign)
        if outside:
            title = ngettext(
                "%(n)s branch of the scope takes no part", "%(n)s branches of the scope take no part", outside
            ) % {"n": outside}
            note = _("Enrolling takes their unit, zone, type and members as they stand today.")
            return [todo(title, note, reverse("assessments:enrol", args=[slug]), _("Enrol"), post=True)]
        if counts["branches"] or self.campaign.status == Status.DRAFT:
            return []
        url = reverse("assessments:import-start", args=[slug])
        note = _("A first workbook may hold units, branches and marks.")
        return [todo(_("No branch takes part yet"), note, url, _("Import"))]

    def marking(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        missing = counts["branches"] - counts["whole"]
        if self.campaign.status != Status.OPEN or not missing:
            return []
        title = ngettext("%(n)s branch is not fully marked", "%(n)s branches are not fully marked", missing)
        url = reverse("assessments:sheet-list", args=[self.campaign.slug])
        return [todo(title % {"n": missing}, _("A blank counts 0 until it is marked."), url, _("Mark"))]

    def numbering(self) -> list[dict[str, Any]]:
        if not self.may_number():
            return []
        title = _("No run has been numbered yet")
        if latest_numbered_run(self.campaign):
            title = _("Results have changed since the last numbered run")
        note = _("A numbered run keeps today's inputs, rules and results for good.")
        return [todo(title, note, reverse("reports:run-start", args=[self.campaign.slug]), _("Start run"), post=True)]

    def may_number(self) -> bool:
        """Whether a numbered run would hold anything new."""
        if self.run is None or not self.run.branches or not permits(self.campaign, Act.NUMBER_RUN):
            return False
        return self.run.number is None or latest_numbered_run(self.campaign) is None

    def acts(self) -> list[dict[str, str]]:
        """Steps of the lifecycle that may follow."""
        labels = {"open": _("Open"), "close": _("Close"), "reopen": _("Open again"), "seal": _("Seal")}
        asks = {
            "open": _("Open the campaign? Its rulebook is fixed from then on."),
            "close": _("Close the campaign? No mark is taken any more until it is opened again."),
            "reopen": _("Open the campaign again? Give the reason."),
            "seal": _("Seal the campaign? This cannot be undone."),
        }
        return [
            {
                "act": act,
                "label": labels[act],
                "confirm": asks[act],
                "url": reverse("campaigns:move", args=[self.campaign.slug, act]),
                "kind": "signing" if act == "seal" else "ordinary",
            }
            for act in CAMPAIGN.acts(self.campaign.status)
        ]

    def latest(self) -> list[dict[str, Any]]:
        records = Record.objects.filter(node_path__startswith=self.campaign.committee.path).order_by("-pk")[:LATEST]
        return [
            {"at": r.at, "who": r.actor_name or _("system"), "what": f"{act_label(r.act)} · {r.object_label}"}
            for r in records
        ]


def todo(title: str, note: str, url: str, button: str, post: bool = False) -> dict[str, Any]:
    """A thing to do, and the page or act that does it."""
    return {"title": title, "note": note, "url": url, "button": button, "post": post}


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
