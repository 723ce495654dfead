"""Does every level have a word in the other vocabularies?"""

from apps.rating.conditions import Comparison
from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Rulebook, Word


def check_words(book: Piece, rulebook: Rulebook) -> None:
    """Remind of levels without a grade or a programme."""
    for key, words in (("grades", rulebook.grades), ("programmes", rulebook.programmes)):
        if words and _all_by_level(words):
            named = {level for word in words for level in _levels(word)}
            missing = [level.name for level in rulebook.levels if level.name not in named]
            if missing:
                book.remind("level-wordless", key, levels=", ".join(missing))


def _all_by_level(words: tuple[Word, ...]) -> bool:
    return all(isinstance(word.condition, Comparison) and _levels(word) for word in words)


def _levels(word: Word) -> tuple[str, ...]:
    condition = word.condition
    if isinstance(condition, Comparison) and str(condition.expression) == "level":
        return condition.words
    return ()
