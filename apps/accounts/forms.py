"""The sign-in form, and what a person may change about themselves."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, plain_mobile


class SignInForm(LoginForm):
    """One field takes an account name or a mobile number."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mobile number or account name")
        self.fields["login"].widget.attrs.update(placeholder="", autocomplete="username")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.update(placeholder="")

    def clean(self) -> dict[str, Any]:
        """Who comes with the right one-time password after its days is told so; a wrong one tells nothing."""
        cleaned = super().clean()
        if self.user is not None and self.user.has_lapsed_password:
            day = date_format(timezone.localdate(self.user.password_expires_at), str(_("j M Y")))
            message = _("This one-time password ran out on %(day)s. Ask whoever gave you the slip for a new one.")
            raise forms.ValidationError(str(message) % {"day": day}, code="lapsed")
        return cleaned


class PersonForm(forms.ModelForm):
    """A person's account as an administrator or staff fill it in."""

    mobile = forms.CharField(
        label=_("Mobile number"), max_length=20, required=False, help_text=_("For signing in; blanks do no harm.")
    )

    class Meta:
        model = User
        fields = ["name", "username", "mobile", "email"]
        labels = {"username": _("Account name")}

    def clean_mobile(self) -> str | None:
        """Eleven digits without blanks; nothing where nothing was typed."""
        text = self.cleaned_data["mobile"]
        return plain_mobile(text) or text or None
