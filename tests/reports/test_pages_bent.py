"""Addresses bent by hand: whatever stands in them, a page answers, and says nothing of the neighbour."""

import pytest

from apps.criteria.services import begin_draft
from tests import factories

pytestmark = pytest.mark.django_db

BENT = ["", "-1", "9" * 30, "none", "9" * 5000, "²", "١٢", "%'\"<b>\\", "市" * 300, "../.."]
ASKED = {
    "league/": "scope zone unit type level branch_type missing near q place after before open rows",
    "league.xlsx": "scope zone unit type level branch_type missing near q",
    "sheets/": "q unit todo after before",
    "imports/{imported}/": "kind row all",
    "branches/{branch}/": "criterion",
    "/search/": "q",
    "/audit/": "q act since until before",
    "/jobs/": "show",
    "/organisations/people/": "q role state unit after before",
    "/working-days/": "year",
}


@pytest.mark.parametrize("path", ASKED)
def test_bent_address_is_answered(two, path):
    client = two.own.client()
    imported = factories.try_workbook(two.own.staff, two.own.campaign, "x.csv", "党支部,所在单位,A1\n,,99\n".encode())
    url = path.format(imported=imported.pk, branch=two.own.assessments[0].pk)
    url = url if url.startswith("/") else two.own.base + url
    questions = [dict.fromkeys(ASKED[path].split(), text) for text in BENT]
    if "league" in path:
        questions += [{"scope": scope, scope: text} for scope in ("zone", "unit", "type") for text in BENT[:4]]

    answers = [client.get(url, question) for question in questions]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert not any("县".encode() in answer.content for answer in answers)


@pytest.mark.parametrize("text", BENT)
def test_bent_form_is_answered(two, text):
    client = two.own.client()
    sheet = f"{two.own.base}sheets/{two.own.assessments[0].pk}/superior/"
    names = ["mark-A1", "seen-A1", "version", "reason", "choose-A1", "next"]

    answers = [client.post(sheet, {"mark-A1": "1", "seen-A1": "18"} | {name: text}) for name in names]
    answers += [client.post("/campaigns/new/", {name: text}) for name in ("slug", "year", "committee", "scoring-opens")]
    answers.append(client.post("/accounts/preferences/", {"theme": text, "language": text, "next": text}))
    answers.append(client.post("/campaigns/five-2025/close/", {"reason": text}))

    assert {answer.status_code for answer in answers} <= {200, 302, 409, 422}


@pytest.mark.parametrize("text", BENT)
def test_bent_draft_is_answered(two, text):
    client, version = two.own.client(), two.own.campaign.rulebook_version
    draft = begin_draft(two.own.staff, committee=two.own.committee, based_on=version)
    vetoes = f"/rulebooks/drafts/{draft.pk}/?at=vetoes"
    whole, compare = {"revision": draft.revision}, f"/rulebooks/{version.pk}/compare/"

    answers = [client.get(url, {"with": text}) for url in (compare, f"/api/v1{compare}")]
    answers += [client.post(vetoes, whole | {name: text}) for name in ("revision", "vetoes-count", "up", "act")]
    answers.append(client.post(vetoes, whole | {"up": f"vetoes-{text}"}))

    assert {answer.status_code for answer in answers} <= {200, 302, 404, 409, 422}
