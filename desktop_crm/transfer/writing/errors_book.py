"""The workbook of rows to be corrected, written cell by cell: two columns of a store's file may be called the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from desktop_crm.transfer.writing.columns import Column
from desktop_crm.transfer.writing.xlsx_file import fitting

_HEADER_FONT: Final = Font(bold=True)
_HEADER_FILL: Final = PatternFill("solid", fgColor="E8ECEF")
_HEADER_PLACE: Final = Alignment(vertical="center")


def write(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str | float]]) -> None:
    """Write a sheet of texts and fractions called `title` to `path`. Raises OSError, and whatever `rows` raises."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    try:
        written = _fill(sheet, columns, rows)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written + 1}"
        book.save(path)
    finally:
        _forget(sheet)


def _fill(sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[str | float]]) -> int:
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_header(sheet, column.name) for column in columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    return count


def _header(sheet: Any, name: str) -> Any:
    cell: Any = WriteOnlyCell(sheet, name)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _HEADER_PLACE
    return cell


def _cell(sheet: Any, value: str | float) -> Any:
    """Return a value as the library takes it; only what it would take for a formula or an error needs a cell."""
    if not value:
        return None
    if not isinstance(value, str):
        return value
    text = fitting(ILLEGAL_CHARACTERS_RE.sub("", value))
    if not (text.startswith("=") or text in ERROR_CODES):
        return text
    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _forget(sheet: Any) -> None:
    """Remove what the library keeps in the folder for temporary files of a workbook that was not finished."""
    writer: Any = sheet._writer  # noqa: SLF001 - there is no other way to its file
    if writer is None:
        return
    if not sheet.closed:
        sheet.close()
    Path(writer.out).unlink(missing_ok=True)
