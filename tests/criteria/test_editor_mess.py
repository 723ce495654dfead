"""A draft may be anything on its way: no half-written text breaks the editor, its sentences or its files."""

import pytest

from apps.criteria.editing.checks import findings_of_text
from apps.criteria.editing.comparing import compare_texts
from apps.criteria.editing.contents import part_lines, section_lines, whole_worth
from apps.criteria.editing.documents import book_of, document_of
from apps.criteria.editing.parts import PARTS
from apps.criteria.editing.sheet import sheet_of, types_of
from apps.criteria.editing.tables import write_criteria
from apps.criteria.editor import Editor
from apps.criteria.models import Draft
from apps.criteria.selectors import shipped_rulebooks
from apps.rating.writing import replace_value

SHIPPED = shipped_rulebooks()
ODD = (5, "奇怪", ["x", 1], {"a": {"b": 1}}, [{"x": 1}])
# Every so many value of a text is made odd, so that all kinds of place come up and the test stays quick.
STEPS = [151, pytest.param(61, marks=pytest.mark.soak)]
ODD_KEYS = [ODD[1], pytest.param(ODD[3], marks=pytest.mark.soak)]
pytestmark = pytest.mark.pure


def shown(text):
    """Everything that the pages of a draft show of it."""
    book, findings = book_of(text), findings_of_text(text)
    places = [line.place for s in section_lines(book, findings, "") for line in (s, *s.lines)][:4]
    for place in [*places, *(part.key for part in PARTS)]:
        editor = Editor(Draft(text=text), place)
        assert editor.chosen.form.main is not None
    part_lines(book, findings)
    whole_worth(book)
    sheet_of(book, next(iter(types_of(book)), ""))
    write_criteria(book)
    return compare_texts(SHIPPED["xuchang-2025"], text)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("slug", SHIPPED)
def test_text_with_an_odd_value_anywhere_is_shown(slug, step):
    text = SHIPPED[slug]
    paths = [path for path in document_of(text).lines if path]

    for number, path in enumerate(paths[::step]):
        assert shown(replace_value(text, path, ODD[number % len(ODD)])) is not None


@pytest.mark.parametrize("key", list(dict.fromkeys(key for text in SHIPPED.values() for key in book_of(text))))
@pytest.mark.parametrize("odd", ODD_KEYS, ids=str)
def test_top_key_with_an_odd_value_is_shown(key, odd):
    text = next(text for text in SHIPPED.values() if key in book_of(text))

    assert shown(replace_value(text, (key,), odd)) is not None


@pytest.mark.parametrize("text", ["", "x", "- a", "rulebook: [", "{}", "sections: {A: 1}\nstars: x\n"])
def test_text_that_is_hardly_one_is_shown(text):
    assert shown(text) is not None
