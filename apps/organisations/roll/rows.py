"""What does one row of a roll say?"""

from dataclasses import dataclass

from apps.organisations.models import Node

FIELDS = ("name", "mobile", "username", "role", "unit", "branch", "title")


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person in an office, as typed; `row` counts from 1. A form that knows the organisation gives it as `node`."""

    row: int
    name: str
    mobile: str = ""
    username: str = ""
    role: str = ""
    unit: str = ""
    branch: str = ""
    title: str = ""
    node: Node | None = None
