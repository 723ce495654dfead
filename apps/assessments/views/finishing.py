"""A scorer says that a branch is finished, or takes that back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.assessments.services.finishing import finish_sheet, reopen_sheet
from apps.assessments.views.sheets import SheetPage
from apps.assessments.workspace import sheet_url
from apps.core.errors import DomainError, Forbidden

ACTS = {"finish": finish_sheet, "reopen": reopen_sheet}


class Finishing(SheetPage):
    """One act on one sheet; back to it, with what was refused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = self.kwargs["act"]
        try:
            ACTS[act](request.user, self.assessment, self.party)
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            said = _("Finished; the marks stand.") if act == "finish" else _("Taken back; the marks can be changed.")
            messages.success(request, said)
        return redirect(self.own_url)

    @property
    def own_url(self) -> str:
        """The page of the sheet."""
        return sheet_url(self.assessment, self.party)
