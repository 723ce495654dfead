"""How would a year by these rules go? A rehearsal: a campaign of made-up branches, run through, and deletable whole."""

from apps.evaluations.rehearsals.clearing import clear_rehearsal, do_clearing
from apps.evaluations.rehearsals.making import SIZES, do_rehearsal, start_rehearsal

__all__ = ["SIZES", "clear_rehearsal", "do_clearing", "do_rehearsal", "start_rehearsal"]
