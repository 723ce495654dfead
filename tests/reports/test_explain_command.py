"""`manage.py explain` tells branches of a file or of a campaign, and refuses what it cannot find."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.criteria.rated import DATA

CHUZHOU = ("chuzhou-2024", str(DATA / "chuzhou-2024/marks.csv"))


def told(*words: str, **options) -> list[str]:
    """The lines of a telling in English."""
    out = StringIO()
    call_command("explain", *words, language="en", stdout=out, **options)
    return [line.strip() for line in out.getvalue().splitlines()]


def refused(*words: str, **options) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("explain", *words, language="en", stderr=out, stdout=StringIO(), **options)
    assert ended.value.code == 2
    return out.getvalue().strip()


def test_explain_names_the_branch_by_name_or_by_row():
    assert told(*CHUZHOU, "市直单位01第2支部") == told(*CHUZHOU, "3")


def test_explain_what_the_ladder_held_back():
    lines = told(*CHUZHOU, "3")

    assert "Last year Not rated, this year at most One-star (step by step); by the points Five-star" in lines
    assert lines[-1] == "✗ The step-by-step rule allows no higher level this year, whatever the marks."


def test_explain_what_a_veto_cost():
    lines = told(*CHUZHOU, "85")

    assert "Because of V1 Serious breach of discipline or law no level is given; otherwise Two-star" in lines
    assert lines[lines.index("Shortest way to the next star or level") + 1].startswith("✗ V1 ")


def test_explain_refuses_a_branch_that_is_not_there():
    assert refused(*CHUZHOU, "无此支部") == "No branch “无此支部” in the file."


def test_explain_refuses_everybody_unless_all_are_meant():
    assert refused(*CHUZHOU) == "1040 branches are meant. Name some, or say --all."


def test_explain_needs_a_file_or_a_campaign():
    with pytest.raises(CommandError):
        call_command("explain", "chuzhou-2024")


@pytest.mark.django_db
def test_explain_a_branch_of_a_campaign(two):
    lines = told("市发改委第2党支部", campaign=two.own.campaign.slug)

    assert lines[0] == "市发改委第2党支部 · 市第一协作区 · 市发改委 · 党政机关"
    assert "✗ Not Five-star: 4 stars lit of the 5 needed" in lines
    assert "Result: Four-star" in lines


@pytest.mark.django_db
def test_explain_refuses_a_campaign_that_is_not_there(two):
    assert refused("市发改委第2党支部", campaign="nobody") == "No campaign “nobody” with a result."
    assert refused("无此支部", campaign=two.own.campaign.slug) == "No branch “无此支部” in the campaign."
