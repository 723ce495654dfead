"""Notes: written, ticked off, handed to somebody of one's reach; derived items handed on the same way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from apps.workflow.models import Note
from apps.workflow.services import add_note, finish_note, hand_over_item
from apps.workflow.todo import todo_of
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(two):
    """A second person of the committee's staff."""
    return factories.make_person("何启明", Role.STAFF, two.own.committee)


def titles(person):
    return [item.title for item in todo_of(User.objects.get(pk=person.pk)).items]


def test_add_note_stands_on_the_own_list_until_ticked_off(two):
    leader = two.own.people[Role.LEADER]
    note = add_note(leader, title=" 预约公示栏 ", detail="办公楼 1 楼", due_on=timezone.localdate())
    before = titles(leader)

    finish_note(leader, note)
    finish_note(leader, note)

    assert (before, titles(leader)) == (["预约公示栏"], [])
    acts = Record.objects.filter(actor_id=leader.pk, object_kind="note").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["note.added", "note.done"]


@pytest.mark.parametrize("wrong", [{"title": "  "}, {"due_on": date.max}, {"due_on": date.min}])
def test_add_note_without_words_or_for_no_real_day_is_refused(two, wrong):
    with pytest.raises(Invalid):
        add_note(two.own.staff, **({"title": "预约公示栏"} | wrong))


def test_finish_note_of_somebody_else_is_refused(two, colleague):
    note = add_note(colleague, title="私事")

    with pytest.raises(Forbidden):
        finish_note(two.own.staff, note)


def test_hand_over_note_moves_it_and_the_giver_waits(two, colleague):
    staff = two.own.staff
    note = add_note(staff, title="核对公示稿")

    hand_over_item(staff, f"note-{note.pk}", colleague)

    assert ("核对公示稿" in titles(staff), titles(colleague)[-1]) == (False, "核对公示稿")
    assert next((one.title, one.who) for one in todo_of(staff).waiting) == ("核对公示稿", "何启明")
    source = next(item.source for item in todo_of(colleague).items if item.note)
    assert source.startswith(staff.name)


def test_hand_over_derived_item_waits_until_the_note_is_done(two, colleague):
    staff, key = two.own.staff, f"number-{two.own.campaign.pk}"
    before = titles(staff)

    note = hand_over_item(staff, key, colleague)
    between = titles(staff)
    finish_note(colleague, note)

    assert "还没有综合评定" in before
    assert "还没有综合评定" not in between
    assert titles(staff) == before


def test_hand_over_outside_the_reach_or_the_list_is_refused(two, colleague):
    staff, secretary = two.own.staff, two.own.people[Role.SECRETARY]
    note = add_note(secretary, title="补记录")

    with pytest.raises(Invalid):
        hand_over_item(staff, f"number-{two.own.campaign.pk}", two.other.staff)
    with pytest.raises(Invalid):
        hand_over_item(secretary, f"note-{note.pk}", staff)
    with pytest.raises(Refused):
        hand_over_item(staff, f"note-{note.pk}", colleague)


def test_todo_page_notes_ticks_off_and_hands_over(two, colleague):
    client = two.own.client(Role.LEADER)
    typed = {"title": "预约公示栏", "detail": "", "due_on": f"{timezone.localdate() - timedelta(days=3):%Y-%m-%d}"}
    empty = Page.of(client.get("/todo/"))
    refused = client.post("/todo/notes/", typed | {"title": ""})
    client.post("/todo/notes/", typed)
    page = Page.of(client.get("/todo/"))
    note = Note.objects.get()
    people = Page.of(client.get(f"/todo/items/note-{note.pk}/hand-over/?q=何启明"))
    client.post(f"/todo/items/note-{note.pk}/hand-over/", {"person": colleague.pk})

    assert (empty.h1, page.h1) == ("没有要办的事", "1 件要办，1 件逾期")
    assert refused.status_code == 422
    assert "逾期 3 天" in page.text and "您自己记的" in page.text
    assert "何启明" in people.text
    waiting = Page.of(client.get("/todo/?show=waiting"))
    assert [words(one) for one in waiting.section("等别人").iter("li")] == ["预约公示栏 何启明 逾期 3 天"]
    assert "转交了一件待办 · 预约公示栏" in Page.of(client.get("/todo/?show=done")).text


def test_todo_page_has_one_main_button_on_the_first_item(two):
    page = Page.of(two.own.client().get("/todo/"))

    mains = [found for tag in ("a", "button") for found in page.all_by_class(tag, "todo-act")]
    assert [number for number, found in enumerate(mains) if "main" in found.get("class").split()] == [0]


def test_bell_counts_anew_once_the_person_has_acted(two):
    client = two.own.client(Role.LEADER)

    def count():
        bell = Page.of(client.get("/campaigns/")).by_class("a", "bell")
        return "".join(bell.itertext()).strip()

    before = count()
    client.post("/todo/notes/", {"title": "预约公示栏"})

    assert (before, count()) == ("没有要办的事", "11 件待办")
