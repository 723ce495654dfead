"""Set up a campaign's ballot: questions, options, layers; and begin it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.ballots.asking import Asked, Layer, Option, Question, check, first_asked
from apps.ballots.choices import FewVotes, PollStatus
from apps.ballots.models import Poll, Roll
from apps.ballots.sealing import new_keys
from apps.ballots.services.permits import CONDUCT, allow, locked, require_uncounted
from apps.campaigns.models import Campaign
from apps.core.errors import Refused


@transaction.atomic
def set_up(
    actor: Any,
    campaign: Campaign,
    *,
    questions: Sequence[Question],
    options: Sequence[Option],
    layers: Sequence[Layer],
    few_votes: str = FewVotes.COUNTED,
) -> Poll:
    """The campaign's ballot, new or changed; refused once voting has begun.

    Where the rulebook names options or layers, their codes, points and shares are the rulebook's whatever is given;
    titles and wanted turnouts are taken by code. Layers that go take their rolls and codes with them.
    """
    allow(actor, CONDUCT, campaign)
    if campaign.is_rehearsal:
        raise Refused(_("In a rehearsal nobody votes."), code="rehearsal")
    asked = _asked(campaign, questions, options, layers)
    check(asked)
    poll = _standing(campaign)
    before = _summary(poll) if poll.version else None
    poll.questions, poll.options, poll.layers = asked.questions, asked.options, asked.layers
    poll.few_votes = FewVotes(few_votes)
    poll.version += 1
    poll.save()
    Roll.objects.filter(poll=poll).exclude(layer__in=[layer["code"] for layer in poll.layers]).delete()
    act = "ballot.changed" if before else "ballot.set_up"
    record(actor, act, poll, node_path=campaign.committee.path, before=before, after=_summary(poll))
    return poll


def _standing(campaign: Campaign) -> Poll:
    """The campaign's ballot, held; made with its keys where there was none."""
    found = Poll.objects.filter(campaign=campaign).first()
    if found is None:
        public, sealed = new_keys()
        found = Poll.objects.create(campaign=campaign, public_key=public, sealed_key=sealed)
    poll = locked(found)
    require_uncounted(poll)
    if poll.status != PollStatus.PREPARING:
        raise Refused(_("Voting has begun: questions, answers and layers stay as they are."), code="voting-begun")
    return poll


def _asked(
    campaign: Campaign, questions: Sequence[Question], options: Sequence[Option], layers: Sequence[Layer]
) -> Asked:
    """What is given, with what the rulebook says in its place."""
    first = first_asked(campaign)
    titles = {option["code"]: option["title"] for option in options}
    known = {layer["code"]: layer for layer in layers}
    fixed_options = [
        Option(**option | {"title": titles.get(option["code"], option["title"])}) for option in first.options
    ]
    fixed_layers = [
        Layer(**layer | {key: known[layer["code"]][key] for key in ("title", "wanted") if layer["code"] in known})
        for layer in first.layers
    ]
    return Asked(
        questions=[Question(**question) for question in questions],
        options=fixed_options if first.fixed_options else [Option(**option) for option in options],
        layers=fixed_layers if first.fixed_layers else [Layer(**layer) for layer in layers],
        fixed_options=first.fixed_options,
        fixed_layers=first.fixed_layers,
    )


def _summary(poll: Poll) -> dict[str, Any]:
    return {
        "questions": [question["title"] for question in poll.questions],
        "options": {option["code"]: option["points"] for option in poll.options},
        "layers": {layer["code"]: layer["share"] for layer in poll.layers},
        "few_votes": str(poll.few_votes),
    }


def begin(poll: Poll) -> None:
    """Voting has begun: from now on nothing of the ballot changes. Called when its stage opens, at the latest when a
    voter first opens a ballot; a second call changes nothing."""
    Poll.objects.filter(pk=poll.pk, status=PollStatus.PREPARING).update(status=PollStatus.VOTING)
    poll.refresh_from_db(fields=["status"])
