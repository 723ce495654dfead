"""Step 0: which facts stand before anything is marked? Numbers, yes or no, words, groups, last year's level."""

from functools import partial

from apps.rating.entries import Entries
from apps.rating.figures import Figures, Words

SCOPES = ("type", "unit", "zone")
LAST_LEVEL = "last-level"


def read_facts(entries: Entries, figures: Figures) -> None:
    """Offer members, facts and what is drawn from everybody as they were entered, and name every word."""
    for column in entries.rulebook.inputs:
        if column.kind == "word":
            figures.words[column.key] = entries.word(column.key, column.words)
        elif column.kind == "level":
            levels = tuple(level.name for level in entries.rulebook.levels)
            figures.words[LAST_LEVEL] = entries.word(column.key, levels)
        elif column.kind in ("members", "number", "yes-or-no"):
            figures.offer(column.key, partial(entries.number, column.key))
    if "fact.years-in-level" in entries:
        figures.offer("years-in-level", partial(entries.number, "fact.years-in-level"))
    for scope in SCOPES:
        if scope in entries.cohort.words:
            figures.words[scope] = Words(getattr(entries.cohort, scope), tuple(entries.cohort.words[scope]))
    for name, expression in entries.rulebook.figures.items():
        figures.offer(name, partial(figures.number, expression))
