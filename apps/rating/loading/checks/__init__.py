"""Do the parts of a rulebook fit together? What its shape cannot show, each fault with its line and remedy."""

from apps.rating.loading.checks.bounds import spans_of
from apps.rating.loading.checks.codes import check_codes
from apps.rating.loading.checks.criteria import check_criteria
from apps.rating.loading.checks.figures import check_figures
from apps.rating.loading.checks.levels import check_levels
from apps.rating.loading.checks.parties import check_parties
from apps.rating.loading.checks.quotas import check_quotas
from apps.rating.loading.checks.sections import check_sections
from apps.rating.loading.checks.stars import check_stars
from apps.rating.loading.checks.vetoes import check_vetoes
from apps.rating.loading.checks.vocabulary import check_words
from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Rulebook


def check(book: Piece, rulebook: Rulebook) -> None:
    """Tell every fault in how the parts fit, and every reminder."""
    spans = spans_of(rulebook)
    check_codes(book, rulebook)
    check_parties(book, rulebook)
    check_sections(book, rulebook)
    check_criteria(book, rulebook, spans)
    check_stars(book, rulebook, spans)
    check_levels(book, rulebook)
    check_vetoes(book, rulebook)
    check_quotas(book, rulebook)
    check_figures(book, rulebook, spans)
    check_words(book, rulebook)
