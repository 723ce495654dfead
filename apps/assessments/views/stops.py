"""One branch on site: the team's page, every act on it, both sides' signatures."""

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Stop
from apps.assessments.rules import can_visit_branch
from apps.assessments.services import signing, stops
from apps.assessments.stop_page import Filled, hundredths, read_filled, sign_page, stop_page
from apps.assessments.visiting import lines_at
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, DomainError, Forbidden, Invalid
from apps.evidence.choices import UseKind
from apps.evidence.models import Use

FACTS = (
    "visit__campaign__committee",
    "visit__campaign__rulebook_version",
    "assessment__unit",
    "assessment__node",
    "assessment__campaign",
    "assessment__round__rulebook_version",
)


WORKER = settings.BASE_DIR / "static/js/visit-worker.js"


class VisitWorker(SignedInView):
    """The script that answers without a network; its address lies where its pages lie, and reaches no other."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
        answer["Cache-Control"] = "no-cache"
        return answer


class AtStop:
    """Below one stop that the person sees."""

    def stops(self) -> QuerySet[Stop]:
        rows = Stop.objects.visible_to(self.request.user).filter(visit__campaign__slug=self.kwargs["slug"])
        return rows.select_related(*FACTS).prefetch_related("visit__team__person", "checks", "findings")

    @cached_property
    def stop(self) -> Stop:
        """The stop of the address; 404 for unknown and invisible alike."""
        return seen(self.stops(), pk=self.kwargs["pk"])

    def url(self, name: str) -> str:
        return reverse(f"visits:{name}", args=[self.kwargs["slug"], self.stop.pk])


class StopPage(AtStop, SignedInPage):
    """Where the team writes. Everybody else, and once the team has signed, reads the page of both hands."""

    template_name = "assessments/stop.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_visit_branch(request.user, self.stop) or self.stop.team_signed_at or self.stop.visit.cancelled_at:
            return redirect(self.url("sign"))
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        return stop_page(self.request.user, self.stop, Filled(), self.request.GET.get("at", ""))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Whatever was changed on the page: checks, photos, a finding; each is there or says why not."""
        if not can_visit_branch(request.user, self.stop):
            raise Forbidden(_("The team of the visit writes here."))
        filled, lines = read_filled(lines_at(self.stop), request.POST), lines_at(self.stop)
        for line in lines:
            if line.code in filled.noted:
                self.save(line, filled)
        at = self.take_photos([line.code for line in lines], filled)
        self.write_finding(filled)
        self.take_away()
        if filled.faults or filled.clashes or filled.finding_fault:
            status = 409 if filled.clashes else 422
            fresh = self.stops().get(pk=pk)
            context = stop_page(request.user, fresh, filled, at)
            return self.render_to_response({"view": self, **context}, status=status)
        return self.onward(at)

    def save(self, line: Any, filled: Filled) -> None:
        """One check."""
        noted = filled.noted[line.code]
        try:
            mark = hundredths(line, noted.mark)
            given = {"mark": mark, "seen": noted.words, "version": noted.version}
            stops.save_check(self.request.user, self.stop, line.code, **given)
        except ValueError as error:
            filled.faults[line.code] = str(error)
        except Invalid as error:
            filled.faults[line.code] = str(error.message)
        except Conflict as error:
            filled.clashes[line.code] = error.details

    def take_photos(self, codes: list[str], filled: Filled) -> str:
        """The photos that were sent; gives the criterion of the last one."""
        last = ""
        for code in codes:
            for upload in self.request.FILES.getlist(f"photo-{code}"):
                last = code
                try:
                    stops.add_photo(self.request.user, self.stop, code, upload)
                except Invalid as error:
                    filled.faults[code] = str(error.message)
        return last

    def write_finding(self, filled: Filled) -> None:
        if not filled.finding:
            return
        given = {"text": filled.finding, "criterion": filled.finding_criterion, "due_on": filled.due_on}
        try:
            stops.add_finding(self.request.user, self.stop, **given)
            filled.finding = ""
        except Invalid as error:
            filled.finding_fault = str(error.message)

    def take_away(self) -> None:
        """One photo or one finding, by the button that was pressed."""
        if photo := whole(self.request.POST.get("remove")):
            rows = Use.objects.of(UseKind.STOP, self.stop.pk).standing().select_related("evidence", "file")
            stops.remove_photo(self.request.user, self.stop, seen(rows, pk=photo))
        if finding := whole(self.request.POST.get("drop")):
            stops.drop_finding(self.request.user, seen(self.stop.findings.all(), pk=finding))

    def onward(self, at: str) -> HttpResponse:
        """Where the pressed button leads."""
        go = self.request.POST.get("go", "")
        if go == "sign":
            return redirect(self.url("sign"))
        at = at or go
        return redirect(f"{self.url('stop')}?at={at}#criterion-{at}" if at else self.url("stop"))


class StopAct(AtStop, SignedInView):
    """Begin, leave out, visit after all, take the signature back."""

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        person, name = request.user, "stop"
        try:
            if act == "start":
                stops.start_stop(person, self.stop)
            elif act == "skip":
                stops.skip_stop(person, self.stop, request.POST.get("reason", ""))
                name = "sign"
            elif act == "resume":
                stops.resume_stop(person, self.stop)
            elif act == "take-back":
                signing.take_back_sign(person, self.stop)
            else:
                raise Http404
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(self.url(name))


class FindingAnswer(AtStop, SignedInView):
    """The branch's word under one finding."""

    def post(self, request: HttpRequest, slug: str, pk: int, finding: int) -> HttpResponse:
        row = seen(self.stop.findings.select_related("stop__assessment"), pk=finding)
        stops.answer_finding(request.user, row, request.POST.get(f"answer-{finding}", ""))
        messages.success(request, _("It stands under the finding."))
        return redirect(self.url("sign"))


class SignPage(AtStop, SignedInPage):
    """What was seen, findings, both hands; read by all who see the branch."""

    template_name = "assessments/stop_sign.html"

    def page(self) -> dict[str, Any]:
        return sign_page(self.request.user, self.stop)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Sign for the side that the form names."""
        sign = {"team": signing.sign_for_team, "branch": signing.sign_for_branch}.get(request.POST.get("side", ""))
        if sign is None:
            raise Http404
        try:
            signed = sign(request.user, self.stop, self.hand())
        except Forbidden:
            raise
        except DomainError as error:
            fresh = self.stops().get(pk=pk)
            context = sign_page(request.user, fresh, request.POST.dict()) | {"refused": error.message}
            return self.render_to_response({"view": self, **context}, status=error.status)
        done = _("Signed by both; it stays as it is.") if signed.branch_signed_at else _("Signed; now the branch.")
        messages.success(request, done)
        return redirect(self.url("sign"))

    def hand(self) -> signing.Hand:
        """What the form was signed with."""
        post = self.request.POST
        answers = {
            finding.pk: post[f"answer-{finding.pk}"]
            for finding in self.stop.findings.all()
            if f"answer-{finding.pk}" in post
        }
        version = whole(post.get("version"))
        return signing.Hand(
            -1 if version is None else version,
            strokes_of(post.get("strokes", "")),
            post.get("name", ""),
            post.get("word"),
            answers,
        )


def strokes_of(text: str) -> list[list[int]]:
    """Drawn strokes as the browser sent them; `Invalid` for what is none."""
    if not text:
        return []
    try:
        read = json.loads(text)
        return [list(stroke) for stroke in read]
    except (TypeError, ValueError, RecursionError) as error:
        message = _("The signature could not be read. Draw it again, or leave the box empty.")
        raise Invalid(message, code="strokes") from error
