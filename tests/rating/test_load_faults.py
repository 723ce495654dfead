"""A wrong rulebook is refused with the line, the field and the remedy of every fault."""

import pytest

from apps.rating.faults import MESSAGES, RulebookError
from apps.rating.loading import inspect, load
from apps.rating.reading import DEEPEST, LONGEST
from tests.rating.rating import HEAD, TAIL
from tests.rating.rulebooks import TINY_TEXT
from tests.rating.said import said

Told = tuple[int, str, str]


def told(text: str) -> list[Told]:
    """Line, field and code of every fault of `text`; a fault that cannot be said is an error here."""
    with pytest.raises(RulebookError) as caught:
        load(text)
    assert [fault.message for fault in caught.value.faults if "%(" in fault.message] == []
    return [(fault.line, fault.field, fault.code) for fault in caught.value.faults]


def changed(before: str, after: str) -> str:
    """The tiny rulebook with one place changed; `before` must stand in it exactly once."""
    assert TINY_TEXT.count(before) == 1
    return TINY_TEXT.replace(before, after)


def test_load_tells_line_field_and_remedy_in_one_sentence() -> None:
    with pytest.raises(RulebookError) as caught:
        load(changed("at least 9.1", "over 9"))

    assert str(caught.value) == ("line 25: stars.1.lit-when: “over 9” cannot be read. Write it like this: above 9.")


def test_load_tells_what_the_reader_stumbled_over() -> None:
    with pytest.raises(RulebookError) as caught:
        load("a: 1\nb: [1\nc: 2\n")

    assert str(caught.value) == (
        "line 3: The text cannot be read here (expected ',' or ']', but got ':'). "
        "Look at the indentation, colons and quotes."
    )


def test_load_tells_every_fault_in_the_order_of_lines() -> None:
    text = changed("step: 0.25", "step: often").replace("North]\n", "West]\n").replace("effect: no level", "effect: hm")

    assert told(text) == [
        (5, "step", "wants-number"),
        (29, "vetoes.X.effect", "bad-value"),
        (36, "order.2", "figure-unknown"),
    ]


WRONG_SHAPE = [
    ("order: [total, North]", "", (1, "order", "key-missing")),
    ("title: Tiny", "titel: Tiny\ntitle: Tiny", (3, "titel", "key-unknown-close")),
    ("points: 3}", "poinst: 3, points: 3}", (15, "sections.North.criteria.N.1.poinst", "key-unknown-close")),
    ("points: 3}", "colour: red, points: 3}", (15, "sections.North.criteria.N.1.colour", "key-unknown")),
    ("points: 3}", "points: three}", (15, "sections.North.criteria.N.1.points", "wants-number")),
    ("points: 3}", 'points: "3"}', (15, "sections.North.criteria.N.1.points", "wants-number")),
    ("points: 3}", "points: 1e3}", (15, "sections.North.criteria.N.1.points", "wants-number")),
    ("points: 3}", "points: }", (15, "sections.North.criteria.N.1.points", "empty")),
    ("N.1:", "1N:", (15, "sections.North.criteria.1N", "bad-code")),
    ("N.1:", "甲:", (15, "sections.North.criteria.甲", "bad-code")),
    ("title: Tiny", "title: [Tiny]", (3, "title", "wants-string")),
    ("title: Tiny", 'title: ""', (3, "title", "empty")),
    ("title: {zh: 北, en: North}", "title: {zh: 北}", (10, "sections.North.title.en", "key-missing")),
    ("rulebook: tiny-2030", "rulebook: Tiny 2030", (2, "rulebook", "bad-words")),
    ("judge: counts", "judge: matters", (4, "parties.judge", "bad-value")),
    ("judge: counts", "Judge: counts", (4, "parties.Judge", "bad-code")),
    ("counts: 0,", "counts: 1,", (6, "blank.counts", "bad-value")),
    ("stars: 2}", "stars: 1.5}", (32, "levels.1.双优.stars", "wants-integer")),
    ("stars: 2}", "stars: -2}", (32, "levels.1.双优.stars", "bad-words")),
    ("lit: at least 2", "lit: at least two", (32, "levels.1.双优.lit", "bad-words")),
    ("with: [North]", "with: []", (33, "levels.2.北优.with", "empty")),
    ("with: [North]", "with: [North, North]", (33, "levels.2.北优.with.2", "item-twice")),
    ("with: [North]", "with: North", (33, "levels.2.北优.with", "wants-array")),
    ("otherwise: not rated", "otherwise: sorry", (34, "levels.3.其他.otherwise", "bad-value")),
    ("[total, North]", "[total, total]", (36, "order.2", "item-twice")),
    ("  - 北优:", "    北优:", (32, "levels.1", "wrong-count")),
]


