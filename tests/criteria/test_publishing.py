"""A short name belongs to whoever published under it first: a committee, or what ships."""

from functools import partial

import pytest

from apps.core.errors import Refused
from apps.criteria.models import Rulebook, RulebookVersion
from apps.criteria.selectors import shipped_rulebooks
from apps.criteria.services import install_rulebooks
from apps.criteria.services.publishing import freeze
from tests import factories
from tests.together import at_once

SLUG = "xuchang-2025"


@pytest.mark.django_db
def test_install_leaves_a_committee_the_name_it_took_before():
    committee = factories.make_committee()
    text = shipped_rulebooks()[SLUG]
    theirs = freeze(None, text.replace("机关“五星”支部考评办法", "本委办法"), committee=committee)

    installed = install_rulebooks()

    rulebook = Rulebook.objects.get(slug=SLUG)
    assert (rulebook.committee, rulebook.title_zh, list(rulebook.versions.all())) == (committee, "本委办法", [theirs])
    assert len(installed) == len(shipped_rulebooks()) - 1


@pytest.mark.django_db(transaction=True)
def test_two_committees_publish_one_name_at_once_and_one_has_it():
    committees = [factories.make_committee(name) for name in ("市直机关工委", "县直机关工委")]
    text = shipped_rulebooks()[SLUG]
    told = []

    def publish(committee) -> None:
        try:
            freeze(None, text, committee=committee)
        except Refused as refused:
            told.append(refused.code)

    at_once(*(partial(publish, committee) for committee in committees * 2))

    assert told == ["name-taken"] * 2
    assert RulebookVersion.objects.count() == 1


@pytest.mark.django_db
def test_freeze_keeps_as_much_of_a_long_title_as_its_row_holds():
    text = shipped_rulebooks()[SLUG].replace("机关“五星”支部考评办法", "办法" * 100)

    version = freeze(None, text, committee=factories.make_committee())

    assert version.rulebook.title_zh == "办法" * 60
