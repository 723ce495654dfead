"""The tree of organisations, zones, and who is appointed where."""
