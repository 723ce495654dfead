"""Entries: added, changed, moved and taken out by whom may, every state of them kept."""

import pytest

from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.ledgers.filling import FaultyEntry
from apps.ledgers.models import Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.selectors import alike_of, brands_like, cases_of, grants_of
from apps.ledgers.services import add_entry, change_entry, end_entry, move_entry, set_apart
from tests.factories.listing import entered, granted, handed_in, published, reused, used

pytestmark = pytest.mark.django_db


def test_add_keeps_what_was_typed_with_number_year_and_amount(two):
    entry = granted(two.own, amount="5万元", on="2025年3月5日")

    assert (entry.number, entry.year, entry.amount, entry.name) == (1, 2025, 5_000_000, "窗口改造")
    assert entry.values == {
        "purpose": "窗口改造",
        "amount": 5_000_000,
        "granted-on": "2025-03-05",
        "pilot": "pilot",
    }
    assert entry.committee == two.own.committee
    assert [row.act for row in entry.revisions.all()] == ["added"]
    assert Record.objects.get(act="entry.added").after["number"] == 1


def test_add_tells_every_fault_by_column(two):
    raw = {"holder": "市发改", "purpose": "", "amount": "1.234", "granted-on": "2025-02-30", "pilot": "也许"}

    with pytest.raises(FaultyEntry) as refused:
        add_entry(two.own.staff, ledgers()["funds"], raw)

    hints = {key: fault.hint for key, fault in refused.value.faults.items()}
    assert hints == {
        "holder": "owner-closest",
        "purpose": "required",
        "amount": "money",
        "granted-on": "date",
        "pilot": "choice",
    }
    assert Entry.objects.count() == 0


def test_use_beyond_what_is_left_is_refused_with_what_is_left(two):
    grant = granted(two.own, amount="500")
    used(two.own, grant, amount="312.50")

    with pytest.raises(Refused) as refused:
        used(two.own, grant, amount="187.51")
    used(two.own, grant, amount="187.50")

    assert (refused.value.code, refused.value.details["left"]) == ("over-grant", ["18750"])
    told = grants_of(two.own.units[0])[0]
    assert (told["granted"], told["used"], told["left"], len(told["entries"])) == (50_000, 50_000, 0, 2)


def test_changed_use_and_smaller_grant_keep_the_rule(two):
    grant = granted(two.own, amount="500")
    use = used(two.own, grant, amount="400")

    with pytest.raises(Refused) as over:
        change_entry(two.own.staff, use, {"amount": "501"}, reason="补记")
    with pytest.raises(Refused) as under:
        change_entry(two.own.staff, grant, {"amount": "399.99"}, reason="调减")
    change_entry(two.own.staff, use, {"amount": "500"}, reason="补记")
    with pytest.raises(Refused) as held:
        end_entry(two.own.staff, grant, reason="收回")

    assert [one.value.code for one in (over, under, held)] == ["over-grant", "under-uses", "has-parts"]
    use.refresh_from_db()
    assert (use.amount, use.revision) == (50_000, 2)
    assert [(row.before, row.after, row.reason) for row in use.revisions.filter(act="changed")] == [
        ({"amount": 40_000}, {"amount": 50_000}, "补记")
    ]


def test_change_of_what_somebody_changed_meanwhile_is_refused(two):
    entry = granted(two.own)
    change_entry(two.own.staff, entry, {"purpose": "手册印制"}, reason="改用途", seen=1)

    with pytest.raises(Refused) as refused:
        change_entry(two.own.staff, entry, {"purpose": "培训"}, reason="改用途", seen=1)
    same = change_entry(two.own.staff, entry, {"purpose": "手册印制"}, reason="再存一次", seen=2)

    assert (refused.value.code, same.revision) == ("changed", 2)
    with pytest.raises(Invalid):
        change_entry(two.own.staff, entry, {"purpose": "培训"}, reason=" ")


