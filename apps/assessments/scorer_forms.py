"""What is typed about scorers: what they take on, what stands against them, to whom branches go, who is invited."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.assessments.choices import Pool
from apps.assessments.guests import nodes_to_declare
from apps.assessments.models import Scorer
from apps.assessments.pool import may_score, scorers_of, types_in
from apps.assessments.services.draws import LONGEST_SEED
from apps.assessments.services.invitations import FEWEST_DAYS, MOST_DAYS, Guest
from apps.assessments.services.scorers import MOST_LOAD, Work
from apps.campaigns.models import Campaign
from apps.organisations.models import Node, Zone


class WorkForm(forms.Form):
    """What somebody takes on."""

    pool = forms.ChoiceField(label=gettext_lazy("From where"), choices=Pool.choices)
    load = forms.IntegerField(
        label=gettext_lazy("Share of the work"),
        help_text=gettext_lazy("100 is a full share, 50 half of one, 0 none for now."),
        min_value=0,
        max_value=MOST_LOAD,
        initial=100,
    )
    zones = forms.ModelMultipleChoiceField(
        Zone.objects.none(),
        label=gettext_lazy("Zones; none means all"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Branch types; none means all"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, campaign: Campaign, scorer: Scorer | None = None, **kwargs: Any) -> None:
        if scorer is not None:
            names = ("pool", "load", "zones", "types")
            kwargs.setdefault("initial", {name: getattr(scorer, name) for name in names})
        super().__init__(*args, **kwargs)
        self.fields["zones"].queryset = Zone.objects.filter(committee=campaign.committee)
        self.fields["types"].choices = [(name, name) for name in types_in(campaign)]
        for name in ("zones", "types"):
            if not list(self.fields[name].choices):
                del self.fields[name]

    def work(self) -> Work:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        zones = [zone.pk for zone in given.get("zones", ())]
        return Work(given["pool"], zones, given.get("types", ()), given["load"])


class PlaceForm(WorkForm):
    """Take somebody in."""

    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Person"))
    field_order = ("person", "pool", "load", "zones", "types")

    def __init__(self, *args: Any, campaign: Campaign, party: str, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        taken = scorers_of(campaign, party).order_by().values("person")
        self.fields["person"].queryset = may_score(campaign, party).exclude(pk__in=taken)


class InterestForm(forms.Form):
    """A unit that somebody does not mark, and why."""

    node = forms.ModelChoiceField(Node.objects.none(), label=gettext_lazy("Unit"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = campaign.assessments.order_by().values("unit")
        self.fields["node"].queryset = Node.objects.filter(pk__in=units).in_order()


class GuestInterestForm(InterestForm):
    """What a guest does not mark: a unit, or one of the branches that were given to them."""

    def __init__(self, *args: Any, campaign: Campaign, person: User, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["node"].label = gettext_lazy("Unit or branch")
        self.fields["node"].queryset = nodes_to_declare(campaign, person)


class GuestForm(forms.Form):
    """Who is asked to mark as expert or judge."""

    name = forms.CharField(label=gettext_lazy("Name of the guest"), max_length=80)
    office = forms.CharField(label=gettext_lazy("From where"), max_length=120, required=False)
    party = forms.ChoiceField(label=gettext_lazy("Marks on the sheet of"))
    mobile = forms.CharField(label=gettext_lazy("Mobile number"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("Days that the code serves"), min_value=FEWEST_DAYS, max_value=MOST_DAYS, initial=14
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties

    def guest(self) -> Guest:
        """What was typed, as the service takes it."""
        return Guest(**self.cleaned_data)


class SeedForm(forms.Form):
    """By what, and how many, will be drawn."""

    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        help_text=gettext_lazy("Best something that nobody can choose: the next lottery result, announced before."),
        max_length=LONGEST_SEED,
    )
    share = forms.DecimalField(
        label=gettext_lazy("Share in per cent"), min_value=Decimal("0.01"), max_value=100, decimal_places=2
    )

    def share_in_hundredths(self) -> int:
        """The share as the service takes it."""
        return int(self.cleaned_data["share"] * 100)
