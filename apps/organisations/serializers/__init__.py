"""The tree, offices, people and rolls as REST writes and reads them."""

from apps.organisations.serializers.offices import (
    AppointmentEndSerializer,
    AppointmentSerializer,
    HandedOverSerializer,
    HandOverSerializer,
    NewAppointmentSerializer,
)
from apps.organisations.serializers.people import (
    MeSerializer,
    NewPersonSerializer,
    OneTimePasswordSerializer,
    PersonSerializer,
    PreferencesSerializer,
    SessionSerializer,
    SlipRequestSerializer,
)
from apps.organisations.serializers.rolls import (
    AppointedSerializer,
    NewRollSerializer,
    NewSecretariesSerializer,
    RollSerializer,
)
from apps.organisations.serializers.tree import (
    NEW_KINDS,
    NewNodeSerializer,
    NewZoneSerializer,
    NodeChangeSerializer,
    NodeSerializer,
    ZoneSerializer,
    seen_nodes,
    seen_zones,
)

__all__ = [
    "NEW_KINDS",
    "AppointedSerializer",
    "AppointmentEndSerializer",
    "AppointmentSerializer",
    "HandOverSerializer",
    "HandedOverSerializer",
    "MeSerializer",
    "NewAppointmentSerializer",
    "NewNodeSerializer",
    "NewPersonSerializer",
    "NewRollSerializer",
    "NewSecretariesSerializer",
    "NewZoneSerializer",
    "NodeChangeSerializer",
    "NodeSerializer",
    "OneTimePasswordSerializer",
    "PersonSerializer",
    "PreferencesSerializer",
    "RollSerializer",
    "SessionSerializer",
    "SlipRequestSerializer",
    "ZoneSerializer",
    "seen_nodes",
    "seen_zones",
]
