"""What stands in the way of the campaign's next step, by which rule, who does it, how; and what is done?"""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import Act, StageKind, Status, kinds_for
from apps.campaigns.models import Campaign, Stage
from apps.criteria.selectors import rulebook_of
from apps.workflow import addresses
from apps.workflow.ballot_blockers import ballot_blockers, ballot_done
from apps.workflow.blocker import BRANCHES, CLOSE, MARKERS, STAFF, UNITS, Blocker, Done
from apps.workflow.effect import effect_of
from apps.workflow.facts import Facts, gather, with_facts
from apps.workflow.year_blockers import BEFORE_NOTICE, sealing, year_blockers, year_done


def blockers(
    facts: Facts, now: datetime | None = None, *, has_effect: bool = False, is_ahead: bool = False
) -> list[Blocker]:
    """Everything that is left before the next step, in the order of the campaign's way.

    With `has_effect` it is counted what changed since the last numbered run (for one campaign's page). With `is_ahead`
    the work of stages that have not begun counts as well: nobody closes a campaign past it unseen.
    """
    now = now or timezone.now()
    found = [opening(facts), joining(facts)]
    if facts.campaign.status == Status.OPEN and facts.branches:
        found += [
            submitting(facts, now),
            handing_over(facts, now),
            receiving(facts, now),
            importing(facts),
            *ballot_blockers(facts, now, is_ahead),
            marking(facts, now, is_ahead),
        ]
    if facts.campaign.status in {Status.OPEN, Status.CLOSED}:
        found.append(numbering(facts, now, has_effect, is_ahead))
        found += year_blockers(facts, now, is_ahead)
    if not is_ahead:
        found.append(sealing(facts))
    return [blocker for blocker in found if blocker]


def stopping(act: str, campaign: Campaign) -> list[str]:
    """The titles of what keeps `act` from being done now; what `campaigns.gates` asks."""
    facts = gather(with_facts(Campaign.objects.filter(pk=campaign.pk)))[campaign.pk]
    return what_stops(act, facts)


def what_stops(act: str, facts: Facts) -> list[str]:
    """The same from facts that are known."""
    return [blocker.title for blocker in blockers(facts, is_ahead=True) if act in blocker.stops]


def opening(facts: Facts) -> Blocker | None:
    if facts.campaign.status != Status.DRAFT:
        return None
    return Blocker(
        "open",
        _("The campaign is still a draft"),
        _("No mark is taken before it is open."),
        STAFF,
        reverse("campaigns:move", args=[facts.campaign.slug, "open"]),
        _("Open it"),
        is_post=True,
    )


def joining(facts: Facts) -> Blocker | None:
    """Branches of the scope that stand outside, and a campaign without any."""
    slug = facts.campaign.slug
    if facts.outside:
        title = ngettext(
            "%(n)s branch of the scope takes no part", "%(n)s branches of the scope take no part", facts.outside
        )
        rule = _("Enrolling takes their unit, zone, type and members as they stand today.")
        url = reverse("assessments:enrol", args=[slug])
        return Blocker("enrol", title % {"n": facts.outside}, rule, STAFF, url, _("Enrol"), is_post=True)
    if facts.branches or facts.campaign.status != Status.OPEN:
        return None
    url, rule = (
        reverse("assessments:import-start", args=[slug]),
        _("A first workbook may hold units, branches and marks."),
    )
    return Blocker("import", _("No branch takes part yet"), rule, STAFF, url, _("Import"))


def submitting(facts: Facts, now: datetime) -> Blocker | None:
    """Self-assessments that are with their branches; only as long as they can still be submitted."""
    n = facts.with_branches
    if not n or not facts.is_open(StageKind.SELF_ASSESSMENT, now):
        return None
    title = ngettext("%(n)s branch has not submitted", "%(n)s branches have not submitted", n)
    counts = rulebook_of(facts.campaign.rulebook_version).parties.get("self") == "counts"
    reference = _("The self-assessment is for reference; it does not stop closing.")
    rule = _("By the rulebook the self-assessment counts.") if counts else reference
    stops = frozenset({CLOSE}) if counts else frozenset()
    url = addresses.handovers(facts.campaign.slug)
    due = StageKind.SELF_ASSESSMENT
    return Blocker("submit", title % {"n": n}, rule, BRANCHES, url, _("See which"), is_light=True, due=due, stops=stops)


def handing_over(facts: Facts, now: datetime) -> Blocker | None:
    """Units that have not handed over their self-assessments."""
    n = facts.units - facts.handed_over
    if n <= 0 or not facts.is_open(StageKind.SELF_ASSESSMENT, now):
        return None
    title = ngettext("%(n)s unit has not handed over", "%(n)s units have not handed over", n)
    url = addresses.handovers(facts.campaign.slug)
    rule = _("A unit hands over all its branches at once, after checking them.")
    due = StageKind.SELF_ASSESSMENT
    return Blocker("hand-over", title % {"n": n}, rule, UNITS, url, _("See which"), is_light=True, due=due)


