"""Proof that was kept long enough: listed by night, deleted by a person, never what a numbered run stands on."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.assessments.keeping import find_due, years_of
from apps.assessments.services.keeping import delete_due, set_keeping_times
from apps.assessments.services.proof import add_proof, describe_proof
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.evidence.likeness import print_missing
from apps.evidence.models import Band, Evidence, Print
from apps.workflow.todo import todo_of
from tests.evidence.files import paper, photo, sent
from tests.pages import Page


@pytest.fixture
def old(own, first, secretary):
    """A photo and a document of six years ago; documents are kept ten years."""
    use = add_proof(secretary, first, "A1", sent(photo(), "旧.jpg"))
    add_proof(secretary, first, "A2", sent(paper(1), "旧.pdf"))
    type(own.campaign).objects.filter(pk=own.campaign.pk).update(year=timezone.localdate().year - 6)
    first.round.__class__.objects.filter(pk=first.round_id).update(is_pinned=False)
    set_keeping_times(own.staff, own.committee, {"document": 10})
    return use


def due():
    return list(Evidence.objects.exclude(due_at=None).values_list("pk", flat=True))


def test_due_is_what_is_older_than_its_kinds_years(own, old):
    found = find_due()

    assert (found, due()) == (1, [old.evidence_id])
    assert years_of(own.committee) == {"photo": 5, "document": 10, "table": 5}


def test_due_is_never_what_a_numbered_run_stands_on(first, old):
    find_due()
    first.round.__class__.objects.filter(pk=first.round_id).update(is_pinned=True)

    assert (find_due(), due()) == (0, [])


def test_delete_due_takes_files_and_keeps_the_act(own, old, django_capture_on_commit_callbacks):
    find_due()
    file = old.file

    with django_capture_on_commit_callbacks(execute=True):
        deleted = delete_due(own.staff, own.committee, [old.evidence_id], "保存期满")

    assert (deleted, default_storage.exists(file.path), Evidence.objects.count()) == (1, False, 1)
    act = Record.objects.latest("pk")
    assert (act.act, act.before, act.reason) == ("proof.deleted", {"pieces": 1, "digests": [file.digest]}, "保存期满")


def test_delete_what_serves_again_is_refused(own, first, old):
    find_due()
    type(own.campaign).objects.filter(pk=own.campaign.pk).update(year=timezone.localdate().year)

    with pytest.raises(Conflict):
        delete_due(own.staff, own.committee, [old.evidence_id], "保存期满")

    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("role", ["administrator", "leader", "reviewer", "secretary"])
def test_keep_and_delete_by_others_is_refused(own, old, role):
    find_due()
    person = own.people[role]

    with pytest.raises(Forbidden):
        delete_due(person, own.committee, [old.evidence_id], "x")
    with pytest.raises(Forbidden):
        set_keeping_times(person, own.committee, {"photo": 1})


def test_keep_for_no_year_is_refused(own):
    with pytest.raises(Invalid):
        set_keeping_times(own.staff, own.committee, {"photo": 0})


def test_page_lists_and_deletes(own, old):
    find_due()
    client, url = own.client("staff"), f"/keeping/{own.committee.pk}/"

    page = Page.of(client.get(url))
    response = client.post(f"{url}delete/", {"evidence": old.evidence_id, "reason": "保存期满"})

    boxes = [box.get("value") for box in page.main.iter("input") if box.get("name") == "evidence"]
    assert (boxes, response.status_code, due()) == ([str(old.evidence_id)], 302, [])


def test_expiring_and_due_proof_stand_on_the_lists(own, first, secretary, old):
    find_due()
    use = add_proof(secretary, first, "A3", sent(paper(2), "证书.pdf"))
    describe_proof(secretary, first, use, title="证书", expires_on=timezone.localdate() + timedelta(days=9))

    of_branch, of_staff = todo_of(secretary), todo_of(own.staff)

    assert [item.key for item in of_branch.items if item.icon == "clock"] == [f"proof-{use.evidence_id}"]
    assert of_staff.item("proof-due").url == "/keeping/"


def test_files_of_before_get_their_prints(first, secretary):
    add_proof(secretary, first, "A1", sent(photo(), "a.jpg"))
    Print.objects.all().delete()
    Band.objects.all().delete()

    assert (print_missing(), print_missing(), Print.objects.count()) == (1, 0, 1)
