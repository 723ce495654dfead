"""The study of which places another scorer would move: asked of a numbered run, kept, asked again the same."""

from copy import deepcopy

import pytest
from django.core.management import call_command

from apps.audit.models import Record
from apps.core.errors import Forbidden, Refused
from apps.evaluations.models import NoiseStudy
from apps.evaluations.scorers.noise import Bands
from apps.evaluations.scorers.studies import bands_of, is_same_again, packed_bands, repeats_for
from apps.evaluations.scorers.told import places_words
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.noise import start_study
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.twice import marked_twice

pytestmark = pytest.mark.django_db


def build():
    """A numbered run of branches marked twice, which was asked by itself."""
    house = marked_twice()
    house.run = start_numbered_run(house.staff, house.campaign)
    run_waiting()
    house.run.refresh_from_db()
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_numbered_run_is_asked_by_itself_where_enough_is_marked_twice(house):
    study = NoiseStudy.objects.get()

    assert (study.run_id, study.pairs, study.repeats) == (house.run.pk, len(house.assessments), 200)
    assert study.seed == house.run.digest
    assert len(study.digest) == 64
    assert Record.objects.get(act="noise.made").after["digest"] == study.digest


def test_bands_hold_the_place_and_say_how_steady_the_level_is(house):
    table = bands_of(house.run)

    found = {row.rank: table.of(row.assessment_id) for row in house.run.results.exclude(rank=None)}

    assert all(1 <= band.low <= band.high <= len(house.assessments) for band in found.values())
    assert any(band.is_wide for band in found.values())
    assert all(0 <= band.steady <= 200 for band in found.values())


def test_study_can_be_asked_again_with_the_same_answer(house, capsys):
    study = NoiseStudy.objects.get()

    assert is_same_again(study)
    with pytest.raises(SystemExit) as ended:
        call_command("noise", house.campaign.slug, house.run.number)
    assert ended.value.code == 0
    assert study.digest in capsys.readouterr().out


def test_bands_that_were_altered_are_found(house):
    study = NoiseStudy.objects.get()
    table = bands_of(house.run)
    study.bands = packed_bands(Bands(table.low + 1, table.high + 1, table.steady, study.repeats))

    assert not is_same_again(study)


def test_run_is_asked_once_and_only_by_who_conducts(house):
    with pytest.raises(Refused) as again:
        start_study(house.staff, house.run)
    NoiseStudy.objects.all().delete()
    with pytest.raises(Forbidden):
        start_study(house.people[Role.ZONE_LEAD], house.run)

    start_study(house.staff, house.run)

    assert again.value.code == "asked"
    assert NoiseStudy.objects.get().finished_at is None


def test_few_pairs_are_refused(house):
    NoiseStudy.objects.all().delete()
    house.campaign.assignments.filter(assessment__in=house.assessments[5:]).update(finished_at=None)

    with pytest.raises(Refused) as refused:
        start_study(house.staff, house.run)

    assert refused.value.code == "few-pairs"


def test_large_campaigns_are_rated_less_often():
    assert [repeats_for(n) for n in (1, 6_280, 20_000, 40_000, 1_000_000)] == [200, 200, 200, 100, 50]


def test_bands_stand_in_the_league_on_the_branch_and_in_the_answer_of_rest(house):
    client = house.client()
    row = house.run.results.order_by("position").first()
    band = bands_of(house.run).of(row.assessment_id)
    words = places_words(band)

    league = client.get(f"{house.base}league/").content.decode()
    branch = client.get(f"{house.base}branches/{row.assessment_id}/").content.decode()
    answer = client.get(f"/api/v1/campaigns/{house.campaign.slug}/results/").json()

    assert band.is_wide
    assert words in league
    assert words in branch
    assert answer["results"][0]["band"] == {
        "low": band.low,
        "high": band.high,
        "steady": band.steady,
        "repeats": band.repeats,
    }


def test_page_says_how_bands_are_found_and_starts_it(house):
    client, url = house.client(), f"{house.base}noise/"
    found = client.get(url).content.decode()
    digest = NoiseStudy.objects.get().digest
    NoiseStudy.objects.all().delete()

    client.post(url)
    run_waiting()

    assert digest in found
    assert NoiseStudy.objects.get().digest == digest
