"""Criteria from a workbook into a draft: all of it or nothing, with every fault by row and column."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.doors import FormPage
from apps.core.errors import Conflict, Invalid
from apps.criteria.services import bring_in_criteria
from apps.criteria.views.doors import OwnDraft, seen_revision

MOST_SHOWN = 200


class CriteriaForm(forms.Form):
    """The workbook, and whether it names every criterion."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx)"))
    is_whole = forms.BooleanField(
        label=gettext_lazy("Criteria that the workbook does not name are taken away"), required=False
    )


class DraftImport(OwnDraft, FormPage):
    """Bring criteria in."""

    template_name = "criteria/draft_import.html"
    form_class = CriteriaForm

    def arguments(self) -> dict[str, Any]:
        return {"files": self.request.FILES} if self.request.method == "POST" else {}

    def page(self) -> dict[str, Any]:
        return {"draft": self.draft}

    def act(self, form: CriteriaForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            sheet = bring_in_criteria(
                self.request.user,
                self.draft,
                content=file.read(),
                file_name=file.name,
                revision=seen_revision(self.request),
                is_whole=form.cleaned_data["is_whole"],
            )
        except Conflict as error:
            raise Invalid(error.message) from error
        except Invalid as error:
            if "faults" not in error.details:
                raise
            return self.refused(form, error.details["faults"])
        said = _("%(added)s criteria added, %(changed)s changed, %(gone)s taken away.")
        counts = {"added": len(sheet.added), "changed": len(sheet.changed), "gone": len(sheet.gone)}
        messages.success(self.request, said % counts)
        return redirect("criteria:draft", pk=self.draft.pk)

    def refused(self, form: CriteriaForm, faults: list[dict[str, Any]]) -> HttpResponse:
        """Nothing was written: the faults, in their order."""
        shown = {"faults": faults[:MOST_SHOWN], "count": len(faults)}
        return self.render_to_response(self.get_context_data(form=form) | shown, status=422)
