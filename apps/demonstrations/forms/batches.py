"""The forms of a batch and of a gate: dates, places, rules."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.campaigns.forms.stages import MomentField
from apps.criteria.models import RulebookVersion
from apps.demonstrations.choices import GateKind, GateStatus
from apps.demonstrations.forms.programmes import ListField
from apps.demonstrations.models import Batch, Gate

CLOSING_HOUR, DAYS, GATE_DAYS = 18, 30, 14
TENTHS = 10


def evening(days: int) -> Any:
    """The end of work so many days from today."""
    today = timezone.localtime().replace(hour=CLOSING_HOUR, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)


class BatchForm(forms.Form):
    """A batch's year, the span of its applications, and how many may be named."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    opens_at = MomentField(label=_("Applications from"))
    closes_at = MomentField(label=_("Applications until"))
    places = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=30000, required=False, help_text=_("Empty: no limit.")
    )

    def __init__(self, *args: Any, batch: Batch | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", batch_initial(batch))
        super().__init__(*args, **kwargs)


def batch_initial(batch: Batch | None) -> dict[str, Any]:
    if batch is None:
        now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        return {"year": now.year, "opens_at": now, "closes_at": evening(DAYS)}
    spans = {name: timezone.localtime(getattr(batch, name)) for name in ("opens_at", "closes_at")}
    return spans | {"year": batch.year, "places": batch.places}


class GateForm(forms.Form):
    """One gate: who marks, by which rulebook, when, and how many pass."""

    kind = forms.ChoiceField(label=_("Who marks"), choices=GateKind.choices)
    title = forms.CharField(label=_("Name"), max_length=40, required=False, help_text=_("Empty: as the kind."))
    rulebook_version = forms.ModelChoiceField(label=_("Rulebook"), queryset=RulebookVersion.objects.none())
    opens_at = MomentField(label=_("opens"))
    closes_at = MomentField(label=_("closes"))
    levels = ListField(
        label=_("Levels that pass"),
        max_length=120,
        required=False,
        help_text=_("In the rulebook's words, parted by commas. Empty: every level."),
    )
    places = forms.IntegerField(
        label=_("How many pass"), min_value=1, max_value=30000, required=False, help_text=_("Empty: all that may.")
    )
    share = forms.DecimalField(
        label=_("Or which share, per cent"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_("Of those who take part; the smaller of the two counts."),
    )
    spare = forms.IntegerField(
        label=_("Spare places"), min_value=0, max_value=30000, required=False, help_text=_("So many more pass.")
    )
    fact = forms.SlugField(
        label=_("Key of the total"),
        max_length=30,
        required=False,
        help_text=_("Under it rulebooks of later gates read the total, such as fact.screening."),
    )

    def __init__(self, *args: Any, batch: Batch, gate: Gate | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", gate_initial(batch, gate))
        super().__init__(*args, **kwargs)
        self.fields["rulebook_version"].queryset = RulebookVersion.objects.published().select_related("rulebook")
        self.gate = gate
        if gate and gate.status != GateStatus.PLANNED:
            for name in [name for name in self.fields if name != "closes_at"]:
                del self.fields[name]

    def wanted(self) -> dict[str, Any]:
        """The fields as the service takes them."""
        found = dict(self.cleaned_data)
        if "share" in found:
            found["share"] = None if found["share"] is None else int(found["share"] * TENTHS)
        if "spare" in found:
            found["spare"] = found["spare"] or 0
        if self.gate and not found.get("fact"):
            found.pop("fact", None)
        return found


def gate_initial(batch: Batch, gate: Gate | None) -> dict[str, Any]:
    if gate is None:
        last = batch.gates.last()
        start = timezone.localtime(last.closes_at if last else batch.closes_at)
        return {"opens_at": start, "closes_at": start + timedelta(days=GATE_DAYS)}
    spans = {name: timezone.localtime(getattr(gate, name)) for name in ("opens_at", "closes_at")}
    held = {name: getattr(gate, name) for name in ("kind", "title", "rulebook_version", "places", "spare", "fact")}
    share = None if gate.share is None else f"{gate.share // TENTHS}.{gate.share % TENTHS}"
    return spans | held | {"levels": ", ".join(gate.levels), "share": share}
