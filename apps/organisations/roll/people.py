"""Whom does a row mean: somebody who has an account, somebody of a row before, or somebody new?"""

import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from apps.accounts.models import User, plain_mobile
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import SEGMENT
from apps.organisations.roll.faults import Fault
from apps.organisations.roll.rows import RollRow
from apps.organisations.selectors import people_for

USERNAME = re.compile(r"[\w.@+-]+")


class People:
    """People told by mobile number or account name; each question asks the database once for all rows."""

    def __init__(self, actor: Any, rows: Sequence[RollRow], unit_depth: int = 2 * SEGMENT) -> None:
        self.unit_depth = unit_depth
        mobiles = {number for row in rows if (number := plain_mobile(row.mobile))}
        usernames = {row.username for row in rows if row.username}
        self.by_mobile = {one.mobile: one for one in User.objects.filter(mobile__in=mobiles)}
        self.by_username = {one.username: one for one in User.objects.filter(username__in=usernames)}
        told = {one.pk for one in (*self.by_mobile.values(), *self.by_username.values())}
        kept = people_for(actor) if actor is not None else User.objects.all()
        self.kept = set(kept.filter(pk__in=told).order_by().values_list("pk", flat=True))
        self.names: dict[tuple[str, str], RollRow] = {}
        self.unclear_first: dict[tuple[str, str], RollRow] = {}
        self.namesakes: dict[tuple[str, str, int], User] = {}

    def mobile(self, row: RollRow) -> str | None:
        return plain_mobile(row.mobile)

    def found(self, row: RollRow) -> User | None:
        """Who has this number or this account name."""
        return self.by_mobile.get(plain_mobile(row.mobile) or "") or self.by_username.get(row.username)

    def key(self, row: RollRow, node: Node) -> tuple[str, ...]:
        """The same for every row of one new person."""
        return (
            ("mobile", self.mobile(row) or "")
            if row.mobile
            else ("username", row.username)
            if row.username
            else ("name", row.name, node.path)
        )

    def faults_of(self, row: RollRow) -> list[Fault]:
        """What is wrong with name, number and account name."""
        faults = []
        if not row.name:
            faults.append(Fault(row=row.row, field="name", hint="noname", params={"row": row.row}))
        if row.mobile and self.mobile(row) is None:
            faults.append(Fault(row=row.row, field="mobile", hint="mobile", value=row.mobile))
        if row.username and (not USERNAME.fullmatch(row.username) or plain_mobile(row.username)):
            faults.append(Fault(row=row.row, field="username", hint="username", value=row.username))
        return faults or [fault for fault in (self.clash(row), self.clash_in_file(row)) if fault]

    def clash(self, row: RollRow) -> Fault | None:
        """A number or account name that belongs to somebody else, or to somebody whom one does not keep."""
        by_mobile, by_username = self.by_mobile.get(self.mobile(row) or ""), self.by_username.get(row.username)
        told, value = ("mobile", row.mobile) if by_mobile else ("username", row.username)
        person = by_mobile or by_username
        if person is None:
            return None
        if by_mobile and by_username and by_mobile != by_username:
            return Fault(row=row.row, field="username", hint="two-people", value=row.username)
        if person.pk not in self.kept:
            return Fault(row=row.row, field=told, hint="foreign", value=value)
        if person.name != row.name:
            return Fault(row=row.row, field=told, hint="other-name", value=value, params={"name": person.name})
        return None

    def clash_in_file(self, row: RollRow) -> Fault | None:
        """One number, or one account name, given to two names; one number with two account names, or the other
        way round."""
        for told, value in (("mobile", self.mobile(row)), ("username", row.username)):
            if not value:
                continue
            first = self.names.setdefault((told, value), row)
            if first.name != row.name:
                params = {"first": first.row, "name": first.name}
                return Fault(row=row.row, field=told, hint="file-name", value=value, params=params)
            if told == "mobile" and first.username and row.username and first.username != row.username:
                return Fault(
                    row=row.row, field="username", hint="file-username", value=row.username, params={"first": first.row}
                )
            if told == "username" and self.mobile(first) != self.mobile(row) and self.are_new(first, row):
                params = {"first": first.row}
                return Fault(row=row.row, field="mobile", hint="file-mobile", value=row.mobile, params=params)
        return None

    def are_new(self, *rows: RollRow) -> bool:
        """Whether nobody of them has an account."""
        return not any(self.found(row) for row in rows)

    def unclear(self, row: RollRow, node: Node) -> Fault | None:
        """Two rows without numbers name somebody alike in one unit: one person or two?"""
        first = self.unclear_first.setdefault((row.name, node.path[: self.unit_depth]), row)
        if first is row or ((row.mobile or row.username) and (first.mobile or first.username)):
            return None
        return Fault(row=row.row, field="mobile", hint="unclear", value=row.name, params={"first": first.row})

    def look_up_namesakes(self, nodes: Sequence[int]) -> None:
        """Who holds an office at `nodes` today or later, so that a roll without numbers can come twice."""
        held = Appointment.objects.filter(node__in=set(nodes)).exclude(until__lt=timezone.localdate())
        for office in held.select_related("person"):
            self.namesakes.setdefault((office.person.name, office.role, office.node_id), office.person)

    def namesake(self, row: RollRow, role: str, node: Node) -> User | None:
        """Who has this name and this very office, where the row tells nothing more of the person."""
        return None if row.mobile or row.username else self.namesakes.get((row.name, role, node.pk))
