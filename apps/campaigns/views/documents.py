"""Issued documents: those of a campaign, filed and taken out; the files of all that one sees."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.forms import DocumentForm
from apps.campaigns.models import IssuedDocument, Road
from apps.campaigns.selectors import file_of, with_files
from apps.campaigns.views.campaigns import CampaignDoor
from apps.core.doors import FormPage, SignedInView, note, seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.evidence import shelf


class DocumentPage(FormPage):
    """A form for another document; give `holder`, `permission` and `done()`."""

    form_class = DocumentForm
    permission: str

    @property
    def holder(self) -> Any:
        raise NotImplementedError

    def permit(self) -> None:
        if self.request.method == "POST":
            authorise(self.request.user, self.permission, self.holder)

    def page(self) -> dict[str, Any]:
        can_change = self.request.user.has_perm(self.permission, self.holder)
        return {"holder": self.holder, "documents": with_files(self.holder.documents.all()), "can_change": can_change}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        form = DocumentForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return self.act(form)
            except Invalid as error:
                note(form, error)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def act(self, form: DocumentForm) -> HttpResponse:
        given = form.cleaned_data
        upload = given.pop("file")
        services.issue_document(self.request.user, self.holder, upload=upload, **given)
        messages.success(self.request, _("The document is filed."))
        return redirect(self.request.path)


class Documents(CampaignDoor, DocumentPage):
    """Documents that a campaign stands on."""

    template_name = "campaigns/documents.html"
    permission = "campaigns.change_campaign"

    @property
    def holder(self) -> Any:
        return self.campaign


class RoadDocuments(DocumentPage):
    """Documents that a road stands on."""

    template_name = "campaigns/documents.html"
    permission = "campaigns.change_road"

    @cached_property
    def holder(self) -> Road:
        rows = Road.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, pk=self.kwargs["pk"])


class DocumentFile(SignedInView):
    """The file of a document, always as a download."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        file = file_of(seen(IssuedDocument.objects.visible_to(request.user), pk=pk))
        if file is None:
            raise Http404
        return shelf.download(file)


class DocumentRemove(SignedInView):
    """Take a document out again."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = IssuedDocument.objects.visible_to(request.user)
        document = seen(rows.select_related("road__committee", "campaign__committee"), pk=pk)
        services.remove_document(request.user, document)
        messages.success(request, _("The document is taken out."))
        if document.road:
            return redirect("roads:documents", pk=document.road_id)
        return redirect("campaigns:documents", slug=document.campaign.slug)
