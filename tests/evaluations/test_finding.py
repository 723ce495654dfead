"""Words in names: by index as row by row, whatever they are; two signs are enough, and none is taken for a pattern."""

from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Q

from apps.assessments.models import Assessment
from apps.evaluations import finding
from apps.evaluations.finding import Words
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.models import Node
from apps.organisations.services import rename_node
from tests import factories
from tests.factories.tree import make_branch, make_committee, make_unit

NAMES = [
    "第一支部委员会",
    "机关第一支部",
    "机关第11党支部",
    "机关 第1党支部",
    "A区100%达标党支部",
    "a区100达标党支部",
    "Ａ区全角党支部",
    "女工_先锋党支部",
    "女工-先锋党支部",
    "O'Brien'党支部",
    '“引号”"双"党支部',
    "反斜\\杠党支部",
    "ÉCOLE école党支部",
    "straße党支部",
    "𠮷野家党支部",
    "吕梁绿化支部",
]
ASKED = [
    "一支",
    "支部",
    "党支部",
    "部",
    "第1",
    "第11",
    "关 第",
    "a区",
    "A区",
    "Ａ区",
    "ａ区",
    "0%",
    "%",
    "%%",
    "工_",
    "__",
    "n'党",
    "''",
    "'; --",
    '"双"',
    "\\",
    "\\杠",
    "éc",
    "ÉC",
    "SS",
    "ße",
    "𠮷野",
    "JGDY",
    "jiguan",
    "lvhua",
    "ob",
    "nobody",
    "支部 ",
]


def build():
    """A run of branches whose names are awkward; one branch is renamed since."""
    committee = make_committee("市工委")
    unit = make_unit(committee, "市机关")
    nodes = [make_branch(unit, name).node for name in NAMES]
    campaign = factories.make_campaign(committee, slug="names")
    factories.enrol(campaign)
    run_waiting()
    rename_node(None, node=nodes[0], name="新名党支部")
    return current_run(campaign)


@pytest.fixture
def run(built, monkeypatch):
    monkeypatch.setattr(finding, "LARGE", 1)
    return built


def one_by_one(run, text):
    """Looked at in Python: letters of the name alike in both cases, the key as it is written; in league order."""
    rows = run.results.select_related("assessment__node").order_by("position")
    sqlite = connection.vendor == "sqlite"
    fold = ascii_only if sqlite else simple
    key_fold = ascii_only if sqlite else str
    return [
        row.position
        for row in rows
        if fold(text) in fold(row.name) or key_fold(text.lower()) in key_fold(row.assessment.node.search_key)
    ]


def ascii_only(text):
    """As SQLite compares."""
    return "".join(sign.upper() if sign.isascii() else sign for sign in text)


def simple(text):
    """As PostgreSQL compares: one sign for one."""
    return "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in text)


def positions(run, match):
    return list(run.results.filter(match).order_by("position").values_list("position", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("common", [4, 0, 1_000])
def test_words_find_what_looking_one_by_one_finds(run, monkeypatch, common):
    monkeypatch.setattr(finding, "COMMON", common)
    chance = Random(7)
    cut = [name[at : at + chance.randint(1, 4)] for name in NAMES for at in chance.sample(range(len(name)), 3)]

    for text in [*ASKED, *cut]:
        words, expected = Words(run, text), one_by_one(run, text)
        known = words.is_by_index
        assert (text, positions(run, words.match)) == (text, expected)
        assert words.number == (len(expected) if known else None)
        assert known == (connection.vendor == "postgresql" and len(text) > 1 and is_rare(expected, common))


def is_rare(found, common):
    return len(found) * common < finding.TRIED


@pytest.mark.django_db
def test_words_find_a_renamed_branch_by_both_its_names(run):
    old = run.results.get(name=NAMES[0]).position

    assert positions(run, Words(run, "一支部委").match) == [old]
    assert positions(run, Words(run, "新名").match) == [old]
    assert positions(run, Words(run, "xmdzb").match) == [old]


@pytest.mark.django_db
def test_more_words_than_are_kept_are_found_row_by_row(run, monkeypatch):
    monkeypatch.setattr(finding, "COMMON", 0)
    monkeypatch.setattr(finding, "MOST", 3)

    words = Words(run, "党支部")

    assert words.found is None
    assert words.number == (4 if connection.vendor == "postgresql" else None)
    assert positions(run, words.match) == one_by_one(run, "党支部")


@pytest.mark.django_db
def test_words_find_nothing_of_another_run(run):
    other = make_committee("县工委")
    make_branch(make_unit(other, "县机关"), NAMES[1])
    campaign = factories.make_campaign(other, slug="other")
    factories.enrol(campaign)
    run_waiting()

    mine, others = (Words(one, "机关第一") for one in (run, current_run(campaign)))

    assert len(positions(run, mine.match)) == len(positions(others.run, others.match)) == 1
    assert mine.number in (1, None)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ASKED)
def test_lookups_by_pairs_find_what_plain_ones_find(run, text):
    key, plain_key = Q(search_key__holds=text.lower()), Q(search_key__contains=text.lower())
    name, plain_name = Q(name__iholds=text), Q(name__icontains=text)

    assert set(Node.objects.filter(key)) == set(Node.objects.filter(plain_key))
    assert set(Assessment.objects.filter(name)) == set(Assessment.objects.filter(plain_name))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["一支", "jiguan", "0%", "n'党"])
def test_postgresql_alone_asks_the_indexes_of_pairs(run, text):
    asked = {
        "node_found_by_pairs": Node.objects.filter(search_key__holds=text),
        "assessment_found_by_pairs": Assessment.objects.filter(name__iholds=text),
    }

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for name, rows in asked.items():
            assert (name in rows.order_by().explain()) == (connection.vendor == "postgresql")
