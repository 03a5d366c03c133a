"""Writing a CSV file as spreadsheets open it: UTF-8 with a mark, commas, and no text that a program would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

from desktop_crm.transfer.writing.columns import Cell, Column, Kind, Sheet

_RUN_BY_SPREADSHEETS: Final = frozenset("=+-@\t\r")
_AT_ONCE: Final = 1000


def write(path: Path, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a header and rows to `path`. Raises OSError, and whatever `rows` raises."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in sheet.columns])
        writer.writerows(_guarded(sheet.columns, rows))


def written(cell: Cell) -> str:
    """Return a value as it stands in the file; text that a spreadsheet would run gets a leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _RUN_BY_SPREADSHEETS else cell
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else str(cell)


def _guarded(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Yield the rows as they stand in the file: the work of `written`, a column at a time where its kind needs it."""
    some = iter(rows)
    while batch := list(islice(some, _AT_ONCE)):
        table = list(zip(*batch, strict=True))
        yield from zip(*map(_written, columns, table), strict=True)


def _written(column: Column, cells: Iterable[Any]) -> Iterable[Cell]:
    if column.kind is Kind.WHOLE:
        return cells
    if column.kind is Kind.TEXT:
        return [f"'{text}" if text and text[0] in _RUN_BY_SPREADSHEETS else text for text in cells]
    return map(written, cells)