@pytest.mark.parametrize(("before", "after", "fault"), WRONG_SHAPE)
def test_load_refuses_what_the_schema_does_not_know(before: str, after: str, fault: Told) -> None:
    assert told(changed(before, after)) == [fault]


WRONG_FIT = [
    ("step: 0.25", "step: 0", (5, "step", "not-positive")),
    ("step: 0.25", "step: -1", (5, "step", "not-positive")),
    ("step: 0.25", "step: 0.005", (5, "step", "not-finer")),
    ("points: 3}", "points: 3.1}", (15, "sections.North.criteria.N.1.points", "maximum-step")),
    ("points: 3}", "points: 0}", (15, "sections.North.criteria.N.1.points", "not-positive")),
    ("step: 0.25", "step: 0.25\nask-reason-when-gap: 0", (6, "ask-reason-when-gap", "not-positive")),
    ("points: 10,", f"points: {10**17 - 1},", (8, "sections", "too-large")),
    ("judge: counts", "judge: shown", (4, "parties", "parties-count")),
    ("judge: counts", "judge: counts, self: counts", (4, "parties", "parties-count")),
    ("S.1:", "N.1:", (22, "sections.South.criteria.N.1", "code-twice")),
    ("S.1:", "judge.S:", (22, "sections.South.criteria.judge.S", "code-reserved")),
    ("S.1:", "members:", (22, "sections.South.criteria.members", "code-reserved")),
    ("at most 5.5", "at most 7.5", (13, "sections.North.sum", "cap-idle")),
    ("for: South", "for: West", (25, "stars.1.for", "star-section")),
    ("at least 9.1", "at least 10.01", (25, "stars.1.lit-when", "star-line")),
    ("at least 5}", "at least 5.51}", (26, "stars.2.lit-when", "star-line")),
    ("at least 5}", "at least 0}", (26, "stars.2.lit-when", "not-positive")),
    ("with: [North]", "with: [West]", (33, "levels.2.北优.with.1", "level-star-unknown")),
    ("lit: at least 2", "lit: at least 3", (32, "levels.1.双优.lit", "level-lit-beyond")),
    ("with: [North]", "lit: at least 2", (33, "levels.2.北优", "level-order")),
    ("lit: at least 2", "with: [North]", (33, "levels.2.北优", "level-order")),
    ("stars: 1}", "stars: 2}", (33, "levels.2.北优.stars", "level-stars-order")),
    (", stars: 1}", "}", (33, "levels.2.北优.stars", "key-missing")),
    ("with: [North], ", "", (33, "levels.2.北优.lit", "key-missing")),
    ("- 北优:", "- 双优:", (33, "levels.2.双优", "level-twice")),
    ("otherwise: not rated}", "lit: at least 1, stars: 0}", (34, "levels.3.其他", "otherwise-last")),
    ("with: [North], stars: 1", "otherwise: not rated", (33, "levels.2.北优", "otherwise-last")),
    ("otherwise: not rated", "otherwise: not rated, stars: 0", (34, "levels.3.其他.stars", "otherwise-alone")),
    ("[total, North]", "[total, West]", (36, "order.2", "figure-unknown")),
]


@pytest.mark.parametrize(("before", "after", "fault"), WRONG_FIT)
def test_load_refuses_parts_that_do_not_fit(before: str, after: str, fault: Told) -> None:
    assert told(changed(before, after)) == [fault]


def test_load_refuses_a_star_whose_section_is_gone_and_all_that_leans_on_it() -> None:
    start, end = TINY_TEXT.index("  South:"), TINY_TEXT.index("stars:\n")

    faults = told(TINY_TEXT[:start] + TINY_TEXT[end:])

    assert faults == [(18, "stars.1.for", "star-section")]


def test_load_refuses_a_section_with_the_name_of_a_key() -> None:
    assert told(TINY_TEXT.replace("South", "total")) == [(17, "sections.total", "code-reserved")]


def test_load_refuses_two_stars_for_one_section() -> None:
    assert told(changed("for: South", "for: North")) == [
        (25, "stars.1.lit-when", "star-line"),
        (26, "stars.2.for", "star-twice"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, "a", "key-twice")),
        ("a: {b: 1, b: 2}\n", (1, "a.b", "key-twice")),
        ("a: &x 1\nb: *x\n", (1, "", "alias")),
        ("a: 1\nb: !!python/object:os.system x\n", (2, "", "alias")),
        ("a: [1\nb: 2\n", (2, "", "yaml")),
        ("a: 1\n---\nb: 2\n", (2, "", "yaml")),
        ("a: 1\nb: \0\n", (2, "", "yaml")),
        ("- " * (DEEPEST + 1), (1, "", "deep")),
        ("[" * 100_000, (1, "", "deep")),
        ("a" * (LONGEST + 1), (1, "", "long")),
        ("", (1, "", "empty")),
        ("[]", (1, "", "wants-object")),
        ("rulebook", (1, "", "wants-object")),
    ],
)
def test_load_refuses_text_that_is_no_rulebook_at_all(text: str, fault: Told) -> None:
    assert told(text) == [fault]


