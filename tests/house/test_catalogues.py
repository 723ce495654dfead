"""The compiler of translations, against what Python's own reader of .mo files makes of its work."""

import gettext
import importlib.util
import io
from pathlib import Path

SOURCE = r"""
# Made by a tool that marks its header so.
#, fuzzy
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

#: apps/branches/views.py:1
msgid "Branch"
msgstr "支部"

msgctxt "level"
msgid "Branch"
msgstr "支部级"
msgid "%(count)d branch"
msgid_plural "%(count)d branches"
msgstr[0] "%(count)d 个支部"

#, fuzzy
msgid "Guess"
msgstr "猜"

msgid "Untold"
msgstr ""

msgid ""
"Two \"quoted\"\n"
"lines"
msgstr "两行“引”\n"
"文字"

#~ msgid "Gone"
#~ msgstr "已删"
"""


def compiler():
    """bin/lib/catalogues.py, which is no package's module."""
    path = Path(__file__).parents[2] / "bin" / "lib" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_compile_catalogue_keeps_what_is_translated_and_nothing_else():
    read = gettext.GNUTranslations(io.BytesIO(compiler().compiled(SOURCE)))

    found = {
        "plain": read.gettext("Branch"),
        "context": read.pgettext("level", "Branch"),
        "plural": read.ngettext("%(count)d branch", "%(count)d branches", 3),
        "fuzzy": read.gettext("Guess"),
        "untranslated": read.gettext("Untold"),
        "lines": read.gettext('Two "quoted"\nlines'),
        "obsolete": read.gettext("Gone"),
    }
    assert found == {
        "plain": "支部",
        "context": "支部级",
        "plural": "%(count)d 个支部",
        "fuzzy": "Guess",
        "untranslated": "Untold",
        "lines": "两行“引”\n文字",
        "obsolete": "Gone",
    }
