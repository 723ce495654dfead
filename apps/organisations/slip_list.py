"""People of an organisation as candidates for a slip: where each stands, and how far they have come in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Min, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node, NodeQuerySet
from apps.organisations.reach import SEGMENT
from apps.organisations.rules import manages, resets
from apps.organisations.selectors import holders, part_of
from apps.organisations.services.slips import MOST_SLIPS, Slip

SHOWS = (("waiting", _("without a valid slip")), ("never", _("never signed in")), ("all", _("all")))


def show_of(text: str) -> str:
    """Which people an address asks for; those who wait for a slip where it says nothing known."""
    return text if text in dict(SHOWS) else "waiting"


def narrowed(people: QuerySet[User], show: str) -> QuerySet[User]:
    """Those of `people` that a way of showing means."""
    if show == "all":
        return people
    people = people.filter(last_login=None)
    if show == "never":
        return people
    return people.filter(Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(password_expires_at__lt=timezone.now()))


def in_order(people: QuerySet[User], nodes: NodeQuerySet) -> QuerySet[User]:
    """People in the official order of their first office among `nodes`, each with `offices`, all they ever held."""
    here = Q(appointments__node__in=nodes.order_by())
    offices = Appointment.objects.select_related("node", "zone").order_by("node__order_path", "role")
    rows = people.annotate(place=Min("appointments__node__order_path", filter=here))
    return rows.prefetch_related(Prefetch("appointments", offices, to_attr="offices")).order_by("place", "pk")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on the page of slips; `may_print` tells whether the reader gives them passwords."""

    person: User
    offices: list[Appointment]
    state: str
    may_print: bool


def candidates(reader: Any, node: Node, show: str) -> list[Candidate]:
    """The people of an organisation that are asked for, at most as many as one print takes."""
    nodes = part_of(node)
    people = in_order(narrowed(holders(nodes), show), nodes)
    return [candidate(reader, person, node) for person in people[:MOST_SLIPS]]


def waiting_below(reader: Any, nodes: NodeQuerySet) -> list[User]:
    """Who waits for a slip anywhere among `nodes` and may get one from the reader, as many as one print takes."""
    rows = in_order(narrowed(holders(nodes), "waiting"), nodes)
    return [person for person in rows if may_give(reader, person)][:MOST_SLIPS]


def may_give(reader: Any, person: User) -> bool:
    """Whether the reader gives passwords to somebody who comes with all `offices`."""
    return manages(reader, person, person.offices) or resets(reader, person, person.offices)


def candidate(reader: Any, person: User, node: Node) -> Candidate:
    """One person, with the offices of today and later that lie at or below the organisation."""
    today = timezone.localdate()
    held = [office for office in person.offices if office.until is None or office.until >= today]
    here = [office for office in held if office.node.path.startswith(node.path)]
    return Candidate(person, here, state_of(person), may_give(reader, person))


def state_of(person: User) -> str:
    """How far somebody has come in: no slip yet, slip valid, slip run out, reset, in use."""
    if not person.has_usable_password():
        return "none"
    if person.has_lapsed_password:
        return "lapsed"
    return "slip" if person.must_change_password else "used"


def counts_of(nodes: NodeQuerySet) -> dict[str, int]:
    """How many people each way of showing holds."""
    people = holders(nodes)
    return {show: narrowed(people, show).count() for show, _label in SHOWS}


def counts_by_part(committee: Node, parts: Sequence[Node]) -> list[dict[str, Any]]:
    """For each part of a committee: its people, and how many wait for a slip."""
    below = Node.objects.below(committee.path)
    length = len(committee.path) + SEGMENT
    everybody, waiting = (parts_of(narrowed(holders(below), show), below, length) for show in ("all", "waiting"))
    return [{"node": part, "people": everybody[part.path], "waiting": waiting[part.path]} for part in parts]


def parts_of(people: QuerySet[User], below: NodeQuerySet, length: int) -> Counter:
    """How many people hold an office in each part, by the part's path."""
    held = Appointment.objects.filter(person__in=people.order_by(), node__in=below.order_by())
    pairs = held.exclude(until__lt=timezone.localdate()).order_by().values_list("node__path", "person").distinct()
    return Counter(path for path, _person in {(path[:length], person) for path, person in pairs})


@dataclass(frozen=True, slots=True)
class SlipGroup:
    """The slips of one organisation, on sheets of their own."""

    name: str
    slips: list[dict[str, Any]]


def grouped(slips: Sequence[Slip], committee_length: int) -> list[SlipGroup]:
    """Slips by unit, in the order in which they come; each with its offices in words."""
    people = in_order(User.objects.filter(pk__in=[slip.person.pk for slip in slips]), Node.objects.all())
    offices = {person.pk: current(person.offices) for person in people}
    lines = [{"slip": slip, "offices": offices[slip.person.pk]} for slip in slips]
    length = committee_length + SEGMENT

    def part(line: dict[str, Any]) -> str:
        held = line["offices"]
        return held[0].node.path[:length] if held else ""

    names = dict(Node.objects.filter(path__in={part(line) for line in lines}).values_list("path", "name"))
    return [SlipGroup(names.get(path, ""), list(group)) for path, group in groupby(lines, key=part)]


def current(offices: Sequence[Appointment]) -> list[Appointment]:
    """Offices of today and later, the most telling first."""
    today = timezone.localdate()
    held = [office for office in offices if office.until is None or office.until >= today]
    return sorted(held, key=lambda office: (office.node.order_path, Role.values.index(office.role)))
