"""Which of ballots' questions does which module answer? Doors for pages and programs."""

from apps.ballots.results import LayerResult, results_of
from apps.ballots.turnout import Far, TurnoutRow, days_of, far_from_quorum, turnout_of

__all__ = ["Far", "LayerResult", "TurnoutRow", "days_of", "far_from_quorum", "results_of", "turnout_of"]
