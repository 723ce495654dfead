"""Bodies that REST reads: JSON of a bounded size."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from apps.core.errors import DomainError

MOST_BYTES = 1024 * 1024


class TooLarge(DomainError):
    """More than a body of this kind ever needs."""

    status = 413
    code = "too-large"


class BoundedJSONParser(JSONParser):
    """JSON of at most 1 MB; deeper nesting than can be read is malformed."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise TooLarge(_("The body is larger than %(size)s MB.") % {"size": MOST_BYTES // 2**20})
        try:
            found = super().parse(BytesIO(content), media_type, parser_context)
            # An escape such as \ud800 alone is no character: nothing that holds it can be stored or sent back.
            if b"\\u" in content:
                json.dumps(found, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError(_("The body is nested too deeply.")) from error
        except UnicodeEncodeError as error:
            raise ParseError(_("The body holds half a character.")) from error
        return found
