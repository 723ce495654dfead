"""Every act on rulebooks: drafts come, change and go; versions are published and stay; dictionaries."""

from apps.criteria.services.beginning import begin_draft, start_draft, suggested_slug
from apps.criteria.services.dictionaries import delete_dictionary, write_dictionary
from apps.criteria.services.drafts import DraftChange, change_draft, delete_draft, publish_draft, require_revision
from apps.criteria.services.importing import bring_in_criteria
from apps.criteria.services.publishing import install_rulebooks, publish_text

__all__ = [
    "DraftChange",
    "begin_draft",
    "bring_in_criteria",
    "change_draft",
    "delete_dictionary",
    "delete_draft",
    "install_rulebooks",
    "publish_draft",
    "publish_text",
    "require_revision",
    "start_draft",
    "suggested_slug",
    "write_dictionary",
]
