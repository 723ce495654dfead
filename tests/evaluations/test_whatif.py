"""A run under changed rules: what can be changed, how a change enters the text, who moves and why."""

from fractions import Fraction

import pytest

from apps.criteria.selectors import shipped_rulebooks
from apps.evaluations.columns import inputs_of
from apps.evaluations.models import Run
from apps.evaluations.selectors import current_run
from apps.evaluations.whatif.changes import changed_text, changes_of, document_of, knobs_of
from apps.evaluations.whatif.knobs import rules_of
from apps.evaluations.whatif.trial import try_out
from apps.rating.causes import Cause
from tests.factories.fixtures import clean

__all__ = ["clean"]

TEXT = shipped_rulebooks()["xuchang-2025"]
LINE_B, LINE_D = "/stars/1/lit-when", "/stars/3/lit-when"


@pytest.fixture
def run(clean, db) -> Run:
    return current_run(clean.campaign)


def test_rules_of_a_rulebook_are_its_numbers_and_choices() -> None:
    rules = rules_of(document_of(TEXT))

    assert [rule.where for rule in rules if rule.path[0] in ("stars", "vetoes", "order")] == [
        *(f"/stars/{number}/lit-when" for number in range(5)),
        "/vetoes/V1/effect",
        "/vetoes/V2/effect",
        "/order",
    ]
    assert len([rule for rule in rules if rule.path[-1] == "points"]) == 25


def test_weights_that_only_mean_something_together_stand_on_one_card() -> None:
    document = {"parties": {"self": "10%", "superior": "90%"}, "levels": [{"五星": {"lit": "at least 5"}}]}

    found = [(rule.where, [knob.where for knob in rule.knobs]) for rule in rules_of(document)]

    assert found == [
        ("/parties", ["/parties/self", "/parties/superior"]),
        ("/levels/0/五星/lit", ["/levels/0/五星/lit"]),
    ]


