"""The what-if page: cards from the address, a matrix that is the sum of the list, movers with their reason."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.criteria.models import Draft
from apps.evaluations.models import Run
from apps.evaluations.whatif.knobs import rules_of
from apps.reports.whatif.asked import Asked
from tests import factories
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("clean")]

CHANGED = "?/stars/1/lit-when=79&/stars/3/lit-when=81"


@pytest.fixture
def client(clean):
    return factories.sign_in(clean.staff)


def get(client, clean, query=""):
    return Page.of(client.get(f"{clean.base}whatif/{query}"))


def figures(page):
    """The matrix with its sums as numbers."""
    rows = [*page.by_class("table", "from-to").find("tbody").iter("tr")]
    return [[int(words(cell).replace("·", "").replace(",", "") or 0) for cell in row.findall("td")] for row in rows]


def test_matrix_sums_to_the_branches_and_its_moves_to_the_list(clean, client):
    page = get(client, clean, CHANGED)

    rows = figures(page)
    assert [row[-1] for row in rows] == [sum(row[:-1]) for row in rows] == [28, 229, 512, 131]
    moved = sum(count for start, row in enumerate(rows) for end, count in enumerate(row[:-1]) if start != end)
    file = client.get(f"{clean.base}whatif.xlsx{CHANGED}").content
    assert len(load_workbook(BytesIO(file)).active["A"]) - 1 == moved > 20


def test_cell_leads_to_its_branches(clean, client):
    cell = next(iter(get(client, clean, CHANGED).by_class("table", "from-to").iter("a")))

    page = Page.of(client.get(f"{clean.base}whatif/{cell.get('href')}"))

    listed = [row for row in page.root.iter("tr") if row.get("data-href")]
    assert min(int(words(cell)), 20) == len(listed)


def test_page_says_that_more_changes_than_it_tries_are_left_out(clean, client):
    many = [(f"/sections/{star}/criteria/{star}{n}/points", "19") for star in "ABCDE" for n in range(1, 6)]

    assert any("20" in each for each in get(client, clean, "?" + urlencode(many)).notices)
    assert not any("20" in each for each in get(client, clean, "?" + urlencode(many[:20])).notices)


def test_page_stores_nothing(clean, client):
    before = list(Run.objects.values_list("pk", "digest"))

    with CaptureQueriesContext(connection) as queries:
        get(client, clean, CHANGED)

    written = [query["sql"].split()[1] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert set(written) <= {'"django_session"'}
    assert list(Run.objects.values_list("pk", "digest")) == before


def test_card_of_an_impossible_change_says_the_remedy(clean, client):
    page = get(client, clean, "?/stars/1/lit-when=101")

    assert "101" in words(page.by_class("fieldset", "wrong"))
    assert [row[-1] for row in figures(page)] == [28, 229, 512, 131]


def test_changed_rules_become_a_draft_of_next_years_rulebook(clean, client):
    response = client.post(f"{clean.base}whatif/draft/{CHANGED}")

    draft = Draft.objects.get()
    assert response.headers["Location"] == f"/rulebooks/drafts/{draft.pk}/"
    assert (draft.slug, draft.based_on, draft.committee) == (
        "xuchang-2026",
        clean.campaign.rulebook_version,
        clean.committee,
    )
    assert "lit-when: at least 81" in draft.text


def test_changed_text_keeps_everything_else(clean, client):
    text = client.get(f"{clean.base}whatif.yaml{CHANGED}").content.decode()

    original = clean.campaign.rulebook_version.text.splitlines()
    changed = [new for old, new in zip(original, text.splitlines(), strict=True) if old != new]
    assert [line.rsplit("lit-when: ")[1] for line in changed] == ["at least 79}", "at least 81}"]


def test_put_back_takes_every_value_of_a_card_out_of_the_address():
    document = {
        "sections": {"A": {"criteria": {"A1": {"weight": "40%"}, "A2": {"weight": "60%"}}}},
        "levels": [{"五星": {"otherwise": "rated"}}],
    }
    card = next(rule for rule in rules_of(document) if rule.where == "/sections/A/weights")
    changes = tuple((knob.where, "50%") for knob in card.knobs)

    address = Asked(changes=(*changes, ("/order", "total"))).without([knob.where for knob in card.knobs])

    assert len(changes) == 2
    assert address == "?%2Forder=total"
