"""What addresses of site visits name, and what is sent to them."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.assessments.models import Stop
from apps.assessments.services.stops import add_photo
from tests.evidence.files import photo, sent
from tests.factories import visits
from tests.factories.houses import House


def opened(house: House) -> dict[str, Any]:
    """A campaign in which visits can be planned."""
    visits.open_visits(house)
    return {"slug": house.campaign.slug}


def is_page(house: House, **key: Any) -> dict[str, Any]:
    return {"slug": house.campaign.slug, **key}


def stop_of(house: House) -> Stop:
    """A stop that the team has written at."""
    found = Stop.objects.filter(visit__campaign=house.campaign).first()
    if found is None:
        found = visits.stop(house)
        visits.see(house, found)
    return visits.now(found)


def planned(house: House) -> dict[str, Any]:
    return is_page(house, pk=visits.visit(house).pk)


def placed(house: House) -> dict[str, Any]:
    stop = visits.stop(house)
    return is_page(house, pk=stop.visit_id, stop=stop.pk)


def begun(house: House) -> dict[str, Any]:
    return is_page(house, pk=stop_of(house).pk)


def found(house: House) -> dict[str, Any]:
    return begun(house) | {"finding": stop_of(house).findings.get().pk}


def starting(house: House) -> dict[str, Any]:
    return is_page(house, pk=visits.stop(house).pk, act="start")


def checking(house: House) -> dict[str, Any]:
    return begun(house) | {"criterion": "B1"}


def signed(house: House) -> dict[str, Any]:
    visits.sign_both(house, stop_of(house))
    return begun(house) | {"criterion": "A1"}


def pictured(house: House) -> dict[str, Any]:
    return begun(house) | {"use": add_photo(house.staff, stop_of(house), "A1", sent(photo())).pk}


def rest(args: Any) -> Any:
    """The same for REST, whose addresses below a visit do not name the campaign."""
    return lambda house: {name: key for name, key in args(house).items() if name != "slug"}


def check_body(house: House) -> dict[str, Any]:
    return {"mark": "18.5", "seen": "有记录", "version": 0}


def hand_body(house: House) -> dict[str, Any]:
    return {"side": "team", "version": stop_of(house).version, "strokes": [[10, 20, 40, 60]]}


def queued_body(house: House) -> dict[str, Any]:
    moment = timezone.now().isoformat()
    act = {"kind": "check", "key": str(uuid4()), "at": moment, "sent_at": moment, "criterion": "B1"}
    return act | {"mark": "18.5", "seen": "有记录", "version": 0}


def plan_body(house: House) -> dict[str, Any]:
    return {
        "title": "发改委实地验收",
        "on": timezone.localdate().isoformat(),
        "assessments": [house.assessments[0].pk],
        "team": [house.staff.pk],
        "leader": house.staff.pk,
        "criteria": ["A1"],
    }
