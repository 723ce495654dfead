"""What decides who stands before whom? The keys of an order, as whole numbers of which the larger is better."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import NARROW, Integers, is_known, narrowed
from apps.rating.figures import Figures, Words
from apps.rating.rulebook import OrderKey, Rulebook


def order_keys(order: Sequence[OrderKey], figures: Figures) -> Integers:
    """integers[n, keys], in 32 bits where they have room: a better level is larger; of a figure that is not known,
    nothing, or the most where the fewest is best."""
    columns = [narrowed(_key(key, figures)) for key in order]
    keys = np.empty((figures.rows, len(order)), np.result_type(NARROW, *columns), order="F")
    for column, values in enumerate(columns):
        keys[:, column] = values
    return keys


def whole_order(rulebook: Rulebook) -> tuple[OrderKey, ...]:
    """The rulebook's order with what breaks ties at its end."""
    return rulebook.order if rulebook.tie_break is None else (*rulebook.order, rulebook.tie_break)


def _key(key: OrderKey, figures: Figures) -> NDArray[np.int64]:
    words = figures.words.get(str(key.expression))
    if words is not None:
        return _word_key(words, key.smallest_first)
    figure = figures.number(key.expression)
    values = figure.values.astype(np.int64)
    if not key.smallest_first:
        return values if figure.known is None else np.where(figure.known, values, 0)
    return -np.where(is_known(figure), values, figure.high)


def _word_key(words: Words, smallest_first: bool) -> NDArray[np.int64]:
    """The first word is the largest; no word comes last either way."""
    positions = words.values.astype(np.int64)
    better = positions if smallest_first else -positions
    return np.where(positions >= 0, better, -len(words.words))
