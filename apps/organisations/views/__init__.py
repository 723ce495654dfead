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
from apps.organisations.views.offices import AppointmentCreate, AppointmentEnd, PersonCreate
from apps.organisations.views.people import PersonActive, PersonList, PersonPage, PersonReset
from apps.organisations.views.tree import NodeList, NodePage

__all__ = [
    "AppointmentCreate",
    "AppointmentEnd",
    "NodeClose",
    "NodeCreate",
    "NodeList",
    "NodePage",
    "NodeRename",
    "NodeResequence",
    "NodeZone",
    "PersonActive",
    "PersonCreate",
    "PersonList",
    "PersonPage",
    "PersonReset",
    "RootCreate",
    "ZoneCreate",
]
