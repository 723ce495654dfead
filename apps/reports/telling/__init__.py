"""A branch's whole derivation as sentences in the reader's language, chapter by chapter, for pages, programs and
text."""

from apps.reports.telling.chapters import Chapter, Line, tell
from apps.reports.telling.comparing import Ticked, ticked
from apps.reports.telling.words import Words, number

__all__ = ["Chapter", "Line", "Ticked", "Words", "number", "tell", "ticked"]
