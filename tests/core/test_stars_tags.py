"""Do the tags draw what they are given, say it in words, and style nothing inline?"""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

LEVELS = [
    {"name": "五星", "rated": True},
    {"name": "四星", "rated": True},
    {"name": "三星", "rated": True},
    {"name": "未评星", "rated": False},
]


def star(state, **more):
    return {"title": "服务高效星", "short": "服务", "letter": "服", "state": state, "required": False, "fill": 0} | more


def drawn(source, **context):
    """The tag's markup, as a tree."""
    with translation.override("en"):
        text = Template("{% load stars charts icons %}" + source).render(Context(context))
    assert "style=" not in text
    return ET.fromstring(f"<x>{text}</x>")


def uses(tree):
    return [(use.get("href"), use.get("class")) for use in tree.iter("use")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (star("lit"), [("#star", "s-lit")]),
        (star("lit", required=True), [("#star-required", "s-lit")]),
        (star("off"), [("#star", "s-off")]),
        (star("unrated", required=True), [("#star", "s-unrated")]),
        (star("locked"), [("#star", "s-off s-locked")]),
        (star("part", fill=7), [("#star", "s-part"), ("#star", "s-off")]),
        (star("part", fill=0), [("#star", "s-off")]),
    ],
)
def test_star_row_draws_each_state(given, expected):
    tree = drawn("{% star_row stars %}", stars=[given])

    assert uses(tree) == expected


def test_star_row_clips_a_partial_star_to_its_step():
    tree = drawn("{% star_row stars %}", stars=[star("part", fill=7)])

    assert next(tree.iter("use")).get("clip-path") == "url(#star-fill-7)"


def test_star_row_leaves_stars_in_their_places():
    tree = drawn("{% star_row stars %}", stars=[star("off"), star("lit"), star("off")])

    assert [use.get("x") for use in tree.iter("use")] == ["0", "28", "56"]
    assert tree[0].get("width") == "60"


def test_star_row_says_lit_names_and_gaps():
    stars = [star("part", gap="0.9"), star("lit", title="文明和谐星"), star("lit", title="支部过硬星")]

    tree = drawn("{% star_row stars %}", stars=stars)

    assert tree[0].get("role") == "img"
    assert tree[0].get("aria-label") == "2 stars lit: 文明和谐星, 支部过硬星; 服务高效星 lacks 0.9 points"


def test_star_row_escapes_titles():
    tree = drawn("{% star_row stars %}", stars=[star("lit", title='"><script>')])

    assert tree[0].get("aria-label") == '1 star lit: "><script>'


def test_large_stars_link_to_their_sections_and_are_no_image():
    tree = drawn("{% star_row stars size=30 %}", stars=[star("lit", href="#B"), star("off", href="#C")])

    assert tree[0].get("role") == "group"
    assert [link.get("href") for link in tree.iter("a")] == ["#B", "#C"]


def test_named_row_shows_letters():
    tree = drawn("{% star_row stars size=30 named=True %}", stars=[star("lit"), star("off", letter="支")])

    assert tree[0].get("role") == "img"
    assert [each.text for each in tree[0].iter("span") if each.text] == ["服", "支"]


def test_star_count_fills_from_the_left_and_is_hidden_from_readers():
    tree = drawn("{% star_count 3 %}")

    assert [kind for _shape, kind in uses(tree)] == ["s-lit", "s-lit", "s-lit", "s-off", "s-off"]
    assert tree[0].get("aria-hidden") == "true"


def test_star_defs_hold_every_reference():
    tree = drawn("{% star_defs %}")

    ids = {each.get("id") for each in tree.iter() if each.get("id")}

    assert ids == {"star", "star-required", *(f"star-fill-{step}" for step in range(1, 20))}


def test_glyph_names_every_arm_with_its_exact_figure():
    shares = [705, 715, 725, 805, 815]
    arms = [
        {"title": f"S{i}", "value_text": f"{share / 10}", "share": share, "lit": share >= 800, "line_share": 800}
        for i, share in enumerate(shares)
    ]

    tree = drawn("{% star_glyph arms %}", arms=arms)

    assert [text.text for text in tree.iter("text")][::2] == ["S0", "S1", "S2", "S3", "S4"]
    assert [path.get("class") for path in tree.iter("path")] == ["arm", "arm", "arm", "arm lit", "arm lit", "lit-line"]
    assert tree[0].get("aria-label") == "S0 70.5 · S1 71.5 · S2 72.5 · S3 80.5 · S4 81.5"


def test_star_map_has_one_tab_stop_a_zone_and_says_its_counts():
    zones = [{"name": "第一区", "href": "/z1", "dots": [0, 1, 1, 3]}, {"name": "第二区", "dots": [2]}]

    tree = drawn("{% star_map zones levels %}", zones=zones, levels=LEVELS)

    assert [link.get("href") for link in tree.iter("a")] == ["/z1"]
    assert next(tree.iter("svg")).get("aria-label") == "第一区 · 五星 1 · 四星 2 · 三星 0 · 未评星 1"


def test_star_map_says_when_a_dot_stands_for_ten():
    zones = [{"name": "第一区", "dots": [2] * 1501}]

    tree = drawn("{% star_map zones levels %}", zones=zones, levels=LEVELS)

    assert tree.find("p").text == "One dot stands for ten branches."
    assert next(tree.iter("path")).get("d").count("M") == 151


def test_star_map_takes_rows_that_count_levels():
    rows = [{"level": level, "count": 1} for level in LEVELS]

    tree = drawn("{% star_map zones levels %}", zones=[{"name": "", "dots": [0, 3]}], levels=rows)

    assert [path.get("class") for path in tree.iter("path")] == ["tone-1", "dots-hollow"]


def test_level_bar_parts_add_up_to_the_whole():
    tree = drawn("{% level_bar counts levels %}", counts=[28, 229, 512, 131], levels=LEVELS)

    parts = [rect for rect in tree.iter("rect") if rect.get("class") != "seam"]

    assert [rect.get("class") for rect in parts] == ["tone-1", "tone-3", "tone-5", "tone-0"]
    assert round(sum(float(rect.get("width").rstrip("%")) for rect in parts), 1) == 100


def test_level_bar_of_nothing_is_empty():
    assert list(drawn("{% level_bar counts levels %}", counts=[0, 0, 0, 0], levels=LEVELS).iter("rect")) == []


@pytest.mark.parametrize(("share", "tick", "kind"), [(799, 800, "bar"), (800, 800, "bar past"), (990, None, "bar")])
def test_bar_turns_gold_once_past_its_tick(share, tick, kind):
    tree = drawn("{% bar share tick %}", share=share, tick=tick)

    assert tree[0].get("class") == kind
    assert [rect.get("width") for rect in tree.iter("rect")][1] == f"{share / 10:g}%"


def test_icon_is_hidden_from_readers_and_names_the_sprite():
    tree = drawn('{% icon "clock" 15 %}')

    assert tree[0].get("aria-hidden") == "true"
    assert re.search(r"icons/sprite[^#]*\.svg#clock$", next(tree.iter("use")).get("href"))
