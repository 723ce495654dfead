"""The editor's page of one draft: what is chosen, its form, the contents, checks and text around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.criteria.editing.checks import Findings, findings_of
from apps.criteria.editing.contents import part_lines, place_in_contents, section_lines, whole_worth
from apps.criteria.editing.criteria import (
    SECTION,
    as_items,
    columns_of,
    is_of_items,
    lists_of,
    shortened,
    spelt_out,
    switched,
    with_criterion,
)
from apps.criteria.editing.documents import book_of, criteria_of, path_of, sections_of, title_of
from apps.criteria.editing.edits import with_value
from apps.criteria.editing.kinds import BY_KEY, KINDS, kind_of
from apps.criteria.editing.parts import BY_PART, absent
from apps.criteria.editing.small import value_of
from apps.criteria.editing.speaking import passages_of
from apps.criteria.forms import ThingForm
from apps.criteria.models import Draft

FIRST = "rulebook"
CODE = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,19}")


@dataclass
class Chosen:
    """The thing in hand: a criterion, a section or a part; `form` has its fields."""

    place: str
    kind: str
    code: str
    title: str
    form: ThingForm
    mechanism: str = ""


class Editor:
    """One draft as a person works on it; `data` is what was posted, `place` what is chosen."""

    def __init__(self, draft: Draft, place: str, data: Any = None) -> None:
        self.draft, self.data = draft, data
        self.book = book_of(draft.text)
        self.place = self.known(place_in_contents(place))

    def known(self, place: str) -> str:
        """The place, if anything can stand there; else the first one."""
        path = path_of(place)
        if place in BY_PART:
            return place
        if len(path) in (2, 4) and path[0] == "sections" and path[1] in sections_of(self.book):
            is_there = len(path) == 2 or path[3] in criteria_of(sections_of(self.book)[path[1]])
            return place if is_there else f"sections/{path[1]}"
        return FIRST

    @cached_property
    def findings(self) -> Findings:
        return findings_of(self.draft)

    @property
    def section(self) -> dict[str, Any]:
        """The section in hand."""
        return sections_of(self.book)[path_of(self.place)[1]]

    @cached_property
    def chosen(self) -> Chosen:
        """What is in hand, with its form."""
        path, language = path_of(self.place), get_language() or ""
        if len(path) == 1:
            return self.part(path[0])
        if len(path) == 2:
            own = {key: value for key, value in self.section.items() if key != "criteria"}
            title = title_of(self.section, path[1], language)
            return Chosen(
                self.place, "section", path[1], title, ThingForm(own, SECTION, (), self.data, "criteria".__eq__)
            )
        thing = spelt_out(criteria_of(self.section)[path[3]], self.section)
        mechanism = "pass-or-fail" if self.is_item else kind_of(thing)
        columns = [column for column in columns_of(mechanism) if not (self.is_item and column.key == mechanism)]
        form = ThingForm(thing, columns, lists_of(mechanism), self.data)
        return Chosen(self.place, "criterion", path[3], title_of(thing, "", language), form, mechanism)

    @property
    def is_item(self) -> bool:
        """Whether the criterion in hand is passed or failed because its section says so."""
        return is_of_items(self.section)

    def part(self, key: str) -> Chosen:
        """A part beside the sections, as one thing that holds its top keys."""
        part = BY_PART[key]
        own = {each.name: self.book[each.name] for each in part.keys if each.name in self.book}
        columns = [each.column for each in part.keys if each.column]
        lists = [each for each in part.keys if each.rows]
        loose = [each.as_lines() for each in part.keys if not each.column and not each.rows]
        names = [each.name for each in part.keys]
        form = ThingForm(own, [*columns, *loose], lists, self.data, lambda name: name not in names)
        self.tell(form)
        return Chosen(key, "part", "", str(part.label), form)

    def tell(self, form: ThingForm) -> None:
        """Give every saved entry of a part its sentence."""
        said = {line.place: line.text for passage in passages_of(self.book) for line in passage.lines}
        for rows in form.lists:
            for number, row in enumerate(rows.rows, 1):
                names = (row.label, row.initial.get("for"), number)
                text = next((said[place] for name in names if (place := f"{rows.key.name}/{name}") in said), "")
                row.sentence = text.removeprefix(str(row.label)).lstrip(_(": ") + " ")

    def text_after(self) -> tuple[str, str]:
        """The text with what was typed, and the place of the thing then (its code may have changed)."""
        chosen, path = self.chosen, path_of(self.place)
        value = chosen.form.value()
        if chosen.kind == "part":
            text = self.draft.text
            for key in BY_PART[self.place].keys:
                text = with_value(text, (key.name,), value.get(key.name))
            return text, self.place
        code = self.code_after()
        if chosen.kind == "section":
            return self.section_after(value, code)
        switch = str(self.data.get("switch", ""))
        if switch in BY_KEY and switch != chosen.mechanism and not self.is_item:
            value = switched(value, switch, value_of(BY_KEY[switch].example))
        thing = shortened(value, criteria_of(self.section)[chosen.code], self.section)
        criteria = with_criterion(self.section, chosen.code, code, thing)
        return with_value(
            self.draft.text, ("sections", path[1], "criteria"), criteria
        ), f"sections/{path[1]}/criteria/{code}"

    def section_after(self, value: dict[str, Any], code: str) -> tuple[str, str]:
        """The text with the section as typed; its criteria stay, without their worth where they became items."""
        criteria = self.section.get("criteria", {})
        if is_of_items(value) and not is_of_items(self.section):
            criteria = as_items(criteria)
        whole = value | {"criteria": criteria}
        own = {key: whole[key] for key in self.section if key in whole} | whole
        sections = {
            code if each == self.chosen.code else each: own if each == self.chosen.code else old
            for each, old in self.book["sections"].items()
        }
        return with_value(self.draft.text, ("sections",), sections), f"sections/{code}"

    @property
    def code_fault(self) -> str:
        """Why the code as typed cannot be taken; empty where it can."""
        if self.data is None or self.chosen.kind == "part":
            return ""
        code = self.code_after()
        if code == self.chosen.code:
            return ""
        if not CODE.fullmatch(code):
            return _("A code begins with a letter, then letters, digits and dots: A1.")
        sections = sections_of(self.book)
        criteria = [each for section in sections.values() for each in criteria_of(section)]
        taken = sections if self.chosen.kind == "section" else criteria
        return _("%(code)s is taken. Choose another code.") % {"code": code} if code in taken else ""

    def code_after(self) -> str:
        """The code as typed; the old one where nothing was."""
        return str(self.data.get("code", "")).strip() or self.chosen.code

    def context(self) -> dict[str, Any]:
        """What the page shows around the form."""
        findings, chosen = self.findings, self.chosen
        return {
            "draft": self.draft,
            "chosen": chosen,
            "place": self.place,
            "sections": section_lines(self.book, findings, self.place),
            "parts": part_lines(self.book, findings),
            "absent": absent(self.book),
            "can_remove": self.can_remove,
            "whole": whole_worth(self.book),
            "findings": findings,
            "here": findings.at(self.place),
            "code_fault": self.code_fault,
            "kinds": self.kinds(),
            "is_item": chosen.kind == "criterion" and self.is_item,
            "reason": self.reason(),
            "is_readable": bool(self.book),
        }

    @property
    def can_remove(self) -> bool:
        """Whether the thing in hand stands and need not: a criterion, a section, a part that not every rulebook has."""
        part = BY_PART.get(self.place)
        return part is None or not (part.is_needed or part in absent(self.book))

    def kinds(self) -> Sequence[Any]:
        """The mechanisms to choose from."""
        return KINDS if self.chosen.kind == "criterion" and not self.is_item else ()

    def reason(self) -> dict[str, Any] | None:
        """The reason of the criterion in hand, where branches are owed one."""
        code = self.chosen.code
        if self.chosen.kind != "criterion" or code not in self.findings.reasons:
            return None
        text = self.draft.reasons.get(code, "")
        return {"text": text, "is_missing": not text, "base": str(self.draft.based_on or "")}
