"""What a branch's own page says of its ballot: who came, and after the count the mean of each layer."""

from typing import Any

from django.urls import reverse

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll, Roll
from apps.ballots.results import results_of
from apps.ballots.results_page import points
from apps.ballots.turnout import LayerTurnout
from apps.ballots.turnout_page import layer_of
from apps.campaigns.models import Campaign


def ballot_cell(campaign: Campaign, assessment: Assessment) -> dict[str, Any] | None:
    """Layers with their turnout, and their means once counted; None where nobody may vote about the branch."""
    rolls = {roll.layer: roll for roll in Roll.objects.filter(assessment=assessment).select_related("poll")}
    if not rolls:
        return None
    poll: Poll = next(iter(rolls.values())).poll
    results = {result.code: result for result in results_of(assessment)}
    layers = [
        turnout_of_roll(layer, rolls[layer["code"]]) | mean_of(results.get(layer["code"]))
        for layer in poll.layers
        if layer["code"] in rolls
    ]
    is_counted = poll.status == PollStatus.COUNTED
    url = reverse("ballots:results-of", args=[campaign.slug, assessment.pk]) if is_counted else ""
    return {"layers": layers, "shown_from": poll.shown_from, "url": url}


def turnout_of_roll(layer: dict[str, Any], roll: Roll) -> dict[str, Any]:
    """One layer's turnout as pages show it."""
    voted = roll.voted + roll.on_paper
    return layer_of(LayerTurnout(layer["code"], layer["title"], layer["wanted"], roll.entitled, voted, roll.on_paper))


def mean_of(result: Any) -> dict[str, Any]:
    """The mean of one layer, or that it is not shown; nothing before the count."""
    if result is None:
        return {"mean": "", "is_hidden": False}
    return {"mean": points(result.mean), "is_hidden": result.answers is None}
