"""Telling by its first bytes what a file is that is neither a zip package nor an OLE document."""

from __future__ import annotations

import re
from typing import Final

from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading.types import FileKind

_PICTURE: Final = N_("{file} is a picture, not a spreadsheet.")
_ARCHIVE: Final = N_("{file} is a packed archive. Unpack it and choose the file inside.")
_PROGRAM: Final = N_("{file} is a program, not a spreadsheet.")
_OLD_EXCEL: Final = N_("{file} comes from a very old Excel. Open it there and save it as an Excel workbook (.xlsx).")

_REFUSED: Final = (
    (b"%PDF", N_("{file} is a PDF. Ask for the same list as Excel or CSV.")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"SQLite format 3\x00", N_("{file} is a database, not a spreadsheet.")),
    (b"{\\rtf", N_("{file} is a text document, not a spreadsheet.")),
    (b"ID;P", N_("{file} is a SYLK file. Open it in Excel and save it as an Excel workbook (.xlsx).")),
    (b"\x09\x00\x04\x00", _OLD_EXCEL),
    (b"\x09\x02\x06\x00", _OLD_EXCEL),
    (b"\x09\x04\x06\x00", _OLD_EXCEL),
    (b"\x09\x08", _OLD_EXCEL),
)
_DBF_KINDS: Final = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb")
_DBF: Final = N_("{file} is a dBase file. Open it in Excel and save it as an Excel workbook (.xlsx).")
BINARY: Final = N_("{file} is neither a spreadsheet nor a text file.")
_CALENDAR: Final = N_("{file} is a calendar. Customers and orders come from lists; export those as Excel or CSV.")
_JSON: Final = N_("{file} is a JSON file. Ask for the same list as Excel or CSV.")
_XML: Final = N_("{file} is an XML file that no spreadsheet program wrote.")
_WEB_ARCHIVE: Final = N_("{file} is a web archive. Open it in Excel and save it as an Excel workbook (.xlsx).")
_TABLE_TAG: Final = re.compile(r"<(?:html|table|!doctype\s+html)\b", re.IGNORECASE)
_JSON_START: Final = re.compile(r"""[\[{]\s*(?:[\[{]\s*)?"[^"\n]{0,80}"\s*:""")
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")
_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)


def refusal(head: bytes) -> str | None:
    """Return the message id for a file that starts with `head` and is a known kind we do not read, else None."""
    for magic, message in _REFUSED:
        if head.startswith(magic):
            return message
    return _DBF if _is_dbf(head) else None


def text_kind(head: bytes) -> FileKind | str:
    """Return the kind of a file that starts with `head`, or the message id that refuses it."""
    text = readable(head)
    if text is None:
        return BINARY
    start = text.lstrip("\ufeff \t\r\n")
    upper = start[:200].upper()
    if upper.startswith("BEGIN:VCARD"):
        return FileKind.VCARD
    if upper.startswith(("BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VTODO")):
        return _CALENDAR
    if upper.startswith("MIME-VERSION:"):
        return _WEB_ARCHIVE
    if start.startswith("<"):
        return _markup(start)
    return _JSON if _JSON_START.match(start) else FileKind.TEXT


def _markup(start: str) -> FileKind | str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and not _TABLE_TAG.search(start[:200]):
        return FileKind.SPREADSHEETML
    if _TABLE_TAG.search(start):
        return FileKind.HTML
    # a text file may begin with `<ayse@example.com>`, an XML file begins with a declaration or a closed element
    return _XML if start.startswith("<?xml") else FileKind.TEXT


def readable(head: bytes) -> str | None:
    """Return `head` as text good enough to recognise words in it, or None where it is binary."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[: len(head) & ~3].decode(encoding, "replace")
    wide = wide_encoding(head)
    if wide:
        return head[: len(head) & ~3].decode(wide, "replace")
    controls = sum(1 for byte in head if byte < 0x20 and byte not in _TEXT_CONTROLS)
    return None if controls > len(head) // 500 else head.decode("latin-1")


def wide_encoding(head: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 of a text without a mark, told by where its zero bytes stand, else None."""
    if b"\x00" not in head[:4096]:
        return None
    sample = head[: min(len(head), 4096) & ~3]
    if not sample:
        return None
    quarter = len(sample) // 4
    zeros = [sample[place::4].count(0) for place in range(4)]
    if zeros[1] + zeros[2] + zeros[3] >= 2.7 * quarter and zeros[0] == 0:
        return "utf-32-le"
    if zeros[0] + zeros[1] + zeros[2] >= 2.7 * quarter and zeros[3] == 0:
        return "utf-32-be"
    if zeros[1] + zeros[3] >= quarter and zeros[0] + zeros[2] == 0:
        return "utf-16-le"
    if zeros[0] + zeros[2] >= quarter and zeros[1] + zeros[3] == 0:
        return "utf-16-be"
    return None


def _is_dbf(head: bytes) -> bool:
    if len(head) < 32 or head[0] not in _DBF_KINDS:
        return False
    header_length = int.from_bytes(head[8:10], "little")
    return 1 <= head[2] <= 12 and 1 <= head[3] <= 31 and header_length >= 33 and b"\x00" in head[:32]
