"""Rules that cannot hold are refused where they stand; doubtful ones are pointed out and let pass."""

import pytest

from apps.rating.faults import MESSAGES
from apps.rating.loading import inspect
from tests.rating import test_load_faults as shapes
from tests.rating.rulebooks import EVERY_TEXT, XUCHANG_TEXT

Told = list[tuple[int, str, str]]
CRITERIA = "sections.A.criteria"


def changed(before: str, after: str) -> str:
    """The rulebook of everything with one place changed; `before` must stand in it exactly once."""
    assert EVERY_TEXT.count(before) == 1
    return EVERY_TEXT.replace(before, after)


def told(text: str) -> tuple[Told, Told]:
    """Line, field and code of every fault and every reminder; what cannot be said is an error here."""
    _, faults, reminders = inspect(text)
    found = [[(each.line, each.field, each.code) for each in group] for group in (faults, reminders)]
    assert [each.message for each in (*faults, *reminders) if "%(" in each.message] == []
    return found[0], found[1]


NAMES = [
    (
        "{total: at least 50, stars: 3}",
        "{totl: at least 50, stars: 3}",
        (65, "levels.3.三星.totl", "figure-unknown-close"),
    ),
    ("{total: at least 50, stars: 3}", "{业绩: at least 50, stars: 3}", (65, "levels.3.三星.业绩", "figure-unknown")),
    ("{fact.new: yes}", "{fact.turnout: below -3}", (61, "without-rating.新成立.when.fact.turnout", "fact-range")),
    ("fact.saved: yes", "fact.honours: yes", (60, "grants.1.when.fact.honours", "figure-unknown-close")),
    ("{fact.new: yes}", "{fact.new: 新}", (61, "without-rating.新成立.when.fact.new", "fact-words")),
    ("{fact.new: yes}", "{fact.turnout: yes}", (61, "without-rating.新成立.when.fact.turnout", "not-yes-or-no")),
    (
        "{fact.new: yes}",
        "{fact.new: yes, any-of: [{fact.new: 1}]}",
        (61, "without-rating.新成立.when.fact.new", "fact-mixed"),
    ),
    ("fact.region: not 西部", "fact.region: not 北部", (53, "stars.3.lit-when.any-of.2.fact.region", "word-unknown")),
    ("fact.region: not 西部", "fact.region: above 1", (53, "stars.3.lit-when.any-of.2.fact.region", "wants-words")),
    ("{points: A + H}", "{points: A + type}", (49, "figures.points", "not-a-number")),
    ("{points: A + H}", "{points: A + points}", (49, "figures.points", "circular")),
    ("{points: A + H}", "{points: A + lit}", (49, "figures.points", "not-yet")),
    ("reads: fact.turnout", "reads: total", (29, f"{CRITERIA}.A6.reads", "not-yet")),
    ("{C: at least 10, any-of", "{star.K: yes, any-of", (53, "stars.3", "not-yet")),
    ("{C: at least 10, any-of", "{star.CC: yes, any-of", (53, "stars.3", "circular")),
    (
        "fact.honour: no, ballot: below 50",
        "fact.honour: no, ballot: below 50%, ballot.count: at least 5%",
        (59, "vetoes.V3.when.ballot.count", "share-of-what"),
    ),
    ("marked-by: superior", "marked-by: boss", (40, "sections.C.criteria.C4.marked-by", "party-unknown")),
    ("[A5, H]", "[A5, H9]", (48, "count-once.1.2", "criterion-unknown")),
]

CRITERIA_FAULTS = [
    ("{each: 2, at-most: 10, blank: full}", "{each: 2, points: 10}", (26, f"{CRITERIA}.A3.points", "key-idle")),
    ("{each: 2, at-most: 10, blank: full}", "{each: 2, bonus: 10}", (26, f"{CRITERIA}.A3.bonus", "kind-twice")),
    ("{each: 2, at-most: 10, blank: full}", "{guide: Look}", (26, f"{CRITERIA}.A3", "kind-missing")),
    ("late: {each: 0.5}", "late: {guide: Look}", (27, f"{CRITERIA}.A4.fines.late", "fine-way")),
    ("{at least 90: 8}", "{at least 96: 8}", (29, f"{CRITERIA}.A6.bands.2", "band-empty")),
    ("{at least 95: 10}", "{at least 101: 10}", (29, f"{CRITERIA}.A6.bands.1", "band-empty")),
    (", {otherwise: 0}], reads", "], reads", (29, f"{CRITERIA}.A6.bands", "band-otherwise")),
    ("{at least 90: 8}", "{at least 90%: 8}", (29, f"{CRITERIA}.A6.bands.2.at least 90%", "band-percent")),
    (
        "{at least 95: 10}, {at least 90: 8}, {otherwise: 0}], reads:",
        "{at least 9: 10}, {otherwise: 0}], out-of: members, reads:",
        (29, f"{CRITERIA}.A6.bands.1.at least 9", "band-share"),
    ),
    ("{2 to 3: 6}", "{3 to 4: 6}", (39, "sections.C.criteria.C3.place.points.2", "place-gap")),
    ("not-for: 学校", "for: 学校, not-for: 学校", (24, f"{CRITERIA}.A1", "types-none")),
    ("A1: {title: 重点, points: 20", "A1: {title: 重点, points: 20.2", (24, f"{CRITERIA}.A1.points", "maximum-step")),
    ("full-at: 90%}, round: 2}", "full-at: 90%}}", (37, "sections.C.criteria.C1.round", "needs-rounding")),
    ("left out}, round: 2}", "left out}}", (6, "mix.round", "needs-rounding")),
    ("round: 2}\n      C2", "round: {how: up}}\n      C2", (37, "sections.C.criteria.C1.round", "rounding-one")),
    ("scale-to: 20", "take: best 4", (34, "sections.C.take", "best-all")),
    (
        "    items: pass-or-fail\n",
        "    items: pass-or-fail\n    scale-to: 5\n",
        (32, "sections.B.scale-to", "scale-nothing"),
    ),
    ("C1: {points", "A1: {points", (37, "sections.C.criteria.A1", "code-twice")),
]

