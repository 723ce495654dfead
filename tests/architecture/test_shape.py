"""What import-linter cannot see: string foreign keys that point up, file and function sizes, words of the catalogue."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.apps import apps

from apps.reports.acts import LABELS

ROOT = Path(__file__).parents[2]
TIERS = [
    {"core", "rating"},
    {"audit", "jobs"},
    {"accounts"},
    {"organisations"},
    {"branches"},
    {"evidence"},
    {"ledgers"},
    {"criteria"},
    {"campaigns"},
    {"assessments"},
    {"evaluations"},
    {"workflow"},
    {"reports"},
]
MOST_LINES = 400
MOST_FUNCTION_LINES = 60
SOURCES = sorted(path for path in (ROOT / "apps").rglob("*.py") if "migrations" not in path.parts)
FORBIDDEN = re.compile(r"\b[Ii]ssue #?\d|\.\./shared|/work/|pypi\.org|\bTODO\b|\bFIXME\b")


@cache
def tree_of(path: Path) -> ast.Module:
    """A file of ours, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def tier_of(label: str) -> int:
    """The tier of one of our apps; Django's own lie beneath all."""
    return next((number for number, names in enumerate(TIERS) if label in names), -1)


def test_foreign_keys_point_down_or_sideways_only_in_their_app():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if tier_of(model._meta.app_label) >= 0
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if tier_of(field.related_model._meta.app_label) > tier_of(model._meta.app_label)
    ]

    assert upward == []


def test_files_and_their_functions_stay_small():
    large, long = [], []
    for path in SOURCES:
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
        long += [(name, node.name) for node in functions if node.end_lineno - node.lineno >= MOST_FUNCTION_LINES]
        large += [name] if text.count("\n") > MOST_LINES else []

    assert (large, long) == ([], [])


def test_every_recorded_act_has_its_words():
    recorded = set()
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and len(node.args) > 1:
                recorded |= {
                    part.value
                    for part in ast.walk(node.args[1])
                    if isinstance(part, ast.Constant) and "." in str(part.value)
                }

    assert {act for act in recorded if not act.endswith(".")} - set(LABELS) == set()


def test_catalogue_is_complete():
    catalogue = (ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    entries = [entry for entry in catalogue.split("\n\n") if entry.startswith(("msg", "#"))][1:]
    untranslated = [entry for entry in entries if re.search(r'msgstr(\[0\])? ""\n*(?!")\Z', entry)]

    assert untranslated == []
    assert "fuzzy" not in catalogue


def test_catalogue_holds_every_source_string():
    """Every literal in a translation call or tag stands in the catalogue; no tool outside Python is needed."""
    catalogue = (ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    known = {
        ast.literal_eval("(" + found.replace("\n", " ") + ")")
        for found in re.findall(r'^msgid(?:_plural)? ((?:".*"\n)+)', catalogue, re.M)
    }
    used = {string for path in SOURCES for string in strings_of(path)}
    used |= {string for path in (ROOT / "templates").rglob("*.html") for string in tags_of(path)}

    assert used - known == set()


def strings_of(path: Path) -> set[str]:
    """Literal first arguments of gettext calls, under whatever name the function was imported."""
    nodes = list(ast.walk(tree_of(path)))
    asked = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
    imports = [each for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names]
    names = {each.asname or each.name for each in imports if each.name in asked}
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") in names and call.args and isinstance(call.args[0], ast.Constant)
    }


def tags_of(path: Path) -> set[str]:
    """Literal arguments of `translate` tags."""
    text = path.read_text(encoding="utf-8")
    return {first or second for first, second in re.findall(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""", text)}


def test_nothing_speaks_of_its_workplace():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    texts = [
        ROOT / name
        for name in names
        if name.endswith((".py", ".md", ".html", ".css", ".yaml", ".yml", ".toml", ".txt", ".sh"))
    ]
    here = Path(__file__)
    found = [
        str(path.relative_to(ROOT))
        for path in texts
        if path != here and path.is_file() and FORBIDDEN.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_migrations_are_complete():
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings",
            "starbranch.settings.test",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
