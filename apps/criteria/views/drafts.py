"""A draft's beginning and end: made from a version, a file or nothing; published, deleted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.core.doors import FormPage, SignedInPage, SignedInView
from apps.core.errors import Conflict, Refused
from apps.core.permissions import authorise
from apps.criteria.editing.checks import findings_of
from apps.criteria.editing.comparing import compare_texts
from apps.criteria.models import RulebookVersion
from apps.criteria.services import begin_draft, delete_draft, publish_draft
from apps.criteria.views.doors import OwnDraft, seen_revision
from apps.criteria.views.texts import uploaded_text
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of

FROM_VERSION, FROM_NOTHING, FROM_FILE = "version", "nothing", "file"


class StartForm(forms.Form):
    """Where a draft begins, whose it is, and its short name."""

    source = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=[
            (FROM_VERSION, gettext_lazy("a copy of a published rulebook")),
            (FROM_NOTHING, gettext_lazy("nothing: the smallest whole rulebook")),
            (FROM_FILE, gettext_lazy("a file")),
        ],
        widget=forms.RadioSelect,
        initial=FROM_VERSION,
    )
    version = forms.ModelChoiceField(
        label=gettext_lazy("Rulebook to copy"), queryset=RulebookVersion.objects.none(), required=False
    )
    file = forms.FileField(label=gettext_lazy("File (.yaml)"), required=False)
    slug = forms.RegexField(
        label=gettext_lazy("Short name"),
        regex=r"^[a-z0-9][a-z0-9-]{0,59}$",
        required=False,
        help_text=gettext_lazy(
            "Letters, digits and hyphens, such as xuchang-2026; empty: next year's name of what is copied."
        ),
    )
    committee = forms.ModelChoiceField(label=gettext_lazy("Work committee"), queryset=Node.objects.none())

    def __init__(self, *args: Any, person: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        versions = RulebookVersion.objects.visible_to(person).select_related("rulebook")
        scopes = (
            Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().filter(kind="committee").in_order()
        )
        self.fields["version"].queryset = versions
        self.fields["version"].initial = versions.first()
        self.fields["committee"].queryset = scopes
        self.fields["committee"].initial = scopes.first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = {FROM_VERSION: "version", FROM_FILE: "file"}.get(data.get("source", ""))
        if needed and not data.get(needed) and needed not in self.errors:
            self.add_error(needed, _("Choose one."))
        return data


class DraftCreate(FormPage):
    """A new draft."""

    template_name = "criteria/draft_new.html"
    form_class = StartForm

    def permit(self) -> None:
        authorise(self.request.user, "criteria.edit_rulebook")

    def arguments(self) -> dict[str, Any]:
        asked = self.request.GET.get("from", "")
        initial = {"initial": {"version": asked}} if asked.isdigit() and len(asked) < 10 else {}
        files = {"files": self.request.FILES} if self.request.method == "POST" else {}
        return {"person": self.request.user} | files | initial

    def act(self, form: StartForm) -> HttpResponse:
        given = form.cleaned_data
        source = given["source"]
        draft = begin_draft(
            self.request.user,
            committee=given["committee"],
            based_on=given["version"] if source == FROM_VERSION else None,
            text=uploaded_text(given["file"]) if source == FROM_FILE else None,
            slug=given["slug"],
        )
        return redirect("criteria:draft", pk=draft.pk)


class DraftPublish(OwnDraft, SignedInPage):
    """What will be published, and the act itself."""

    template_name = "criteria/draft_publish.html"

    def page(self) -> dict[str, Any]:
        draft, findings = self.draft, findings_of(self.draft)
        base = draft.based_on
        things = compare_texts(base.text, draft.text) if base else []
        return {
            "draft": draft,
            "findings": findings,
            "things": things,
            "reasons": [(code, draft.reasons.get(code, "")) for code in findings.reasons],
            "language": get_language() or "",
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Freeze it; what refuses it is said on the same page."""
        try:
            version = publish_draft(request.user, self.draft, seen_revision(request))
        except (Conflict, Refused) as error:
            return self.render_to_response({"view": self} | self.page() | {"refused": error}, status=error.status)
        messages.success(request, _("Published. It stays as it is for ever; campaigns can follow it now."))
        return redirect("criteria:detail", pk=version.pk)


class DraftDelete(OwnDraft, SignedInView):
    """Take a draft away."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        title = str(self.draft)
        delete_draft(request.user, self.draft)
        messages.success(request, _("“%(title)s” is deleted. The record keeps its text.") % {"title": title})
        return redirect("criteria:list")
