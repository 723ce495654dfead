"""Values of a JSON column are decoded many at once, each as it stands."""

from apps.core.jsons import AT_ONCE, decoded


def test_decoded_gives_every_value_in_order_beyond_one_batch():
    texts = [f'{{"A{number}": {number}}}' for number in range(AT_ONCE + 1)]

    assert list(decoded(texts)) == [{f"A{number}": number} for number in range(AT_ONCE + 1)]


def test_decoded_keeps_commas_and_brackets_inside_texts():
    assert list(decoded(['"], ["', "[]", "null"])) == ["], [", [], None]