def test_ended_entry_stays_and_gives_back_what_it_drew(two):
    grant = granted(two.own, amount="500")
    use = used(two.own, grant, amount="500")

    end_entry(two.own.staff, use, reason="记错了")
    again = used(two.own, grant, amount="500")

    use.refresh_from_db()
    assert (use.end_reason, use.ended_at is not None, again.number) == ("记错了", True, 2)
    with pytest.raises(Refused) as refused:
        change_entry(two.own.staff, use, {"amount": "1"}, reason="改")
    assert refused.value.code == "ended"


@pytest.mark.parametrize(
    ("role", "slug", "may"),
    [
        ("staff", "funds", True),
        ("reviewer", "funds", False),
        ("reviewer", "brands", True),
        ("secretary", "brands", True),
        ("secretary", "honours", False),
        ("leader", "brands", False),
        ("auditor", "honours", False),
    ],
)
def test_who_writes_what_is_said_by_the_definition(two, role, slug, may):
    try:
        entered(two.own, slug, two.own.people[role])
        has_written = True
    except (Forbidden, FaultyEntry):
        has_written = False

    assert has_written == may


def test_case_goes_from_call_to_publication_and_counts_each_taker_once(two):
    case = handed_in(two.own)
    with pytest.raises(Refused) as too_early:
        reused(two.own, case, two.own.units[1])
    published(two.own, case)
    with pytest.raises(Forbidden):
        change_entry(two.own.people["secretary"], case, {"practice": "另一做法"}, reason="改")
    with pytest.raises(Refused) as own:
        reused(two.own, case, case.node)
    for _twice in range(2):
        reused(two.own, case, two.own.units[1])
    reused(two.own, case, two.own.assessments[2].node)

    told = cases_of(two.own.units[0])[0]
    assert (too_early.value.code, own.value.code) == ("not-published", "own-case")
    assert (told["state"], told["times"]) == ("已发布", 2)


def test_published_case_is_seen_by_the_whole_committee_and_by_nobody_else(two):
    case = handed_in(two.own)
    contact, other = two.own.people["contact"], two.other.staff
    unit_of_other = two.own.people["zone-lead"]

    before = Entry.objects.visible_to(two.own.people["secretary"]).count()
    published(two.own, case)

    assert before == 1
    assert [Entry.objects.visible_to(person).count() for person in (contact, unit_of_other, other)] == [1, 1, 0]


def test_move_that_the_state_does_not_know_is_refused(two):
    case = handed_in(two.own)

    with pytest.raises(Refused) as refused:
        move_entry(two.own.staff, case, act="publish")
    move_entry(two.own.staff, case, act="review")
    with pytest.raises(Invalid):
        move_entry(two.own.staff, case, act="decline")

    case.refresh_from_db()
    assert (refused.value.code, case.state) == ("lifecycle", "review")
    assert case.revisions.first().after == {"state": "review"}


def test_names_of_cases_that_one_does_not_see_are_never_told(two):
    secretary = two.own.people["secretary"]
    mine, other = handed_in(two.own), entered(two.own, "cases", node=two.own.units[1], case="三色窗口法")
    brands = entered(two.own, "brands"), entered(two.own, "brands", node=two.own.units[1], brand="一窗通办")

    assert [row.entry for row in alike_of(two.own.staff, mine)] == [other]
    assert alike_of(secretary, mine) == []
    assert [row.entry for row in alike_of(secretary, brands[0])] == [brands[1]]


def test_brands_like_a_name_tell_why_and_whether_somebody_set_them_apart(two):
    branch, unit = two.own.assessments[0].node, two.own.units[1]
    own, other = entered(two.own, "brands"), entered(two.own, "brands", node=unit, brand="一窗通办")
    set_apart(two.own.staff, own, other, reason="不是一回事")

    told = [(row["title"], row["is_own"], row["apart"]) for row in brands_like("“一窗办”", branch)]

    assert told == [("一窗办", True, ""), ("一窗通办", False, "不是一回事")]
    assert brands_like("问天", branch) == []
