"""What is typed when a day of visits is planned: branches, team with its leader, day, criteria, times."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.assessments.models import Assessment, Visit
from apps.assessments.services.visits import Plan
from apps.assessments.visiting import lines_on_site, people_to_send, usual_criteria
from apps.campaigns.models import Campaign
from apps.rating.rulebook import Rulebook

CLOCK = "%H:%M"


class PlanForm(forms.Form):
    """One day. `branches()` keeps the order of the stops that stood, and adds the new ones in the official order."""

    title = forms.CharField(label=gettext_lazy("Name of the visit"), max_length=80)
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    first_at = forms.TimeField(
        label=gettext_lazy("First stop at"), required=False, widget=forms.TimeInput({"type": "time"}, CLOCK)
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes a stop"), min_value=10, max_value=600, required=False, initial=Plan.minutes
    )
    leader = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Leads the team and signs for it"))
    team = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("The others of the team"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("To be seen on site"), required=False, widget=forms.CheckboxSelectMultiple
    )
    assessments = forms.ModelMultipleChoiceField(Assessment.objects.none(), required=False)

    def __init__(self, *args: Any, campaign: Campaign, rules: Rulebook, language: str, **kwargs: Any) -> None:
        visit = kwargs.pop("visit", None)
        kwargs.setdefault("initial", planned(visit) if visit else {"criteria": usual_criteria(campaign, rules)})
        super().__init__(*args, **kwargs)
        people = people_to_send(campaign)
        self.fields["leader"].queryset = self.fields["team"].queryset = people
        self.fields["assessments"].queryset = Assessment.objects.of(campaign).select_related("unit", "zone")
        lines = lines_on_site(rules)
        self.fields["criteria"].choices = [(line.code, f"{line.code} {line.title.get(language)}") for line in lines]
        self.standing = [stop.assessment for stop in visit.stops.select_related("assessment")] if visit else []

    def plan(self) -> Plan:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        team = [given["leader"], *(each for each in given["team"] if each != given["leader"])]
        return Plan(
            title=given["title"],
            on=given["on"],
            assessments=in_order(self.standing, given["assessments"]),
            team=team,
            leader=given["leader"],
            criteria=given["criteria"],
            first_at=given["first_at"],
            minutes=given["minutes"] or Plan.minutes,
        )


def in_order(standing: Iterable[Assessment], chosen: Iterable[Assessment]) -> list[Assessment]:
    """Those that stood stay where they were; new ones follow in the official order."""
    known = {row.pk: place for place, row in enumerate(standing)}
    return sorted(chosen, key=lambda row: (known.get(row.pk, len(known)), row.order_path))


def planned(visit: Visit) -> dict[str, Any]:
    """A visit as its form begins."""
    team = list(visit.team.all())
    return {
        "title": visit.title,
        "on": visit.on,
        "leader": next((member.person_id for member in team if member.is_leader), None),
        "team": [member.person_id for member in team if not member.is_leader],
        "criteria": visit.criteria,
        "assessments": [stop.assessment_id for stop in visit.stops.all()],
    }


def placed(post: QueryDict, stop: int) -> tuple[time | None, str] | None:
    """`time-PK` and `place-PK` as typed; None where the form does not have them, or the time cannot be read."""
    if f"time-{stop}" not in post:
        return None
    text = post[f"time-{stop}"].strip()
    try:
        moment = parse_time(text) if text else None
    except ValueError:
        return None
    return (moment, post.get(f"place-{stop}", "")) if moment or not text else None
