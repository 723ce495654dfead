"""What the page of an assignment says: how it stands, what a trial would change, who finds nobody and what helps."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.assigning import Load, Why
from apps.assessments.models import Assessment, Assignment
from apps.assessments.pool import scorers_of
from apps.assessments.proposing import Asked, Proposal
from apps.campaigns.models import Campaign

SHOWN_LEFT = 20


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address or a form asks."""
    return Asked(anew=query.get("anew") == "1", keep_units=query.get("keep") == "1")


def why_words(why: Why) -> tuple[str, str]:
    """Why nobody marks a branch, and what helps."""
    return {
        Why.NOBODY: (_("nobody is among the scorers"), _("Take people in first.")),
        Why.ZONE: (_("nobody takes on the zone"), _("Give a scorer this zone.")),
        Why.TYPE: (_("nobody takes on this type of branch"), _("Give a scorer this type.")),
        Why.BOTH: (_("nobody takes on both zone and type"), _("Give one scorer this zone and this type.")),
        Why.INTEREST: (_("everybody who could stands near to it"), _("Take in somebody from elsewhere.")),
    }[why]


def state_of(proposal: Proposal) -> dict[str, Any]:
    """How the assignment stands today."""
    known = {branch.key for branch in proposal.branches}
    standing = [row for key, row in proposal.standing.items() if key in known]
    near = [row for row in standing if row.finished_at is None and proposal.is_near(row)]
    state = {
        "n": len(known),
        "given": len(standing),
        "open": len(known) - len(standing),
        "finished": sum(row.finished_at is not None for row in standing),
        "near": len(near),
    }
    return state | {"headline": headline(state)}


def headline(state: Mapping[str, int]) -> str:
    """The state in a sentence."""
    if not state["given"]:
        return _("No branch is given out yet; whoever marks there may mark them all")
    if state["open"]:
        words = ngettext("%(n)s branch is nobody's", "%(n)s branches are nobody's", state["open"])
        return words % {"n": state["open"]}
    if state["near"]:
        words = ngettext("%(n)s branch is marked by somebody near", "%(n)s are marked by somebody near", state["near"])
        return words % {"n": state["near"]}
    return _("Every branch is given out, %(done)s of %(n)s are finished") % {
        "done": state["finished"],
        "n": state["n"],
    }


def trial_of(proposal: Proposal) -> dict[str, Any]:
    """The trial by scorer, and what finds nobody by reason."""
    loads, before = proposal.plan.loads, Counter(row.person_id for row in proposal.standing.values())
    most = max((load.weight for load in loads.values()), default=0)
    rows = []
    for scorer in sorted(proposal.scorers, key=lambda row: (row.person.name, row.pk)):
        load = loads.get(scorer.person_id, Load())
        bar = load.weight * 1000 // most if most else 0
        rows.append({"scorer": scorer, "load": load, "before": before[scorer.person_id], "bar": bar})
    return {
        "rows": rows,
        "changed": len(proposal.changed),
        "digest": proposal.digest,
        "left": left_of(proposal),
        "headline": trial_headline(proposal),
    }


def trial_headline(proposal: Proposal) -> str:
    n = len(proposal.changed)
    if not n:
        return _("Nothing would change")
    if not proposal.standing:
        words = ngettext("%(n)s branch would be given out", "%(n)s branches would be given out", n)
        return words % {"n": n}
    return ngettext("%(n)s branch would change hands", "%(n)s branches would change hands", n) % {"n": n}


def left_of(proposal: Proposal) -> list[dict[str, Any]]:
    """The branches that find nobody, by reason, the first of each by name."""
    found = []
    for why, n in sorted(proposal.left_by_reason().items()):
        keys = [key for key, reason in proposal.plan.left.items() if reason == why][:SHOWN_LEFT]
        names = Assessment.objects.filter(pk__in=keys).order_by("order_path").values_list("name", flat=True)
        reason, remedy = why_words(why)
        found.append({"n": n, "reason": reason, "remedy": remedy, "names": list(names), "more": n - len(keys)})
    return found


def unit_choices(campaign: Campaign) -> list[tuple[int, str]]:
    """The units whose branches take part."""
    rows = campaign.assessments.order_by("unit__order_path").values_list("unit", "unit__name").distinct()
    return list(dict(rows).items())


def unit_rows(campaign: Campaign, party: str, unit: int) -> list[dict[str, Any]]:
    """The branches of a unit with who marks each."""
    held = Assignment.objects.standing().filter(campaign=campaign, party=party, assessment__unit=unit)
    who = {row.assessment_id: row for row in held.select_related("person")}
    rows = campaign.assessments.filter(unit=unit).order_by("order_path")
    return [{"assessment": row, "assignment": who.get(row.pk)} for row in rows]


def takers(campaign: Campaign, party: str) -> list[Any]:
    """To whom branches may be given."""
    return [row.person for row in scorers_of(campaign, party).order_by("person__name")]
