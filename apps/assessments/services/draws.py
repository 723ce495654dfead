"""A draw of branches that are marked twice: the seed published, the draw held, given to second scorers, dropped."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.assigning import Plan
from apps.assessments.drawing import WHOLE, Drawn, draw
from apps.assessments.models import Draw
from apps.assessments.pool import begun, marking_parties, standing_of
from apps.assessments.seconding import plan_seconds
from apps.assessments.seconds import second_of
from apps.assessments.services.assigning import end, give, note, open_campaign
from apps.assessments.services.scorers import given_reason
from apps.assessments.strata import balls_of
from apps.campaigns.models import Campaign
from apps.core.errors import Invalid, Refused
from apps.criteria.selectors import rulebook_of

LONGEST_SEED = 80


@transaction.atomic
def publish_seed(actor: Any, campaign: Campaign, party: str, seed: str, share: int) -> Draw:
    """Say beforehand by which seed, and how large a share (hundredths of a per cent), will be drawn.

    Refuses an unknown party, no seed, a share that is none, and a second draw beside one that stands.
    """
    locked, seed = open_campaign(actor, campaign), seed.strip()
    if party not in marking_parties(rulebook_of(locked.rulebook_version)):
        raise Invalid(_("The rulebook has no such party."), details={"party": [party]})
    if not seed or len(seed) > LONGEST_SEED or "|" in seed:
        message = _("A seed has 1 to %(n)s characters, and no upright bar.") % {"n": LONGEST_SEED}
        raise Invalid(message, code="no-seed", details={"seed": [message]})
    if not 0 < share <= WHOLE:
        message = _("A share lies above 0% and is at most 100%.")
        raise Invalid(message, code="share", details={"share": [message]})
    if Draw.objects.standing().filter(campaign=locked, party=party).exists():
        raise Refused(_("A draw stands already; drop it with a reason first."), code="draw-stands")
    made = Draw.objects.create(campaign=locked, party=party, seed=seed, share=share, by=actor.pk, by_name=actor.name)
    note(actor, "draw.published", locked, after={"party": party, "seed": seed, "share": share})
    return made


@transaction.atomic
def hold_draw(actor: Any, row: Draw) -> tuple[Draw, Plan]:
    """Draw by the published seed, and give each drawn branch to a second scorer; once.

    Refuses before the first scorers were given their branches, for nobody must be their own second.
    """
    locked = open_campaign(actor, row.campaign)
    row = standing_draw(row)
    if row.drawn_at:
        raise Refused(_("It has been drawn already."), code="drawn")
    if not standing_of(locked, row.party):
        raise Refused(_("Give the branches out first; a second scorer must be another one."), code="not-given-out")
    balls = balls_of(locked, rulebook_of(locked.rulebook_version), row.party)
    drawn = draw(balls, row.share, row.seed)
    row.drawn, row.strata = list(drawn.keys), strata_of(drawn, balls)
    row.drawn_at = timezone.now()
    row.save(update_fields=["drawn", "strata", "drawn_at"])
    plan = carry_out(actor, row, locked)
    after = {"party": row.party, "seed": row.seed, "branches": len(row.drawn), "left": len(plan.left)}
    note(actor, "draw.held", locked, after=after)
    return row, plan


@transaction.atomic
def give_seconds(actor: Any, row: Draw) -> Plan:
    """Give the drawn branches that nobody marks a second time, or somebody who marks no more, to second scorers."""
    locked = open_campaign(actor, row.campaign)
    row = held_draw(row)
    plan = carry_out(actor, row, locked)
    note(actor, "draw.given", locked, after={"party": row.party, "given": len(plan.given), "left": len(plan.left)})
    return plan


@transaction.atomic
def drop_draw(actor: Any, row: Draw, reason: str) -> Draw:
    """The draw does not count, with the reason; another seed may be published.

    Refuses once a second scorer has begun: what was marked twice stays so.
    """
    locked, reason = open_campaign(actor, row.campaign), given_reason(reason)
    row = standing_draw(row)
    second = second_of(row.party)
    if begun(locked, second):
        raise Refused(_("A second scorer has begun; the draw stands."), code="begun")
    end([each.pk for each in standing_of(locked, second).values()], reason)
    row.dropped_at, row.drop_reason = timezone.now(), reason
    row.save(update_fields=["dropped_at", "drop_reason"])
    note(actor, "draw.dropped", locked, before={"party": row.party, "seed": row.seed}, reason=reason)
    return row


def carry_out(actor: Any, row: Draw, campaign: Campaign) -> Plan:
    """End what goes to another second scorer, and give it."""
    second = second_of(row.party)
    plan, standing = plan_seconds(row, campaign), standing_of(campaign, second)
    changed = {key: who for key, who in plan.given.items() if key not in standing or standing[key].person_id != who}
    end([standing[key].pk for key in changed if key in standing], _("marks no more"))
    give(actor, campaign, second, changed.items())
    return plan


def strata_of(drawn: Drawn, balls: Iterable[Any]) -> list[dict[str, Any]]:
    """The parts as they are kept: the names, the keys of the branches, how many were drawn."""
    keys: dict[tuple[str, ...], list[int]] = {}
    for ball in balls:
        keys.setdefault(ball.part, []).append(ball.key)
    return [{"names": list(part.names), "keys": keys[part.names], "drawn": part.drawn} for part in drawn.parts]


def standing_draw(row: Draw) -> Draw:
    """The draw, locked for this transaction; refuses one that was dropped."""
    found = Draw.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=row.pk)
    if found.dropped_at:
        raise Refused(_("This draw was dropped."), code="dropped")
    return found


def held_draw(row: Draw) -> Draw:
    """The draw, locked; refuses one that was not held yet."""
    found = standing_draw(row)
    if found.drawn_at is None:
        raise Refused(_("It has not been drawn yet."), code="not-drawn")
    return found
