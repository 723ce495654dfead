"""One thing that stands in the way, and one that no longer does; which acts wait, and who does it."""

from dataclasses import dataclass
from datetime import datetime

CLOSE, SEAL, NOTICE, NAME = "close", "seal", "notice", "name"
STAFF, BRANCHES, UNITS, MARKERS = "staff", "branches", "units", "markers"
LIAISON, SECOND = "liaison", "second"


@dataclass(frozen=True)
class Blocker:
    """`who` names a body or a person; `stops` holds the acts that are refused while it stands; `due` a stage's kind."""

    key: str
    title: str
    rule: str
    body: str
    url: str = ""
    label: str = ""
    is_post: bool = False
    is_light: bool = False
    due: str = ""
    stops: frozenset[str] = frozenset()
    who: str = ""


@dataclass(frozen=True)
class Done:
    """What has been done, and when the last of it was."""

    title: str
    at: datetime | None = None
