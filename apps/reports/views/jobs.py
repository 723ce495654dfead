"""Jobs: what runs, what waits, what ended and how; stopping one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import stop
from apps.reports.chrome import running_jobs
from apps.reports.selectors import jobs_for

SHOWN = 50
ICONS = {
    "evaluate": "calculator",
    "number-run": "calculator",
    "import-check": "upload",
    "import-write": "upload",
    "report": "file-text",
}
STEPS = {
    "load": gettext_lazy("reading the sheets"),
    "judge": gettext_lazy("judging each branch"),
    "repeat": gettext_lazy("rating anew"),
    "settle": gettext_lazy("making places"),
    "write": gettext_lazy("writing"),
    "read": gettext_lazy("reading the file"),
    "draw": gettext_lazy("drawing marks"),
    "branches": gettext_lazy("making branches"),
    "sheets": gettext_lazy("writing sheets"),
    "clear": gettext_lazy("deleting"),
    "chain": gettext_lazy("following the chain of acts"),
    "marks": gettext_lazy("comparing marks with acts"),
    "run": gettext_lazy("recomputing evaluations"),
    "reckon": gettext_lazy("reckoning figures"),
    "set": gettext_lazy("setting pages"),
    "sheet": gettext_lazy("writing sheets of branches"),
}


class JobList(SignedInPage):
    """Unfinished jobs with their figures, then the last that ended; the first part renews itself."""

    def get_template_names(self) -> list[str]:
        return ["reports/jobs_unfinished.html"] if self.request.htmx else ["reports/jobs.html"]

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "organisations.operate")
        rows = jobs_for(self.request.user)
        failed = self.request.GET.get("show") == "failed"
        unfinished = list(rows.unfinished().order_by("-status", "pk")[:SHOWN])
        ended = rows.finished().filter(status=Status.FAILED) if failed else rows.finished()
        return {
            "sentence": self.sentence(unfinished),
            "segments": [
                {"label": _("All"), "url": "?", "current": not failed},
                {
                    "label": _("Failed"),
                    "count": rows.filter(status=Status.FAILED).count(),
                    "url": "?show=failed",
                    "current": failed,
                },
            ],
            "unfinished": [] if failed else [job_row(job) for job in unfinished],
            "finished": [job_row(job) for job in ended.order_by("-finished_at")[:SHOWN]],
            "refresh_url": reverse("reports:jobs"),
            "now": timezone.localtime(),
        }

    def sentence(self, jobs: list[Job]) -> str:
        running = sum(job.status == Status.RUNNING for job in jobs)
        waiting = len(jobs) - running
        if not jobs:
            return _("Nothing runs, nothing waits")
        parts = [ngettext("%(n)s running", "%(n)s running", running) % {"n": running}] if running else []
        parts += [ngettext("%(n)s waiting", "%(n)s waiting", waiting) % {"n": waiting}] if waiting else []
        return _(", ").join(parts)


class TopJob(SignedInPage):
    """The top bar's line about running jobs; it renews itself, and goes when nothing runs any more."""

    template_name = "parts/top_job.html"

    def page(self) -> dict[str, Any]:
        return {"jobs": running_jobs(self.request.user)}


def job_row(job: Job) -> dict[str, Any]:
    """A job as its row shows it."""
    again = job.attempts > 1 and job.status in {Status.RUNNING, Status.QUEUED}
    return {
        "icon": ICONS.get(job.kind, "refresh"),
        "title": job.title,
        "state": "resumed" if again else job.status,
        "state_label": _("interrupted once, goes on") if again else job.get_status_display(),
        "share": job.share if job.status == Status.RUNNING else None,
        "line": job_line(job),
        "who_when": who_when(job),
        "act": {"label": _("Stop"), "url": reverse("reports:job-stop", args=[job.pk])}
        if job.status in {Status.RUNNING, Status.QUEUED}
        else None,
    }


def who_when(job: Job) -> str:
    moment = job.finished_at or job.started_at or job.queued_at
    when = date_format(timezone.localtime(moment), _("j M H:i"))
    return " · ".join(part for part in (job.announced_by_name, when) if part)


def job_line(job: Job) -> str:
    """Figures and the state of the data, in one line."""
    if job.status == Status.QUEUED:
        return _("waits for a free worker; you may leave this page")
    if job.status == Status.RUNNING:
        step = STEPS.get(job.step, job.step)
        if not job.total:
            return str(step)
        return _("step %(done)s of %(total)s: %(step)s; readers keep the old state until it is whole") % {
            "done": job.done + 1,
            "total": job.total,
            "step": step,
        }
    if job.status == Status.FAILED:
        number = _(" Error number %(number)s.") % {"number": job.error_number} if job.error_number else ""
        return job.error + number
    if job.status == Status.STOPPED:
        return _("stopped; nothing was written")
    return done_line(job)


def done_line(job: Job) -> str:
    parts = []
    if "branches" in job.result:
        parts.append(ngettext("%(n)s branch", "%(n)s branches", job.result["branches"]) % {"n": job.result["branches"]})
    if "rows" in job.result:
        parts.append(ngettext("%(n)s row read", "%(n)s rows read", job.result["rows"]) % {"n": job.result["rows"]})
    if job.result.get("faults"):
        parts.append(ngettext("%(n)s fault", "%(n)s faults", job.result["faults"]) % {"n": job.result["faults"]})
    if job.seconds is not None:
        parts.append(_("took %(n)s s") % {"n": job.seconds} if job.seconds else _("took less than a second"))
    return " · ".join(parts)


class JobStop(SignedInView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        authorise(request.user, "organisations.operate")
        stop(seen(jobs_for(request.user), pk=pk))
        return redirect("reports:jobs")
