"""Forms of people and offices; services decide."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.forms import PersonForm
from apps.organisations.choices import Power, Role
from apps.organisations.forms.nodes import node_field
from apps.organisations.models import Node, Zone, reach_of
from apps.organisations.rules import is_administrator

ACCOUNT = ("name", "username", "mobile", "email")
OFFICE = ("role", "node", "zone", "title", "since", "until")


class DayInput(forms.DateInput):
    """A day in the browser's own picker."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class ZoneSelect(forms.ModelChoiceField):
    """A zone, told by its committee."""

    def label_from_instance(self, zone: Zone) -> str:
        return f"{zone.committee.name} · {zone.name}"


class OfficeFields(forms.Form):
    """A role at a node for a span of days, within what `keeper` may give."""

    role = forms.ChoiceField(label=_("Role"))
    zone = ZoneSelect(
        label=_("Zone"),
        queryset=Zone.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("For a zone lead only, who is appointed at the work committee."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=60, required=False, help_text=_("As it is spoken, such as 机关党委专职副书记.")
    )
    since = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, keeper: Any, node: Node | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = reach_of(keeper)
        nodes = Node.objects.filter(reach.where(Power.PEOPLE)).standing()
        roles = [role for role in Role if role != Role.ADMINISTRATOR or is_administrator(keeper)]
        self.fields["role"].choices = [("", "—"), *((role.value, role.label) for role in roles)]
        self.fields["node"] = node_field(nodes, label=_("Organisation"), initial=node)
        self.fields["zone"].queryset = Zone.objects.filter(committee__in=nodes.order_by()).select_related("committee")
        self.fields["since"].initial = timezone.localdate()

    def office_fields(self) -> list[forms.BoundField]:
        """The fields of the office, in their order."""
        return [self[name] for name in OFFICE]

    def office(self) -> dict[str, Any]:
        """The office as the service takes it."""
        return {name: self.cleaned_data[name] for name in OFFICE}


class OfficeForm(OfficeFields):
    """One more office for somebody who has an account."""


class NewPersonForm(OfficeFields, PersonForm):
    """Account and first office at once."""

    def account_fields(self) -> list[forms.BoundField]:
        """The fields of the account, in their order."""
        return [self[name] for name in ACCOUNT]

    def account(self) -> dict[str, Any]:
        """The account as the service takes it."""
        return {name: self.cleaned_data[name] for name in ACCOUNT}


class EndForm(forms.Form):
    """The last day of an office, and why."""

    on = forms.DateField(label=_("Last day"), widget=DayInput, help_text=_("The office is still held on this day."))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class HandOverForm(forms.Form):
    """To whom an office goes, and from which day; who is told by number or account name is found, others are new."""

    name = forms.CharField(label=_("Name of the next person"), max_length=80)
    mobile = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        required=False,
        help_text=_("Who has an account with this number is taken; else an account is made."),
    )
    username = forms.CharField(
        label=_("Account name"),
        max_length=60,
        required=False,
        help_text=_("Of somebody who has an account; for somebody new it is made from the name where it is empty."),
    )
    since = forms.DateField(
        label=_("First day of the next person"),
        widget=DayInput,
        help_text=_("The present holder keeps the office until the day before."),
    )
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate() + timedelta(days=1)
