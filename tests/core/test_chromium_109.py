"""Do styles, scripts and templates keep to what Chromium 109 knows, the last one for Windows 7?

What a browser may skip without harm (`text-spacing-trim`, `hanging-punctuation`, `text-wrap`) is not listed.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = sorted((ROOT / "static/css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The version that brought each is 110 or later.
NEWER_STYLE = [
    r"@scope\b",
    r"@starting-style\b",
    r"@view-transition\b",
    r"@position-try\b",
    r"@function\b",
    r"\bcolor-mix\(",
    r"\blight-dark\(",
    r"\b(?:rgb|hsl|oklch|oklab|color|lab|lch)a?\(\s*from\b",
    r"\b(?:oklch|oklab|lab|lch|color)\(",
    r"\bsubgrid\b",
    r"\banchor\(|\banchor-name\b|\bposition-area\b",
    r"\bfield-sizing\b",
    r"\bscrollbar-(?:width|color|gutter:)",
    r"\banimation-timeline\b|\bscroll-timeline\b|\bview-timeline\b",
    r"\btransition-behavior\b|\binterpolate-size\b|\bcalc-size\(",
    r"\b(?:sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|exp|log|round|mod|rem|abs|sign)\(",
    r"\blinear\(\s*[\d.]",
    r":user-(?:in)?valid\b|:dir\(|:popover-open\b|:open\b|:state\(|::details-content\b|::backdrop-",
    r":nth-(?:last-)?child\([^)]*\bof\b",
    r"(?<!-)\bmask(?:-image)?:",
    r"(?<!-webkit-)\bimage-set\(",
    r"\bmargin-trim\b|\bzoom:|\btext-box\b|\breading-flow\b|\bcorner-shape\b",
    r"@container\s+style\(|@container\s+scroll-state\(",
    r"\bif\(",
    r"^\s*&",
]
NEWER_SCRIPT = [
    r"\bArray\.fromAsync\b",
    r"\bPromise\.(?:withResolvers|try)\b",
    r"\b(?:Object|Map)\.groupBy\b",
    r"\.(?:toSorted|toReversed|toSpliced)\(",
    r"\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|intersection|union|difference)\(",
    r"\bURL\.(?:canParse|parse)\b",
    r"\b(?:showPopover|hidePopover|togglePopover|requestClose|moveBefore|setHTMLUnsafe|parseHTMLUnsafe|setHTML)\b",
    r"\bstartViewTransition\b",
    r"\bAbortSignal\.any\b",
    r"\bRegExp\.escape\b",
    r"\bscheduler\.yield\b",
    r"\bIterator\.(?:from|prototype)\b",
    r"\b(?:isWellFormed|toWellFormed)\(",
    r"\b(?:fromBase64|toBase64|fromHex|toHex)\(",
    r"\bIntl\.DurationFormat\b",
    r"\bnew (?:CloseWatcher|EditContext|Highlight)\b",
    r"/[a-z]*v[a-z]*(?=\.(?:test|exec)\()",
    r"^\s*(?:await )?using ",
    r"\bwith \{ type:",
]
NEWER_MARKUP = [
    r"\spopover(?:target)?\b(?==|[\s>])",
    r"\scommandfor=|\sclosedby=|\sshadowrootmode=|\sblocking=|\sinteresttarget=",
    r"<details[^>]*\sname=",
    r"<search\b|<selectedcontent\b",
]


def without_words(path: Path) -> str:
    """A file without its comments and the words in quotes."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if path.suffix == ".js":
        text = re.sub(r"(?<!:)//[^\n]*", "", text)
        return re.sub(r'"[^"\n]*"', '""', text)
    return text


def found(paths: list[Path], newer: list[str]) -> list[str]:
    return [
        f"{path.name}: {match.group(0).strip()}"
        for path in paths
        for pattern in newer
        for match in re.finditer(pattern, without_words(path), re.MULTILINE)
    ]


@pytest.mark.parametrize(
    ("paths", "newer"),
    [(STYLES, NEWER_STYLE), (SCRIPTS, NEWER_SCRIPT), (TEMPLATES, NEWER_MARKUP)],
    ids=["styles", "scripts", "templates"],
)
def test_nothing_needs_a_newer_browser(paths, newer):
    assert paths
    assert found(paths, newer) == []


def test_rules_are_not_nested():
    text = re.sub(r"@(?:layer|media|supports|keyframes|page)[^{;]*", "@at ", without_words(STYLES[0]))
    depth, nested = 0, []
    stack: list[bool] = []
    for head, brace in re.findall(r"([^{}]*)([{}])", text):
        if brace == "}":
            stack.pop()
            continue
        is_rule = "@" not in head.rsplit(";", 1)[-1]
        if is_rule and any(stack):
            nested.append(head.strip())
        stack.append(is_rule)
        depth = max(depth, len(stack))

    assert (nested, stack) == ([], [])
    assert depth > 2


def test_newer_things_are_noticed(tmp_path):
    style, script = tmp_path / "a.css", tmp_path / "a.js"
    style.write_text("a { color: color-mix(in srgb, red, blue); & b { top: 0 } } c { width: round(1px, 2px) }")
    script.write_text('const a = Object.groupBy(b, c); // URL.canParse\nd("el.showPopover()"); e.toSorted();')

    assert len(found([style], NEWER_STYLE)) == 2
    assert found([script], NEWER_SCRIPT) == ["a.js: Object.groupBy", "a.js: .toSorted("]
