"""The papers of a naming, set once it stands: the document as PDF and Word, and a plaque for each title."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.media_types import DOCX, PDF
from apps.core.typesetting import set_pdf
from apps.core.typesetting.codes import code_for
from apps.core.typesetting.word import fill_word
from apps.demonstrations.conferring import last_campaign, names_of
from apps.demonstrations.models import Conferral, Title
from apps.evaluations.choices import PaperKind
from apps.evaluations.documents import dated, paragraphs_of
from apps.evaluations.models import Paper
from apps.evaluations.quoted import quoted
from apps.evaluations.services.papers import keep_once
from apps.jobs.models import Job
from apps.jobs.progress import Progress

KINDS = (PaperKind.CONFERRAL, PaperKind.TITLE_PLAQUE)


def do_conferral_papers(job: Job, progress: Progress) -> dict:
    """Handler of `confer-papers`: set every paper that is not set yet; safe to run twice."""
    rows = Conferral.objects.select_related("batch__programme__committee")
    conferral = rows.get(pk=job.key)
    made = papers_of(conferral, names_of(conferral))
    campaign = last_campaign(conferral.batch)
    kept = []
    for step, (kind, name, content_type, make) in enumerate(made):
        progress(kind, step, len(made))
        kept.append(keep_once(campaign, kind, conferral.pk, name, make, content_type))
    conferral.paper = kept[0]
    conferral.save(update_fields=["paper"])
    return {"papers": len(kept)}


def papers_of(conferral: Conferral, titles: Sequence[Title]) -> list[tuple[str, str, str, Callable[[], bytes]]]:
    """Kind, name, type and maker of each paper; plaques only where the programme gives them."""
    document = document_data(conferral, titles)
    found = [
        (PaperKind.CONFERRAL, f"{conferral.title}.pdf", PDF, lambda: set_pdf("naming", document)),
        (PaperKind.CONFERRAL, f"{conferral.title}.docx", DOCX, lambda: fill_word("naming", document)),
    ]
    if conferral.batch.programme.has_plaque:
        name = _("Plaques %(number)s.pdf") % {"number": conferral.number}
        plaques = plaque_data(conferral, titles)
        found.append((PaperKind.TITLE_PLAQUE, name, PDF, lambda: set_pdf("plaques", plaques)))
    return found


def kept_papers(conferral: Conferral) -> list[Paper]:
    """The papers that are set, in the order in which they were."""
    return list(Paper.objects.filter(kind__in=KINDS, key=conferral.pk).select_related("campaign").order_by("pk"))


def document_data(conferral: Conferral, titles: Sequence[Title]) -> dict[str, Any]:
    """What the document is set from; one annex with the list in the order of the numbers."""
    told = {"word": quoted(titles[0].word), "n": len(titles)}
    shape = conferral.shape
    return {
        "title": conferral.title,
        "number": conferral.number,
        "issuer": shape["issuer"],
        "recipients": shape.get("recipients", ""),
        "text": paragraphs_of(shape["text"]),
        "signatory": shape["signatory"],
        "date": dated(conferral.dated_on),
        "annex": _("Annex"),
        "annexes": [
            {
                "title": _("List of “%(word)s” (%(n)s)") % told,
                "heading": _("List of “%(word)s”") % told,
                "groups": [{"name": "", "count": "", "rows": [f"{n}. {row(one)}" for n, one in enumerate(titles, 1)]}],
                "wide": True,
            }
        ],
        "digest": _("Digest of the list %(digest)s") % {"digest": conferral.digest},
    }


def row(title: Title) -> str:
    """One title on the list: its number, who holds it, its brand."""
    told = {"holder": title.holder, "brand": quoted(title.brand), "number": title.number}
    if title.brand:
        return _("%(holder)s, brand “%(brand)s” (%(number)s)") % told
    return _("%(holder)s (%(number)s)") % told


def plaque_data(conferral: Conferral, titles: Sequence[Title]) -> dict[str, Any]:
    """What plaques are set from, one a title."""
    return {
        "title": _("Plaques"),
        "signatory": conferral.shape["signatory"],
        "date": date_format(conferral.dated_on, "YEAR_MONTH_FORMAT"),
        "awards": [
            {
                "branch": title.holder,
                "level": title.word,
                "note": _("Brand “%(brand)s”") % {"brand": quoted(title.brand)} if title.brand else "",
                "number": title.number,
                "code": code_for(address_of(conferral, title)),
            }
            for title in titles
        ],
    }


def address_of(conferral: Conferral, title: Title) -> str:
    """Where anybody sees that a title holds; empty where the site's own address is not known."""
    site = conferral.shape.get("site", "")
    return f"{site}{reverse('plaques:page', args=[title.key])}" if site else ""
