"""Vetoes of a campaign: who proposed, who confirms, what each cost, what the branch says; and every act on one."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments import services
from apps.assessments.models import VetoCase
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.evaluations.selectors import current_run
from apps.evaluations.vetoed import veto_rows, would_counts
from apps.evaluations.views.decisions import Deciding
from apps.evidence import shelf

WITH_REASON = {
    "refuse": services.refuse_veto,
    "ask-to-lift": services.ask_to_lift_veto,
    "keep": services.keep_veto,
}


class VetoDoor(Deciding):
    """Below one campaign: its cases."""

    @cached_property
    def cases(self) -> Any:
        rows = VetoCase.objects.visible_to(self.request.user).filter(assessment__campaign=self.campaign)
        return rows.select_related("assessment__campaign__committee")

    def back(self) -> HttpResponse:
        return redirect("decisions:vetoes", slug=self.kwargs["slug"])


class VetoList(VetoDoor, SignedInPage):
    """What waits for the second person first, then what stands, then what is over."""

    template_name = "evaluations/vetoes.html"

    def page(self) -> dict[str, Any]:
        person, run = self.request.user, current_run(self.campaign)
        rows = veto_rows(self.cases, self.campaign, run, get_language() or "zh-hans")
        waiting = [row for row in rows if row.case.status == "proposed" or row.case.is_asked_to_lift]
        standing = [row for row in rows if row.case.status == "confirmed" and not row.case.is_asked_to_lift]
        return {
            "campaign": self.campaign,
            "waiting": waiting,
            "standing": standing,
            "over": [row for row in rows if row.case.status in {"refused", "lifted"}],
            "to_confirm": sum(row.case.status == "proposed" and row.case.by != person.pk for row in waiting),
            "costs": _(", ").join(f"{name} {n}" for name, n in would_counts(standing)),
            "proposes": person.has_perm("assessments.propose_veto", self.campaign),
            "seconds": person.has_perm("assessments.second_veto", self.campaign),
            "person": person,
        }


class VetoesConfirm(VetoDoor, SignedInView):
    """Confirm those that were ticked."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        authorise(request.user, "assessments.second_veto", self.campaign)
        ticked = [pk for pk in request.POST.getlist("case") if pk.isdecimal()]
        n = len(services.confirm_vetoes(request.user, self.cases.filter(pk__in=ticked)))
        if n:
            messages.success(request, ngettext("%(n)s veto confirmed.", "%(n)s vetoes confirmed.", n) % {"n": n})
        return self.back()


class VetoAct(VetoDoor, SignedInView):
    """One step of one veto."""

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        case = seen(self.cases, pk=pk)
        if act == "confirm":
            services.confirm_veto(request.user, case)
            said = _("The veto stands from now on.")
        elif act == "lift":
            services.lift_veto(request.user, case)
            said = _("The veto is lifted.")
        elif act in WITH_REASON:
            WITH_REASON[act](request.user, case, request.POST.get("reason", ""))
            said = _("Written down.")
        else:
            raise Http404
        messages.success(request, said)
        return self.back()


class VetoFile(VetoDoor, SignedInView):
    """The copy of the document behind a veto."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        case = seen(self.cases.select_related("file").filter(file__isnull=False), pk=pk)
        return shelf.download(case.file)
