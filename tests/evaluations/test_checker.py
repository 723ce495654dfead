"""The checker of one file, run as anybody runs it: it rates what any rulebook says, and names what was altered."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path
from random import Random

import pytest

from apps.evaluations.sealing.canonical import FORMAT, PARTS, digest, layout
from apps.rating import award_parts, conditions, dumping, exact, inputs, rulebook, scores, sheet_parts
from apps.rating.faults import RulebookError
from apps.rating.loading import load
from apps.rating.rate import rate
from tests.rating.strategies import FEATURES, Refused, cohort_of, loaded, rows_of, write_text

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "static/check/check.py"
SHIPPED = ("xuchang-2025", "chuzhou-2024", "chifeng-2023", "jiangsu-2022", "xuchang-2017")
UNWRITTEN = {"Blank", "Refinement", "Target", "Text", "Honour"}

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def checker():
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("check", CHECKER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def contents_of(text, rules, rows):
    """A sealed file's contents of these branches."""
    cohort = cohort_of(rules, rows)
    groups = {scope: list(dict.fromkeys(getattr(row, scope) for row in rows)) for scope in ("unit", "zone")}
    codes = [veto.code for veto in rules.vetoes]
    branches = [
        {
            "id": number,
            "name": f"第{number}党支部",
            "unit": groups["unit"].index(row.unit),
            "zone": groups["zone"].index(row.zone),
            "type": row.type,
            "members": None,
            "marks": list(row.inputs),
            "vetoes": [code for code, stands in zip(codes, cohort.vetoes[number], strict=True) if stands],
            "decided": row.decided or None,
        }
        for number, row in enumerate(rows)
    ]
    lines = dumping.dump_results(rules, rate(rules, cohort))
    parts = {
        "rulebook": {"text": text, "rules": dumping.dump(rules)},
        "inputs": {
            "columns": [read.key for read in rules.inputs],
            "units": {str(number): name for number, name in enumerate(groups["unit"])},
            "zones": {str(number): name for number, name in enumerate(groups["zone"])},
            "branches": branches,
        },
        "decisions": {},
        "results": [{"id": number} | line for number, line in enumerate(lines)],
    }
    return parts | {"format": FORMAT, "digests": {name: digest(parts[name]) for name in PARTS}}


def shipped(slug, count=40):
    text = (ROOT / f"apps/criteria/rulebooks/{slug}.yaml").read_text(encoding="utf-8")
    rules = load(text)
    return contents_of(text, rules, rows_of(rules, count, 7))


def run(path, *more):
    """What the program says, and how it ends: no site packages, no environment."""
    command = [sys.executable, "-I", "-S", str(CHECKER), str(path), *more]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert found.stderr == ""
    return found.returncode, found.stdout.splitlines()


def written(tmp_path, contents):
    path = tmp_path / "2025.seal"
    path.write_bytes(layout(contents))
    return path


@pytest.mark.parametrize("slug", SHIPPED)
def test_shipped_rulebook_is_recomputed_whole(tmp_path, slug):
    code, lines = run(written(tmp_path, shipped(slug)))

    assert (code, lines[1:]) == (0, ["一字不差：40 个支部的星级、名次和四份摘要都与重算相同"])


def test_altered_mark_is_told_with_its_part(tmp_path):
    contents = shipped("xuchang-2025")
    row = contents["inputs"]["branches"][3]
    row["marks"] = [2000] * len(row["marks"]) if row["marks"] != [2000] * len(row["marks"]) else [0] * len(row["marks"])

    code, lines = run(written(tmp_path, contents))

    assert code == 1
    assert any(line.startswith("“inputs”的摘要不符") for line in lines)
    assert any("第3党支部，total：" in line for line in lines)


def test_altered_result_is_told_with_its_branch_though_its_digest_was_made_anew(tmp_path):
    contents = shipped("xuchang-2025")
    contents["results"][5]["level"] = "五星" if contents["results"][5]["level"] != "五星" else "三星"
    contents["digests"]["results"] = digest(contents["results"])

    code, lines = run(written(tmp_path, contents), "--en")

    assert code == 1
    assert [line.split(":")[0].split(" ", 1)[1] for line in lines if "第5党支部" in line] == ["第5党支部, level"]
    assert lines[-1] == "not the same: 1 differences"


def test_altered_digest_and_another_printed_digest_are_told(tmp_path):
    contents = shipped("xuchang-2025")
    contents["digests"]["decisions"] = "0" * 64

    code, lines = run(written(tmp_path, contents), "f" * 64)

    assert code == 1
    assert [line[:6] for line in lines if "不符" in line] == ["整份摘要不符", "“decis"]


def test_file_in_another_form_is_told(tmp_path):
    path = tmp_path / "2025.seal"
    path.write_text(json.dumps(shipped("xuchang-2025")), encoding="utf-8")

    assert run(path)[0] == 1


def test_rule_that_it_does_not_know_is_never_the_same(tmp_path):
    contents = shipped("xuchang-2025")
    contents["rulebook"]["rules"]["scores"][0]["mechanism"] = {"is": "Lottery"}
    contents["digests"]["rulebook"] = digest(contents["rulebook"])

    code, lines = run(written(tmp_path, contents))

    assert (code, lines[-1]) == (3, "这里不认识的规则，没有全部重算：Lottery")


def test_what_is_no_sealed_file_cannot_be_read(tmp_path):
    path = tmp_path / "x.seal"
    path.write_text("{}", encoding="utf-8")

    assert [run(path)[0], run(tmp_path / "none.seal")[0]] == [2, 2]


def test_every_part_of_the_rules_is_known_to_the_checker(checker):
    modules = (rulebook, scores, conditions, award_parts, sheet_parts, inputs)
    kinds = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    kinds = {kind for kind in kinds if is_dataclass(kind) and kind.__name__ not in UNWRITTEN} | {exact.Rounding}
    around = {"Rulebook": dumping.AROUND}

    expected = {kind.__name__: set(dumping.told_apart(kind)) - around.get(kind.__name__, set()) for kind in kinds}

    assert {kind: set(fields.split()) for kind, fields in checker.KNOWN.items()} == expected


def random_rules(random):
    """The text and rules of a rulebook drawn at random; features that never go together are drawn again."""
    while True:
        try:
            text = write_text(random.sample(list(FEATURES), random.randint(0, 6)), random.randrange(2**32))
            return text, loaded(text)
        except (Refused, RulebookError):
            continue


@pytest.mark.parametrize("seed", range(40))
def test_random_rulebook_is_rated_as_the_engine_rates_it(checker, seed):
    random = Random(seed)
    text, rules = random_rules(random)
    contents = json.loads(layout(contents_of(text, rules, rows_of(rules, random.randint(1, 12), seed))))

    found = checker.rated(checker.shaped(contents["rulebook"]["rules"]), contents["inputs"])

    assert [line for _branch, line in found] == contents["results"]
