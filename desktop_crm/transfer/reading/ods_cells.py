"""What calamine does not tell of OpenDocument sheets: error cells, and which rows and columns are hidden."""

from __future__ import annotations

from typing import IO, Final
from xml.parsers import expat

_CHUNK: Final = 1 << 18
_MARKS: Final = (b'value-type="error"', b':visibility="')
_LONGEST: Final = 64
_MOST: Final = 10_000
_CALC_ERROR: Final = "#VALUE!"
"""What Excel shows for most of what LibreOffice calls `Err:502` and the like."""

Errors = dict[str, dict[tuple[int, int], str]]


def says_more(stream: IO[bytes]) -> bool:
    """Return whether the content of the document has error cells or hidden rows or columns at all."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        if any(mark in piece for mark in _MARKS):
            return True
        rest = piece[-_LONGEST:]
    return False


def look(stream: IO[bytes]) -> tuple[Errors, int, int]:
    """Return the error cells of each sheet as (row, column) from 1, and how many rows and columns are hidden."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.chars
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes a flag
    except expat.ExpatError:
        pass  # a damaged document is calamine's to refuse
    return reading.errors, reading.rows, reading.columns


class _Reading:
    """The place in the document while its elements come in."""

    def __init__(self) -> None:
        self.errors: Errors = {}
        self.rows = 0
        self.columns = 0
        self._sheet = ""
        self._row = 0
        self._row_repeats = 1
        self._column = 0
        self._cell_repeats = 1
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        repeats = int(attributes.get(f"table:number-{'rows' if tag.endswith('row') else 'columns'}-repeated", "1"))
        hidden = attributes.get("table:visibility", "visible") in ("collapse", "filter")
        if tag == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif tag == "table:table-row":
            self._row += 1
            self._row_repeats, self._column = repeats, 0
            self.rows += repeats if hidden and repeats < _MOST else 0
        elif tag == "table:table-column":
            self.columns += repeats if hidden and repeats < _MOST else 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += 1
            self._cell_repeats = repeats
            if attributes.get("calcext:value-type") == "error":
                self._text = []

    def end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            if self._text is not None:
                self._note("".join(self._text).strip())
            self._text = None
            self._column += self._cell_repeats - 1
        elif tag == "table:table-row":
            self._row += self._row_repeats - 1

    def chars(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _note(self, text: str) -> None:
        shown = text if text.startswith("#") else _CALC_ERROR
        of_sheet = self.errors.setdefault(self._sheet, {})
        for row in range(self._row, self._row + min(self._row_repeats, _MOST)):
            for column in range(self._column, self._column + min(self._cell_repeats, _MOST)):
                if len(of_sheet) < _MOST:
                    of_sheet[row, column] = shown
