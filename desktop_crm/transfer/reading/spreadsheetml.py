"""SpreadsheetML 2003: the XML that old panels and Excel 2003 wrote, often under the name .xls."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading.package import DAMAGED
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.types import Cell, Sheet

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_MOST_CELLS: Final = 30_000_000


def read(path: Path) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets of the file at `path`, and the names of the hidden ones. Raises FileRefused."""
    sheets: list[Sheet] = []
    hidden: list[str] = []
    reading = _Reading()
    try:
        for event, element in ElementTree.iterparse(str(path), events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag == "Worksheet":
                reading = _Reading(element.get(f"{_SS}Name", ""))
            elif event == "end" and tag == "Row":
                reading.take(element)
                element.clear()
            elif event == "end" and tag == "Visible":
                reading.visible = element.text == "SheetVisible"
            elif event == "end" and tag == "Worksheet":
                if reading.visible:
                    sheets.append(Sheet(reading.name, reading.rows))
                else:
                    hidden.append(reading.name)
                element.clear()
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileRefused(DAMAGED, file=shown_name(path)) from error
    except _TooFarError as error:
        raise FileRefused(N_("{file} has a cell outside of what a sheet can hold."), file=shown_name(path)) from error
    return sheets, hidden


class _TooFarError(Exception):
    """A row or cell says that it stands beyond the last row or column of Excel."""


class _Reading:
    """One sheet while its rows come in."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.visible = True
        self.rows: list[tuple[int, list[Cell]]] = []
        self._next = 1
        self._cells = 0

    def take(self, row: Element) -> None:
        number = int(row.get(f"{_SS}Index", self._next))
        cells: list[Cell] = []
        for cell in row:
            if cell.tag.rpartition("}")[2] == "Cell":
                place = int(cell.get(f"{_SS}Index", len(cells) + 1))
                across = int(cell.get(f"{_SS}MergeAcross", 0))
                if not len(cells) < place <= _MOST_COLUMNS or not 0 <= across < _MOST_COLUMNS:
                    raise _TooFarError
                cells += [None] * (place - len(cells) - 1)
                cells += [_value(cell), *[None] * across]
        self._cells += len(cells)
        if not self._next <= number <= _MOST_ROWS or self._cells > _MOST_CELLS:
            raise _TooFarError
        if any(cell is not None for cell in cells):
            self.rows.append((number, cells))
        self._next = number + 1 + int(row.get(f"{_SS}Span", 0))


def _value(cell: Element) -> Cell:
    data = next((part for part in cell if part.tag.rpartition("}")[2] == "Data"), None)
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if not text:
        return None
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 1e18 else number
    if kind == "DateTime":
        return datetime.fromisoformat(text)
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    return text
