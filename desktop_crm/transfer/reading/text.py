"""Text files (csv, tsv, txt) as one sheet, whatever their encoding and whatever parts their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.choices import Choices
from desktop_crm.transfer.reading import delimiter, encoding
from desktop_crm.transfer.reading.delimiter import Layout
from desktop_crm.transfer.reading.kept import Kept, KeptRows
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.types import Cell, Sheet
from desktop_crm.transfer.understanding.decisions import CHOSEN, Decision

_ABOUT: Final = N_("column separator")
_NAMES: Final = {
    ";": N_("semicolon"),
    ",": N_("comma"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
    " ": N_("blanks"),
    "": N_("a single column"),
}
_LONGEST_CELL: Final = 1_000_000
LARGE: Final = 50_000_000
"""From how many letters on the rows of a text are kept on disk."""
SEPARATORS: Final = {sign: name for sign, name in _NAMES.items() if sign.strip(" ")}
"""The signs a person can choose from, with their names as message ids."""


def read(path: Path, chosen: Choices | None = None) -> tuple[Sheet, list[Decision]]:
    """Return the text file at `path` as a sheet, with the decisions on its encoding and its separator.

    What was `chosen` of the two is taken instead.

    Cells are texts, None where blank. Rows keep their own lengths and bear the numbers Excel shows: a quoted cell
    of several lines is one row, a blank line is one too, a `sep=` line is none. Raises FileRefused.
    """
    chosen = chosen or Choices()
    text, name, decided = encoding.decode(path.read_bytes(), chosen.encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").replace("\x00", "")
    sign, text = delimiter.hinted(text)
    if chosen.delimiter in SEPARATORS:
        layout = Layout(chosen.delimiter, quoted=True, agreeing=0, columns=0)
        parted = Decision(_ABOUT, _NAMES[chosen.delimiter], CHOSEN)
    elif sign:
        layout = Layout(sign, quoted=True, agreeing=0, columns=0)
        parted = Decision(_ABOUT, _NAMES.get(sign, sign), N_("the first line says so"))
    else:
        layout = delimiter.find(text)
        parted = _reason(layout)
    rows = (_on_disk(text, layout) if len(text) > LARGE else None) or _numbered(_rows(text, layout))
    if not rows or not text.strip("".join(delimiter.CANDIDATES) + ' \n"'):
        raise FileRefused(N_("{file} has no filled cell."), file=shown_name(path))
    return Sheet("", rows, encoding=name, delimiter=layout.delimiter), [decided, parted]


def _reason(layout: Layout) -> Decision:
    if not layout.delimiter:
        return Decision(_ABOUT, _NAMES[""], N_("no sign parts the lines evenly"))
    because = N_("rows that agree on {columns} columns: {rows}")
    values: dict[str, object] = {"rows": layout.agreeing, "columns": layout.columns}
    return Decision(_ABOUT, _NAMES[layout.delimiter], because, because_args=values)


def _rows(text: str, layout: Layout) -> list[list[str]]:
    if layout.delimiter == " ":
        return [line.split() for line in text.split("\n")]
    if not layout.quoted:
        return [line.split(layout.delimiter) if line else [] for line in text.split("\n")]
    csv.field_size_limit(_LONGEST_CELL)
    sign = layout.delimiter or "\x1f"
    try:
        return list(csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error:
        return _with_stray_quotes(text, sign)


def _on_disk(text: str, layout: Layout) -> KeptRows | None:
    """Return the rows of a large text, kept in a temporary file; None where its quotes are not in order."""
    if layout.delimiter == " " or not layout.quoted:
        return None
    csv.field_size_limit(_LONGEST_CELL)
    kept = Kept()
    filled = 0
    try:
        for number, row in enumerate(csv.reader(_lines(text), delimiter=layout.delimiter or "\x1f", strict=True), 1):
            cells: list[Cell] = [cell or None for cell in row]
            kept.append((number, cells))
            if len(cells) > 1 or any(cells):
                filled = number
    except csv.Error:
        return None
    return KeptRows(kept, range(filled))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, one at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _with_stray_quotes(text: str, sign: str) -> list[list[str]]:
    """Return the rows of a text in which some quotes open nothing and some that open are never closed.

    Where all lines have equally many columns, no cell goes over several lines, and each line is taken alone.
    """
    alone = [_line(line, sign) for line in text.split("\n")]
    if len({len(row) for row in alone if row}) == 1:
        return alone
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=sign))
    except csv.Error:
        return alone
    swallowed = text.count('"') % 2 == 1 and bool(rows) and any("\n" in cell for cell in rows[-1])
    return alone if swallowed else rows


def _line(line: str, sign: str) -> list[str]:
    if line.count('"') % 2 == 0:
        return next(csv.reader([line], delimiter=sign)) if line else []
    return [_unquoted(cell) for cell in line.split(sign)]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _numbered(rows: list[list[str]]) -> list[tuple[int, list[Cell]]]:
    """Number the rows from 1 and drop the empty lines at the end, which Excel does not know either."""
    while rows and not any(rows[-1]) and len(rows[-1]) <= 1:
        rows.pop()
    return [(number, [cell or None for cell in row]) for number, row in enumerate(rows, 1)]
