"""Who did it, when, why? And: the chain that binds every act to all before it."""

from typing import Any, Protocol

from django.db import IntegrityError, transaction

from apps.audit.chain import START, digest_after, head
from apps.audit.models import Link, Record

# Acts of transactions that commit late carry lower numbers than acts that are linked already: looked for this far back.
WINDOW = 20_000
AT_ONCE = 2_000


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


def link_records() -> int:
    """Link every act that is committed and not linked yet, in the order of their numbers; gives how many.

    One process at a time: who comes second while another links finds its position taken, and gives way.
    """
    linked = 0
    while count := _link_some():
        linked += count
    return linked


def _link_some() -> int:
    try:
        with transaction.atomic():
            last = head()
            newest = Link.objects.order_by("-record_id").values_list("record_id", flat=True).first() or 0
            waiting = Record.objects.filter(pk__gt=newest - WINDOW, link=None).order_by("pk")[:AT_ONCE]
            start, digest = (last.position, last.digest) if last else (0, START)
            links = []
            for position, record in enumerate(waiting, start + 1):
                digest = digest_after(digest, record)
                links.append(Link(position=position, record=record, digest=digest))
            Link.objects.bulk_create(links)
            return len(links)
    except IntegrityError:
        return 0