def test_every_message_says_what_to_do_in_a_second_sentence() -> None:
    terse = [code for code, message in MESSAGES.items() if not message.endswith(".") or ". " not in message]

    assert terse == []


SLIPS = [
    ("total: between 5 and 8", "[at least 5, at most 8]"),
    ("total: >= 3", "at least 3"),
    ("total: > 60%", "above 60%"),
    ("total: 不低于 3", "at least 3"),
    ("fact.wind: <= 1/2 of members", "at most 1/2 of members"),
    ("lit: =2", "exactly 2"),
    ("total: at least South", "at least 100% of South"),
    ("total: many", "at least 80"),
]


@pytest.mark.parametrize(("written", "example"), SLIPS)
def test_load_says_what_a_comparison_by_signs_means(written: str, example: str) -> None:
    _, faults, _ = inspect(changed("lit: at least 2", written))

    assert [(fault.line, fault.code, fault.params["example"]) for fault in faults] == [(32, "bad-words", example)]


def test_load_tells_no_order_of_levels_that_it_could_not_read() -> None:
    levels = "levels: [{甲: {total: many}}, {乙: {total: at least 2}}, {丙: {total: more}}, {丁: otherwise}]\n"
    text = TINY_TEXT.partition("levels:")[0] + levels + "order: [total]\n"

    _, faults, _ = inspect(text)

    assert [fault.code for fault in faults] == ["bad-words", "bad-words"]


def test_load_reads_a_plain_number_of_stars_as_exactly_so_many() -> None:
    [level, *_] = load(changed("lit: at least 2", "lit: 2")).levels

    assert said(level.condition) == "lit exactly 2"


def test_load_tells_nothing_of_levels_while_criteria_cannot_be_read() -> None:
    criteria = "sections: {A: {criteria: {A1: {bands: [{90 to 100: 10}, {otherwise: 0}]}}}}\n"
    text = f"{HEAD}parties: {TAIL['parties']}\n{criteria}levels: {TAIL['levels']}\norder: [total]\n"

    _, faults, _ = inspect(text)

    assert [fault.code for fault in faults] == ["bad-words"]


def sums(*written: str) -> str:
    """The tiny rulebook with these sums, f0, f1, … each by its own name."""
    return TINY_TEXT + "figures:\n" + "".join(f"  f{number}: {each}\n" for number, each in enumerate(written))


def test_load_refuses_sums_that_double_at_each_step_at_once() -> None:
    text = sums("North", *(f"f{number} + f{number}" for number in range(60)))

    assert told(text)[0][1:] == ("figures.f10", "sum-long")


def test_load_refuses_sums_within_sums_without_end() -> None:
    text = sums("North", *(f"f{number} + 1" for number in range(3000)))

    assert told(text)[0][1:] == ("figures.f20", "sum-long")


def test_load_refuses_a_total_of_sums_that_double_at_each_step_at_once() -> None:
    text = sums("North", *(f"f{number} + f{number}" for number in range(60))) + "total: {of: f60}\n"

    assert told(text)[0][1:] == ("figures.f10", "sum-long")


def test_load_tells_each_of_sums_that_are_made_of_each_other() -> None:
    others = [" + ".join(f"f{other}" for other in range(8) if other != number) for number in range(8)]

    faults = {(field, code) for _, field, code in told(sums(*others) + "total: {of: f0}\n")}

    assert faults == {(f"figures.f{number}", "not-yet") for number in range(7)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (changed("title: Tiny", "title: \ud800"), (3, "", "yaml")),
        (changed("title: Tiny", 'title: "\\ud800"'), (3, "title", "yaml")),
        (changed("title: Tiny", 'title: "a\\0b"'), (3, "title", "yaml")),
        (changed("title: Tiny", 'title: {"z\\0h": a, en: b}'), (3, "title", "yaml")),
        (changed("title: Tiny", "title: {? [zh] : a, en: b}"), (3, "title", "yaml")),
    ],
)
def test_load_refuses_what_no_page_can_show(text: str, fault: Told) -> None:
    assert told(text) == [fault]


def test_load_tells_of_a_slip_that_stands_deep() -> None:
    assert told("a: " + "[" * (DEEPEST - 5) + "\n}")[0] == (2, "", "yaml")
