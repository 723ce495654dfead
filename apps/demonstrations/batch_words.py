"""How is a batch called in a sentence? “batch 3”, “第三批”."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

FIGURES = "零一二三四五六七八九"
TEN = "十"


def batch_words(number: int) -> str:
    """A batch by its number, in the reader's language."""
    return _("batch %(n)s") % {"n": numeral(number)}


def numeral(number: int) -> str:
    """A number below a hundred as an official document writes it; in figures elsewhere."""
    if not (get_language() or "").startswith("zh") or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return FIGURES[ones]
    return (FIGURES[tens] if tens > 1 else "") + TEN + (FIGURES[ones] if ones else "")
