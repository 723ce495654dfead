"""Which figures of a ballot would tell what a few people chose? They are told only together with others."""

from dataclasses import replace

from apps.ballots.models.polls import SHOWN_FROM
from apps.rating.reasons import Ballots, Explanation, LayerReason
from apps.reports.telling.words import Words

# How many voted, and whether they were enough, tells nothing of what they chose.
OPEN = ("ballot.count", "ballot.quorum")


def about(words: Words, explanation: Explanation) -> Words:
    """The words for one branch: its ballot's points stay folded where few voted."""
    return replace(words, folds_ballot=is_folded(explanation.ballots))


def is_folded(ballots: Ballots | None) -> bool:
    """Whether the ballot's points follow from fewer votes of some layers than are shown."""
    if ballots is None:
        return False
    few = [votes_of(layer) for layer in ballots.layers if is_few(layer)]
    return few_in_all(ballots) or (bool(few) and sum(few) < SHOWN_FROM)


def votes_of(layer: LayerReason) -> int:
    return sum(number for _code, number, _points in layer.votes)


def is_few(layer: LayerReason) -> bool:
    """Whether fewer voted in this layer than are shown."""
    return 0 < votes_of(layer) < SHOWN_FROM


def few_in_all(ballots: Ballots) -> bool:
    """Whether the mean itself was given, and by fewer votes than are shown."""
    return not ballots.layers and ballots.count is not None and 0 < ballots.count < SHOWN_FROM


def tells_votes(figure: str) -> bool:
    """Whether a figure of the rules says what voters chose."""
    return figure not in OPEN and (figure == "ballot" or figure.startswith("ballot."))
