"""What narrows a league table, in words for the head of a paper."""

from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.evaluations.sizes import size_names
from apps.organisations.models import Node, Zone
from apps.rating.points import show_points
from apps.reports.league import NO_ZONE, Question
from apps.reports.present import Presenter

HUNDRED = 100


def narrowed(campaign: Campaign, show: Presenter, asked: Question) -> list[str]:
    """One line of the scope and every filter; none for the whole table."""
    parts = [scope_words(campaign, show, asked), *filter_words(show, asked)]
    line = " · ".join(filter(None, parts))
    return [line] if line else []


def scope_words(campaign: Campaign, show: Presenter, asked: Question) -> str:
    """The group that is shown, by its name; nothing of what stands outside the campaign."""
    number = whole(asked.group)
    if asked.scope == "zone":
        zone = Zone.objects.filter(committee=campaign.committee_id, pk=number).first()
        return zone.name if zone else _("no zone") if asked.group == NO_ZONE else ""
    if asked.scope == "unit":
        unit = Node.objects.below(campaign.committee.path).filter(pk=number).first()
        return unit.name if unit else ""
    if asked.scope == "type":
        return asked.group or _("no type")
    names = {
        "size": size_names(show.rules.size_bands),
        "level": [show.level_name(each) for each in show.rules.outcomes],
    }
    listed = names.get(asked.scope, [])
    return listed[number] if number is not None and number < len(listed) else ""


def filter_words(show: Presenter, asked: Question) -> list[str]:
    """Each filter in a few words."""
    rules, language = show.rules, show.language
    found = [
        (_("Level:"), named([show.level_name(each) for each in rules.outcomes], asked.level)),
        (_("At least:"), named([show.level_name(each) for each in rules.outcomes], asked.upto)),
        (_("Stars at least:"), "" if asked.stars is None else str(asked.stars)),
        (_("Type:"), asked.branch_type),
        (_("Grade:"), named([each.title.get(language) for each in rules.grades], asked.grade)),
        (_("Programme:"), named([each.title.get(language) for each in rules.programmes], asked.programme)),
        (_("Star missing:"), next((show.star_name(star) for star in rules.stars if star.code == asked.missing), "")),
        (_("Name:"), asked.q),
    ]
    words = [f"{label} {value}" for label, value in found if value]
    if asked.within is None:
        return words
    return [*words, _("Within %(points)s points") % {"points": show_points(int(asked.within * HUNDRED))}]


def named(words: list[str], number: int | None) -> str:
    """The word at a position; empty without one."""
    return words[number] if number is not None and number < len(words) else ""
