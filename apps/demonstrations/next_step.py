"""What is the one thing to do next with a batch? The one main button of its board."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.board import Board
from apps.demonstrations.choices import BatchStatus


@dataclass(frozen=True)
class Step:
    """A button: where it leads; `is_signing` where it names."""

    label: str
    url: str
    icon: str = ""
    is_signing: bool = False


def next_step(board: Board) -> Step | None:
    """For those who conduct; None where everything is done."""
    if not board.conducts:
        return None
    batch, slug = board.batch, board.programme.slug
    if batch is None or batch.status == BatchStatus.NAMED:
        return None if board.programme.ended_at or batch else Step(_("Plan the first batch"), new_batch(slug), "plus")
    if batch.status == BatchStatus.CHOSEN:
        return naming(board)
    if batch.status == BatchStatus.GATES and board.next_gate:
        gate = board.next_gate
        words = _("To “%(gate)s”") if board.open_gate else _("Open “%(gate)s”")
        address = reverse("demonstrations:gate", args=[slug, batch.number, gate.position])
        return Step(words % {"gate": gate.title}, address)
    words = _("Call for applications") if batch.status == BatchStatus.DRAFT else _("Close applications, begin")
    return Step(words, reverse("demonstrations:batch", args=[slug, batch.number]))


def new_batch(slug: str) -> str:
    return reverse("demonstrations:batch-new", args=[slug])


def naming(board: Board) -> Step:
    """The red act: name those who were chosen."""
    n, batch = board.tally.chosen, board.batch
    words = ngettext("Name %(n)s of %(batch)s", "Name %(n)s of %(batch)s", n)
    address = reverse("titles:naming", args=[board.programme.slug, batch.number])
    return Step(words % {"n": n, "batch": batch_words(batch.number)}, address, is_signing=True)
