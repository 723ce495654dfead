"""Which lists are there? Definitions read from YAML and checked; what is wrong is told by file, place and remedy."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from apps.ledgers.choices import ColumnType, Guard
from apps.ledgers.defining import NOTHING, Act, Column, Ledger, State, Words
from apps.organisations.choices import Power

FOLDER = Path(__file__).parent / "definitions"
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
LIMITS = {ColumnType.TEXT: 120, ColumnType.LONG: 2000, ColumnType.NUMBER: 9_999_999, ColumnType.MONEY: 100_000_000}
LEDGER_KEYS = {
    *("slug", "order", "title", "entry", "counted", "new", "columns", "write", "name", "list"),
    *("year", "amount", "tally", "guard", "alike", "shared", "states"),
}
COLUMN_KEYS = {"key", "title", "type", "required", "limit", "least", "help", "choices", "of"}
STATE_KEYS = {"key", "title", "open", "shared", "acts"}
ACT_KEYS = {"key", "title", "to", "reason"}
POINTERS = {
    "name": {ColumnType.TEXT},
    "year": {ColumnType.DATE, ColumnType.NUMBER},
    "amount": {ColumnType.MONEY},
    "tally": {ColumnType.CHOICE},
}


class DefinitionError(Exception):
    """A definition that cannot be used; `faults` holds a sentence each, with the place in front."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Reader:
    """Reads one definition and gathers its faults instead of stopping at the first."""

    def __init__(self, source: str) -> None:
        self.source, self.faults = source, []

    def fault(self, place: str, words: str) -> None:
        self.faults.append(f"{self.source}, {place}: {words}")

    def known(self, place: str, given: Any, keys: set[str]) -> dict[str, Any]:
        """A mapping with known keys only."""
        if not isinstance(given, dict):
            self.fault(place, f"write keys and values here; known keys are {listed(keys)}.")
            return {}
        for key in given:
            if key not in keys:
                self.fault(f"{place}.{key}", f"“{key}” is not known here; known keys are {listed(keys)}.")
        return given

    def words(self, place: str, given: Any) -> Words:
        """Words in both languages."""
        if isinstance(given, dict) and set(given) == {"zh", "en"} and all(isinstance(w, str) for w in given.values()):
            return Words(given["zh"], given["en"])
        self.fault(place, "write the words in both languages: {zh: 用途, en: For what}.")
        return NOTHING

    def key(self, place: str, given: Any) -> str:
        """A short name for machines."""
        if isinstance(given, str) and KEY.fullmatch(given):
            return given
        self.fault(place, f"“{given}” cannot be a key; write small letters, digits and hyphens, a letter first.")
        return ""

    def whole(self, place: str, given: Any, usual: int) -> int:
        if given is None:
            return usual
        if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
            return given
        self.fault(place, f"“{given}” is not a whole number.")
        return usual

    def items(self, place: str, given: Any) -> list[Any]:
        if isinstance(given, list):
            return given
        self.fault(place, "write a list here.")
        return []

    def one_of(self, place: str, given: Any, allowed: set[str]) -> str:
        if isinstance(given, str) and given in allowed:
            return given
        self.fault(place, f"“{given}” is none of {listed(allowed)}.")
        return ""

    def column(self, place: str, given: Any) -> Column:
        given = self.known(place, given, COLUMN_KEYS)
        kind = self.one_of(f"{place}.type", given.get("type"), set(ColumnType.values))
        kind = ColumnType(kind) if kind else ColumnType.TEXT
        choices = {}
        if kind == ColumnType.CHOICE:
            told = given.get("choices") if isinstance(given.get("choices"), dict) else {}
            choices = {
                self.key(f"{place}.choices", key): self.words(f"{place}.choices.{key}", w) for key, w in told.items()
            }
            if not choices:
                self.fault(f"{place}.choices", "a choice needs what to choose from: {pilot: {zh: 试点, en: pilot}}.")
        return Column(
            key=self.key(f"{place}.key", given.get("key")),
            title=self.words(f"{place}.title", given.get("title")),
            type=kind,
            is_required=bool(given.get("required")) or kind in {ColumnType.ORGANISATION, ColumnType.ENTRY},
            limit=self.whole(f"{place}.limit", given.get("limit"), LIMITS.get(kind, 0)),
            least=self.whole(f"{place}.least", given.get("least"), 0),
            help=self.words(f"{place}.help", given["help"]) if "help" in given else NOTHING,
            choices=choices,
            of=self.key(f"{place}.of", given.get("of")) if kind == ColumnType.ENTRY else "",
        )

    def state(self, place: str, given: Any) -> State:
        given = self.known(place, given, STATE_KEYS)
        acts = enumerate(self.items(f"{place}.acts", given.get("acts", [])), start=1)
        return State(
            key=self.key(f"{place}.key", given.get("key")),
            title=self.words(f"{place}.title", given.get("title")),
            is_open=bool(given.get("open")),
            is_shared=bool(given.get("shared")),
            acts=tuple(self.act(f"{place}.acts.{number}", one) for number, one in acts),
        )

    def act(self, place: str, given: Any) -> Act:
        given = self.known(place, given, ACT_KEYS)
        return Act(
            key=self.key(f"{place}.key", given.get("key")),
            title=self.words(f"{place}.title", given.get("title")),
            to=self.key(f"{place}.to", given.get("to")),
            needs_reason=bool(given.get("reason")),
        )

    def ledger(self, text: str) -> Ledger:
        """The whole definition, checked within itself."""
        given = self.known("definition", load(text, self), LEDGER_KEYS)
        columns = enumerate(self.items("columns", given.get("columns")), start=1)
        states = enumerate(self.items("states", given.get("states", [])), start=1)
        powers = self.items("write", given.get("write"))
        ledger = Ledger(
            slug=self.key("slug", given.get("slug")),
            order=self.whole("order", given.get("order"), 0),
            title=self.words("title", given.get("title")),
            entry=self.words("entry", given.get("entry")),
            counted=self.words("counted", given.get("counted")),
            new=self.words("new", given.get("new")),
            columns=tuple(self.column(f"columns.{number}", one) for number, one in columns),
            powers=tuple(self.one_of("write", power, set(Power.values)) for power in powers),
            listed=tuple(str(key) for key in self.items("list", given.get("list"))),
            guard=Guard(self.one_of("guard", given.get("guard", ""), set(Guard.values))),
            finds_alike=bool(given.get("alike")),
            is_shared=bool(given.get("shared")),
            states=tuple(self.state(f"states.{number}", one) for number, one in states),
            text=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            **{key: str(given.get(key, "")) for key in POINTERS},
        )
        self.check(ledger)
        return ledger

    def check(self, ledger: Ledger) -> None:
        """What parts of one definition say of each other."""
        keys = [column.key for column in ledger.columns]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault("columns", f"the key “{key}” stands twice; give each column its own.")
        for kind in (ColumnType.ORGANISATION, ColumnType.ENTRY):
            if sum(column.type == kind for column in ledger.columns) > 1:
                self.fault("columns", f"only one column may be of the type {kind}.")
        if ledger.owner is None and ledger.about is None:
            self.fault("columns", "one column of the type organisation must say whose entry it is.")
        if ledger.guard and ledger.about is None:
            self.fault("guard", f"“{ledger.guard}” needs a column of the type entry.")
        if not ledger.powers:
            self.fault("write", f"say who may write: {listed(set(Power.values))}.")
        self.check_pointers(ledger)
        states = {state.key for state in ledger.states}
        for act in (act for state in ledger.states for act in state.acts):
            if act.to not in states:
                self.fault(f"states, act {act.key}", f"“{act.to}” is none of {listed(states)}.")

    def check_pointers(self, ledger: Ledger) -> None:
        """Keys that name a column must name one of a fitting type."""
        for pointer, kinds in POINTERS.items():
            key = getattr(ledger, pointer)
            column = ledger.column(key)
            if (key or pointer == "name") and (column is None or column.type not in kinds):
                self.fault(pointer, f"“{key}” must be the key of a column of the type {listed(set(kinds))}.")
        for key in ledger.listed:
            if ledger.column(key) is None:
                self.fault("list", f"there is no column “{key}”.")


