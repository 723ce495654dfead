"""How is a programme told in a sentence, and in the line beneath it?"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.demonstrations.batch_words import batch_words, numeral
from apps.demonstrations.board import Board
from apps.demonstrations.choices import BatchStatus


def headline(board: Board) -> str:
    """The state in a sentence; of the own organisations alone where one sees no others."""
    if board.batch is None:
        return board.programme.name
    if not board.compares:
        return own_headline(board)
    applied, reached = board.total.applied, board.total.chosen + board.total.named
    if reached:
        return _("%(n)s applied, %(reached)s came to be named") % {"n": applied, "reached": reached}
    return stage_headline(board)


def stage_headline(board: Board) -> str:
    """Where the batch in hand is, while nobody was chosen yet."""
    batch, n = board.batch, board.tally.staying
    if batch.status == BatchStatus.DRAFT:
        return _("%(batch)s is being prepared") % {"batch": batch_words(batch.number)}
    if batch.status == BatchStatus.CALLING:
        told = {"batch": batch_words(batch.number), "n": board.tally.applied}
        return _("Applications for %(batch)s: %(n)s so far") % told
    if board.open_gate:
        words = ngettext("%(n)s candidate is at “%(gate)s”", "%(n)s candidates are at “%(gate)s”", n)
        return words % {"n": n, "gate": board.open_gate.title}
    return ngettext("%(n)s candidate waits for the next gate", "%(n)s candidates wait for the next gate", n) % {"n": n}


def own_headline(board: Board) -> str:
    """For those who see their own organisations alone."""
    named, applied = board.total.named, board.total.applied
    if named:
        return ngettext("%(n)s of ours is named", "%(n)s of ours are named", named) % {"n": named}
    if applied:
        return ngettext("%(n)s of ours has applied", "%(n)s of ours have applied", applied) % {"n": applied}
    if board.batch.status == BatchStatus.CALLING:
        return _("Applications are open")
    return board.programme.name


def sub(board: Board) -> list[str]:
    """What is conferred, how many batches, how many are named and wait, by which rules."""
    called = [batch for batch in board.batches if batch.status != BatchStatus.DRAFT]
    n, found = len(called), [board.programme.title_word]
    if n:
        found.append(ngettext("%(n)s batch", "%(n)s batches", n) % {"n": numeral(n)})
    if board.compares:
        found += figures(board)
    if board.programme.rules_name:
        found.append(_("rules: %(name)s") % {"name": board.programme.rules_name})
    return found


def figures(board: Board) -> list[str]:
    """How many are named, and how many of the batch in hand wait for it."""
    found, named, chosen = [], board.total.named, board.tally.chosen
    if named:
        found.append(ngettext("%(n)s is named", "%(n)s are named", named) % {"n": named})
    if board.batch and chosen:
        words = ngettext("%(n)s of %(batch)s waits for naming", "%(n)s of %(batch)s wait for naming", chosen)
        found.append(words % {"n": chosen, "batch": batch_words(board.batch.number)})
    return found
