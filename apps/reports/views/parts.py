"""The page of parts: every colour, star, field and strip in all its states, for those who run the house."""

from typing import Any

from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage
from apps.core.permissions import authorise
from apps.reports.parts import samples

THEMES = ("light", "dark")


class Parts(SignedInPage):
    """All parts in the reader's own theme, or in the one that `?theme=` names."""

    template_name = "reports/parts.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "organisations.operate")
        asked = self.request.GET.get("theme")
        theme = asked if asked in THEMES else ""
        words = {"": _("As the device"), "light": _("Light"), "dark": _("Dark")}
        segments = [
            {"label": word, "url": f"?theme={name}" if name else "?", "current": name == theme}
            for name, word in words.items()
        ]
        return samples() | {"theme": theme, "segments": segments}
