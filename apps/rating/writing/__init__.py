"""How do plain values become rulebook text again? Whole, or one value changed with every other line as it was."""

from apps.rating.writing.editing import insert_value, remove_value, replace_value
from apps.rating.writing.rendering import write

__all__ = ["insert_value", "remove_value", "replace_value", "write"]
