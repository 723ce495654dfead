"""The newest run of a committee, for drafts of rulebooks to be tried on."""

from typing import Any

from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.criteria.trials import Material
from apps.evaluations.columns import inputs_of
from apps.evaluations.models import CurrentRun
from apps.evaluations.selectors import sees_all
from apps.organisations.models import Node


def newest_material(person: Any, committee: Node) -> Material | None:
    """What the current run of the committee's newest campaign was rated by, for those who compare all its branches."""
    campaigns = Campaign.objects.visible_to(person).ratings().filter(committee=committee).newest_first()
    pointers = CurrentRun.objects.filter(campaign__in=campaigns).select_related("run__rulebook_version", "campaign")
    pointer = pointers.order_by("-campaign__year", "-campaign__pk").first()
    if pointer is None or not sees_all(person, pointer.campaign):
        return None
    run = pointer.run
    found = inputs_of(run)
    names = dict(run.results.values_list("assessment_id", "name"))
    order = [names.get(pk, "") for pk in found.assessments]
    return Material(pointer.campaign.name, rulebook_of(run.rulebook_version), found.cohort(), order)
