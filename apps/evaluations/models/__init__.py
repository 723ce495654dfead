"""What a campaign comes to: runs and results, decisions, public notices, objections, naming, seals; their papers."""

from apps.evaluations.models.decisions import Approval, Decision, DecisionItem, Signature
from apps.evaluations.models.figures import RunFigure
from apps.evaluations.models.naming import Award, Naming, Nomination
from apps.evaluations.models.noise import NoiseStudy
from apps.evaluations.models.notices import Notice, Objection, ObjectionStep
from apps.evaluations.models.papers import Paper
from apps.evaluations.models.runs import CurrentRun, Result, ResultQuerySet, Run, RunInput
from apps.evaluations.models.sealing import Erratum, Seal, SealCheck, SealProposal

__all__ = [
    "Approval",
    "Award",
    "CurrentRun",
    "Decision",
    "DecisionItem",
    "Erratum",
    "Naming",
    "NoiseStudy",
    "Nomination",
    "Notice",
    "Objection",
    "ObjectionStep",
    "Paper",
    "Result",
    "ResultQuerySet",
    "Run",
    "RunFigure",
    "RunInput",
    "Seal",
    "SealCheck",
    "SealProposal",
    "Signature",
]
