"""REST of the tree, of offices and of people."""

from apps.organisations.api.offices import AppointmentDetail, AppointmentEnd, AppointmentHandOver, AppointmentList
from apps.organisations.api.oneself import Me, SessionDetail, SessionList, SignOutEverywhere
from apps.organisations.api.people import PersonClose, PersonDetail, PersonList, PersonOpen, PersonReset
from apps.organisations.api.rolls import RollDetail, RollDrop, RollList, RollWrite, Slips, Vacancies
from apps.organisations.api.tree import NodeClose, NodeDetail, NodeList, ZoneDetail, ZoneList

__all__ = [
    "AppointmentDetail",
    "AppointmentEnd",
    "AppointmentHandOver",
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
    "RollDetail",
    "RollDrop",
    "RollList",
    "RollWrite",
    "SessionDetail",
    "SessionList",
    "SignOutEverywhere",
    "Slips",
    "Vacancies",
    "ZoneDetail",
    "ZoneList",
]
