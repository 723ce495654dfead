"""A campaign's ballot, its rolls of voters, its boxes of sealed ballots, its counts, and paper ballots."""

from apps.ballots.models.boxes import Box, Count
from apps.ballots.models.papers import PaperBatch
from apps.ballots.models.polls import Poll, TurnoutDay
from apps.ballots.models.rolls import Roll, Voter

__all__ = ["Box", "Count", "PaperBatch", "Poll", "Roll", "TurnoutDay", "Voter"]