@pytest.mark.parametrize(
    ("where", "typed", "written"),
    [
        (LINE_B, "79", "lit-when: at least 79}"),
        (LINE_B, "at least 79", "lit-when: at least 79}"),
        (LINE_B, "x: {", 'lit-when: "x: {"}'),
        ("/order", "total, stars", "order: [total, stars]"),
        ("/sections/A/criteria/A1/points", "30", "points: 30"),
    ],
)
def test_change_enters_the_text_where_the_value_stood(where, typed, written) -> None:
    text = changed_text(TEXT, changes_of(TEXT, [(where, typed)]))

    changed = [new for old, new in zip(TEXT.splitlines(), text.splitlines(), strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0].endswith(written)


def test_changes_of_what_no_rulebook_text_holds_are_left_out() -> None:
    asked = [("/stars/9/lit-when", "1"), ("/title/zh", "x"), ("/nowhere", "1"), ("lit-when", "1")]

    assert changes_of(TEXT, asked) == []
    assert "/title/zh" not in knobs_of(TEXT)


def test_trial_without_changes_moves_nobody(run) -> None:
    trial = try_out(run, [])

    assert trial.comparison.matrix.diagonal().tolist() == run.counts["levels"] == [28, 229, 512, 131]
    assert trial.comparison.only_place == 0


def test_trial_moves_exactly_those_whose_figure_crosses_the_new_line(run) -> None:
    trial = try_out(run, [(LINE_B, "79"), (LINE_D, "81")])

    sections = inputs_of(run).marks.reshape(-1, 5, 5).sum(axis=2)
    vetoed = inputs_of(run).vetoes.any(axis=1)

    def level(row, lines):
        lit = [points >= line for points, line in zip(row, lines, strict=True)]
        return 5 - sum(lit) if lit[4] and sum(lit) >= 3 else 3

    lines = (8000, 7900, 8000, 8100, 8000)
    then = [3 if veto else level(row, lines) for row, veto in zip(sections.tolist(), vetoed, strict=True)]
    assert trial.comparison.after.level.tolist() == then
    now = trial.comparison.before.level.tolist()
    assert trial.comparison.risen == sum(a < b for a, b in zip(then, now, strict=True))
    assert trial.comparison.fallen == sum(a > b for a, b in zip(then, now, strict=True))


def test_each_change_says_what_it_does_alone(run) -> None:
    both = try_out(run, [(LINE_B, "79"), (LINE_D, "81")])
    alone = try_out(run, [(LINE_B, "79")])

    assert both.effects[LINE_B].risen == alone.comparison.risen > 0
    assert both.effects[LINE_B].fallen == both.effects[LINE_D].risen == 0


def test_change_that_no_rulebook_could_hold_is_left_out_and_said(run) -> None:
    trial = try_out(run, [(LINE_B, "79"), (LINE_D, "101")])

    assert trial.left_out == (LINE_D,)
    assert [fault.code for fault in trial.effects[LINE_D].faults] == ["star-line"]
    assert trial.comparison.risen == trial.effects[LINE_B].risen


def test_cause_is_the_figure_that_crossed_the_line(run) -> None:
    trial = try_out(run, [(LINE_B, "79")])
    row = int(trial.comparison.movers()[0])

    points = int(inputs_of(run).marks[row, 5:10].sum())

    now = Fraction(points, 100)
    assert trial.causes([row]) == [[Cause("figure", "B", now, now, "at least", Fraction(79))]]


def test_trial_stores_nothing(run, django_assert_num_queries) -> None:
    try_out(run, [(LINE_B, "79")])

    with django_assert_num_queries(0):
        try_out(run, [(LINE_B, "78")])


LOOKED_BACK = TEXT.replace("effect: no level}\n", "effect: no level, look-back: 2 years}\n", 1)


@pytest.mark.parametrize("order", [1, -1])
def test_veto_goes_whole_although_another_value_of_it_is_changed_too(order) -> None:
    asked = [("/vetoes/V1/effect", ""), ("/vetoes/V1/look-back", "3")][::order]

    changes = changes_of(LOOKED_BACK, asked)

    assert [change.value for change in changes] == ["", "3 years"][::order]
    assert list(document_of(changed_text(LOOKED_BACK, changes))["vetoes"]) == ["V2"]


def test_nothing_in_place_of_another_choice_takes_nothing_out() -> None:
    quota = "quotas:\n  - {for: 五星, at-most: 20%, of: rated, rounding: down}\n"

    changed = changed_text(TEXT + quota, changes_of(TEXT + quota, [("/quotas/0/rounding", "")]))

    assert document_of(changed)["quotas"] == [{"for": "五星", "at-most": "20%", "of": "rated", "rounding": ""}]


def test_values_that_change_nothing_do_not_push_out_those_that_do() -> None:
    idle = [(knob.where, knob.shown) for knob in knobs_of(TEXT).values() if knob.where != LINE_D]

    changes = changes_of(TEXT, [*idle, (LINE_D, "81")])

    assert len(idle) > 30
    assert [(change.knob.where, change.value) for change in changes] == [(LINE_D, "at least 81")]


def test_changes_that_only_fail_together_are_all_left_out(run) -> None:
    apart = [("/sections/B/sum", "95"), (LINE_B, "98")]

    trial = try_out(run, [*apart, (LINE_D, "101")])

    assert set(trial.left_out) == set(trial.effects)
    assert not trial.is_said_by_cards
    assert trial.faults
    assert trial.text == run.rulebook_version.text


def test_mark_above_a_lower_maximum_counts_as_the_maximum(run) -> None:
    trial = try_out(run, [("/sections/B/criteria/B2/points", "10"), ("/sections/B/sum", "90")])

    column = [each.key for each in trial.after.rules.inputs].index("B2")
    marks = inputs_of(run).marks[:, column]
    lost = trial.before.outcome.judgement.total - trial.after.outcome.judgement.total
    assert trial.left_out == ()
    assert marks.max() > 1000
    assert lost.tolist() == (marks - marks.clip(max=1000)).tolist()
