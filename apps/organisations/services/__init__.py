"""Every change of the tree, and of who holds which office in it."""

from apps.organisations.services.offices import appoint, appoint_new_person, end_appointment
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
    "Slots",
    "appoint",
    "appoint_new_person",
    "authorise_tree",
    "close_node",
    "create_node",
    "create_zone",
    "end_appointment",
    "place_in_zone",
    "rename_node",
    "resequence_node",
]
