"""Pages about rulebooks: read, write, compare, publish."""

from apps.criteria.views.comparing import DraftCompare, VersionCompare
from apps.criteria.views.dictionaries import DictionaryDelete, DictionaryList, DictionaryWrite
from apps.criteria.views.drafts import DraftCreate, DraftDelete, DraftPublish
from apps.criteria.views.editing import DraftEdit
from apps.criteria.views.files import DraftCriteria, DraftFile, VersionCriteria, VersionFile
from apps.criteria.views.importing import DraftImport
from apps.criteria.views.reading import RulebookDetail, RulebookList
from apps.criteria.views.speaking import DraftAloud, VersionAloud
from apps.criteria.views.texts import DraftText

__all__ = [
    "DictionaryDelete",
    "DictionaryList",
    "DictionaryWrite",
    "DraftAloud",
    "DraftCompare",
    "DraftCreate",
    "DraftCriteria",
    "DraftDelete",
    "DraftEdit",
    "DraftFile",
    "DraftImport",
    "DraftPublish",
    "DraftText",
    "RulebookDetail",
    "RulebookList",
    "VersionAloud",
    "VersionCompare",
    "VersionCriteria",
    "VersionFile",
]
