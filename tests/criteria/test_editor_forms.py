"""The editor's forms: whatever a rulebook says stands in a field, and saving an untouched form changes no letter."""

import pytest

from apps.criteria.editing.checks import findings_of_text
from apps.criteria.editing.comparing import compare_texts
from apps.criteria.editing.contents import section_lines
from apps.criteria.editing.documents import book_of, value_at
from apps.criteria.editing.parts import PARTS
from apps.criteria.editing.speaking import passages_of
from apps.criteria.editor import Editor
from apps.criteria.models import Draft
from apps.criteria.selectors import shipped_rulebooks

SHIPPED = shipped_rulebooks()
pytestmark = pytest.mark.pure


def draft_of(text):
    return Draft(text=text)


def posted(form):
    """What a browser would send of a form as it stands."""
    parts = [form.main, *(row for rows in form.lists for row in rows.rows)]
    data = {field.html_name: field.value() or "" for part in parts for field in part if field.name != "gone"}
    return data | {rows.counter: str(len(rows.rows)) for rows in form.lists}


def places_of(text):
    findings = findings_of_text(text)
    sections = section_lines(book_of(text), findings, "")
    return [*(line.place for s in sections for line in (s, *s.lines)), *(part.key for part in PARTS)]


@pytest.mark.parametrize("slug", SHIPPED)
def test_saving_an_untouched_form_changes_nothing(slug):
    text = SHIPPED[slug]

    for place in places_of(text):
        shown = Editor(draft_of(text), place)
        editor = Editor(draft_of(text), place, posted(shown.chosen.form))

        assert editor.place == place
        assert editor.chosen.form.is_valid(), place
        assert editor.text_after() == (text, place)


@pytest.mark.parametrize("slug", SHIPPED)
def test_shipped_rulebook_is_whole_and_every_sentence_of_it_has_words(slug):
    findings = findings_of_text(SHIPPED[slug])

    passages = passages_of(book_of(SHIPPED[slug]))

    assert (findings.rules.slug, findings.faults) == (slug, [])
    assert all(line.text for passage in passages for line in passage.lines)
    assert compare_texts(SHIPPED[slug], SHIPPED[slug]) == []


def typed(text, place, **words):
    """The text after somebody typed into the form of a place."""
    data = posted(Editor(draft_of(text), place).chosen.form) | {
        key.replace("__", "-"): word for key, word in words.items()
    }
    editor = Editor(draft_of(text), place, data)
    assert editor.chosen.form.is_valid(), editor.chosen.form.main.errors
    return editor.text_after()


def test_typed_name_changes_one_line_and_keeps_every_comment():
    text = SHIPPED["xuchang-2025"]

    after, place = typed(text, "sections/B/criteria/B2", **{"title-zh": "办事", "points": "25"})

    changed = [line for line in after.splitlines() if line not in text.splitlines()]
    assert place == "sections/B/criteria/B2"
    assert changed == ["        title: {zh: 办事, en: Efficiency}", "        points: 25"]
    assert len(after.splitlines()) == len(text.splitlines())


def test_typed_code_names_the_criterion_anew_in_its_place():
    after, place = typed(SHIPPED["xuchang-2025"], "sections/B/criteria/B2", code="B9")

    assert place == "sections/B/criteria/B9"
    assert list(value_at(book_of(after), ("sections", "B", "criteria"))) == ["B1", "B9", "B3", "B4", "B5"]


def test_switched_kind_keeps_the_number_and_takes_what_does_not_belong():
    after, _place = typed(SHIPPED["xuchang-2025"], "sections/B/criteria/B2", switch="deduct-from")

    thing = value_at(book_of(after), ("sections", "B", "criteria", "B2"))
    assert (thing["deduct-from"], "points" in thing) == (20, False)


