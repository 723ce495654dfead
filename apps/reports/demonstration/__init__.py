"""The demonstration campaign: made-up branches and marks, so that a new house has something to look at."""
