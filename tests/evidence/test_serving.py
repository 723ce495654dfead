"""Files out: harmless headers, asked for each time, shown to nobody else."""

from urllib.parse import quote

import pytest

from apps.assessments.services.proof import add_proof, remove_proof
from tests.evidence.files import document, paper, photo, sent
from tests.factories import make_person, sign_in


def test_download_is_an_attachment_under_its_own_name(own, first, secretary):
    content = paper(1)
    use = add_proof(secretary, first, "A1", sent(content, "整改 台账.PDF"))

    response = own.client("reviewer").get(f"/evidence/{use.file_id}/")

    assert response.getvalue() == content
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('整改 台账.pdf')}"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("part", ["thumbnail/", "pictures/1/", "pictures/2/"])
def test_picture_is_ours_and_asked_for_each_time(own, first, secretary, part):
    use = add_proof(secretary, first, "A1", sent(paper(2)))
    client, url = own.client("staff"), f"/evidence/{use.file_id}/{part}"

    response = client.get(url)
    again = client.get(url, headers={"If-None-Match": response["ETag"]})

    assert response.getvalue().startswith(b"\xff\xd8\xff")
    assert response["Content-Disposition"] == 'inline; filename="proof.jpg"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")


def test_picture_known_to_the_browser_is_shut_once_the_right_has_ended(own, first, secretary):
    use = add_proof(secretary, first, "A1", sent(photo()))
    client, url = own.client("reviewer"), f"/evidence/{use.file_id}/pictures/1/"
    tag = client.get(url)["ETag"]
    remove_proof(secretary, first, use)

    assert client.get(url, headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize("part", ["thumbnail/", "pictures/1/"])
def test_picture_of_what_has_none_is_not_found(own, first, secretary, part):
    use = add_proof(secretary, first, "A1", sent(document()))

    assert own.client("secretary").get(f"/evidence/{use.file_id}/{part}").status_code == 404


@pytest.mark.parametrize("part", ["", "thumbnail/", "pictures/1/"])
def test_file_is_unknown_to_other_branches_and_units(own, first, secretary, part):
    use = add_proof(secretary, first, "A1", sent(photo()))
    second, elsewhere = own.assessments[1].node, own.units[1]
    people = [make_person(role=role, node=node) for role, node in (("secretary", second), ("reviewer", elsewhere))]

    statuses = [sign_in(person).get(f"/evidence/{use.file_id}/{part}").status_code for person in people]

    assert statuses == [404, 404]
