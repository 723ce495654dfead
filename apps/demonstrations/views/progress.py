"""How projects go on: reported one by one, looked at all together."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.core.doors import SignedInPage
from apps.core.errors import Invalid
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.progress_list import ORDERS, progress_of, progress_workbook
from apps.demonstrations.services.progress import report_progress
from apps.demonstrations.views.candidate_doors import OfCandidate, OfProgramme, posted
from apps.demonstrations.views.findings import day_of


class OfProjects(OfProgramme):
    """The projects of a batch; other programmes have none."""

    def found(self) -> dict[str, Any]:
        """Rows as the address asks for them."""
        if self.programme.kind != ProgrammeKind.PROJECT:
            raise Http404
        asked = self.request.GET
        order = asked["order"] if asked.get("order") in ORDERS else ORDERS[0]
        is_late = asked.get("late") == "1"
        rows = progress_of(self.request.user, self.programme, self.batch, order=order, is_late=is_late)
        return rows | {"order": order, "is_late": is_late}


class ProgressPage(OfProjects, SignedInPage):
    """All projects of a batch with how much of each is done."""

    template_name = "demonstrations/progress.html"

    def page(self) -> dict[str, Any]:
        conducts = self.request.user.has_perm("demonstrations.conduct", self.programme)
        told = {"programme": self.programme, "batch": self.batch, "batches": self.batches, "conducts": conducts}
        return self.found() | told


class ProgressExport(OfProjects):
    """The same as a workbook, which can be filled in and brought back."""

    def get(self, request: HttpRequest, programme: str) -> HttpResponse:
        name = f"{self.programme.slug}-progress.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(progress_workbook(self.found()["rows"]), content_type=XLSX, headers=headers)


class ProgressReport(OfCandidate):
    """Report how far a project is."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        candidate, on, done = self.candidate, day_of(posted(request, "on")), whole(posted(request, "done"))
        authorise(request.user, "demonstrations.apply", candidate.node)
        if on is None or done is None:
            return self.done(refuse, "")
        words = {name: posted(request, name) for name in ("text", "hindrance", "reason")}
        return self.done(lambda actor: report_progress(actor, candidate, on=on, done=done, **words), _("Reported."))


def refuse(_actor: Any) -> None:
    """What was typed is no day or no figure."""
    raise Invalid(_("Give the day, and how much is done in per cent."))
