"""Proof of one criterion: the page and pane that show it, and every change of it."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.assessments.proof import proof_of, proof_url
from apps.assessments.proof_page import pane_context, sheet_url, strip_context, why_not_changed
from apps.assessments.refining import rules_for
from apps.assessments.services.proof import (
    add_proof,
    attach_proof,
    describe_proof,
    may_change_proof,
    remove_proof,
    replace_proof,
)
from apps.assessments.views.sheets import CampaignSheets
from apps.core.asked import whole
from apps.core.doors import seen
from apps.core.errors import DomainError, Forbidden, Invalid, Refused
from apps.evidence.choices import UseKind
from apps.evidence.models import Evidence, Use
from apps.rating.rulebook import Criterion

PANE, STRIP = "evidence/pane.html", "evidence/thumbs.html"


class CriterionPages(CampaignSheets):
    """Pages of one criterion of one branch that the person may see."""

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        return seen(rows.select_related("campaign__committee", "round__rulebook_version", "node"), pk=self.kwargs["pk"])

    @cached_property
    def criterion(self) -> Criterion:
        rules = rules_for(self.assessment)
        found = next((one for one in rules.criteria if one.code == self.kwargs["code"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def url(self) -> str:
        return proof_url(self.campaign.slug, self.assessment.pk, self.criterion.code)


class ProofPage(CriterionPages):
    """The proof of one criterion beside its facts; scripts ask for the pane alone. New files are sent here, too."""

    template_name = "evidence/page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = whole(request.GET.get("file"))
        if request.htmx:
            return render(request, PANE, self.shown(chosen))
        return self.whole_page(chosen)

    def shown(self, chosen: int | None, **more: Any) -> dict[str, Any]:
        """The files with their facts, the chosen one first."""
        return pane_context(self.assessment, self.criterion, chosen, person=self.request.user, **more)

    @property
    def back_url(self) -> str:
        """Where the mark stands that this proves."""
        return sheet_url(self.request.user, self.assessment, self.criterion)

    def whole_page(self, chosen: int | None, status: int = 200, **more: Any) -> HttpResponse:
        context = self.shown(chosen, is_page=True)
        locked = why_not_changed(self.request.user, self.assessment)
        page = {"campaign": self.campaign, "locked": locked, "can_change": not locked, "sheet_url": self.back_url}
        page |= context
        return self.render_to_response({"view": self, **page, **more}, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take in one file or several; each is there or not, and what was refused is said by file."""
        if request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
            raise Refused(_("Somebody else is signed in here now. The file was not sent."), code="other-person")
        may_change_proof(request.user, self.assessment)
        added, refused = self.take_in(request.FILES.getlist("file"))
        if request.htmx:
            return self.strip(refused)
        if refused:
            return self.whole_page(None, status=422, faults=refused)
        return redirect(f"{self.url}?file={added[-1].pk}")

    def take_in(self, files: list[UploadedFile]) -> tuple[list[Use], list[str]]:
        """What came in, and what is wrong with the rest."""
        added: list[Use] = []
        refused = [] if files else [_("Choose a file first.")]
        person, title = self.request.user, self.request.POST.get("title", "")
        for upload in files:
            try:
                added.append(add_proof(person, self.assessment, self.criterion.code, upload, title))
            except Invalid as error:
                refused.append(str(error.message))
        return added, refused

    def strip(self, refused: list[str]) -> HttpResponse:
        """The criterion's files again as thumbnails, with what was refused above them."""
        context = strip_context(self.assessment, self.criterion, proof_of(self.assessment), self.request.user)
        return render(self.request, STRIP, context | {"faults": refused}, status=422 if refused else 200)


class ProofAct(CriterionPages):
    """One change of one piece of proof."""

    http_method_names = ["post"]

    @cached_property
    def use(self) -> Use:
        rows = Use.objects.of(UseKind.ASSESSMENT, self.assessment.pk).standing().filter(part=self.criterion.code)
        return seen(rows.select_related("evidence", "file"), pk=self.kwargs["use"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            may_change_proof(request.user, self.assessment)
            said, shown = self.act(self.subject)
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
            return redirect(self.url)
        messages.success(request, said)
        return redirect(f"{self.url}?file={shown}" if shown else self.url)

    @property
    def subject(self) -> Any:
        """What is changed; 404 for what is unknown."""
        return self.use

    def act(self, subject: Any) -> tuple[str, int | None]:
        """Do it; gives what to say and which piece to show then."""
        raise NotImplementedError


class ProofAttach(ProofAct):
    """Let a file of the branch serve here, too."""

    @property
    def subject(self) -> Evidence:
        rows = Evidence.objects.visible_to(self.request.user).owned_by(self.assessment.node)
        return seen(rows, pk=whole(self.request.POST.get("evidence")) or 0)

    def act(self, subject: Evidence) -> tuple[str, int | None]:
        use = attach_proof(self.request.user, self.assessment, subject, self.criterion.code)
        return _("The file serves here, too."), use.pk


class ProofDescribe(ProofAct):
    """What it is called, and until when it holds."""

    def act(self, subject: Use) -> tuple[str, int | None]:
        form = DescribeForm(self.request.POST)
        if not form.is_valid():
            return next(iter(form.errors.values()))[0], subject.pk
        describe_proof(self.request.user, self.assessment, subject, **form.cleaned_data)
        return _("Saved."), subject.pk


class ProofReplace(ProofAct):
    """A newer revision."""

    def act(self, subject: Use) -> tuple[str, int | None]:
        upload = self.request.FILES.get("file")
        if upload is None:
            return _("Choose a file first."), subject.pk
        replace_proof(self.request.user, self.assessment, subject, upload)
        return _("Replaced; the earlier revision is kept."), subject.pk


class ProofRemove(ProofAct):
    """Away from this criterion."""

    def act(self, subject: Use) -> tuple[str, int | None]:
        remove_proof(self.request.user, self.assessment, subject)
        return _("Removed from this criterion."), None


class DescribeForm(forms.Form):
    """A title and a last day; both may be blank."""

    title = forms.CharField(max_length=60, required=False)
    expires_on = forms.DateField(required=False)
