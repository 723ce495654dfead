"""What is typed at a meeting: calling it, who is present, another level for a branch, another matter, votes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.evaluations.services import Meeting, Signer
from apps.organisations.choices import GRANTS, Power
from apps.organisations.models import Appointment
from apps.organisations.reach import SEGMENT

MOST = 9999
MOMENT = "%Y-%m-%dT%H:%M"
COMPARERS = [role for role, powers in GRANTS.items() if Power.COMPARE in powers]
SIGNERS = (
    ("chair", gettext_lazy("Chair")),
    ("recorder", gettext_lazy("Keeps the minutes")),
    ("overseer", gettext_lazy("Oversight")),
)


def number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **options)


def people_who_may_sign(campaign: Campaign) -> Any:
    """Everybody whose office sees the campaign's whole scope today."""
    path = campaign.committee.path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=COMPARERS, node__path__in=above, zone=None)
    return User.objects.filter(pk__in=held.order_by().values("person"), is_active=True).order_by("name")


class MeetingForm(forms.Form):
    """A meeting and who signs it."""

    title = forms.CharField(label=gettext_lazy("Meeting"), max_length=80)
    held_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, MOMENT),
        input_formats=[MOMENT],
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=80, required=False)
    due = number(gettext_lazy("Members of the meeting"), required=False)
    present = number(gettext_lazy("Present"), required=False)
    observers = forms.CharField(label=gettext_lazy("Attending without a vote"), max_length=200, required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"title": _("Combined decision"), "held_at": timezone.localtime()})
        super().__init__(*args, **kwargs)
        people = people_who_may_sign(campaign)
        for name, label in SIGNERS:
            self.fields[name] = forms.ModelChoiceField(people, label=label, required=name != "overseer")

    def meeting(self) -> Meeting:
        return Meeting(**{name: self.cleaned_data[name] for name in Meeting._fields})

    def signers(self) -> list[Signer]:
        return [Signer(str(label), self.cleaned_data[name]) for name, label in SIGNERS if self.cleaned_data[name]]


class AttendanceForm(forms.Form):
    """How many members there are, and how many came."""

    due = number(gettext_lazy("Members of the meeting"), required=False)
    present = number(gettext_lazy("Present"))
    observers = forms.CharField(label=gettext_lazy("Attending without a vote"), max_length=200, required=False)


class ChangeForm(forms.Form):
    """Another level for one branch."""

    branch = forms.CharField(
        label=gettext_lazy("Branch"),
        max_length=120,
        widget=forms.TextInput({"list": "branches", "autocomplete": "off"}),
    )
    after = forms.ChoiceField(label=gettext_lazy("New level"))
    clause = forms.CharField(label=gettext_lazy("By which clause"), max_length=120)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, levels: list[tuple[str, str]], branch: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"branch": branch}, **kwargs)
        self.fields["after"].choices = levels


class MatterForm(forms.Form):
    """Any other matter."""

    title = forms.CharField(label=gettext_lazy("Matter"), max_length=160)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


class VotesForm(forms.Form):
    """The votes on one matter."""

    votes_for = number(gettext_lazy("Votes for"))
    against = number(gettext_lazy("Votes against"))
    abstentions = number(gettext_lazy("Abstained"))
    reason = forms.CharField(label=gettext_lazy("Reason (it stands on the sheet)"), max_length=1000, required=False)
