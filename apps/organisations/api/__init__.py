"""REST of the tree, of offices and of people."""

from apps.organisations.api.offices import AppointmentDetail, AppointmentEnd, AppointmentList
from apps.organisations.api.people import Me, PersonClose, PersonDetail, PersonList, PersonOpen, PersonReset
from apps.organisations.api.tree import NodeClose, NodeDetail, NodeList, ZoneDetail, ZoneList

__all__ = [
    "AppointmentDetail",
    "AppointmentEnd",
    "AppointmentList",
    "Me",
    "NodeClose",
    "NodeDetail",
    "NodeList",
    "PersonClose",
    "PersonDetail",
    "PersonList",
    "PersonOpen",
    "PersonReset",
    "ZoneDetail",
    "ZoneList",
]