PARTY_FAULTS = [
    ("self: 10%", "self: 20%", (5, "parties", "weights-sum")),
    ("at: total, missing", "at: criteria, missing", (6, "mix.at", "mix-number")),
    ("self: 10%, ballot: 20%, superior: 60%", "ballot: 90%, superior: shown", (5, "parties", "parties-sheet")),
    ("{superior: {markers: 5", "{routine: {markers: 5", (7, "panels.routine", "panel-number")),
    ("markers: 5", "markers: 2", (7, "panels.superior", "panel-small")),
    ("from: 0, to: 100", "from: 100, to: 100", (17, "facts.turnout.to", "range-empty")),
    ("best: {of: fact.output, within: zone}", "best: {within: zone}", (38, "sections.C.criteria.C2", "drawn-parties")),
]

RESULT_FAULTS = [
    ("total: at least 70", "total: at least 900", (64, "levels.2.四星.total", "never-holds")),
    ("at-most: 2, once-lit", "at-most: 20, once-lit", (54, "stars.4.at-most", "stars-beyond")),
    ("{银: at most 3}", "{银: at most 0.5}", (55, "stars.5.medals.2", "medal-order")),
    ("star A out", "star Z out", (59, "vetoes.V3.effect", "veto-star")),
    ("no level above 三星", "no level above 五星", (58, "vetoes.V2.effect", "veto-idle")),
    ("{level: 四星, when", "{level: 其他, when", (60, "grants.1.level", "grant-idle")),
]

QUOTA_FAULTS = [
    ("for: 五星, at-most: 10%", "for: [五星, 三星], at-most: 10%", (73, "quotas.1.for", "quota-levels")),
    ("for: 四星 or better", "for: 其他 or better", (74, "quotas.2.for", "quota-all")),
    ("for: 四星 or better", "for: 三星 or worse", (74, "quotas.2.for", "quota-last")),
    ("for: 五星, at-most: 10%", "for: 五星", (73, "quotas.1", "quota-amount")),
    ("at-most: 25%", "at-most: 100%", (74, "quotas.2.at-most", "quota-share")),
    ("at-most: 25%", "at-most: 0", (74, "quotas.2.at-most", "quota-none")),
    ("at-most: 25%, within: size, least: 1", "at-most: 3, least: 4", (74, "quotas.2.least", "quota-least")),
    ("at-most: 25%, within: size, least: 1", "seats: {甲: 1}", (74, "quotas.2.seats", "quota-seats")),
    ("at-most: 25%, within: size, least: 1", "at-most: 5%", (74, "quotas.2.at-most", "quota-contradicts")),
    ("for: 四星 or better, at-most: 25%, within: size", "for: 五星, at-most: 25%", (74, "quotas.2.for", "quota-twice")),
    ("least: 1", "falls-to: 五星", (74, "quotas.2.falls-to", "quota-falls")),
    ("size-bands: [5, 20]\n", "", (73, "quotas.2.within", "size-bands")),
    ("[5, 20]", "[20, 5]", (70, "size-bands", "size-order")),
]

REFUSED = [*NAMES, *CRITERIA_FAULTS, *PARTY_FAULTS, *RESULT_FAULTS, *QUOTA_FAULTS]

