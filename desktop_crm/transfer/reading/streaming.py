"""Very large xlsx sheets read cell by cell into rows on disk; calamine would hold the whole sheet twice in memory."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from defusedxml import ElementTree

from desktop_crm.transfer.reading.bounds import column_number
from desktop_crm.transfer.reading.cell_formats import CLOCK, MOMENT, formats
from desktop_crm.transfer.reading.kept import Kept, KeptRows
from desktop_crm.transfer.reading.package import Package
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.types import Cell, Sheet

LARGE: Final = 6_000_000
"""From how many cells on a workbook is read this way: about where calamine needs a gigabyte."""
_CHUNK: Final = 1 << 18
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_MOST_BYTES: Final = 16 * 1024 * 1024
_WHOLE_BELOW: Final = 1e18
_MOST_SHARED: Final = 100_000
_MS_OF_DAY: Final = 86_400_000
_FIRST_DAY: Final = -600_000
_LAST_DAY: Final = 2_958_466
_FALSE_LEAP_DAY: Final = 60


class UnusualError(Exception):
    """The workbook is put together in a way this reader does not know."""


def read(path: Path, textual: Callable[[timedelta], Cell]) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets of the xlsx at `path`, their rows on disk, and the names of the hidden ones.

    The cells are those that calamine gives; `textual` shows a length of time. Raises UnusualError, and
    what a damaged file makes zip and XML readers raise.
    """
    with Package(path, shown_name(path)) as package:
        book = _Book(package)
        texts = book.texts()
        sheets: list[Sheet] = []
        hidden: list[str] = []
        for name, state, part in book.sheets():
            if state != "visible":
                hidden.append(name)
                continue
            reading = _Reading(texts, book.formats, book.is_1904, textual)
            with package.open(part) as stream:
                reading.read(stream)
            sheets.append(Sheet(name, reading.rows()))
        return sheets, hidden


