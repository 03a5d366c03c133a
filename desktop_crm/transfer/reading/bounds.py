"""How far the cells of a sheet reach, told from its XML without building it: readers allocate the whole rectangle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

_CHUNK: Final = 1 << 20
_ROW: Final = re.compile(rb'row [^>]*?\br="(\d{1,10})"')
_REFERENCE: Final = re.compile(r"([A-Z]{1,4})(\d{1,10})")
# letters become A and digits 0, so that one search finds every reference beyond column ZZ
_SHAPE: Final = bytes(
    ord("A") if 0x41 <= byte <= 0x5A else ord("0") if 0x30 <= byte <= 0x39 else byte for byte in range(256)
)
_WIDE: Final = b' r="AAA0'
_ERROR: Final = b' t="e"'
_ERROR_REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR_VALUE: Final = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})</")
_CLOSED: Final = re.compile(rb"</(?:\w+:)?c>")
_ODS_ROW: Final = re.compile(
    rb'<table:table-row\b[^>]*?number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>', re.DOTALL
)
_ODS_CELL: Final = re.compile(rb'<table:table-cell\b([^>]*?)number-columns-repeated="(\d+)"([^>]*)>')
_HIDDEN: Final = b' hidden="'
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*? hidden="(?:1|true)"')
_HIDDEN_COLUMN: Final = re.compile(rb'<(?:\w+:)?col\b[^>]*? hidden="(?:1|true)"[^>]*>')
_ENDS: Final = re.compile(rb' (min|max)="(\d{1,5})"')
_MOST_HIDDEN: Final = 200
_MOST_CELLS: Final = 30_000_000
_MOST_REPEATS: Final = 100_000
_SPARSE_FROM: Final = 100_000


class FarCellError(Exception):
    """The filled cells span more than can be held; carries the cell that reaches farthest, such as `XFD1048576`."""


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of `stream` in pieces of about a megabyte that do not cut a tag in two."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        cut = piece.rfind(b"<")
        if cut <= 0:
            rest = piece
            continue
        yield piece[:cut]
        rest = piece[cut:]
    if rest:
        yield rest


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a look at one xlsx sheet told: whether it holds error cells, about how many cells, what of it is hidden."""

    errors: bool
    cells: int
    hidden_rows: int
    hidden_columns: int


def look(open_sheet: Callable[[], IO[bytes]]) -> SheetLook:
    """Return what one xlsx sheet holds after checking it. Raises FarCellError.

    A dense sheet of any length passes at the speed of unpacking. Only one with columns beyond ZZ, or with few rows
    and a high row number, is measured exactly; formatted blank cells do not count then.
    """
    rows, last, wide, errors, cells, hidden_rows, hidden_columns = 0, 0, False, False, 0, 0, 0
    with open_sheet() as stream:
        for piece in pieces(stream):
            numbers = _ROW.findall(piece)
            rows += len(numbers)
            last = max(last, max(map(int, numbers), default=0))
            wide = wide or _WIDE in piece.translate(_SHAPE)
            errors = errors or _ERROR in piece
            if _HIDDEN in piece:
                hidden_rows += len(_HIDDEN_ROW.findall(piece))
                hidden_columns += sum(map(_width, _HIDDEN_COLUMN.findall(piece)))
            cells += piece.count(b"<c ") or piece.count(b":c ") + piece.count(b"<c>")
    if wide or (last > _SPARSE_FROM and rows * 20 < last):
        with open_sheet() as stream:
            _measure(stream)
    return SheetLook(errors, cells, hidden_rows, hidden_columns)


def _width(column: bytes) -> int:
    """Return how many columns a `<col min= max=>` speaks of; 0 where it hides the emptiness beside a table."""
    ends = dict(_ENDS.findall(column))
    width = int(ends.get(b"max", b"1")) - int(ends.get(b"min", b"1")) + 1
    return width if 0 < width < _MOST_HIDDEN else 0


def _measure(stream: IO[bytes]) -> None:
    box = _Box()
    parser = expat.ParserCreate()
    parser.StartElementHandler = box.start
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    except expat.ExpatError:
        return  # a damaged sheet is the reader's to refuse
    if box.area() > _MOST_CELLS:
        raise FarCellError(box.farthest)


class _Box:
    """The rectangle around the filled cells of a sheet."""

    def __init__(self) -> None:
        self.farthest = ""
        self._at = (0, 0)
        self._name = ""
        self._low = (1 << 40, 1 << 40)
        self._high = (0, 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = tag.rpartition(":")[2]
        if plain == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._at = (int(match[2]), column_number(match[1])) if match else (0, 0)
            self._name = attributes.get("r", "")
        elif plain in ("v", "is") and self._at[0]:
            row, column = self._at
            if row > self._high[0] or column > self._high[1]:
                self.farthest = self._name
            self._low = (min(row, self._low[0]), min(column, self._low[1]))
            self._high = (max(row, self._high[0]), max(column, self._high[1]))

    def area(self) -> int:
        if not self._high[0]:
            return 0
        return (self._high[0] - self._low[0] + 1) * (self._high[1] - self._low[1] + 1)


def column_number(letters: str) -> int:
    """Return the number of an Excel column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters Excel shows over column `number`, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def error_cells(stream: IO[bytes]) -> dict[tuple[int, int], str]:
    """Return the error cells of one xlsx sheet as (row, column) from 1, with their text such as `#REF!`."""
    found: dict[tuple[int, int], str] = {}
    rest = b""
    for piece in pieces(stream):
        buffer = rest + piece
        rest = b""
        at = buffer.find(_ERROR)
        while at >= 0:
            start = max(0, buffer.rfind(b"<", 0, at))
            closed = _CLOSED.search(buffer, at)
            if closed is None:
                rest = buffer[start:]
                break
            place = _ERROR_REFERENCE.search(buffer, start, closed.start())
            value = _ERROR_VALUE.search(buffer, at, closed.start())
            if place and value:
                found[int(place[2]), column_number(place[1].decode())] = value[1].decode("ascii", "replace")
            at = buffer.find(_ERROR, closed.end())
    return found


def repeats_too_much(stream: IO[bytes]) -> bool:
    """Return whether an OpenDocument sheet repeats a filled row or cell beyond what any real sheet does."""
    rest = b""
    for piece in pieces(stream):
        buffer = rest + piece
        for match in _ODS_CELL.finditer(buffer):
            filled = b"value-type" in match[1] or b"value-type" in match[3]
            if filled and int(match[2]) > 2_000:
                return True
        for match in _ODS_ROW.finditer(buffer):
            if b"value-type" in match[2] and int(match[1]) > _MOST_REPEATS:
                return True
        opened = buffer.rfind(b"<table:table-row")
        rest = buffer[opened:] if opened >= 0 and b"</table:table-row>" not in buffer[opened:] else b""
    return False
