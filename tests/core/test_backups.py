"""What is no whole backup is refused before anything is touched."""

import io
import json
import tarfile

import pytest

from apps.core.backups import digest_of, unpacked
from apps.core.errors import Refused


def archive(path, contents, **manifest):
    with tarfile.open(path, "w") as made:
        for name, content in {"manifest.json": json.dumps(manifest).encode(), **contents}.items():
            found = tarfile.TarInfo(name)
            found.size = len(content)
            made.addfile(found, io.BytesIO(content))
    return path


@pytest.fixture
def whole(tmp_path):
    (tmp_path / "plain").write_bytes(b"rows")
    return digest_of(tmp_path / "plain")


def test_unpacked_gives_the_manifest_of_a_whole_backup(tmp_path, whole):
    made = archive(tmp_path / "house.tar", {"database": b"rows"}, parts={"database": whole}, database="sqlite")

    found = unpacked(made, tmp_path / "out")

    assert found == {"parts": {"database": whole}, "database": "sqlite"}


@pytest.mark.parametrize("parts", [{"database": b"rowz"}, {}])
def test_unpacked_refuses_a_changed_or_missing_part_by_name(tmp_path, whole, parts):
    made = archive(tmp_path / "house.tar", parts, parts={"database": whole})

    with pytest.raises(Refused, match="database"):
        unpacked(made, tmp_path / "out")


def test_unpacked_refuses_what_is_no_archive_and_what_leads_out_of_it(tmp_path, whole):
    (tmp_path / "words.tar").write_text("hello")
    outside = archive(tmp_path / "bad.tar", {"../outside": b"rows"}, parts={"../outside": whole})

    for path in (tmp_path / "words.tar", outside):
        with pytest.raises(Refused, match=path.name):
            unpacked(path, tmp_path / "out")

    assert not (tmp_path / "outside").exists()
