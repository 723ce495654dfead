"""Lists over REST: definitions, entries, names alike, workbooks."""

from apps.ledgers.api.entries import (
    EntryAlike,
    EntryApart,
    EntryDetail,
    EntryEnd,
    EntryFile,
    EntryFiles,
    EntryMove,
)
from apps.ledgers.api.imports import (
    EntryImportDetail,
    EntryImportDrop,
    EntryImportList,
    EntryImportUndo,
    EntryImportWrite,
)
from apps.ledgers.api.lists import EntryList, LedgerDetail, LedgerList, LedgerPairs, LedgerSums, LedgerWorkbook

__all__ = [
    "EntryAlike",
    "EntryApart",
    "EntryDetail",
    "EntryEnd",
    "EntryFile",
    "EntryFiles",
    "EntryImportDetail",
    "EntryImportDrop",
    "EntryImportList",
    "EntryImportUndo",
    "EntryImportWrite",
    "EntryList",
    "EntryMove",
    "LedgerDetail",
    "LedgerList",
    "LedgerPairs",
    "LedgerSums",
    "LedgerWorkbook",
]
