"""What stands in the way of a campaign's ballot: nothing set up, too few votes, piles of paper, the count?"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import StageKind, Status
from apps.criteria.selectors import rulebook_of
from apps.workflow import addresses
from apps.workflow.blocker import STAFF, Blocker, Done
from apps.workflow.facts import Facts
from apps.workflow.year_blockers import BEFORE_NOTICE

KIND = StageKind.BALLOT
NOTHING: frozenset[str] = frozenset()


def ballot_blockers(facts: Facts, now: datetime, is_ahead: bool) -> list[Blocker | None]:
    """In the order of the ballot's way; nothing in a campaign without such a stage, or once it is counted."""
    if KIND not in facts.stages or facts.campaign.status != Status.OPEN or facts.ballot.is_counted:
        return []
    if not facts.ballot.is_set_up:
        return [setting_up(facts)]
    is_over = facts.stages[KIND].closes_at <= now
    found = [pairing(facts)]
    if is_over:
        return [*found, counting(facts)]
    return [*found, reaching(facts)] if facts.is_open(KIND, now) else found


def setting_up(facts: Facts) -> Blocker:
    """No ballot, or nobody who may vote."""
    title = _("The ballot is not set up yet")
    if facts.ballot.poll is not None:
        title = _("It is not set yet who may vote")
    rule = _("Before voting begins it stands what is asked and how many may vote.")
    slug = facts.campaign.slug
    url = addresses.ballot_voters(slug) if facts.ballot.poll else addresses.ballot_set_up(slug)
    return Blocker("ballot", title, rule, STAFF, url, _("Set it up"), due=KIND, stops=stops_of(facts))


def reaching(facts: Facts) -> Blocker | None:
    """Branches where not more than half have voted, while they still can."""
    n = facts.ballot.short
    if not n:
        return None
    title = ngettext("%(n)s branch is below half of its votes", "%(n)s branches are below half of their votes", n)
    rule = _("Only who has not voted is reminded; nobody sees what was chosen.")
    url = addresses.turnout(facts.campaign.slug)
    return Blocker("turnout", title % {"n": n}, rule, STAFF, url, _("See which"), is_light=True, due=KIND)


def pairing(facts: Facts) -> Blocker | None:
    """Piles of paper that wait for the second person, or differ."""
    n = facts.ballot.waiting
    if not n:
        return None
    title = ngettext("%(n)s pile of paper ballots waits", "%(n)s piles of paper ballots wait", n) % {"n": n}
    rule = _("Two people type each pile; what differs they settle together.")
    url = addresses.paper_ballots(facts.campaign.slug)
    return Blocker("papers", title, rule, STAFF, url, _("Look at it"), due=KIND, stops=stops_of(facts))


def counting(facts: Facts) -> Blocker:
    """Voting is over and nobody has counted."""
    title, rule = _("The votes are not counted yet"), _("Until then nobody sees a result, and the rules read no vote.")
    url = addresses.turnout(facts.campaign.slug)
    return Blocker("count", title, rule, STAFF, url, _("Count the votes"), stops=stops_of(facts))


def stops_of(facts: Facts) -> frozenset[str]:
    """What waits for the count: everything behind the evaluation, where the rulebook reads votes."""
    reads = rulebook_of(facts.campaign.rulebook_version).ballot is not None
    return BEFORE_NOTICE if reads else NOTHING


def ballot_done(facts: Facts) -> list[Done]:
    """The ballot that is counted."""
    if not facts.ballot.is_counted:
        return []
    return [Done(_("%(n)s votes counted") % {"n": facts.ballot.voted}, None)]
