"""How long proof is kept, and what has been kept long enough: for who conducts a committee's campaigns."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.keeping import listed, years_of
from apps.assessments.proof import title_of
from apps.assessments.services.keeping import FEWEST_YEARS, MOST_YEARS, delete_due, set_keeping_times
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.errors import DomainError, Forbidden
from apps.core.permissions import authorise
from apps.evidence.choices import FileKind
from apps.evidence.models import Evidence
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of

SHOWN, MOST_COMMITTEES = 200, 20


class KeepingHome(SignedInView):
    """To the page of one's own committee; of several, to the first that has something to delete."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = committees_of(request.user)
        if not rows:
            raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
        waiting = (row for row in rows if listed(request.user, row).exists())
        return redirect("keeping:page", committee=next(waiting, rows[0]).pk)


def committees_of(person: Any) -> list[Node]:
    """The committees whose campaigns the person conducts."""
    rows = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN), kind=Kind.COMMITTEE)
    return list(rows.in_order()[:MOST_COMMITTEES])


class YearsForm(forms.Form):
    """A number of years for each kind of file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in FileKind.choices:
            self.fields[kind] = forms.IntegerField(label=label, min_value=FEWEST_YEARS, max_value=MOST_YEARS)


class KeepingPage(FormPage):
    """Years by kind of file; the list of what is due."""

    template_name = "assessments/keeping.html"
    form_class = YearsForm

    @cached_property
    def committee(self) -> Node:
        return seen(Node.objects.visible_to(self.request.user), pk=self.kwargs["committee"])

    def permit(self) -> None:
        authorise(self.request.user, "assessments.keep_proof", self.committee)

    def arguments(self) -> dict[str, Any]:
        return {"initial": years_of(self.committee)}

    def page(self) -> dict[str, Any]:
        rows = listed(self.request.user, self.committee)
        return {
            "committee": self.committee,
            "committees": committees_of(self.request.user),
            "rows": [line(row) for row in rows[:SHOWN]],
            "total": rows.count(),
        }

    def act(self, form: YearsForm) -> HttpResponse:
        set_keeping_times(self.request.user, self.committee, form.cleaned_data)
        messages.success(self.request, _("Saved; the list is made anew tonight."))
        return redirect("keeping:page", committee=self.committee.pk)


def line(evidence: Evidence) -> dict[str, Any]:
    """One piece that is due."""
    file = max(evidence.files.all(), key=lambda each: each.number)
    return {"pk": evidence.pk, "title": title_of(evidence, file), "branch": evidence.owner.name, "file": file}


class KeepingDelete(KeepingPage):
    """Delete what was chosen, for good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        chosen = [number for text in request.POST.getlist("evidence") if (number := whole(text))]
        try:
            n = delete_due(request.user, self.committee, chosen, request.POST.get("reason", ""))
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, ngettext("%(n)s file is deleted.", "%(n)s files are deleted.", n) % {"n": n})
        return redirect("keeping:page", committee=self.committee.pk)
