"""Who is put forward for which honour: by the rulebook's levels, by exception, and what has ended."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Nomination
from apps.evaluations.nominations import candidates
from apps.evaluations.services.nominations import confirm_nomination, end_nomination, nominate


class NominationForm(forms.Form):
    """One branch by its name, one honour, and the reason of an exception."""

    honour = forms.ChoiceField(label=gettext_lazy("Honour"))
    branch = forms.CharField(
        label=gettext_lazy("Branch"), max_length=120, widget=forms.TextInput(attrs={"list": "branches"})
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of an exception"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where the branch's level is not one that the honour is given from."),
    )

    def __init__(self, *args: Any, honours: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["honour"].choices = [(name, name) for name in honours]


class Nominations:
    """What a door of nominations begins with: the campaign, and whom the person sees put forward."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rows(self) -> list[Nomination]:
        found = Nomination.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return list(found.select_related("assessment__unit", "campaign__committee"))


class NominationPage(Nominations, FormPage):
    """Every nomination, and the form for another one."""

    template_name = "evaluations/nominations.html"
    form_class = NominationForm

    @cached_property
    def honours(self) -> list[Any]:
        return list(rulebook_of(self.campaign.rulebook_version).honours)

    @property
    def may(self) -> bool:
        return self.request.user.has_perm("evaluations.nominate", self.campaign)

    def arguments(self) -> dict[str, Any]:
        return {"honours": [honour.name for honour in self.honours]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authorise(request.user, "evaluations.nominate", self.campaign)
        return super().post(request, *args, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        given = form.cleaned_data
        rows = Assessment.objects.visible_to(self.request.user).filter(campaign=self.campaign, name=given["branch"])
        assessment = rows.select_related("campaign__committee").first()
        if assessment is None:
            raise Invalid(_("No branch of this campaign has that name."), details={"branch": [given["branch"]]})
        try:
            made = nominate(self.request.user, assessment, honour=given["honour"], reason=given["reason"])
        except Refused as error:
            raise Invalid(error.message, details={"branch": [""]}) from error
        said = _("It waits for a second person.") if made.is_exception else _("It is put forward.")
        messages.success(self.request, said)
        return redirect("naming:nominations", slug=self.campaign.slug)

    def page(self) -> dict[str, Any]:
        standing = [row for row in self.rows if row.ended_at is None]
        named = {(row.honour, row.assessment_id) for row in standing}
        told = [(honour, candidates(self.campaign, honour)) for honour in self.honours] if self.may else []
        return {
            "campaign": self.campaign,
            "honours": [
                {
                    "name": honour.name,
                    "levels": _(", ").join(honour.levels),
                    "left": sum((honour.name, each.pk) not in named for each in found),
                }
                for honour, found in told
            ],
            "names": list(dict.fromkeys(each.name for _honour, found in told for each in found)),
            "standing": standing,
            "ended": [row for row in self.rows if row.ended_at],
            "may": self.may and bool(self.honours),
            "seconds": self.request.user.has_perm("evaluations.second_act", self.campaign),
            "sentence": sentence(standing),
        }


class NominationMove(Nominations, SignedInView):
    """Confirm an exception, or end a nomination."""

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        nomination = next((row for row in self.rows if row.pk == pk), None)
        if nomination is None or act not in {"confirm", "end"}:
            raise Http404
        try:
            if act == "confirm":
                confirm_nomination(request.user, nomination)
            else:
                end_nomination(request.user, nomination, request.POST.get("reason", ""))
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("naming:nominations", slug=slug)


def sentence(standing: list[Nomination]) -> str:
    """How many are put forward, and how many exceptions wait."""
    waiting = sum(row.is_exception and row.confirmed_at is None for row in standing)
    if not standing:
        return _("Nobody has been put forward yet")
    n = len(standing)
    told = ngettext("%(n)s branch is put forward", "%(n)s branches are put forward", n) % {"n": n}
    if not waiting:
        return told
    wait = ngettext("%(n)s exception waits for a second person", "%(n)s exceptions wait for a second person", waiting)
    return told + _("; ") + wait % {"n": waiting}
