"""Who is asked about, and by whom: how a row of answers is read, and what each office gets from an address.

A row names the answers by office, such as "200 SU, 403 *": staff and auditors (U) see the page, all others are refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, SimpleCookie
from django.test import Client

from apps.organisations.choices import Role
from apps.workflow.bell import SECONDS, key_of
from tests.factories import sign_in
from tests.factories.fixtures import Two

LETTERS = dict(zip("ASZRCKLUND", Role.values, strict=True))
# Who could most easily see too much elsewhere.
WIDE = (Role.STAFF, Role.SECRETARY)
OWN, OTHER, STRANGER = "own", "other", "stranger"

# House and office of who asks.
Asker = tuple[str, str] | str
Offices = Callable[[str], list[str]]


def answers(row: str, offices: Offices) -> dict[str, int]:
    """A row as office → status, for those offices that are asked."""
    parts = [part.split() for part in row.split(", ")]
    others = next(int(status) for status, letters in parts if letters == "*")
    named = {LETTERS[letter]: int(status) for status, letters in parts if letters != "*" for letter in letters}
    return {role: named.get(role, others) for role in offices(row)}


def telling(row: str) -> list[str]:
    """The offices that a row names, and one of all others."""
    named = [LETTERS[letter] for part in row.split(", ") for letter in part.split()[1] if letter != "*"]
    return named + [role for role in Role.values if role not in named][:1]


def wide(_row: str) -> list[str]:
    """Those offices of another committee that matter most."""
    return list(WIDE)


def all_but(chosen: Offices) -> Offices:
    """Every office that `chosen` leaves out."""
    return lambda row: [role for role in Role.values if role not in chosen(row)]


@dataclass(frozen=True)
class Who:
    """Those who ask about a committee: which of its own offices and which of another one's."""

    own: Offices
    other: Offices

    def rows(self, own: str, other: str = "") -> dict[Asker, int]:
        """What each of them gets by two rows; nobody of another committee asks where that row is empty."""
        inside = {(OWN, role): status for role, status in answers(own, self.own).items()}
        outside = answers(other, self.other) if other else {}
        return inside | {(OTHER, role): status for role, status in outside.items()}


# The most telling offices each time, the rest of them in the long runs.
TELLING, REST = Who(telling, wide), Who(all_but(telling), all_but(wide))


class Windows:
    """Everybody of two houses with a session, each asking in a window of their own."""

    def __init__(self, two: Two) -> None:
        houses = {OWN: two.own, OTHER: two.other}
        people = {(place, role): who for place, house in houses.items() for role, who in house.people.items()}
        self.sessions = {asker: sign_in(person).cookies for asker, person in people.items()}
        self.bells = [key_of(person) for person in people.values()]

    def ask(
        self, ask: Callable[[Any], HttpResponse], askers: Iterable[Asker], kind: Callable[[], Client] = Client
    ) -> dict[Asker, HttpResponse]:
        """What each of them is answered, by a browser or a program; what one changed is taken back."""
        return {asker: self.tried(lambda asker=asker: ask(self.opened(asker, kind))) for asker in askers}

    def opened(self, asker: Asker, kind: Callable[[], Client]) -> Client:
        """A window with the session of somebody, or of nobody."""
        client = kind()
        if asker in self.sessions:
            client.cookies = SimpleCookie(self.sessions[asker].output(header="", sep=";"))
        return client

    def tried(self, ask: Callable[[], HttpResponse]) -> HttpResponse:
        """An answer, and everything as it was before; what was only looked at may stay at hand."""
        before, bells = transaction.savepoint(), cache.get_many(self.bells)
        try:
            answer = ask()
        finally:
            transaction.savepoint_rollback(before)
        if answer.request["REQUEST_METHOD"] != "GET":
            cache.clear()
            cache.set_many(bells, SECONDS)
        return answer
