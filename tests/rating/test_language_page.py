"""The page that teaches the language tells the truth: every rulebook loads, every result is what comes out."""

import csv
import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
import yaml

from apps.rating.faults import RulebookError
from apps.rating.loading import load
from tests.rating.files import rated

PAGE = Path(__file__).parents[2] / "docs/rulebook-language.md"
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SMALLEST = "rulebook: smallest-2030\ntitle: 最小\nparties: {superior: counts}\nsections: {A: {criteria: {A1: 100}}}\n"
OUTCOME = "levels: [{优秀: {total: at least 60}}, {合格: otherwise}]\norder: [total]\n"


@dataclass
class Example:
    """A rulebook of the page with the marks and the results that follow it."""

    rules: str
    marks: str = ""
    results: str = ""
    code: str = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.rules.partition("\n")[0].removeprefix("rulebook: ")


def blocks(language: str, kind: str) -> list[str]:
    """The fenced blocks of one kind, in order."""
    found = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return [text for its_language, its_kind, text in found if (its_language, its_kind) == (language, kind)]


def examples() -> list[Example]:
    """Every whole rulebook with what follows it; steps that stand one after the other are one rulebook."""
    made: list[Example] = []
    for language, kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if (language, kind) == ("yaml", "") or ((language, kind) == ("yaml", "step") and text.startswith("rulebook:")):
            made.append(Example(text))
        elif (language, kind) == ("yaml", "step"):
            made[-1].rules += text
        elif language == "csv":
            setattr(made[-1], kind, text)
    return made


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.code)
def test_rate_of_an_example_gives_the_results_on_the_page(example: Example) -> None:
    shown = list(csv.DictReader(StringIO(example.results)))

    rows = [row._asdict() for row in rated(example.rules, example.marks)]

    assert [{column: row[column] for column in expected} for row, expected in zip(rows, shown, strict=True)] == shown


@pytest.mark.parametrize("fragment", blocks("yaml", "example"), ids=lambda text: text.partition(":")[0])
def test_load_of_a_fragment_inside_the_smallest_rulebook(fragment: str) -> None:
    if fragment.startswith("when:"):
        indented = "".join(f"    {line}\n" for line in fragment.splitlines())
        fragment = f"figures: {{F: A, H: A1}}\ngrants:\n  - level: 优秀\n{indented}"

    rulebook = load(SMALLEST + OUTCOME + fragment)

    assert rulebook.slug == "smallest-2030"


def test_load_of_the_faulty_example_tells_the_faults_on_the_page() -> None:
    [text], [told] = blocks("yaml", "faulty"), blocks("text", "faults")

    with pytest.raises(RulebookError) as caught:
        load(text)

    assert [f"line {each.line}, {each.field}: {each.message}" for each in caught.value.faults] == told.splitlines()


def test_page_names_every_top_key_of_the_language() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## All top keys")[2].partition("\n## ")[0]
    schema = yaml.safe_load((PAGE.parents[1] / "apps/criteria/rulebooks/schema.json").read_text(encoding="utf-8"))

    named = set(re.findall(r"`([a-z-]+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if "|" in line)))

    assert named == set(schema["properties"])
