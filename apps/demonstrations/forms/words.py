"""People's words on candidates as a gate's page sends them: who passes, why, and how a meeting voted."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.core.errors import Invalid
from apps.demonstrations.services.gates import Votes, Word

PASSES, LEAVES = "passes", "leaves"
# A whole number that the votes of one meeting never reach.
MOST_VOTES = 10_000


def read_words(data: Mapping[str, str], candidates: Sequence[int]) -> dict[int, Word]:
    """The words by candidate; whoever is left as the rules say has none. Refuses votes that are no numbers."""
    found = {pk: read_word(data, pk) for pk in candidates}
    return {pk: word for pk, word in found.items() if word}


def read_word(data: Mapping[str, str], pk: int) -> Word | None:
    """One candidate's word; votes alone say by themselves who passes."""
    said, reason = data.get(f"word-{pk}", ""), data.get(f"reason-{pk}", "").strip()[:500]
    votes = read_votes(data, pk)
    if said in {PASSES, LEAVES}:
        return Word(said == PASSES, reason, votes)
    return Word(votes.agreed > votes.against, reason, votes) if votes else None


def read_votes(data: Mapping[str, str], pk: int) -> Votes | None:
    """Votes for, against and abstentions; None where nothing is typed."""
    typed = [data.get(f"{name}-{pk}", "").strip() for name in ("for", "against", "abstained")]
    if not any(typed[:2]):
        return None
    numbers = [whole(text or "0") for text in typed]
    if any(number is None or number >= MOST_VOTES for number in numbers):
        raise Invalid(_("Votes are whole numbers."), details={"votes": [pk]})
    return Votes(*numbers)
