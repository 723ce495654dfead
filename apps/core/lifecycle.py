"""States and the acts that lead from one to the next, as one table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.core.errors import Refused


class Lifecycle:
    """`table[act] = (states it may start from, state it leads to)`."""

    def __init__(self, table: Mapping[str, tuple[tuple[str, ...], str]]) -> None:
        self.table = dict(table)
        states = [state for starts, end in self.table.values() for state in (*starts, end)]
        self.labels = {str(state): getattr(state, "label", state) for state in states}

    def permits(self, act: str, state: str) -> bool:
        """Whether `act` may start from `state`."""
        return state in self.table[act][0]

    def after(self, act: str, state: str) -> str:
        """The state that `act` leads to; refuses with `Refused` where the table does not permit it."""
        if not self.permits(act, state):
            words = {"state": self.labels.get(str(state), state)}
            raise Refused(_("This cannot be done while the state is “%(state)s”.") % words, code="lifecycle")
        return self.table[act][1]

    def acts(self, state: str) -> list[str]:
        """All acts that may start from `state`."""
        return [act for act in self.table if self.permits(act, state)]