class _Book:
    """What the small parts of a workbook say: its sheets, its number formats, where its texts are."""

    def __init__(self, package: Package) -> None:
        self._package = package
        if package.has_doubles():
            raise UnusualError
        book, links = package.find("workbook.xml"), package.find("workbook.xml.rels")
        if book is None or links is None:
            raise UnusualError
        self._folder = posixpath.dirname(book)
        self._root = ElementTree.fromstring(package.read(book, _MOST_BYTES), forbid_dtd=True)
        self._links = {
            link.get("Id", ""): (link.get("Type", ""), self._place(link.get("Target", "")))
            for link in ElementTree.fromstring(package.read(links, _MOST_BYTES), forbid_dtd=True)
        }
        styles = self._part("/styles")
        self.formats = formats(package.read(styles, _MOST_BYTES)) if styles else []
        about = next((one for one in self._root if _plain(one.tag) == "workbookPr"), None)
        self.is_1904 = about is not None and about.get("date1904", "0") in ("1", "true")

    def sheets(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, visibility and part of each worksheet."""
        for sheet in self._root.iter():
            if _plain(sheet.tag) != "sheet":
                continue
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            kind, part = self._links.get(link, ("", ""))
            if kind.endswith("/worksheet"):
                yield sheet.get("name", ""), sheet.get("state", "visible"), part

    def texts(self) -> Kept:
        """Return the texts that the cells refer to by number."""
        kept = Kept(held=200, block=1000)
        part = self._part("/sharedStrings")
        if part:
            with self._package.open(part) as stream:
                _Texts(kept).read(stream)
        return kept

    def _part(self, kind: str) -> str:
        return next((part for type_, part in self._links.values() if type_.endswith(kind)), "")

    def _place(self, target: str) -> str:
        whole = target if target.startswith("/") else posixpath.join("/", self._folder, target)
        return self._package.spelling(posixpath.normpath(whole).lstrip("/"))


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


class _Parsing:
    """An expat parser over a stream whose subclass hears of elements by their names without a prefix."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def read(self, stream: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._chars
        parser.StartDoctypeDeclHandler = _refuse
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes a flag
        parser.Parse(b"", True)  # noqa: FBT003

    def _name(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = _plain(tag)
        return name

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError

    def _chars(self, text: str) -> None:
        raise NotImplementedError


def _refuse(*_declaration: object) -> None:
    raise UnusualError


class _Texts(_Parsing):
    """The shared texts, in their order; the reading aids beside Chinese and Japanese ones are left out."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._kept = kept
        self._text: list[str] = []
        self._taking = False
        self._aside = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - expat calls it so
        name = self._name(tag)
        if name == "t":
            self._taking = not self._aside
        elif name == "rPh":
            self._aside = True
        elif name == "si":
            self._text = []

    def _end(self, tag: str) -> None:
        name = self._name(tag)
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._aside = False
        elif name == "si":
            self._kept.append(_unescaped("".join(self._text)))

    def _chars(self, text: str) -> None:
        if self._taking:
            self._text.append(text)


class _Reading(_Parsing):
    """One sheet while its cells come in."""

    def __init__(self, texts: Kept, kinds: list[str], is_1904: bool, textual: Callable[[timedelta], Cell]) -> None:
        super().__init__()
        self._texts = texts
        self._kinds = kinds
        self._first_day = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's day
        self._is_1904 = is_1904
        self._textual = textual
        self._kept = Kept()
        self._row = 0
        self._filled = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._type = ""
        self._style = ""
        self._text: list[str] = []
        self._taking = False
        self._aside = False
        self._columns: dict[str, int] = {}
        self._shared: dict[str, str] = {}

    def rows(self) -> KeptRows:
        """Return the rows read, numbered from 1, up to the last one that holds anything."""
        return KeptRows(self._kept, range(self._filled))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        if name == "c":
            reference = attributes.get("r")
            self._column = self._place(reference) if reference else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._text = []
        elif name in ("v", "t"):
            self._taking = not self._aside
        elif name == "row":
            self._open_row(attributes.get("r"))
        elif name == "rPh":
            self._aside = True

    def _end(self, tag: str) -> None:
        name = self._name(tag)
        if name == "c":
            if self._text:
                self._take()
        elif name in ("v", "t"):
            self._taking = False
        elif name == "row":
            self._kept.append((self._row, self._cells))
            if self._cells:
                self._filled = self._row
            self._cells = []
        elif name == "rPh":
            self._aside = False

    def _chars(self, text: str) -> None:
        if self._taking:
            self._text.append(text)

    def _open_row(self, number: str | None) -> None:
        row = int(number) if number else self._row + 1
        if row <= self._row:
            raise UnusualError  # rows in disorder
        for blank in range(self._row + 1, row):
            self._kept.append((blank, list[Cell]()))
        self._row = row
        self._column = 0

    def _place(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        place = self._columns.get(letters)
        if place is None:
            place = self._columns[letters] = column_number(letters.upper())
        return place

    def _take(self) -> None:
        cell = self._value("".join(self._text))
        if isinstance(cell, str) and (not cell or cell.isspace()):
            return
        cells = self._cells
        missing = self._column - 1 - len(cells)
        if missing < 0:
            raise UnusualError  # cells in disorder
        if missing:
            cells.extend([None] * missing)
        cells.append(cell)

    def _value(self, text: str) -> Cell:
        match self._type:
            case "s":
                return str(self._texts.at(int(text)))
            case "inlineStr" | "str":
                return self._as_one(text)
            case "b":
                return text.strip() == "1"
            case "e":
                return text
            case "d":
                return _iso(text)
            case _:
                return self._number(text)

    def _as_one(self, text: str) -> str:
        known = self._shared.get(text)
        if known is None:
            known = _unescaped(text)
            if len(self._shared) < _MOST_SHARED:
                self._shared[text] = known
        return known

    def _number(self, text: str) -> Cell:
        number = float(text)
        kind = self._kinds[int(self._style)] if self._style and int(self._style) < len(self._kinds) else ""
        if kind == CLOCK and abs(number) < _LAST_DAY:
            return self._textual(timedelta(milliseconds=round(number * _MS_OF_DAY)))
        if kind == MOMENT and _FIRST_DAY < number < _LAST_DAY:
            return self._moment(number)
        return int(number) if number.is_integer() and -_WHOLE_BELOW < number < _WHOLE_BELOW else number

    def _moment(self, serial: float) -> date | datetime | time:
        days = serial
        if not self._is_1904 and serial < _FALSE_LEAP_DAY:
            days += 1
        moment = self._first_day + timedelta(milliseconds=round(days * _MS_OF_DAY))
        if serial < 1:
            return moment.time()
        return moment.date() if serial.is_integer() else moment


def _iso(text: str) -> Cell:
    with suppress(ValueError):
        if "-" not in text:
            return time.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return moment if moment.time() != time() else moment.date()
    return text


def _unescaped(text: str) -> str:
    """Return a text with the signs that XML cannot hold, which Excel writes as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
