"""Errors that people can act on: a code for machines, a sentence for readers, details for forms."""

from typing import Any


class DomainError(Exception):
    """A refused act. `message` says what and what to do next; `details` names fields or rows; `status` is HTTP's."""

    status = 400
    code = "invalid"

    def __init__(self, message: Any, *, code: str | None = None, details: Any = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or self.code
        self.details = details or {}


class Invalid(DomainError):
    """What was given cannot be taken as it is."""

    status = 422


class Refused(DomainError):
    """The state of things does not permit the act now (stage, lifecycle)."""

    status = 409
    code = "refused"


class Conflict(DomainError):
    """Somebody else changed the same thing; `details` carries both values."""

    status = 409
    code = "conflict"


class Forbidden(DomainError):
    """The person may see the thing but not do this to it."""

    status = 403
    code = "forbidden"
