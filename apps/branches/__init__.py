"""A branch node's profile, its dated history, and the roster."""