def listed(words: set[str]) -> str:
    return ", ".join(sorted(str(word) or "(nothing)" for word in words))


def load(text: str, reader: Reader) -> Any:
    """YAML as plain values."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reader.fault(f"line {mark.line + 1}" if mark else "definition", "this is not YAML; check indents and colons.")
        return {}


def read_ledger(text: str, source: str = "definition") -> Ledger:
    """One definition; refuses with DefinitionError, which tells every fault."""
    reader = Reader(source)
    ledger = reader.ledger(text)
    if reader.faults:
        raise DefinitionError(reader.faults)
    return ledger


def read_folder(folder: Path) -> dict[str, Ledger]:
    """All definitions of a folder by slug, in their order; lists that name each other are checked, too."""
    found: dict[str, Ledger] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            ledger = read_ledger(path.read_text(encoding="utf-8"), path.name)
        except DefinitionError as error:
            faults += error.faults
            continue
        if ledger.slug in found:
            faults.append(f"{path.name}, slug: “{ledger.slug}” is the slug of another definition.")
        found[ledger.slug] = ledger
    for ledger in found.values():
        if not faults and ledger.about and ledger.about.of not in found:
            faults.append(f"{ledger.slug}, columns: there is no list “{ledger.about.of}” to name an entry of.")
    if faults:
        raise DefinitionError(faults)
    return dict(sorted(found.items(), key=lambda item: item[1].order))


@cache
def ledgers() -> Mapping[str, Ledger]:
    """The lists of this house, in their order."""
    return read_folder(FOLDER)


def parts_of(slug: str) -> list[Ledger]:
    """Lists whose entries are about entries of this one."""
    return [one for one in ledgers().values() if one.about and one.about.of == slug]
