"""A rulebook's text as forms see it: its parts, its faults where they stand, its changes, its sentences."""
