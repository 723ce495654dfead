"""Pages of the tree, of people and of offices."""

from apps.organisations.views.acts import (
    NodeClose,
    NodeCreate,
    NodeRename,
    NodeResequence,
    NodeZone,
    RootCreate,
    ZoneCreate,
)
from apps.organisations.views.offices import AppointmentCreate, AppointmentEnd, AppointmentHandOver, PersonCreate
from apps.organisations.views.people import PersonActive, PersonList, PersonPage, PersonReset
from apps.organisations.views.rolls import RollDetail, RollDrop, RollStart, RollWrite
from apps.organisations.views.slips import MyPeople, NodePeople, SlipSheet
from apps.organisations.views.tree import NodeList, NodePage
from apps.organisations.views.vacancies import Vacancies

__all__ = [
    "AppointmentCreate",
    "AppointmentEnd",
    "AppointmentHandOver",
    "MyPeople",
    "NodeClose",
    "NodeCreate",
    "NodeList",
    "NodePage",
    "NodePeople",
    "NodeRename",
    "NodeResequence",
    "NodeZone",
    "PersonActive",
    "PersonCreate",
    "PersonList",
    "PersonPage",
    "PersonReset",
    "RollDetail",
    "RollDrop",
    "RollStart",
    "RollWrite",
    "RootCreate",
    "SlipSheet",
    "Vacancies",
    "ZoneCreate",
]
