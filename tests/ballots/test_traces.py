"""What lies in the files of the database, beside its tables: old versions of rows, and who came after whom."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from apps.ballots import sealing
from apps.ballots.codes import tidy
from apps.ballots.models import Box, Poll, Voter
from apps.ballots.services import counting
from apps.ballots.services.casting import cast
from apps.ballots.tasks import end_of_day
from apps.jobs.choices import Status
from apps.jobs.services import run_waiting
from tests.ballots.tables import everything, is_postgres, text_of
from tests.factories.houses import House, make_house
from tests.factories.polling import answers, close_stage, codes_of, poll_of, polled, roll_of

pytestmark = pytest.mark.django_db(transaction=True)


def voted(house: House, count: int) -> tuple[list[str], list[str]]:
    """So many votes in one box, each committed; gives codes and receipts."""
    poll, codes = poll_of(house), codes_of(house, roll_of(house))[:count]
    return codes, [cast(code, answers(poll, number % 5)) for number, code in enumerate(codes)]


def backup() -> bytes:
    """What a backup holds: the file of SQLite with its log, or what pg_dump writes, or else every row."""
    if not is_postgres():
        file = Path(connection.settings_dict["NAME"])
        return b"".join(each.read_bytes() for each in (file, file.with_name(f"{file.name}-wal")) if each.exists())
    return dumped() or text_of(everything()).encode()


def dumped() -> bytes:
    """pg_dump's text, where one of the server's age is at hand."""
    program, at = shutil.which("pg_dump"), connection.settings_dict
    if program is None:
        return b""
    where = ["-h", at["HOST"], "-p", str(at["PORT"]), "-U", at["USER"], at["NAME"]]
    made = subprocess.run([program, "--inserts", *where], capture_output=True, check=False)
    return made.stdout if made.returncode == 0 else b""


def test_backup_after_the_count_holds_no_ballot_code_or_key() -> None:
    house = make_house()
    polled(house)
    codes, receipts = voted(house, 8)
    poll = poll_of(house)
    key = sealing.private_key(poll.public_key, poll.sealed_key)
    ballots = Box.objects.get().ballots
    tokens = list(Voter.objects.exclude(token="").values_list("token", flat=True))
    before = backup()
    close_stage(house)

    job = counting.request_count(house.staff, poll)
    run_waiting()
    job.refresh_from_db()

    after = backup()
    gone = [*ballots, *tokens, poll.sealed_key]
    never = [*codes, *receipts, *map(tidy, receipts), key.private_bytes_raw()]
    assert job.status == Status.DONE
    assert all(one.encode() in before for one in gone)
    assert not [one for one in gone if one.encode() in after]
    assert not [one for one in never if as_bytes(one) in before + after]


def as_bytes(one: str | bytes) -> bytes:
    return one if isinstance(one, bytes) else one.encode()


def test_rows_tell_at_most_the_last_voter_and_none_after_the_day() -> None:
    """PostgreSQL notes with each row the transaction that wrote it: a box shows the last one alone. SQLite: nothing."""
    house = make_house()
    polled(house)
    voted(house, 6)
    Poll.objects.update(status="voting")
    assert writers() == ((6, 1) if is_postgres() else (0, 0))

    end_of_day()

    rows = everything()["ballots_voter"]
    at = (lambda row: place(row["ctid"])) if is_postgres() else (lambda row: row["row_number"])
    assert len({row.get("xmin") for row in rows}) == 1
    assert [row["id"] for row in sorted(rows, key=at)] == sorted(row["id"] for row in rows)


def writers() -> tuple[int, int]:
    """How many transactions the rows of those who voted name, and how many of these a box names, too."""
    found = everything()
    voters = {row["xmin"] for row in found["ballots_voter"] if row["has_voted"] and "xmin" in row}
    return len(voters), len(voters & {box.get("xmin") for box in found["ballots_box"]})


def place(ctid: str) -> tuple[int, ...]:
    """Page and line of a row in its file."""
    return tuple(int(part) for part in ctid.strip("()").split(","))