def test_typed_line_of_a_level_and_a_new_veto():
    text = SHIPPED["xuchang-2025"]

    after, _place = typed(text, "levels", **{"levels-0-total": "460"})
    whole, _place = typed(
        after,
        "vetoes",
        **{
            "vetoes-2-name": "V3",
            "vetoes-2-title-zh": "失信",
            "vetoes-2-effect": "no level above 三星",
            "vetoes-2-look-back": "2",
        },
    )

    book = book_of(whole)
    assert book["levels"][0]["五星"]["total"] == "at least 460"
    assert book["vetoes"]["V3"] == {"title": "失信", "effect": "no level above 三星", "look-back": "2 years"}
    assert findings_of_text(whole).faults == []


@pytest.mark.parametrize(
    ("place", "field", "word"),
    [
        ("sections/A/criteria/A1", "points", "很多"),
        ("sections/A/criteria/A1", "rest", "a: [1"),
        ("sections/A/criteria/A1", "title-zh", ""),
        ("sections/A", "rest", "criteria: {A1: 20}"),
        ("order", "rest", "quotas: [{for: 五星, at-most: 20%}]"),
        ("ladder", "rest", "一级"),
        ("levels", "levels-0-lit", "五颗"),
        ("vetoes", "vetoes-1-name", "V1"),
    ],
)
def test_what_cannot_be_taken_stands_beside_its_field(place, field, word):
    text = SHIPPED["xuchang-2025"]
    data = posted(Editor(draft_of(text), place).chosen.form) | {field: word}

    form = Editor(draft_of(text), place, data).chosen.form

    assert not form.is_valid()
    assert form.faults == 1


TEXT = SHIPPED["xuchang-2025"]


def test_row_moved_up_stands_above_its_neighbour_although_rows_are_named():
    after, _place = typed(TEXT, "vetoes", up="vetoes-1")

    assert list(book_of(after)["vetoes"].items()) == list(book_of(TEXT)["vetoes"].items())[::-1]


def test_row_moved_up_counts_the_rows_that_stay():
    text = TEXT.replace("  V2: ", "  V0: {effect: no promotion}\n  V2: ")

    after, _place = typed(text, "vetoes", up="vetoes-2", **{"vetoes-0-gone": "on"})

    assert list(book_of(after)["vetoes"]) == ["V2", "V0"]


def test_part_of_more_rows_than_a_form_is_believed_keeps_them_all():
    more = "".join(f"  W{number}: {{effect: no promotion}}\n" for number in range(250))
    text = TEXT.replace("  V2: ", f"{more}  V2: ")

    after, _place = typed(text, "vetoes", **{"vetoes-251-gone": "on"})

    assert list(book_of(after)["vetoes"]) == [*book_of(text)["vetoes"]][:-1]


def test_emptied_level_stays_and_its_neighbours_as_they_were():
    names = [field for field in posted(Editor(draft_of(TEXT), "levels").chosen.form) if field.startswith("levels-1-")]

    after, _place = typed(TEXT, "levels", **{name: "" for name in names if name != "levels-1-name"})

    levels = book_of(TEXT)["levels"]
    assert book_of(after)["levels"] == [levels[0], {"四星": None}, *levels[2:]]


def test_emptied_title_of_an_item_keeps_the_item():
    text = TEXT.replace(
        "    criteria:\n", "    items: pass-or-fail\n    criteria:\n      A0: {zh: 在前, en: First}\n", 1
    )

    after, _place = typed(text, "sections/A/criteria/A0", **{"title-zh": "", "title-en": ""})

    assert value_at(book_of(after), ("sections", "A", "criteria")) == {
        "A0": None,
        **value_at(book_of(TEXT), ("sections", "A", "criteria")),
    }


@pytest.mark.parametrize(
    "written",
    [
        "{title: 甲, reads: fact.x, times: 1.2}",
        "{title: 甲, points: 20, for: [机关、事业, 学校]}",
        "{title: {en: First, zh: 甲}, points: 20}",
    ],
)
def test_untouched_criterion_stays_however_it_is_written(written):
    text = TEXT.replace("    criteria:\n", f"    criteria:\n      A0: {written}\n", 1)

    assert typed(text, "sections/A/criteria/A0") == (text, "sections/A/criteria/A0")
