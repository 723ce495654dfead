"""The work committee's page of naming: word the document, propose, name; and the page that proves a certificate."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from apps.campaigns.models import Campaign
from apps.core.doors import SignedInPage, SignedInView, note, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.media_types import PDF
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NamingStatus
from apps.evaluations.documents import paragraphs_of
from apps.evaluations.models import Award, Naming, Paper, Seal
from apps.evaluations.naming import basis_of, counts_of
from apps.evaluations.naming_document import draft_of
from apps.evaluations.naming_forms import NamingForm
from apps.evaluations.papers import download
from apps.evaluations.services import naming as services
from apps.jobs.models import Job


class Namings:
    """What a door of naming begins with: the campaign, and its documents."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rows(self) -> list[Naming]:
        """Every document, the newest first; 404 for who does not compare branches."""
        if not self.request.user.has_perm("campaigns.compare_branches", self.campaign):
            raise Http404
        return list(self.campaign.namings.select_related("run__rulebook_version", "campaign__committee", "notice"))

    @property
    def names(self) -> bool:
        return self.request.user.has_perm("evaluations.name_branches", self.campaign)

    @property
    def seconds(self) -> bool:
        return self.request.user.has_perm("evaluations.second_act", self.campaign)

    def one(self) -> Naming:
        """The document that the address names."""
        found = next((naming for naming in self.rows if naming.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404
        return found


class NamingDesk(Namings, SignedInPage):
    """The document in hand, what naming does, and what has been named so far."""

    template_name = "evaluations/naming.html"

    @cached_property
    def draft(self) -> Naming | None:
        return next((naming for naming in self.rows if naming.status != NamingStatus.NAMED), None)

    def page(self) -> dict[str, Any]:
        draft = self.draft
        return {
            "campaign": self.campaign,
            "draft": draft,
            "named": [self.told(naming) for naming in self.rows if naming.status == NamingStatus.NAMED],
            "sentence": self.sentence(),
            "waits": "" if draft else self.waits(),
            "is_outdated": self.is_outdated(),
            "counts": list(counts_of(draft).items()) if draft else [],
            "lines": self.lines(draft) if draft else [],
            "paragraphs": paragraphs_of(draft.shape["text"]) if draft else [],
            "names": self.names,
            "seconds": self.seconds,
            "is_own": bool(draft and draft.by == self.request.user.pk),
            "is_proposed": bool(draft and draft.status == NamingStatus.PROPOSED),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.draft and "form" not in context:
            context["form"] = NamingForm(naming=self.draft)
        return context

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.draft is None:
            raise Http404
        authorise(request.user, "evaluations.name_branches", self.campaign)
        form = NamingForm(request.POST, naming=self.draft)
        if form.is_valid():
            try:
                services.change_naming(request.user, self.draft, form.words())
                if "propose" in request.POST:
                    services.propose_naming(request.user, self.draft)
                else:
                    messages.success(request, _("Saved."))
                return redirect("naming:desk", slug=slug)
            except Invalid as error:
                note(form, error)
            except Refused as error:
                form.add_error(None, str(error.message))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def sentence(self) -> str:
        """What stands: a document in hand, one that has named, or nothing."""
        if self.draft and self.draft.status == NamingStatus.PROPOSED:
            return _("The naming waits for its second person")
        if self.draft:
            return _("A draft of the naming is ready to be worded")
        named = [naming for naming in self.rows if naming.status == NamingStatus.NAMED]
        if not named:
            return _("No branch has been named yet")
        n = Award.objects.filter(naming__in=named).count()
        return ngettext("%(n)s branch is named", "%(n)s branches are named", n) % {"n": n}

    def waits(self) -> str:
        """What has to be done before a draft can be made; nothing where it can."""
        try:
            services.require_naming(self.campaign)
            basis_of(self.campaign)
        except Refused as error:
            return str(error.message)
        return ""

    def is_outdated(self) -> bool:
        """Whether the document in hand stands on results that count no more."""
        try:
            return self.draft is not None and basis_of(self.campaign)[0].pk != self.draft.run_id
        except Refused:
            return False

    def lines(self, draft: Naming) -> list[dict[str, str]]:
        """What the dialog says that naming does."""
        counts = counts_of(draft)
        n = sum(counts.values())
        said = _(", ").join(f"{level} {count}" for level, count in counts.items())
        lines = [
            (_("Document"), f"{draft.number} {draft.title}"),
            (_("Branches"), ngettext("%(n)s branch: %(said)s", "%(n)s branches: %(said)s", n) % {"n": n, "said": said}),
            (_("What is made"), _("the document, certificates and plaques, with their numbers")),
            (_("After that"), _("nothing of it changes any more")),
        ]
        return [{"term": term, "text": text} for term, text in lines]

    def told(self, naming: Naming) -> dict[str, Any]:
        """A document that has named: its counts, papers, and whether they are still being set."""
        papers = Paper.objects.filter(kind__in=["naming", "certificate", "plaque"], key=naming.pk).order_by("pk")
        return {
            "naming": naming,
            "counts": list(counts_of(naming).items()),
            "seal": Seal.objects.filter(campaign=self.campaign).first(),
            "papers": list(papers),
            "is_setting": Job.objects.of("name-papers", naming.pk).unfinished().exists(),
        }


class NamingDraft(Namings, SignedInView):
    """Begin a draft on the results that stand, or bring the one in hand up to them."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.rows  # noqa: B018 - refuses who may not see any of this
        try:
            services.draft_naming(request.user, self.campaign)
        except (Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("naming:desk", slug=slug)


class NamingMove(Namings, SignedInView):
    """Return the document to its draft, or name."""

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        naming = self.one()
        try:
            if act == "return":
                services.return_naming(request.user, naming, request.POST.get("reason", ""))
            elif act == "name":
                services.name_branches(request.user, naming, site=request.build_absolute_uri("/").rstrip("/"))
                messages.success(request, _("Named. The papers are being set."))
            else:
                raise Http404
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("naming:desk", slug=slug)


class NamingPreview(Namings, SignedInView):
    """The document as it would be set, marked as a draft, before anybody has named."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        naming = self.one()
        if naming.status == NamingStatus.NAMED:
            raise Http404
        answer = HttpResponse(draft_of(naming), content_type=PDF)
        answer["Content-Disposition"] = f'attachment; filename="naming-{slug}-draft.pdf"'
        return answer


class NamingPaper(Namings, SignedInView):
    """One of the papers, as it was set."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        naming = self.one()
        rows = Paper.objects.filter(campaign=self.campaign, kind__in=["naming", "certificate", "plaque"], key=naming.pk)
        return download(seen(rows, pk=paper))


@method_decorator(cache_control(public=True, max_age=60), name="get")
class ProofPage(TemplateView):
    """Whether a certificate is genuine, for anybody who has its code; an unknown one takes the same page."""

    template_name = "public/proof.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        return self.render_to_response(context, status=200 if context["award"] else 404)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Award.objects.select_related(
            "assessment__unit", "naming__campaign", "naming__notice", "naming__run__rulebook_version"
        )
        award = rows.filter(key=self.kwargs["key"], naming__status=NamingStatus.NAMED).first()
        stars = 0
        if award:
            levels = rulebook_of(award.naming.run.rulebook_version).levels
            stars = next((level.stars for level in levels if level.name == award.level), 0)
        return super().get_context_data(**kwargs) | {"award": award, "stars": stars}
