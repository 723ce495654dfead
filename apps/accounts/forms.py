"""The sign-in form, and what a person may change about themselves."""

from allauth.account.forms import LoginForm
from django import forms
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
