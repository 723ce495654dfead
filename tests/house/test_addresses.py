"""Ports that are taken or free, and the names under which the pages may be asked for."""

import socket

from starbranch.local import addresses


def test_ask_for_port_in_use_is_not_free_and_names_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        free = addresses.is_free("127.0.0.1", port)
        other = addresses.next_free("127.0.0.1", port)

        assert free is False
        assert other is None or addresses.is_free("127.0.0.1", other)


def test_ask_for_port_just_let_go_is_free():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    assert addresses.is_free("127.0.0.1", port) is True


def test_listen_everywhere_shows_the_address_of_this_machine():
    shown = [addresses.shown(host, 8000) for host in ("0.0.0.0", "::", "192.0.2.7", "::1")]

    assert shown == ["http://127.0.0.1:8000/", "http://127.0.0.1:8000/", "http://192.0.2.7:8000/", "http://[::1]:8000/"]


def test_listen_on_one_address_allows_its_name_alone():
    assert addresses.names("192.0.2.7") == ["localhost", "127.0.0.1", "[::1]", "192.0.2.7"]


def test_listen_everywhere_allows_the_name_of_the_machine():
    assert set(addresses.names("0.0.0.0")) >= {"localhost", "127.0.0.1", "[::1]", socket.gethostname()}
