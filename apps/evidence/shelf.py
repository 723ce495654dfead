"""Where files lie: at random places, so that no name is ever a path; whole or not at all."""

import hashlib
import secrets
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils.translation import gettext as _

from apps.core.disk import is_full, no_room
from apps.core.errors import Refused
from apps.evidence.choices import ContentType
from apps.evidence.models import EvidenceFile


def keep(contents: Iterable[bytes]) -> list[str]:
    """Write each content to a place of its own; where one cannot be written, none is left."""
    places: list[str] = []
    try:
        for content in contents:
            name = secrets.token_hex(20)
            places.append(f"evidence/{name[:2]}/{name}")
            default_storage.save(places[-1], ContentFile(content))
    except OSError as error:
        drop(places)
        if is_full(error):
            message = no_room()
        else:
            message = _("The file could not be kept; nothing was changed. Try again, or tell the administrator.")
        raise Refused(message, code="not-kept") from error
    return places


def download(file: EvidenceFile) -> FileResponse:
    """The kept file under the name that people gave it, never shown in a page."""
    kept = default_storage.open(file.path, "rb")
    return FileResponse(kept, as_attachment=True, filename=file.file_name, content_type=file.content_type)


def picture(place: str) -> FileResponse:
    """One of our own pictures, for a page."""
    drawn = default_storage.open(place, "rb")
    return FileResponse(drawn, filename="proof.jpg", content_type=ContentType.JPEG.value)


def tag_of(place: str) -> str:
    """An ETag; places are never written twice, so they tell contents apart, and nobody outside learns them."""
    return f'"{hashlib.sha256(place.encode()).hexdigest()[:32]}"'


def drop(places: Iterable[str]) -> None:
    """Take away what lies at these places, written to its end or not."""
    for place in places:
        default_storage.delete(place)