def receiving(facts: Facts, now: datetime) -> Blocker | None:
    """Hand-overs that wait for the work committee, while they can be received."""
    n = facts.handed_over - facts.received
    kinds = [kind for kind in (StageKind.SELF_ASSESSMENT, StageKind.SCORING) if facts.is_open(kind, now)]
    if not n or not kinds:
        return None
    title = ngettext("%(n)s unit waits to be received", "%(n)s units wait to be received", n)
    url = addresses.handovers(facts.campaign.slug)
    rule = _("Until they are received, the unit may take them back.")
    return Blocker("receive", title % {"n": n}, rule, STAFF, url, _("Receive"), due=kinds[0], stops=frozenset({CLOSE}))


def importing(facts: Facts) -> Blocker | None:
    """Workbooks that were tried and are neither written nor dropped."""
    if not facts.imports:
        return None
    first, n = facts.imports[0], len(facts.imports)
    title = ngettext("%(n)s import has not been written", "%(n)s imports have not been written", n) % {"n": n}
    slug = facts.campaign.slug
    url = (
        reverse("assessments:import-detail", args=[slug, first.pk])
        if n == 1
        else reverse("assessments:import-start", args=[slug])
    )
    rule = _("Nothing of it counts before it is written; it may be dropped as well.")
    return Blocker("imports", title, rule, STAFF, url, _("Look at it"), is_light=True, who=first.by_name)


def marking(facts: Facts, now: datetime, is_ahead: bool) -> Blocker | None:
    n = facts.unmarked
    if not n or not (is_ahead or facts.has_opened(StageKind.SCORING, now)):
        return None
    title = ngettext("%(n)s branch is not fully marked", "%(n)s branches are not fully marked", n) % {"n": n}
    found = Blocker("mark", title, _("A blank counts 0 until it is marked."), MARKERS, due=StageKind.SCORING)
    found = replace(found, stops=frozenset({CLOSE}))
    if not facts.is_open(StageKind.SCORING, now):
        return replace(found, url=dates_of(facts), label=_("Extend the stage"), is_light=True)
    url = reverse("assessments:sheet-list", args=[facts.campaign.slug])
    return replace(found, url=f"{url}?todo=1", label=_("Mark"))


def numbering(facts: Facts, now: datetime, has_effect: bool, is_ahead: bool) -> Blocker | None:
    """No numbered run holds what readers see; a change after one is told with its effect."""
    is_closed = facts.campaign.status == Status.CLOSED
    if facts.is_numbered or facts.current is None or not facts.current.branches:
        return None
    if not (is_closed or is_ahead or facts.has_opened(StageKind.EVALUATION, now)):
        return None
    title, rule = numbering_words(facts, has_effect)
    found = Blocker("number", title, rule, STAFF, due=StageKind.EVALUATION, stops=BEFORE_NOTICE)
    if is_closed:
        return found
    if not any(facts.is_open(kind, now) for kind in kinds_for(Act.NUMBER_RUN)):
        return replace(found, url=dates_of(facts), label=_("Extend the stage"), is_light=True)
    url, label = reverse("reports:run-start", args=[facts.campaign.slug]), _("Start run")
    return replace(found, url=url, label=_("Evaluate again") if facts.numbered else label, is_post=True)


def numbering_words(facts: Facts, has_effect: bool) -> tuple[str, str]:
    """Title and rule."""
    if facts.numbered is None:
        return _("No run has been numbered yet"), _("A numbered run keeps today's inputs, rules and results for good.")
    words = {"number": facts.numbered.number}
    title = _("Results have changed since evaluation %(number)s") % words
    if not has_effect:
        return title, _("What was numbered no longer holds what readers see.")
    effect = effect_of(facts.numbered, facts.current)
    if effect.marks:
        title = ngettext(
            "%(n)s mark was changed after evaluation %(number)s",
            "%(n)s marks were changed after evaluation %(number)s",
            effect.marks,
        ) % (words | {"n": effect.marks})
    rule = ngettext(
        "Evaluating again would move %(n)s place.", "Evaluating again would move %(n)s places.", effect.places
    )
    return title, rule % {"n": effect.places}


def dates_of(facts: Facts) -> str:
    """Where the campaign's dates are changed."""
    return reverse("campaigns:change", args=[facts.campaign.slug])


def done(facts: Facts) -> list[Done]:
    """What no longer stands in the way."""
    found = []
    if facts.campaign.status == Status.DRAFT or not facts.branches:
        return found
    if StageKind.SELF_ASSESSMENT in facts.stages and facts.submitted_at and not facts.with_branches:
        found.append(Done(_("All %(n)s self-assessments submitted") % {"n": facts.branches}, facts.submitted_at))
    if facts.units and facts.received == facts.units:
        found.append(Done(_("All %(n)s units received") % {"n": facts.units}, facts.received_at))
    if not facts.unmarked:
        found.append(Done(_("All %(n)s branches fully marked") % {"n": facts.branches}, facts.marked_at))
    if facts.is_numbered:
        numbered = facts.numbered
        found.append(Done(_("Evaluation %(number)s kept") % {"number": numbered.number}, numbered.finished_at))
    return found + ballot_done(facts) + year_done(facts)


def next_stage(facts: Facts, now: datetime) -> Stage | None:
    """The open stage that ends first, else the next to begin; None where all are over."""
    stages = facts.stages.values()
    is_open = [stage for stage in stages if stage.opens_at <= now < stage.closes_at]
    if is_open:
        return min(is_open, key=lambda stage: stage.closes_at)
    return min((stage for stage in stages if stage.opens_at > now), key=lambda stage: stage.opens_at, default=None)
