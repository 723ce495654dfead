"""Pages of lists: all of them, one of them, one entry, names alike, workbooks."""

from apps.ledgers.views.alike import AlikeList, Compare, CompareAgain
from apps.ledgers.views.entries import (
    EntryChange,
    EntryEnd,
    EntryMove,
    EntryNew,
    EntryPage,
    FileRemove,
    FilesAdd,
)
from apps.ledgers.views.imports import ImportDetail, ImportDrop, ImportStart, ImportUndo, ImportWrite
from apps.ledgers.views.lists import EntryExport, EntryList, Home, Sums

__all__ = [
    "AlikeList",
    "Compare",
    "CompareAgain",
    "EntryChange",
    "EntryEnd",
    "EntryExport",
    "EntryList",
    "EntryMove",
    "EntryNew",
    "EntryPage",
    "FileRemove",
    "FilesAdd",
    "Home",
    "ImportDetail",
    "ImportDrop",
    "ImportStart",
    "ImportUndo",
    "ImportWrite",
    "Sums",
]
