"""Proof beside marks: added once, served often, replaced, carried over, removed; by whom, and until when."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.assessments.models import Assessment, Burden, Submission
from apps.assessments.proof import branch_files, noticed, proof_counts, proof_of, still_valid
from apps.assessments.services.proof import (
    add_proof,
    attach_proof,
    carry_over_proof,
    describe_proof,
    remove_proof,
    replace_proof,
)
from apps.assessments.undoing import undo_import
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evidence.models import Evidence, EvidenceFile, Use
from tests.evidence.files import document, paper, photo, sent
from tests.factories import enrol, make_branch, make_campaign, make_person, write_workbook


def anybody():
    """Somebody whom no right stops."""
    return make_person("系统", is_superuser=True)


def titles(assessment, code="A1"):
    return [proof.title for proof in proof_of(assessment).get(code, [])]


@pytest.fixture
def next_year(own, first):
    """The same branch in the campaign that follows."""
    campaign = make_campaign(own.committee, year=2026)
    return next(one for one in enrol(campaign) if one.node_id == first.node_id)


def test_add_proof_keeps_file_facts_and_record(first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo(), "党课.jpg"))

    (proof,) = proof_of(first)["A1"]
    assert (proof.title, proof.file.number, proof.file.by_name) == ("党课", 1, secretary.name)
    assert default_storage.size(proof.file.path) == proof.file.size
    assert "党课" not in proof.file.path
    assert proof_counts([first.pk]) == {first.pk: {"A1": 1}}
    assert Burden.objects.get(assessment=first).uploads == 1
    act = Record.objects.latest("pk")
    assert (act.act, act.object_id, act.node_path) == ("proof.added", str(first.pk), first.path)
    assert act.after == {
        "A1": {"file": "党课.jpg", "title": "", "revision": 1, "digest": use.file.digest, "expires-on": None}
    }


def test_add_the_same_file_again_changes_nothing(first, secretary):
    add_proof(secretary, first, "A1", sent(photo()))
    before = Record.objects.count()

    add_proof(secretary, first, "A1", sent(photo(), "another name.jpg"))

    assert Use.objects.count() == EvidenceFile.objects.count() == 1
    assert (Record.objects.count(), Burden.objects.get(assessment=first).uploads) == (before, 1)


def test_add_the_same_file_at_another_criterion_uses_it_twice(first, secretary):
    add_proof(secretary, first, "A1", sent(photo()))

    add_proof(secretary, first, "D5", sent(photo()))

    assert (Evidence.objects.count(), EvidenceFile.objects.count(), Use.objects.count()) == (1, 1, 2)
    assert [proof.also for group in proof_of(first).values() for proof in group] == [("D5",), ("A1",)]


def test_add_the_same_file_by_another_branch_keeps_its_own(own, first, secretary):
    other = own.assessments[1]
    add_proof(secretary, first, "A1", sent(photo()))

    add_proof(anybody(), other, "A1", sent(photo()))

    assert sorted(Evidence.objects.values_list("owner", flat=True)) == sorted([first.node_id, other.node_id])


@pytest.mark.parametrize("role", ["staff", "zone-lead", "reviewer", "leader", "contact"])
def test_add_proof_by_others_is_refused(own, first, role):
    with pytest.raises(Forbidden):
        add_proof(own.people[role], first, "A1", sent(photo()))

    assert Evidence.objects.count() == 0


def test_change_proof_outside_the_stage_is_refused_to_everybody(own, first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo()))
    own.campaign.stages.filter(kind="self-assessment").delete()
    somebody = anybody()
    acts = [
        lambda: add_proof(somebody, first, "A2", sent(document())),
        lambda: replace_proof(somebody, first, use, sent(document())),
        lambda: attach_proof(somebody, first, use.evidence, "A2"),
        lambda: describe_proof(somebody, first, use, title="新", expires_on=None),
        lambda: remove_proof(somebody, first, use),
        lambda: carry_over_proof(somebody, first, first, ["A1"]),
    ]

    codes = []
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        codes.append(refused.value.code)

    assert codes == ["stage-not-open"] * 6
    assert titles(first) == [proof_of(first)["A1"][0].title] and EvidenceFile.objects.count() == 1


def test_add_proof_once_the_unit_has_it_is_refused(first, secretary):
    Submission.objects.create(assessment=first, status="submitted")

    with pytest.raises(Refused) as refused:
        add_proof(secretary, first, "A1", sent(photo()))

    assert refused.value.code == "submitted"


def test_add_proof_at_an_unknown_criterion_is_refused(first, secretary):
    with pytest.raises(Invalid) as refused:
        add_proof(secretary, first, "Z9", sent(photo()))

    assert refused.value.code == "criterion"


def test_add_more_than_anybody_looks_at_is_refused(first, secretary, monkeypatch):
    monkeypatch.setattr("apps.assessments.services.proof.MOST_A_CRITERION", 1)
    add_proof(secretary, first, "A1", sent(photo()))

    with pytest.raises(Invalid) as refused:
        add_proof(secretary, first, "A1", sent(document(), "b.docx"))

    assert (refused.value.code, titles(first)) == ("too-many", titles(first)[:1])


def test_replace_proof_keeps_the_revision_and_what_others_show(first, secretary, next_year):
    use = add_proof(secretary, first, "A1", sent(paper(1), "制度.pdf"))
    attach_proof(secretary, first, use.evidence, "A2")
    carry_over_proof(secretary, next_year, first, ["A1"])
    (later,) = Use.objects.of("assessment", next_year.pk)

    replace_proof(secretary, next_year, later, sent(paper(3), "制度新.pdf"))

    assert [proof_of(first)[code][0].file.number for code in ("A1", "A2")] == [1, 1]
    assert [proof.file.number for proof in proof_of(next_year)["A1"]] == [2]
    assert list(use.evidence.files.values_list("number", "name")) == [(1, "制度.pdf"), (2, "制度新.pdf")]
    assert all(default_storage.exists(place) for file in use.evidence.files.all() for place in file.places)


def test_replace_proof_serves_all_criteria_of_the_sheet(first, secretary):
    use = add_proof(secretary, first, "A1", sent(paper(1)))
    attach_proof(secretary, first, use.evidence, "A2")

    replace_proof(secretary, first, use, sent(paper(2)))

    assert [proof_of(first)[code][0].file.pages for code in ("A1", "A2")] == [2, 2]
    assert Record.objects.latest("pk").before["A1"]["revision"] == 1


def test_remove_proof_leaves_it_where_it_still_serves(first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo()))
    attach_proof(secretary, first, use.evidence, "A2")

    remove_proof(secretary, first, use)

    assert list(proof_of(first)) == ["A2"]
    assert default_storage.exists(use.file.path)


def test_remove_proof_that_nothing_else_uses_takes_its_files(first, secretary, django_capture_on_commit_callbacks):
    use = add_proof(secretary, first, "A1", sent(paper(2)))
    places = use.file.places
    assert len(places) == 4

    with django_capture_on_commit_callbacks(execute=True):
        remove_proof(secretary, first, use)

    assert (Evidence.objects.count(), EvidenceFile.objects.count()) == (0, 0)
    assert [place for place in places if default_storage.exists(place)] == []
    act = Record.objects.latest("pk")
    assert (act.act, act.before["A1"]["digest"]) == ("proof.removed", use.file.digest)


def test_remove_proof_that_a_numbered_run_stands_on_keeps_it_as_history(
    first, secretary, django_capture_on_commit_callbacks
):
    use = add_proof(secretary, first, "A1", sent(photo()))
    first.round.is_pinned = True
    first.round.save()

    with django_capture_on_commit_callbacks(execute=True):
        remove_proof(secretary, first, use)

    assert proof_of(first) == {}
    assert default_storage.exists(use.file.path)
    assert list(EvidenceFile.objects.visible_to(secretary)) == [use.file]


def test_attach_proof_of_another_branch_is_refused(own, first, secretary):
    use = add_proof(anybody(), own.assessments[1], "A1", sent(photo()))

    with pytest.raises(Invalid) as refused:
        attach_proof(secretary, first, use.evidence, "A1")

    assert refused.value.code == "not-own"


def test_carry_over_proof_that_still_holds(first, secretary, next_year):
    tomorrow, yesterday = (timezone.localdate() + timedelta(days=days) for days in (1, -1))
    old_photo = add_proof(secretary, first, "A1", sent(photo()))
    rules = add_proof(secretary, first, "A1", sent(document(), "制度.docx"))
    hall = add_proof(secretary, first, "A2", sent(photo((300, 300)), "活动室.jpg"))
    expired = add_proof(secretary, first, "A2", sent(paper(1), "证书.pdf"))
    describe_proof(secretary, first, hall, title="活动室", expires_on=tomorrow)
    describe_proof(secretary, first, expired, title="证书", expires_on=yesterday)

    carried = carry_over_proof(secretary, next_year, first, ["A1", "A2", "B1"])

    shown = {proof.evidence.pk: proof for group in proof_of(next_year).values() for proof in group}
    assert carried == 2
    assert set(shown) == {rules.evidence_id, hall.evidence_id}
    assert old_photo.evidence_id not in shown
    assert all(proof.is_carried for proof in shown.values())
    assert carry_over_proof(secretary, next_year, first, ["A1", "A2"]) == 0
    assert still_valid(first, next_year) == {}
    assert [one.evidence.pk for one in branch_files(next_year, "A1")] == [
        hall.evidence_id,
        expired.evidence_id,
        old_photo.evidence_id,
    ]


def test_noticed_are_old_photos_expired_proof_and_files_of_others(own, first, secretary):
    neighbour = own.assessments[1]
    old = add_proof(secretary, first, "E4", sent(photo(taken="2023:04:05 08:00:00"), "活动室.jpg"))
    shared = add_proof(secretary, first, "C1", sent(photo(), "党课.jpg"))
    expired = add_proof(secretary, first, "C2", sent(paper(1), "证书.pdf"))
    describe_proof(secretary, first, expired, title="", expires_on=date(2025, 1, 1))
    add_proof(anybody(), neighbour, "C1", sent(photo(), "x.jpg"))

    by_reviewer, by_secretary = noticed(first, own.people["reviewer"]), noticed(first, secretary)

    assert [(one.kind, one.proof.use) for one in by_reviewer] == [
        ("same", shared.pk),
        ("expired", expired.pk),
        ("old", old.pk),
    ]
    assert [name for name, _url in by_reviewer[0].others] == [neighbour.name]
    assert by_secretary[0].others == ()


def test_proof_of_asks_one_query_however_much_there_is(first, secretary, django_assert_num_queries):
    for number in range(3):
        add_proof(secretary, first, "A1", sent(photo((300 + number, 300))))
    first.campaign.slug  # noqa: B018

    with django_assert_num_queries(1):
        assert len([proof.picture_urls for proof in proof_of(first)["A1"]]) == 3


def test_see_proof_of_another_branch_or_committee(two, own, first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo()))
    beside = make_person("别的书记", "secretary", make_branch(own.units[0], "市发改委第9党支部").node)

    seeing = [person for person in (*own.people.values(), two.other.staff) if sees(person, use)]

    assert seeing == list(own.people.values())
    assert not sees(beside, use)


def test_undo_an_import_that_enrolled_a_branch_with_proof_is_refused(own):
    branch = make_branch(own.units[0], "市发改委第9党支部")
    codes = [f"{star}{number}" for star in "ABCDE" for number in range(1, 6)]
    rows = [["党支部", "所在单位", *codes], [branch.node.name, "市发改委", *["18"] * len(codes)]]
    content = "".join(",".join(row) + "\n" for row in rows).encode()
    imported = write_workbook(own.staff, own.campaign, "x.csv", content)
    assessment = Assessment.objects.get(node=branch.node)
    add_proof(anybody(), assessment, "A1", sent(photo()))

    with pytest.raises(Refused) as refused:
        undo_import(own.staff, imported)

    assert (refused.value.code, list(proof_of(assessment))) == ("import-stays", ["A1"])


def sees(person, use):
    return EvidenceFile.objects.visible_to(person).filter(pk=use.file_id).exists()
