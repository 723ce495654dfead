"""Forms of ballots."""

from apps.ballots.forms.asking import AskingForm
from apps.ballots.forms.papers import PilesForm
from apps.ballots.forms.voters import EntitledForm, VoterFileForm

__all__ = ["AskingForm", "EntitledForm", "PilesForm", "VoterFileForm"]
