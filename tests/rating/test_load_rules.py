"""What rules ask becomes conditions: stars, levels, quotas, vetoes, comparisons of every kind."""

from fractions import Fraction

import pytest

from apps.rating.exact import Rounding
from apps.rating.faults import RulebookError
from apps.rating.loading import inspect, load
from apps.rating.rulebook import OrderKey, Star
from tests.rating.rating import HEAD, TAIL
from tests.rating.rulebooks import EVERY, EVERY_TEXT, TINY_TEXT
from tests.rating.said import said

HALF = Fraction(1, 2)


def test_load_reads_what_lights_stars() -> None:
    stars: dict[str, Star] = {star.code: star for star in EVERY.stars}

    assert (stars["A"].kind, stars["A"].line, stars["A"].required) == ("line", 4000, True)
    assert (stars["B"].kind, said(stars["B"].condition)) == ("pass", "all(B1 yes; B2 yes)")
    assert said(stars["CC"].condition) == "all(C at least 10; any(type one of 机关; fact.region none of 西部))"
    assert [word for word, _ in stars["K"].medals] == ["金", "银"]


def test_load_reads_what_levels_ask() -> None:
    asked = [said(level.condition) for level in EVERY.levels]

    assert asked == [
        "all(lit at least 5; star.A yes; ballot.quorum yes)",
        "all(total at least 70; weakest-section at least 60; last-level at least 三星)",
        "total at least 50",
        "all()",
    ]


def test_load_fills_in_what_a_quota_leaves_unsaid() -> None:
    first, second = EVERY.quotas

    assert (first.levels, first.share, first.falls_to, first.within) == (("五星",), Fraction(1, 10), "四星", "campaign")
    assert [str(key.expression) for key in first.by] == ["total", "superior"]
    assert (second.levels, second.falls_to, second.by, second.rounding) == (
        ("五星", "四星"),
        "三星",
        EVERY.order,
        "down",
    )
    assert (second.base, second.ties, second.least, second.kind) == ("everybody", "left out", 1, "at most")
    assert second.rounding == "down"


def test_load_reads_who_counts_and_how_much() -> None:
    mix, panel, ballot = EVERY.mix, EVERY.panels["superior"], EVERY.ballot

    assert mix.shares == {
        "self": Fraction(1, 10),
        "ballot": Fraction(1, 5),
        "superior": Fraction(3, 5),
        "routine": Fraction(1, 10),
    }
    assert mix.missing == {"self": "zero", "ballot": "zero", "superior": "zero", "routine": "left out"}
    assert (mix.figures, EVERY.main_party, EVERY.parties["peer"]) == (frozenset(["routine"]), "superior", "shown")
    assert (panel.markers, panel.take, panel.drop, panel.least, panel.rounding) == (5, "trimmed", 1, 3, Rounding(2))
    assert ballot is not None
    assert [(option.code, option.points) for option in ballot.options][1:] == [
        ("fair", 60),
        ("poor", 0),
        ("abstain", None),
    ]
    assert (ballot.quorum, str(ballot.quorum_of), ballot.missing) == (HALF, "members", "zero")


def test_load_reads_the_rest_of_the_rules() -> None:
    keys: tuple[OrderKey, ...] = EVERY.order

    assert [(str(key.expression), key.smallest_first) for key in keys][-1] == ("fact.complaints", True)
    assert [(veto.effect, veto.level, veto.star, veto.look_back) for veto in EVERY.vetoes] == [
        ("no level", "", "", 2),
        ("cap", "三星", "", None),
        ("star out", "", "A", None),
    ]
    assert said(EVERY.vetoes[2].condition) == "all(fact.honour no; ballot below 50)"
    assert [said(word.condition) for word in EVERY.grades] == [
        "level one of 五星/四星",
        "level one of 三星",
        "level one of 其他",
    ]
    assert [(target.levels, target.stars, target.years) for target in EVERY.targets] == [
        (("五星", "四星", "三星"), None, 0),
        ((), 5, 3),
    ]
    assert EVERY.ladder is not None
    assert (EVERY.ladder.up, EVERY.ladder.no_record, said(EVERY.ladder.exception)) == (
        1,
        "三星",
        "fact.years-in-level at least 2",
    )


ASKED = [
    ("at least 2.5", "total at least 5/2"),
    ("3", "total exactly 3"),
    ("blank", "total blank"),
    ("at least 50% of members", "total at least 1/2 of members"),
    ("at most 1/3 of A + H", "total at most 1/3 of A + H"),
    ("[at least 8, below 9]", "all(total at least 8; total below 9)"),
    ("at least 50%", "total at least 43"),
    ("at least 1/2", "total at least 43"),
]


@pytest.mark.parametrize(("comparison", "asked"), ASKED)
def test_load_reads_comparisons(comparison: str, asked: str) -> None:
    text = EVERY_TEXT.replace("三星: {total: at least 50,", f"三星: {{total: {comparison}, A: at most 90%,")

    level = load(text).levels[2]

    assert said(level.condition) == f"all({asked}; A at most 54)"


