"""Are the translations compiled? Turns each .po under locale/ into its .mo; gettext's tools are not on every machine.

Standard library only. The .mo layout is that of the GNU gettext manual, "The Format of GNU MO Files".
"""

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"
MAGIC = 0x950412DE
HEADER = 28
CONTEXT_END = "\x04"
PLURAL_END = "\x00"

Entry = dict[str, str]


def main() -> None:
    """Compile every catalogue that is newer than its compiled form."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            fresh = target.with_suffix(".mo.new")
            fresh.write_bytes(compiled(source.read_text(encoding="utf-8")))
            fresh.replace(target)


def compiled(text: str) -> bytes:
    """The .mo form of a .po text: its translated, not fuzzy messages in the order of their keys."""
    messages = sorted((key.encode(), value.encode()) for key, value in pairs(text))
    count = len(messages)
    place = HEADER + 16 * count
    tables, strings = b"", b""
    for side in (0, 1):
        for message in messages:
            tables += struct.pack("<II", len(message[side]), place + len(strings))
            strings += message[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, count, HEADER, HEADER + 8 * count, 0, place)
    return head + tables + strings


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of every message that readers may be shown."""
    for entry in entries(text):
        values = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
        context = entry["msgctxt"] + CONTEXT_END if "msgctxt" in entry else ""
        # The header names the character set: without it nothing can be read, so it counts even when marked fuzzy.
        is_header = not context + entry["msgid"]
        if not all(values) or ("fuzzy" in entry and not is_header):
            continue
        plural = PLURAL_END + entry["msgid_plural"] if "msgid_plural" in entry else ""
        yield context + entry["msgid"] + plural, PLURAL_END.join(values)


def entries(text: str) -> Iterator[Entry]:
    """The messages of a .po text: keyword to string, `fuzzy` present where so marked; obsolete ones are left out."""
    entry: Entry = {}
    keyword = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith("#") or not line.strip():
            if "msgid" in entry:
                yield entry
                entry = {}
            if line.startswith("#,") and "fuzzy" in line:
                entry["fuzzy"] = ""
        elif line.startswith('"'):
            entry[keyword] += ast.literal_eval(line)
        else:
            keyword, string = line.split(" ", 1)
            if keyword in ("msgctxt", "msgid") and "msgid" in entry:
                yield entry
                entry = {}
            entry[keyword] = ast.literal_eval(string)


if __name__ == "__main__":
    sys.exit(main())
