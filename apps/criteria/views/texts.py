"""The text of a draft as a whole: typed, uploaded, checked, with the changed lines washed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage
from apps.core.errors import Conflict, Invalid
from apps.criteria.editing.checks import findings_of
from apps.criteria.editing.comparing import diff_lines
from apps.criteria.editing.excerpt import text_lines
from apps.criteria.models import Draft
from apps.criteria.services import DraftChange, change_draft
from apps.criteria.views.doors import OwnDraft, seen_revision

LARGEST = 2_000_000


class DraftText(OwnDraft, SignedInPage):
    """The whole text in one field."""

    template_name = "criteria/draft_text.html"

    def page(self) -> dict[str, Any]:
        return self.shown(self.draft.text)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the typed or uploaded text; where somebody saved meanwhile, both are shown."""
        try:
            text = self.given(request)
            change_draft(request.user, self.draft, DraftChange(text), seen_revision(request))
        except Conflict as error:
            context = self.shown(text) | {"clash": error, "difference": diff_lines(error.details["text"], text)}
            return self.render_to_response({"view": self} | context, status=409)
        except Invalid as error:
            typed = request.POST.get("text", self.draft.text)
            return self.render_to_response({"view": self} | self.shown(typed) | {"refused": error}, status=422)
        messages.success(request, _("Saved."))
        return redirect("criteria:draft-text", pk=pk)

    def given(self, request: HttpRequest) -> str:
        """The file's text where one was sent, else the field's."""
        return uploaded_text(request.FILES["file"]) if "file" in request.FILES else request.POST.get("text", "")

    def shown(self, text: str) -> dict[str, Any]:
        """The page with `text` in its field."""
        draft: Draft = self.draft
        return {
            "draft": draft,
            "text": text,
            "lines": text_lines(draft),
            "findings": findings_of(draft),
            "has_base": draft.based_on is not None,
        }


def uploaded_text(file: Any) -> str:
    """The text of an uploaded file; refuses what is too large or no text."""
    if file.size > LARGEST:
        raise Invalid(_("The file is too large for a rulebook."), details={"file": [file.name]})
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_("The file is no text in UTF-8."), details={"file": [file.name]}) from error
    if "\0" in text:
        raise Invalid(_("The file is no text in UTF-8."), details={"file": [file.name]})
    return text
