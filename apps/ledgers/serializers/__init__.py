"""Lists and their entries as REST writes and reads them."""

from apps.ledgers.serializers.entries import (
    AlikeListSerializer,
    EntryDetailSerializer,
    EntrySerializer,
    FileUseSerializer,
    NamesakesListSerializer,
)
from apps.ledgers.serializers.filled import (
    ChangedSerializer,
    EntryMoveSerializer,
    FilesSerializer,
    FilledSerializer,
    WhySerializer,
)
from apps.ledgers.serializers.imports import EntryImportSerializer, NewEntryImportSerializer
from apps.ledgers.serializers.lists import LedgerListSerializer, LedgerSerializer, SumsSerializer

__all__ = [
    "AlikeListSerializer",
    "ChangedSerializer",
    "EntryDetailSerializer",
    "EntryImportSerializer",
    "EntryMoveSerializer",
    "EntrySerializer",
    "FileUseSerializer",
    "FilesSerializer",
    "FilledSerializer",
    "LedgerListSerializer",
    "LedgerSerializer",
    "NamesakesListSerializer",
    "NewEntryImportSerializer",
    "SumsSerializer",
    "WhySerializer",
]
