"""A workbook of criteria read into sections: harmless mess is taken as meant, faults name row and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.core.tables import Cell, Workbook, column_letter, listed, narrow, number_of, text_of
from apps.criteria.editing.criteria import is_of_items, spelt_out
from apps.criteria.editing.documents import criteria_of, sections_of, words_of
from apps.criteria.editing.kinds import kind_of
from apps.criteria.editing.small import value_of
from apps.criteria.editing.tables.headings import HOW_WORDS, KIND_WORDS, PLAIN_KINDS, Heads, find_heads, known

CODE = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,19}")
BETWEEN = re.compile(r"[,，、;；/\s]+")
EVERYWHERE = ("全部", "所有", "all")


@dataclass(frozen=True)
class RowFault:
    """A cell that cannot be taken: where it stands, what it holds, what belongs there."""

    row: int
    letter: str
    value: str
    message: str

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {"row": self.row, "column": self.letter, "value": self.value, "message": self.message}


@dataclass
class CriteriaSheet:
    """What a workbook gives: the sections as they would be, which criteria are new or changed, and the faults."""

    sections: dict[str, dict[str, Any]]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read_criteria(workbook: Workbook, book: Mapping[str, Any], *, is_whole: bool) -> CriteriaSheet:
    """The rulebook's sections with the rows of the first sheet that has the headings.

    is_whole: criteria that the workbook does not name are taken away; else they stay.
    """
    for sheet in workbook.sheets:
        heads = find_heads(sheet.rows)
        if heads:
            return Reading(book, heads, sheet.rows).read(is_whole=is_whole)
    message = _(
        "No row of headings was found. Name the columns 板块, 编码, 标准, 满分, 评分指引, 佐证, 怎么评, 适用领域."
    )
    return CriteriaSheet({}, faults=[RowFault(1, "A", "", message)])


class Reading:
    """One pass over the rows."""

    def __init__(self, book: Mapping[str, Any], heads: Heads, rows: list[list[Cell]]) -> None:
        self.heads, self.rows = heads, rows
        self.sheet = CriteriaSheet({code: dict(section) for code, section in sections_of(book).items()})
        for section in self.sheet.sections.values():
            section["criteria"] = criteria_of(section)
        self.seen: dict[str, int] = {}

    def read(self, *, is_whole: bool) -> CriteriaSheet:
        """All rows below the headings."""
        section = ""
        for number, row in enumerate(self.rows[self.heads.row + 1 :], self.heads.row + 2):
            if any(text_of(cell) for cell in row):
                section = self.row(number, row, section)
        if is_whole and not self.sheet.faults:
            self.drop_unnamed()
        for each in self.sheet.sections.values():
            if each["criteria"] and all(thing is None for thing in each["criteria"].values()):
                each["criteria"] = list(each["criteria"])
        return self.sheet

    def cell(self, row: list[Cell], name: str) -> str:
        """What a field's cell says; empty without the column."""
        column = self.heads.fields.get(name)
        return text_of(row[column]) if column is not None and column < len(row) else ""

    def fault(self, number: int, name: str, value: str, message: str) -> None:
        column = self.heads.fields.get(name, 0)
        self.sheet.faults.append(RowFault(number, column_letter(column), value, message))

    def row(self, number: int, row: list[Cell], above: str) -> str:
        """Take one row; gives the section that the next row without one belongs to."""
        typed = narrow(self.cell(row, "code")).replace(" ", "")
        if not CODE.fullmatch(typed):
            message = _("A code begins with a letter, then letters, digits and dots: A1.")
            self.fault(number, "code", self.cell(row, "code"), message)
            return above
        if typed in self.seen:
            message = _("%(code)s stands in row %(row)s already.") % {"code": typed, "row": self.seen[typed]}
            self.fault(number, "code", typed, message)
            return above
        self.seen[typed] = number
        section = self.section_of(self.cell(row, "section"), typed, above)
        self.put(number, row, section, typed)
        return section

    def section_of(self, named: str, code: str, above: str) -> str:
        """The section by its code or title, else the one that has the criterion, the one above, or a new one."""
        sections = self.sheet.sections
        for own, section in sections.items():
            title = words_of(section.get("title"), "zh")
            if named and narrow(named).replace(" ", "").lower() in {
                own.lower(),
                title.lower(),
                f"{own}{title}".lower(),
            }:
                return own
        if not named:
            holding = next((own for own, section in sections.items() if code in section["criteria"]), "")
            if holding or above:
                return holding or above
        return self.new_section(named, code)

    def new_section(self, named: str, code: str) -> str:
        """A section that the rulebook did not have: its code from the cell (“B 服务”), else from the criterion's."""
        found = re.fullmatch(r"([A-Za-z][A-Za-z0-9]*)[\s、.．:：]+(.+)", narrow(named))
        own = found[1] if found else re.match(r"[A-Za-z]+", code)[0]
        title = found[2] if found else named or own
        while own in self.sheet.sections:
            own += "x"
        self.sheet.sections[own] = {"title": title, "short": title[:4], "letter": title[:1], "criteria": {}}
        return own

    def put(self, number: int, row: list[Cell], own: str, code: str) -> None:
        """One criterion as the row says it; what has no column stays as it was."""
        section = self.sheet.sections[own]
        holding = next((key for key, each in self.sheet.sections.items() if code in each["criteria"]), "")
        before = self.sheet.sections[holding]["criteria"][code] if holding else None
        spelt = spelt_out(before, self.sheet.sections[holding]) if holding else {}
        after = dict(spelt)
        self.put_words(after, row)
        if not after.get("title"):
            self.fault(number, "title", "", _("The criterion needs a name."))
        if not is_of_items(section):
            self.put_worth(number, row, after)
        self.put_rest(number, row, after)
        if holding and holding != own:
            del self.sheet.sections[holding]["criteria"][code]
        if not holding:
            self.sheet.added.append(code)
        elif after != spelt or holding != own:
            self.sheet.changed.append(code)
        is_title_only = is_of_items(section) and set(after) == {"title"}
        section["criteria"][code] = (
            before if holding == own and after == spelt else after["title"] if is_title_only else after
        )

    def put_words(self, thing: dict[str, Any], row: list[Cell]) -> None:
        """Title, guide and the own texts of types."""
        for name in ("title", "guide"):
            chinese, english = self.cell(row, name), self.cell(row, f"{name}-en")
            kept = thing.get(name)
            english = english or (kept.get("en", "") if isinstance(kept, dict) and kept.get("zh") == chinese else "")
            if chinese:
                thing[name] = {"zh": chinese, "en": english} if english else chinese
            elif name in self.heads.fields:
                thing.pop(name, None)
        for (kind, name), column in self.heads.own.items():
            text = text_of(row[column]) if column < len(row) else ""
            texts = mapping_of(thing.get("texts"))
            own = mapping_of(texts.get(kind))
            if text and words_of(own.get(name), "zh") != text:
                own[name] = text
                thing["texts"] = texts | {kind: own}

    def put_worth(self, number: int, row: list[Cell], thing: dict[str, Any]) -> None:
        """Its mechanism and what it is worth."""
        said = self.cell(row, "kind")
        kind = known(KIND_WORDS, said) if said else kind_of(thing)
        if not kind:
            words = listed([KIND_WORDS[each][0] for each in PLAIN_KINDS])
            self.fault(number, "kind", said, _("Not a way to mark. Write one of: %(words)s.") % {"words": words})
            return
        if kind not in PLAIN_KINDS:
            if kind != kind_of(thing):
                self.fault(
                    number, "kind", said, _("This way to mark needs more than a table holds. Set it in the editor.")
                )
            return
        worth = self.cell(row, "worth")
        amount = number_of(worth, ("分",)) if worth else None
        if amount is None:
            if worth or kind not in thing:
                self.fault(number, "worth", worth, _("A number belongs here, such as 20."))
            return
        if kind != kind_of(thing):
            thing.pop(kind_of(thing), None)
        thing[kind] = value_of(amount.text.removeprefix("+"))

    def put_rest(self, number: int, row: list[Cell], thing: dict[str, Any]) -> None:
        """Proof, how it is checked, and for which types."""
        proof = self.cell(row, "proof")
        amount = number_of(proof, ("份", "个")) if proof else None
        if amount and amount.text.isdigit():
            thing.pop("proof", None)
            thing |= {"proof": int(amount.text)} if int(amount.text) else {}
        elif proof:
            self.fault(number, "proof", proof, _("How many files, as a whole number."))
        how = self.cell(row, "how")
        if how and not known(HOW_WORDS, how):
            words = listed([each[0] for each in HOW_WORDS.values()])
            self.fault(number, "how", how, _("Write one of: %(words)s.") % {"words": words})
        elif how:
            thing["how"] = known(HOW_WORDS, how)
        types = [word for word in BETWEEN.split(self.cell(row, "for")) if word]
        if types and types[0].lower() not in EVERYWHERE:
            thing["for"] = types
        elif "for" in self.heads.fields:
            thing.pop("for", None)

    def drop_unnamed(self) -> None:
        """Take away what the workbook does not name, and sections that are then empty."""
        for own, section in list(self.sheet.sections.items()):
            gone = [code for code in section["criteria"] if code not in self.seen]
            self.sheet.gone += gone
            section["criteria"] = {code: each for code, each in section["criteria"].items() if code in self.seen}
            if not section["criteria"]:
                del self.sheet.sections[own]


def mapping_of(value: Any) -> dict[str, Any]:
    """A mapping that may be added to; what is none is nothing."""
    return dict(value) if isinstance(value, dict) else {}
