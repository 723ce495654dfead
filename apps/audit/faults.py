"""What was altered without an act? One place, in words; and the chain's own breaks told so."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from apps.audit.chain import Break, breaks
from apps.audit.models import Record


@dataclass(frozen=True)
class Fault:
    """`where` names a branch, a run or an act, `what` the figure; `stored` is what the database says, `expected` what
    the record tells of it. `node_path` says whose it is; empty for what concerns the whole house."""

    where: str
    what: str
    stored: str = ""
    expected: str = ""
    node_path: str = ""

    def __str__(self) -> str:
        words = {"where": self.where, "what": self.what, "stored": self.stored, "expected": self.expected}
        if not self.stored and not self.expected:
            return _("%(where)s: %(what)s") % words
        return _("%(where)s, %(what)s: stored %(stored)s, by the record %(expected)s") % words

    def plain(self) -> dict[str, str]:
        """As it is kept and sent."""
        return asdict(self)


def chain_faults(known_heads: Mapping[int, str]) -> Iterator[Fault]:
    """Every break of the chain, named by its place and, where it is still there, by its act."""
    for each in breaks(dict(known_heads)):
        record = Record.objects.filter(pk=each.record).first() if each.record else None
        yield Fault(place_of(each), what_of(each, record), node_path=record.node_path if record else "")


def place_of(found: Break) -> str:
    """Where the chain breaks."""
    words = {"position": found.position, "record": found.record}
    if not found.position:
        return _("Acts, act %(record)s") % words
    if found.record is None:
        return _("Acts, place %(position)s") % words
    return _("Acts, place %(position)s, act %(record)s") % words


def what_of(found: Break, record: Record | None) -> str:
    """Why, and which act it is."""
    titles = {
        "altered": _("the act is not as it was written"),
        "missing": _("the act is gone"),
        "gap": _("the link is gone"),
        "cut": _("a digest that was printed elsewhere is not there"),
        "unlinked": _("an act that nobody linked"),
    }
    if record is None:
        return titles[found.kind]
    return f"{titles[found.kind]} ({record.act}, {record.object_label})"
