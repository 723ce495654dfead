"""Template tags of the look: stars, charts, icons."""
