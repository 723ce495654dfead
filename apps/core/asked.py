"""What does an address ask? Numbers that were typed or bent by hand, read without surprises."""

MOST_DIGITS = 9


def whole(text: str | None) -> int | None:
    """A whole number that every database can hold, or None."""
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else None
