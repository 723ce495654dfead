"""Ballots over REST: set up, voters, turnout, paper ballots, count, results. Votes are cast on the voters' pages only:
a program that casts votes would have to hold other people's codes."""

from apps.ballots.api.counting import BallotCount, BallotResults, BranchResults
from apps.ballots.api.papers import PaperAct, PaperDetail, PaperList
from apps.ballots.api.polls import BallotDetail, RollList, SlipList, TurnoutDetail, VoterFile

__all__ = [
    "BallotCount",
    "BallotDetail",
    "BallotResults",
    "BranchResults",
    "PaperAct",
    "PaperDetail",
    "PaperList",
    "RollList",
    "SlipList",
    "TurnoutDetail",
    "VoterFile",
]
