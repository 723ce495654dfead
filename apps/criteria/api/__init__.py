"""Rulebooks over REST: published versions and drafts."""

from apps.criteria.api.dictionaries import DictionaryDetail, DictionaryList
from apps.criteria.api.drafts import (
    DraftCheck,
    DraftDetail,
    DraftImport,
    DraftList,
    DraftPublish,
    DraftTrial,
    DraftWorkbook,
)
from apps.criteria.api.spoken import DraftAloud, DraftCompare, VersionAloud, VersionCompare
from apps.criteria.api.versions import VersionDetail, VersionList

__all__ = [
    "DictionaryDetail",
    "DictionaryList",
    "DraftAloud",
    "DraftCheck",
    "DraftCompare",
    "DraftDetail",
    "DraftImport",
    "DraftList",
    "DraftPublish",
    "DraftTrial",
    "DraftWorkbook",
    "VersionAloud",
    "VersionCompare",
    "VersionDetail",
    "VersionList",
]
