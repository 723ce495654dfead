"""Definitions: those that ship are sound, faults are told by place, and what an older one held is never lost."""

import pytest

from apps.ledgers.entry_page import earlier_facts
from apps.ledgers.models import LedgerVersion
from apps.ledgers.reading import DefinitionError, ledgers, read_folder, read_ledger
from tests.factories.listing import entered

FAULTY = """
slug: Funds
title: 专项经费
entry: {zh: 一笔, en: one}
counted: {zh: "%(n)s 笔", en: "%(n)s"}
new: {zh: 记, en: enter}
write: [campaign, boss]
name: amount
list: [nothing]
guard: draws
columns:
  - {key: amount, title: {zh: 金额, en: Amount}, type: monney, colour: red}
  - {key: kind, title: {zh: 类, en: Kind}, type: choice}
states:
  - {key: new, title: {zh: 新, en: new}, acts: [{key: go, title: {zh: 走, en: go}, to: nowhere}]}
"""


def test_shipped_definitions_are_read_in_their_order():
    assert list(ledgers()) == ["funds", "fund-uses", "brands", "cases", "case-reuses", "honours"]
    assert ledgers()["fund-uses"].about.of == "funds"
    assert [state.key for state in ledgers()["cases"].states if state.is_shared] == ["published"]


def test_every_fault_is_told_with_its_place():
    with pytest.raises(DefinitionError) as refused:
        read_ledger(FAULTY, "funds.yaml")

    places = [fault.split(": ")[0] for fault in refused.value.faults]
    assert places == [
        "funds.yaml, slug",
        "funds.yaml, title",
        "funds.yaml, columns.1.colour",
        "funds.yaml, columns.1.type",
        "funds.yaml, columns.2.choices",
        "funds.yaml, write",
        "funds.yaml, columns",
        "funds.yaml, guard",
        "funds.yaml, list",
        "funds.yaml, states, act go",
    ]


def test_text_that_is_no_yaml_and_an_unknown_list_are_told(tmp_path):
    (tmp_path / "bad.yaml").write_text("slug: [", encoding="utf-8")
    uses = ledgers()["fund-uses"].text

    with pytest.raises(DefinitionError) as unread:
        read_folder(tmp_path)
    (tmp_path / "bad.yaml").write_text(uses, encoding="utf-8")
    with pytest.raises(DefinitionError) as alone:
        read_folder(tmp_path)

    assert "this is not YAML" in unread.value.faults[0]
    assert alone.value.faults == ["fund-uses, columns: there is no list “funds” to name an entry of."]


@pytest.mark.django_db
def test_entry_says_what_a_column_said_that_the_definition_has_no_longer(two):
    entry = entered(two.own, "funds", remark="留作示范")
    text = ledgers()["funds"].text
    shorter = read_ledger("\n".join(line for line in text.splitlines() if "key: remark" not in line))

    told = earlier_facts(shorter, entry)

    assert [(str(fact["title"]), fact["text"]) for fact in told] == [("备注", "留作示范")]
    assert LedgerVersion.objects.get().text == text
