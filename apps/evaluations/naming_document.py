"""What does the document that names branches say, page by page; and how does it look before anybody has named?"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.core.typesetting import set_pdf
from apps.criteria.selectors import rulebook_of
from apps.evaluations.documents import dated, paragraphs_of
from apps.evaluations.models import Naming
from apps.evaluations.naming import named_results


class Named(NamedTuple):
    """A branch in the document, and the level that it is named."""

    assessment: Assessment
    level: str


def draft_of(naming: Naming) -> bytes:
    """The document as PDF as it would be named now, with the word for a draft across every page."""
    words = [level.name for level in rulebook_of(naming.run.rulebook_version).outcomes]
    results = named_results(naming).select_related("assessment__zone")
    named = [Named(result.assessment, words[result.level]) for result in results]
    return set_pdf("naming", document_data(naming, named) | {"watermark": _("Draft only")})


def document_data(naming: Naming, named: Sequence[Named]) -> dict[str, Any]:
    """What the document is set from; a list for each level, by zone, in the official order."""
    annexes = [annex(level, [one for one in named if one.level == level]) for level in naming.levels]
    return {
        "title": naming.title,
        "number": naming.number,
        "issuer": naming.shape["issuer"],
        "recipients": naming.shape.get("recipients", ""),
        "text": paragraphs_of(naming.shape["text"]),
        "signatory": naming.shape["signatory"],
        "date": dated(naming.dated_on),
        "annex": _("Annex"),
        "annexes": [each for each in annexes if each["groups"]],
        "digest": _("Digest of the results %(digest)s") % {"digest": naming.run.digest},
    }


def annex(level: str, named: Sequence[Named]) -> dict[str, Any]:
    """One level's list by zone in their order, within one in the official order."""
    words = {"level": level, "n": len(named)}
    zones: dict[str, list[str]] = {}
    for one in sorted(named, key=order_of_zone):
        zone = one.assessment.zone.name if one.assessment.zone else ""
        zones.setdefault(zone, []).append(one.assessment.name)
    return {
        "title": ngettext("%(level)s: %(n)s branch", "%(level)s: %(n)s branches", len(named)) % words,
        "heading": _("Branches named %(level)s") % words,
        "groups": [{"name": name, "count": count_of(rows), "rows": rows} for name, rows in zones.items()],
    }


def order_of_zone(one: Named) -> int:
    """Zones as they are numbered; who has none stands first."""
    return one.assessment.zone.sequence if one.assessment.zone else 0


def count_of(rows: Sequence[str]) -> str:
    """How many branches, in words."""
    return ngettext("%(n)s branch", "%(n)s branches", len(rows)) % {"n": len(rows)}
