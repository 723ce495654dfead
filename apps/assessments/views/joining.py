"""A guest's first step: the code of the letter, then account name and password of one's own."""

from typing import Any

from django import forms
from django.contrib.auth import login, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import View

from apps.accounts.models import User
from apps.assessments.lines import party_title
from apps.assessments.models import Invitation
from apps.assessments.services.invitations import accept, standing_invitation
from apps.core.errors import Invalid, Refused
from apps.core.limits import is_too_often
from apps.criteria.selectors import rulebook_of

BACKEND = "apps.accounts.backends.NameOrMobileBackend"
TEN_MINUTES, MOST_TRIES = 600, 60


class JoinForm(forms.Form):
    """How the guest will sign in from now on."""

    username = forms.CharField(label=gettext_lazy("Sign-in name"), max_length=60)
    password1 = forms.CharField(label=gettext_lazy("New password"), widget=forms.PasswordInput, max_length=200)
    password2 = forms.CharField(
        label=gettext_lazy("New password once more"), widget=forms.PasswordInput, max_length=200
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if invitation.person_id:
            del self.fields["username"]
        for name in ("password1", "password2"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        elif first:
            person = self.invitation.person or User(username=given.get("username", ""), name=self.invitation.name)
            try:
                password_validation.validate_password(first, person)
            except ValidationError as error:
                self.add_error("password1", error)
        return given


@method_decorator([sensitive_post_parameters()], name="dispatch")
class Join(View):
    """The code stands in the fragment of the letter's address, so that no server or log on the way sees it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    @sensitive_variables("code")
    def post(self, request: HttpRequest) -> HttpResponse:
        if is_too_often(request, "invitations", MOST_TRIES, TEN_MINUTES):
            return self.page(status=429, fault=_("Too many tries. Wait ten minutes and try again."))
        code = request.POST.get("code", "")[:40]
        try:
            invitation = standing_invitation(code)
        except Refused as error:
            return self.page(status=422, fault=str(error.message), code=code)
        if "password1" not in request.POST:
            return self.second(invitation, code, JoinForm(invitation=invitation))
        form = JoinForm(request.POST, invitation=invitation)
        if not form.is_valid():
            return self.second(invitation, code, form, 422)
        try:
            person = accept(code, form.cleaned_data.get("username", ""), form.cleaned_data["password1"])
        except Invalid as error:
            form.add_error("username", str(error.message))
            return self.second(invitation, code, form, 422)
        login(request, person, backend=BACKEND)
        return redirect("panel:home")

    def second(self, invitation: Invitation, code: str, form: JoinForm, status: int = 200) -> HttpResponse:
        """Who is asked to what, and the fields."""
        title = party_title(rulebook_of(invitation.campaign.rulebook_version), invitation.party)
        return self.page(status=status, invitation=invitation, party_title=title, code=code, form=form)

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, "assessments/panel_join.html", context, status=status)
