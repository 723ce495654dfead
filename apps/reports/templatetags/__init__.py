"""Template tags of results: movements, heat, years."""
