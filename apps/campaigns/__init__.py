"""One year's rating of a scope: stages, dates, lifecycle."""
