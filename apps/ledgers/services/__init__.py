"""Every change of a list: entries, their states and files, pairs that are no duplicates, workbooks."""

from apps.ledgers.services.aparts import compare_again, set_apart
from apps.ledgers.services.entries import add_entry, change_entry, end_entry, move_entry
from apps.ledgers.services.imports import drop_import, start_import, undo_import, write_import
from apps.ledgers.services.proof import add_files, remove_file

__all__ = [
    "add_entry",
    "add_files",
    "change_entry",
    "compare_again",
    "drop_import",
    "end_entry",
    "move_entry",
    "remove_file",
    "set_apart",
    "start_import",
    "undo_import",
    "write_import",
]
