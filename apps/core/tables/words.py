"""How are messages with figures and lists said in the reader's language, at the moment they are read?"""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _


def fill(message: Any, params: dict[str, Any]) -> str:
    """The message with its `%(name)s` filled in; sequences are said as lists."""
    said = {name: value if isinstance(value, str | int) else listed(value) for name, value in params.items()}
    return str(message) % said


fill_lazy = lazy(fill, str)


def listed(words: Sequence[Any]) -> str:
    """Words one after the other, parted as the language parts them: 五星、四星 or V1, V2."""
    return reduce(pair, map(str, words)) if words else ""


def pair(first: str, rest: str) -> str:
    return _("%(first)s, %(rest)s") % {"first": first, "rest": rest}
