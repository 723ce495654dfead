"""Who did it, when, why?"""

from typing import Any, Protocol

from apps.audit.models import Record


class Actor(Protocol):
    """A person as the record keeps them: an id and a name."""

    pk: Any
    name: str


def record(
    actor: Actor | None,
    act: str,
    subject: Any,
    *,
    node_path: str = "",
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Record:
    """Append one act about `subject` (a model instance) inside the caller's transaction; no actor means the system."""
    return Record.objects.create(
        act=act,
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else "",
        node_path=node_path,
        object_kind=subject._meta.model_name,
        object_id=str(subject.pk),
        object_label=str(subject)[:200],
        before=before,
        after=after,
        reason=reason,
    )
