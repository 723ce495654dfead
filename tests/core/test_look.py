"""Does every template and file of the look keep to the content policy, the sprite, the budgets and the contrasts?"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

import pytest
from django.template.loader import get_template

from starbranch.static import tidied

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMES = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
CSS = (ROOT / "static/css/starbranch.css").read_text()
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons/sprite.svg").read_text()))
ICON = re.compile(r'{% icon "([^"]+)"')
RAIL_ITEM = re.compile(r'\("([a-z0-9-]+)", _\("[^"]+"\), reverse\(')


def test_templates_compile():
    assert [name for name in NAMES if get_template(name).template.name != name] == []


def test_templates_need_no_inline_style_or_script():
    faults = []
    for name, path in zip(NAMES, TEMPLATES, strict=True):
        text = re.sub(r"\{%.*?%\}", "", path.read_text())
        found = re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:|hx-on|<script(?![^>]*\bsrc=)", text)
        faults += [(name, words) for words in found]

    assert faults == []


def test_templates_use_icons_of_the_sprite():
    named = {
        (name, icon) for name, path in zip(NAMES, TEMPLATES, strict=True) for icon in ICON.findall(path.read_text())
    }

    assert {(name, icon) for name, icon in named if icon not in SYMBOLS} == set()


def test_rail_uses_icons_of_the_sprite():
    named = set(RAIL_ITEM.findall((ROOT / "apps/reports/chrome.py").read_text()))

    assert {"trophy"} <= named <= SYMBOLS


def test_stylesheet_stays_below_25_kb_compressed():
    assert len(gzip.compress(tidied(CSS).encode(), 9)) < 25_000


def test_tidied_stylesheet_keeps_texts_and_rules():
    written = '/* head "a */\n.a::before { content: "x  /* y */"; }\n\n  /* its */ .b > .c {\n  margin: 0 4px;\n}\n'

    assert tidied(written) == '.a::before { content: "x  /* y */"; } .b > .c { margin: 0 4px; }\n'


def test_script_of_every_page_stays_below_8_kb():
    assert (ROOT / "static/js/starbranch.js").stat().st_size < 8_000


def test_stylesheet_asks_nothing_of_other_hosts():
    assert re.findall(r"url\(|@import|//[a-z]", CSS) == []


def test_vendored_files_are_those_of_the_list():
    folder = ROOT / "static/vendor"
    listed = re.findall(r"`([^`]+\.(?:js|svg|css|txt))` \|.*`([0-9a-f]{64})`", (folder / "VERSIONS.md").read_text())

    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name, _digest in listed} == dict(listed)
    assert {path.name for path in folder.iterdir()} <= {name for name, _digest in listed} | {"VERSIONS.md"}


@cache
def tokens(opening: str) -> dict[str, str]:
    """The colours of one block of tokens."""
    block = CSS[CSS.index(opening) :].split("}", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6});", block))


def test_dark_tokens_are_the_same_by_choice_and_by_device():
    assert tokens("[data-theme=dark]") == tokens("html:not([data-theme])")


def light_of(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((light_of(one), light_of(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT = {
    "ink": ("ground", "surface", "sunk", "raise", "gold-wash", "info-wash", "warn-wash", "bad-wash", "ok-wash"),
    "ink-2": ("ground", "surface", "sunk", "raise", "gold-wash", "info-wash"),
    "ink-3": ("ground", "surface", "sunk", "raise", "gold-wash", "info-wash"),
    "on-ink": ("ink", "ink-up"),
    "gold-text": ("ground", "surface", "gold-wash"),
    "red": ("ground", "surface", "red-wash"),
    "ok": ("ground", "surface", "ok-wash"),
    "warn": ("ground", "surface", "warn-wash"),
    "bad": ("ground", "surface", "bad-wash"),
    "info": ("ground", "surface", "info-wash"),
}
SHAPES = ("gold", "star-off", "ctl", "focus")


@pytest.mark.parametrize("opening", [":root {\n    color-scheme: light", "[data-theme=dark]"], ids=["light", "dark"])
def test_colours_hold_their_contrast(opening):
    colours = tokens(":root {\n    color-scheme: light") | tokens(opening)

    weak_text = [(a, b) for a, grounds in TEXT.items() for b in grounds if contrast(colours[a], colours[b]) < 4.5]
    weak_shapes = [(a, b) for a in SHAPES for b in ("ground", "surface") if contrast(colours[a], colours[b]) < 3]

    assert (weak_text, weak_shapes) == ([], [])
