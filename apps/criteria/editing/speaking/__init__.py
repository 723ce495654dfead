"""A rulebook as sentences in the reader's language: to read aloud, to print, and to compare two versions by."""

from apps.criteria.editing.speaking.book import Passage, passages_of
from apps.criteria.editing.speaking.lines import Spoken

__all__ = ["Passage", "Spoken", "passages_of"]
