"""The launchers: real servers that come up, answer and leave nothing behind."""

import psycopg2
import redis

from tests.launchers.postgres import postgres
from tests.launchers.valkey import valkey


def test_start_postgres_answers_in_unicode_and_leaves_nothing():
    with postgres() as server:
        connection = psycopg2.connect(server.make_database("党支部"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_database(), lower('ÄÖ'), current_setting('server_version_num')::int >= 140000"
            )
            answer = cursor.fetchone()
        connection.close()

    assert answer == ("党支部", "äö", True)
    assert not server.folder.exists()


def test_kill_valkey_keeps_what_was_written():
    with valkey() as server:
        redis.Redis.from_url(server.url()).set("mark", "1850")

        server.kill()
        server.start()

        assert redis.Redis.from_url(server.url()).get("mark") == b"1850"
    assert not server.folder.exists()
