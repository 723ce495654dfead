"""The naming of a batch: what is looked at before, the document, the second person's act, the papers."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.doors import SignedInPage, SignedInView, note, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.before_naming import before_naming
from apps.demonstrations.choices import BatchStatus, ConferralStatus
from apps.demonstrations.conferring import Line, lines_of, names_of
from apps.demonstrations.forms.conferrals import ConferralForm
from apps.demonstrations.models import Conferral
from apps.demonstrations.services import conferrals as services
from apps.demonstrations.services.conferral_papers import KINDS, kept_papers
from apps.demonstrations.views.holding import OfBatch
from apps.evaluations.documents import paragraphs_of
from apps.evaluations.models import Paper
from apps.evaluations.papers import download
from apps.jobs.models import Job


class Conferring(OfBatch):
    """The document of a batch; a batch has one."""

    @cached_property
    def conferral(self) -> Conferral | None:
        return self.batch.conferrals.select_related("batch__programme__committee").first()

    @cached_property
    def lines(self) -> list[Line]:
        """Who waits for naming, with the number each is to get."""
        if self.batch.status != BatchStatus.CHOSEN:
            return []
        return lines_of(self.batch, self.conferral.dated_on if self.conferral else None)


class ConferralPage(Conferring, SignedInPage):
    """The document in hand, or as it named; who is on its list."""

    template_name = "demonstrations/conferral.html"

    def page(self) -> dict[str, Any]:
        conferral, status = self.conferral, self.conferral.status if self.conferral else ""
        is_named = status == ConferralStatus.NAMED
        return {
            "programme": self.programme,
            "batch": self.batch,
            "batch_words": batch_words(self.batch.number),
            "conferral": conferral,
            "sentence": self.sentence(),
            "checks": before_naming(self.batch) if self.lines else [],
            "lines": self.lines,
            "titles": names_of(conferral) if is_named else [],
            "papers": kept_papers(conferral) if is_named else [],
            "is_setting": is_named and Job.objects.of("confer-papers", conferral.pk).unfinished().exists(),
            "paragraphs": paragraphs_of(conferral.shape["text"]) if conferral else [],
            "signing": self.signing() if status == ConferralStatus.PROPOSED else [],
            "names": self.may("conduct"),
            "seconds": self.may("second"),
            "is_own": bool(conferral and conferral.by == self.request.user.pk),
            "is_draft": status == ConferralStatus.DRAFT,
            "is_proposed": status == ConferralStatus.PROPOSED,
            "is_named": is_named,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.conferral and "form" not in context:
            context["form"] = ConferralForm(document=self.conferral)
        return context

    def post(self, request: HttpRequest, programme: str, batch: int) -> HttpResponse:
        self.batch  # noqa: B018 - refuses who may not see any of this
        authorise(request.user, "demonstrations.conduct", self.programme)
        if self.conferral is None:
            raise Http404
        form = ConferralForm(request.POST, document=self.conferral)
        if form.is_valid():
            try:
                services.change_conferral(request.user, self.conferral, form.words())
                if "propose" in request.POST:
                    services.propose_conferral(request.user, self.conferral)
                else:
                    messages.success(request, _("Saved."))
                return redirect("titles:naming", programme, batch)
            except (Invalid, Refused) as error:
                note(form, error)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def sentence(self) -> str:
        """What stands: nobody waits yet, so many wait, a document in hand, so many named."""
        batch, n = batch_words(self.batch.number), len(self.lines)
        if self.conferral and self.conferral.status == ConferralStatus.NAMED:
            n = self.conferral.titles.count()
            return ngettext("%(n)s of %(batch)s is named", "%(n)s of %(batch)s are named", n) % {"n": n, "batch": batch}
        if not n:
            return _("In %(batch)s nobody waits for naming yet") % {"batch": batch}
        if self.conferral and self.conferral.status == ConferralStatus.PROPOSED:
            return _("The naming of %(batch)s waits for its second person") % {"batch": batch}
        told = {"n": n, "batch": batch}
        return ngettext("%(n)s of %(batch)s waits for naming", "%(n)s of %(batch)s wait for naming", n) % told

    def signing(self) -> list[dict[str, str]]:
        """What the dialog says that naming does."""
        told = [
            (_("Document"), f"{self.conferral.number} {self.conferral.title}"),
            (_("Plaques"), f"{self.lines[0].number} – {self.lines[-1].number}" if self.lines else ""),
            (_("Number of titles"), str(len(self.lines))),
            (_("What is made"), _("the document, plaques with codes, and a public page for each")),
            (_("Once it is named"), _("nothing of it changes any more; a title can only be withdrawn")),
        ]
        return [{"term": term, "text": text} for term, text in told]


class ConferralMove(Conferring, SignedInView):
    """Draft the document, return it to its draft, or name."""

    def post(self, request: HttpRequest, programme: str, batch: int, act: str) -> HttpResponse:
        self.batch  # noqa: B018 - refuses who may not see any of this
        if act not in {"draft", "return", "name"} or (act != "draft" and self.conferral is None):
            raise Http404
        try:
            self.do(act)
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("titles:naming", programme, batch)

    def do(self, act: str) -> None:
        """The act itself, by the service that holds its rules."""
        person = self.request.user
        if act == "draft":
            services.draft_conferral(person, self.batch)
        elif act == "return":
            services.return_conferral(person, self.conferral, self.request.POST.get("reason", ""))
        else:
            services.confer(person, self.conferral, site=self.request.build_absolute_uri("/").rstrip("/"))
            messages.success(self.request, _("Named. The papers are being set."))


class ConferralPaper(Conferring, SignedInView):
    """One of the papers, as it was set."""

    def get(self, request: HttpRequest, programme: str, batch: int, paper: int) -> HttpResponse:
        key = self.conferral.pk if self.batch and self.conferral else None
        return download(seen(Paper.objects.filter(kind__in=KINDS, key=key), pk=paper))
