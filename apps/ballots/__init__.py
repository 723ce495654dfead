"""Secret ballots: who may vote and who has, apart from what was chosen."""
