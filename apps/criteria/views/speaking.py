"""A rulebook read aloud: every rule as a sentence, to be printed."""

from typing import Any

from django.utils.translation import get_language

from apps.core.doors import SignedInPage
from apps.criteria.editing.documents import book_of, title_of
from apps.criteria.editing.speaking import passages_of
from apps.criteria.views.doors import OwnDraft, OwnVersion


def aloud(text: str) -> dict[str, Any]:
    """The title and the passages of a text."""
    book = book_of(text)
    return {"title": title_of(book, "", get_language() or ""), "passages": passages_of(book)}


class VersionAloud(OwnVersion, SignedInPage):
    """A published version as sentences, with the reasons that were given for what changed."""

    template_name = "criteria/aloud.html"

    def page(self) -> dict[str, Any]:
        return aloud(self.version.text) | {"version": self.version, "reasons": self.version.reasons}


class DraftAloud(OwnDraft, SignedInPage):
    """A draft as sentences."""

    template_name = "criteria/aloud.html"

    def page(self) -> dict[str, Any]:
        return aloud(self.draft.text) | {"draft": self.draft, "reasons": self.draft.reasons}
