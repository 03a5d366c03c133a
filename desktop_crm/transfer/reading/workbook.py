"""Excel and OpenDocument workbooks through calamine, as sheets of typed cells."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, cast

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import bounds, streaming
from desktop_crm.transfer.reading.package import PASSWORD, Package
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.reading.sheet_names import sheet_parts
from desktop_crm.transfer.reading.types import Look
from desktop_crm.transfer.types import Cell, Sheet

_Raw = int | float | str | bool | time | date | datetime | timedelta
_WHOLE_BELOW: Final = 1e18
_DAY: Final = timedelta(days=1)
_TEXTS: Final = {str}


def read(path: Path, look: Look) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets of the workbook at `path` in their order, and the names of its hidden ones.

    A very large xlsx is read cell by cell into a temporary file, everything else as a whole. `look` is what the
    preflight told. Raises FileRefused for a locked workbook and readers' own errors for a damaged one.
    """
    if look.cells >= streaming.LARGE:
        with contextlib.suppress(streaming.UnusualError):
            return streaming.read(path, clock_time)
    return read_whole(path, look)


def read_whole(path: Path, look: Look) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets of the workbook at `path` in their order, and the names of its hidden ones.

    Numbers without a fraction are ints, blank cells None, error cells of xlsx and ods their text (`#REF!`; xls and
    xlsb give None). Rows bear Excel's numbers; blank rows inside the table are kept, those after it are not.
    `look` is what the preflight told. Raises FileRefused for a locked
    workbook and calamine's own errors for a damaged one.
    """
    errors = _error_cells(path, look.with_errors) if look.with_errors else look.errors
    hidden: list[str] = []
    sheets: list[Sheet] = []
    with path.open("rb") as file:
        try:
            workbook = CalamineWorkbook.from_filelike(file)  # by content: a path would be judged by its extension
        except PasswordError as error:
            raise FileRefused(PASSWORD, file=shown_name(path)) from error
    with workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            if about.visible is not SheetVisibleEnum.Visible:
                hidden.append(about.name)
                continue
            rows = _rows(workbook.get_sheet_by_name(about.name))
            _write_errors(rows, errors.get(about.name, {}))
            sheets.append(Sheet(about.name, rows))
    return sheets, hidden


def _rows(sheet: CalamineSheet) -> list[tuple[int, list[Cell]]]:
    if sheet.start is None or sheet.end is None:
        return []
    lead: list[Cell] = [None] * sheet.start[1]  # calamine leaves out blank columns before the first filled one
    rows = [lead + _cells(row) for row in sheet.iter_rows()]  # from row 1 on in any case
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return list(enumerate(rows, 1))


def _cells(row: list[_Raw]) -> list[Cell]:
    if set(map(type, row)) == _TEXTS:  # most rows of most stores
        return [value or None for value in cast("list[str]", row)]
    return [(value or None) if isinstance(value, str) else _cell(value) for value in row]


def _cell(value: _Raw) -> Cell:
    if isinstance(value, float):
        return int(value) if value.is_integer() and -_WHOLE_BELOW < value < _WHOLE_BELOW else value
    if isinstance(value, timedelta):
        return clock_time(value)
    return value


def clock_time(length: timedelta) -> Cell:
    """Return a length below a day as the time of day it is meant as, a longer one as Excel shows it: `36:30:00`."""
    if timedelta(0) <= length < _DAY:
        minutes, seconds = divmod(length.seconds, 60)
        return time(minutes // 60, minutes % 60, seconds, length.microseconds)
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _error_cells(path: Path, with_errors: list[str]) -> dict[str, dict[tuple[int, int], str]]:
    """Return the error cells by sheet name: calamine gives them as blanks."""
    with Package(path, shown_name(path)) as package:
        found: dict[str, dict[tuple[int, int], str]] = {}
        for name, part in sheet_parts(package).items():
            if part in with_errors:
                with package.open(part) as stream:
                    found[name] = bounds.error_cells(stream)
        return found


def _write_errors(rows: list[tuple[int, list[Cell]]], errors: dict[tuple[int, int], str]) -> None:
    for (row, column), text in sorted(errors.items()):
        while len(rows) < row:
            rows.append((len(rows) + 1, []))
        cells = rows[row - 1][1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = text
