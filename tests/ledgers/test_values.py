"""What typed words are kept as, to the fen; and what is refused, with its remedy."""

import pytest

from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Words
from apps.ledgers.values import ValueFault, grouped_yuan, read_value, said, typed, yuan

WORDS = Words("栏", "column")
MONEY = Column("amount", WORDS, ColumnType.MONEY, limit=1_000_000)
NUMBER = Column("since", WORDS, ColumnType.NUMBER, limit=2100, least=1949)
DAY = Column("on", WORDS, ColumnType.DATE)
KIND = Column("kind", WORDS, ColumnType.CHOICE, choices={"pilot": Words("试点单位", "pilot site")})
TEXT = Column("name", WORDS, ColumnType.TEXT, limit=4, is_required=True)
LONG = Column("idea", WORDS, ColumnType.LONG, limit=100)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("50000", 5_000_000),
        ("50,000.00", 5_000_000),
        ("５万元", 5_000_000),
        ("5万元", 5_000_000),
        ("0.01", 1),
        ("312.5元", 31_250),
        ("￥234,567.89", 23_456_789),
        (31200.0, 3_120_000),
        ("0.1", 10),
    ],
)
def test_money_is_kept_as_whole_fen(text, fen):
    assert read_value(MONEY, text) == fen


@pytest.mark.parametrize(
    ("column", "text", "hint"),
    [
        (MONEY, "1.005", "money"),
        (MONEY, "五万", "money"),
        (MONEY, "1,00", "money"),
        (MONEY, "0", "money-least"),
        (MONEY, "-5", "money-least"),
        (MONEY, "1000000.01", "money-most"),
        (NUMBER, "2023.5", "number"),
        (NUMBER, "1900", "number-least"),
        (NUMBER, "3000", "number-most"),
        (DAY, "2025-02-29", "date"),
        (DAY, "1900-01-01", "date"),
        (DAY, "明天", "date"),
        (KIND, "也许", "choice"),
        (TEXT, "五个字太长", "long"),
        (TEXT, "　 ", "required"),
    ],
)
def test_what_cannot_be_kept_says_why(column, text, hint):
    with pytest.raises(ValueFault) as refused:
        read_value(column, text)

    assert refused.value.hint == hint
    assert "%(" not in refused.value.message


@pytest.mark.parametrize(
    "text", ["2025-3-5", "2025年3月5日", "2025/03/05", "2025.3.5", "2025-03-05T00:00:00", "２０２５-３-５"]
)
def test_day_is_read_in_every_way_people_write_it(text):
    assert read_value(DAY, text) == "2025-03-05"


@pytest.mark.parametrize("text", ["pilot", "试点单位", "Pilot site"])
def test_choice_is_read_by_key_and_by_words_of_both_languages(text):
    assert read_value(KIND, text) == "pilot"


def test_nothing_is_nothing_and_long_words_keep_their_lines():
    assert [read_value(column, None) for column in (MONEY, NUMBER, DAY, KIND, LONG)] == [None] * 5
    assert read_value(LONG, " 一\n二\0 ") == "一\n二"


def test_values_are_shown_and_typed_again():
    assert [grouped_yuan(fen) for fen in (5_000_000, 31_250, 1, 0, -3_120_000)] == [
        "50,000",
        "312.50",
        "0.01",
        "0",
        "−31,200",
    ]
    assert [yuan(fen) for fen in (5_000_000, 31_250)] == ["50000", "312.50"]
    assert [typed(MONEY, 31_250), typed(DAY, "2025-03-05"), typed(TEXT, None)] == ["312.50", "2025-03-05", ""]
    assert [said(KIND, "pilot"), said(DAY, "2025-03-05"), said(MONEY, 5_000_000)] == [
        "试点单位",
        "2025 年 3 月 5 日",
        "50,000",
    ]
