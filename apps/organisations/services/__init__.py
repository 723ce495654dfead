"""Every change of the tree, and of who holds which office in it."""

from apps.organisations.services.handing_over import Newcomer, hand_over, person_or_newcomer
from apps.organisations.services.offices import appoint, appoint_new_person, end_appointment
from apps.organisations.services.rolls import confirm_roll, drop_roll, fill_vacancies, start_roll
from apps.organisations.services.slips import MOST_SLIPS, Slip, print_slips
from apps.organisations.services.tree import (
    Slots,
    authorise_tree,
    close_node,
    create_node,
    create_zone,
    place_in_zone,
    rename_node,
    resequence_node,
)

__all__ = [
    "MOST_SLIPS",
    "Newcomer",
    "Slip",
    "Slots",
    "appoint",
    "appoint_new_person",
    "authorise_tree",
    "close_node",
    "confirm_roll",
    "create_node",
    "create_zone",
    "drop_roll",
    "end_appointment",
    "fill_vacancies",
    "hand_over",
    "person_or_newcomer",
    "place_in_zone",
    "print_slips",
    "rename_node",
    "resequence_node",
    "start_roll",
]