def test_load_reads_conditions_within_conditions() -> None:
    asked = "none-of: [{A: below 9}], at-least-2-of: [{A: above 1}, {C: above 1}, {H: above 1}]"
    counted = "count-of: {figures: [A, C], are: at least 8, number: exactly 1}"
    text = EVERY_TEXT.replace("三星: {total: at least 50,", f"三星: {{{asked}, {counted},")

    level = load(text).levels[2]

    both = "A at least 8; C at least 8"
    assert said(level.condition) == (
        f"all(none(A below 9); some 2(A above 1; C above 1; H above 1); all(some 1({both}); none(some 2({both}))))"
    )


SHARES = [
    ("{weakest-section: below 1/2}", "weakest-section below 50"),
    ("{A + C: above 1/2}", "A + C above 40"),
    ("{superior: above 1/4}", "superior above 20"),
    ("{count-of: {figures: [A, C], are: at least 1/2, number: at least 1}}", "some 1(A at least 30; C at least 10)"),
]


@pytest.mark.parametrize(("condition", "asked"), SHARES)
def test_load_reads_a_fraction_as_the_share_that_it_is(condition: str, asked: str) -> None:
    text = EVERY_TEXT.replace("{fact.new: yes}", condition)

    assert said(load(text).unrated[0].condition) == asked


def test_load_reads_fractions_in_bands_and_the_quorum() -> None:
    bands = "reads: fact.come, out-of: fact.asked, bands: [{at least 2/3: 10}, {otherwise: 0}]"
    text = HEAD + "".join(f"{key}: {value}\n" for key, value in TAIL.items())
    text += f"sections: {{A: {{criteria: {{A1: {{{bands}}}}}}}}}\n"
    text += "ballot: {options: {good: 100, poor: 0}, quorum: at least 2/3 of members, round: 2}\n"
    text += "grants: [{level: 好, when: {ballot.quorum: yes}}]\n"

    rulebook = load(text)

    assert rulebook.scores[0].mechanism.bands[0].line == Fraction(2, 3)
    assert rulebook.ballot is not None
    assert (rulebook.ballot.quorum, str(rulebook.ballot.quorum_of)) == (Fraction(2, 3), "members")


@pytest.mark.parametrize("share", ["80%", "4/5"])
def test_load_reads_a_star_lit_by_a_share_of_full_marks(share: str) -> None:
    star = load(EVERY_TEXT.replace("lit-when: at least 40", f"lit-when: at least {share}")).stars[0]

    assert (star.kind, star.line, said(star.condition)) == ("line", 4800, "A at least 48")


def test_load_reads_factors_cases_and_numbers_in_sums() -> None:
    total = "total: {cases: [{when: {A: above 9}, of: A - K}, {otherwise: 100 - K + points}], round: {to: 0.5}}\n"
    text = EVERY_TEXT.replace("count-once:", f"{total}count-once:").replace(
        "    scale-to: 20\n", "    scale-to: 20\n    times: [{when: {members: above 99}, by: 120%}, {otherwise: 1}]\n"
    )

    rulebook = load(text)

    assert [(said(asked), str(of)) for asked, of in rulebook.total.cases] == [("A above 9", "A - K")]
    assert (str(rulebook.total.of), rulebook.total.rounding) == ("100 - K + A + H", Rounding(1, "half up", HALF))
    assert [(said(asked), number) for asked, number in rulebook.sections[2].times.cases] == [
        ("members above 99", Fraction(6, 5))
    ]


def test_load_reads_shown_parties_where_a_rule_names_them() -> None:
    rulebook = load(EVERY_TEXT.replace("[level, total,", "[level, total, peer.A,"))

    assert [each.key for each in rulebook.inputs if each.party == "peer"][:2] == ["peer.A1", "peer.A2"]


def test_load_asks_for_a_rounding_of_the_total_where_only_the_total_needs_one() -> None:
    thirds = HEAD + "".join(f"{key}: {value}\n" for key, value in TAIL.items())
    thirds += "sections: {A: {scale-to: 10, criteria: {A1: 30}}}\n"

    _, faults, _ = inspect(thirds)

    assert [(fault.field, fault.code) for fault in faults] == [("total.round", "needs-rounding")]


@pytest.mark.parametrize(
    ("factor", "told"),
    [("", [("sections.A.criteria.A1.times", "factor-open")]), ("facts: {k: {to: 2}}\n", [])],
)
def test_load_asks_how_large_a_factor_is_where_a_blank_counts_full_marks(
    factor: str, told: list[tuple[str, str]]
) -> None:
    text = HEAD + "".join(f"{key}: {value}\n" for key, value in TAIL.items())
    text += f"sections: {{A: {{criteria: {{A1: {{points: 10, times: fact.k, blank: full}}}}}}}}\n{factor}"

    _, faults, _ = inspect(text)

    assert [(fault.field, fault.code) for fault in faults] == told


def test_honours_name_the_levels_that_a_branch_is_put_forward_from() -> None:
    text = TINY_TEXT + "honours: {先进: 北优 or better, 典型: [双优]}\n"

    rulebook = load(text)

    assert [(honour.name, honour.levels) for honour in rulebook.honours] == [
        ("先进", ("双优", "北优")),
        ("典型", ("双优",)),
    ]


def test_honour_from_a_level_that_is_not_there_is_refused() -> None:
    with pytest.raises(RulebookError) as refused:
        load(TINY_TEXT + "honours: {先进: 五星}\n")

    assert [(fault.field, fault.params) for fault in refused.value.faults] == [
        ("honours.先进", {"word": "五星", "known": "双优, 北优, 其他"})
    ]
