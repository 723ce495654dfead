"""Static files are collected again when, and only when, something that decides them has changed."""

import pytest

from starbranch.local import statics


@pytest.fixture
def checkout(tmp_path):
    for name in (
        "requirements.txt",
        "starbranch/settings/base.py",
        "static/css/starbranch.css",
        "apps/core/static/x.js",
    ):
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True)
        path.write_text("as it was")
    return tmp_path / "checkout"


@pytest.fixture
def collected(tmp_path, checkout):
    (tmp_path / "static").mkdir()
    statics.note(checkout, tmp_path / "static")
    return tmp_path / "static"


def test_ask_after_collecting_they_are_fresh(checkout, collected):
    assert statics.are_fresh(checkout, collected) is True


def test_ask_before_collecting_they_are_not(checkout, tmp_path):
    assert statics.are_fresh(checkout, tmp_path / "nowhere") is False


@pytest.mark.parametrize(
    "name", ["requirements.txt", "starbranch/settings/base.py", "static/css/starbranch.css", "static/new.svg"]
)
def test_ask_after_a_change_they_are_not(checkout, collected, name):
    (checkout / name).write_text("as it is now")

    assert statics.are_fresh(checkout, collected) is False


def test_ask_after_a_file_has_gone_they_are_not(checkout, collected):
    (checkout / "apps/core/static/x.js").unlink()

    assert statics.are_fresh(checkout, collected) is False
