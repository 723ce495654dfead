"""People as a list: what was asked for, and each with the offices that the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, plain_mobile
from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, AppointmentQuerySet, Node
from apps.organisations.reach import below

PAGE = 50
STATES = (
    ("", _("all")),
    ("open", _("in use")),
    ("never", _("never signed in")),
    ("one-time", _("one-time password")),
    ("closed", _("account closed")),
)


@dataclass(frozen=True)
class PeopleQuestion:
    """What an address asks of the people."""

    q: str
    role: str
    state: str
    unit: int | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "PeopleQuestion":
        """Unknown values count as not asked."""
        role, state = query.get("role", ""), query.get("state", "")
        return cls(
            q=query.get("q", "").strip(),
            role=role if role in Role.values else "",
            state=state if state in dict(STATES) else "",
            unit=whole(query.get("unit")),
        )

    @property
    def kept(self) -> dict[str, str]:
        """The question as an address carries it on."""
        return {"q": self.q, "role": self.role, "state": self.state, "unit": self.unit}

    def narrowed(self, people: QuerySet[User], reader: Any) -> QuerySet[User]:
        """The people that are asked for; roles and organisations count only where the reader sees the office."""
        offices = Appointment.objects.visible_to(reader).on(timezone.localdate()).order_by()
        if self.unit is not None:
            top = Node.objects.visible_to(reader).filter(pk=self.unit).first()
            here = offices.filter(below(top.path, "node__path")) if top else offices.none()
            people = people.filter(pk__in=here.values("person"))
        if self.q:
            people = people.filter(self.spoken_of(offices))
        if self.role:
            people = people.filter(pk__in=offices.filter(role=self.role).values("person"))
        if self.state:
            people = people.filter(is_active=self.state != "closed")
        if self.state == "never":
            people = people.filter(last_login=None)
        return people.filter(must_change_password=True) if self.state == "one-time" else people

    def spoken_of(self, offices: AppointmentQuerySet) -> Q:
        """Name, its pinyin or initials, account name, whole mobile number, or an organisation of today's offices."""
        at = offices.filter(node__search_key__contains=self.q.lower()).values("person")
        mobile = plain_mobile(self.q)
        by_name = Q(search_key__contains=self.q.lower()) | Q(username__icontains=self.q)
        return by_name | Q(pk__in=at) | Q(mobile=mobile or "-")


def people_page(people: QuerySet[User], asked: PeopleQuestion, query: Mapping[str, str], reader: Any) -> Page:
    """One page of people in the order of their accounts, each with `held`: today's offices that the reader sees."""
    offices = Appointment.objects.visible_to(reader).on(timezone.localdate()).select_related("node", "zone")
    rows = asked.narrowed(people, reader).prefetch_related(Prefetch("appointments", offices, to_attr="held"))
    keys = {name: whole(query.get(name)) for name in ("after", "before")}
    return page_by_key(rows, "pk", size=PAGE, **keys)
