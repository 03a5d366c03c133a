"""Writing a CSV file as spreadsheets open it: UTF-8 with a mark, commas, and no text that a program would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_crm.transfer.writing.columns import Cell, Column

_RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:  # noqa: ARG001
    """Write a header and rows to `path`. Raises OSError, and whatever `rows` raises."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([written(cell) for cell in row])


def written(cell: Cell) -> str:
    """Return a value as it stands in the file; text that a spreadsheet would run gets a leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_RUN_BY_SPREADSHEETS) else text
