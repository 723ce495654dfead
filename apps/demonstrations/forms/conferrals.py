"""What people type about a document that confers titles; the service decides."""

from apps.demonstrations.services.conferrals import DocumentWords
from apps.evaluations.naming_forms import DocumentForm


class ConferralForm(DocumentForm):
    """The words of the document."""

    def words(self) -> DocumentWords:
        """What was typed, as the service takes it."""
        return DocumentWords(**self.parts())
