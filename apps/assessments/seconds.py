"""What is the blind second sheet of a party called? "judge~2" beside "judge"; no run ever reads it."""

SECOND = "~2"


def second_of(party: str) -> str:
    """The second sheet of a party."""
    return f"{first_of(party)}{SECOND}"


def is_second(party: str) -> bool:
    """Whether a sheet is a blind second."""
    return party.endswith(SECOND)


def first_of(party: str) -> str:
    """The party whose sheet this is, first or second."""
    return party.removesuffix(SECOND)


def other_of(party: str) -> str:
    """The first of a second, the second of a first."""
    return first_of(party) if is_second(party) else second_of(party)
