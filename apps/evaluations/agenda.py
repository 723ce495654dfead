"""Which matters does a meeting find on its table? Objections since the last one, vetoes one by one, ties at a line."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import VetoCase
from apps.evaluations.choices import Finding, ItemKind
from apps.evaluations.models import Decision, Objection, Run
from apps.rating.points import show_points


class Matter(NamedTuple):
    """One matter as an item of the agenda takes it."""

    kind: str
    title: str
    reason: str = ""
    assessment: Any = None
    objection: int | None = None
    before: str = ""
    after: str = ""
    clause: str = ""


def first_matters(decision: Decision) -> Iterator[Matter]:
    """What has to be decided whatever else is proposed."""
    yield from objection_matters(decision)
    cases = VetoCase.objects.filter(assessment__campaign=decision.campaign).confirmed().count()
    if cases:
        title = ngettext("%(n)s veto, looked at", "%(n)s vetoes, one by one", cases) % {"n": cases}
        yield Matter(ItemKind.VETOES, title, _("each with two people and a document"))
    places = ties_at_a_line(decision.run)
    if places:
        title = _("Shared places at the line: %(places)s") % {"places": _(", ").join(map(str, places))}
        yield Matter(ItemKind.TIES, title[:160])


def objection_matters(decision: Decision) -> Iterator[Matter]:
    """Every objection that was accepted since the last meeting, and those that were not as one matter."""
    found = Objection.objects.filter(campaign=decision.campaign, confirmed_at__isnull=False).order_by("number")
    last = decision.campaign.decisions.exclude(pk=decision.pk).exclude(signed_at=None).order_by("-number").first()
    if last is not None:
        found = found.filter(confirmed_at__gt=last.at)
    rows = list(found.select_related("assessment"))
    for one in rows:
        if one.finding in {Finding.ACCEPTED, Finding.PARTLY}:
            yield accepted_matter(one)
    refused = [one for one in rows if one.finding == Finding.REFUSED]
    if refused:
        numbers = _(", ").join(str(one.number) for one in refused)
        title = _("Not accepted: objections %(numbers)s") % {"numbers": numbers}
        reason = _("; ").join(f"{one.branch} {one.finding_text}" for one in refused)
        yield Matter(ItemKind.OBJECTION, title[:160], reason[:1000])


def accepted_matter(objection: Objection) -> Matter:
    """One accepted objection: the mark that was put right stands in the run already."""
    words = {"number": objection.number, "branch": objection.branch}
    title = _("Objection %(number)s accepted: %(branch)s") % words
    reason = objection.finding_text
    if objection.before is not None and objection.after is not None:
        before, after = show_points(objection.before), show_points(objection.after)
        reason = _("; ").join([f"{objection.criterion} {before} → {after}", reason])
    return Matter(
        ItemKind.OBJECTION, title[:160], reason[:1000], assessment=objection.assessment, objection=objection.pk
    )


def ties_at_a_line(run: Run) -> list[int]:
    """Places that several branches share though they are not on the same level."""
    levels: dict[int, set[int]] = defaultdict(set)
    for place, level in run.results.filter(is_tied=True, rank__isnull=False).values_list("rank", "level"):
        levels[place].add(level)
    return sorted(place for place, found in levels.items() if len(found) > 1)