DOUBTFUL = [
    ("  turnout: {is", "  idle: {is: yes-or-no}\n  turnout: {is", (17, "facts.idle", "fact-idle")),
    ("fact.complaints", "fact.complaints, fact.complaint", (68, "order.4", "facts-alike")),
    (", ballot.quorum: yes", "", (12, "ballot.quorum", "quorum-idle")),
    ("no level above 三星", "no level above 其他", (58, "vetoes.V2.effect", "veto-plain")),
    (
        "V3: {effect: star A out,",
        "V3: {effect: star A out, look-back: 1 year,",
        (59, "vetoes.V3.look-back", "veto-look-back"),
    ),
    ("no-record: 三星", "no-record: 五星", (67, "ladder.no-record", "ladder-open")),
    ("良好: 三星, ", "", (75, "grades", "level-wordless")),
]


LAST = XUCHANG_TEXT.count("\n") + 1
ADDED_REFUSED = [
    ("refinement: {A: {at-most: 200 points}}", (LAST, "refinement.A.at-most", "refinement-large")),
    ("refinement: {Z: {at-most: 2 points}}", (LAST, "refinement.Z", "section-unknown")),
    ("grades: {好: {at-least-2-of: [{total: at least 9}]}}", (LAST, "grades.好.at-least-2-of", "some-of")),
]
ADDED_DOUBTFUL = [
    ("ballot: {round: 1}", (LAST, "ballot", "ballot-idle")),
    ("mix: {at: criteria}", (LAST, "mix", "mix-idle")),
    ("refinement: {A: {at-most: 10 points}}", (LAST, "refinement.A", "refinement-line")),
    (
        "grants: [{level: 三星, when: {fact.saved: yes}, past-ladder: yes}]",
        (LAST, "grants.1.past-ladder", "ladder-none"),
    ),
]


@pytest.mark.parametrize(("before", "after", "fault"), REFUSED)
def test_load_refuses_rules_that_cannot_hold(before: str, after: str, fault: tuple[int, str, str]) -> None:
    faults, _ = told(changed(before, after))

    assert faults == [fault]


@pytest.mark.parametrize(("before", "after", "reminder"), DOUBTFUL)
def test_inspect_reminds_of_what_is_doubtful(before: str, after: str, reminder: tuple[int, str, str]) -> None:
    faults, reminders = told(changed(before, after))

    assert (faults, reminders) == ([], [reminder])


@pytest.mark.parametrize(("line", "fault"), ADDED_REFUSED)
def test_load_refuses_a_line_that_does_not_fit(line: str, fault: tuple[int, str, str]) -> None:
    assert told(f"{XUCHANG_TEXT}{line}\n")[0] == [fault]


@pytest.mark.parametrize(("line", "reminder"), ADDED_DOUBTFUL)
def test_inspect_reminds_of_a_line_that_does_nothing(line: str, reminder: tuple[int, str, str]) -> None:
    assert told(f"{XUCHANG_TEXT}{line}\n") == ([], [reminder])


def test_inspect_reminds_of_types_and_texts_that_stand_alone() -> None:
    alone = changed("A2: {choices", "A2: {for: [机关, 工厂], choices")
    text = alone.replace("    against: yes\n", "    against: yes\n    texts-per: branch-type\n")

    assert told(text) == (
        [],
        [
            (24, f"{CRITERIA}.A1.not-for", "type-alone"),
            (25, f"{CRITERIA}.A2.for.2", "type-alone"),
            (47, "sections.K.texts-per", "texts-none"),
        ],
    )


def test_inspect_gives_the_rulebook_beside_its_reminders() -> None:
    rulebook, faults, reminders = inspect(f"{XUCHANG_TEXT}mix: {{at: criteria}}\n")

    assert rulebook is not None
    assert (rulebook.slug, faults, len(reminders)) == ("xuchang-2025", (), 1)


def test_inspect_tells_faults_of_all_parts_at_once() -> None:
    text = changed("[A5, H]", "[A5, Z]").replace("at-most: 10%", "at-most: 0%").replace("star A out", "star Z out")

    assert [fault[2] for fault in told(text)[0]] == ["criterion-unknown", "veto-star", "quota-share"]


def test_a_fault_names_the_figure_that_is_meant() -> None:
    _, faults, _ = inspect(changed("{total: at least 50, stars: 3}", "{totl: at least 50, stars: 3}"))

    assert [fault.message for fault in faults] == ["There is no figure “totl”. Perhaps “total” is meant."]


def test_every_message_has_a_test_that_brings_it_about() -> None:
    tables = [*REFUSED, *DOUBTFUL, *shapes.WRONG_SHAPE, *shapes.WRONG_FIT]
    shown = {fault[2] for _, _, fault in tables} | {fault[2] for _, fault in (*ADDED_REFUSED, *ADDED_DOUBTFUL)}
    alone = {"alias", "deep", "key-twice", "long", "star-twice", "texts-none", "type-alone", "wants-object", "yaml"}
    alone |= {"circle", "factor-open", "line-order", "sum-long", "sum-only"}

    assert set(MESSAGES) - shown - alone == set()
