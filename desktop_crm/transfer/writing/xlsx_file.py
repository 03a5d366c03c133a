"""Writing a big list as an Excel workbook: text is text whatever it looks like, days and amounts are what they are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat
from pathlib import Path
from typing import Any, Final

from rustpy_xlsxwriter import Format, write_worksheets

from desktop_crm.transfer.writing.columns import Cell, Column, Kind, Sheet

LONGEST_TEXT: Final = 32_767
ROWS_OF_A_SHEET: Final = 1_048_575
"""How many rows a sheet takes below its header; further ones stand on further sheets."""
_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_SHOWN_AS: Final = {
    Kind.WHOLE: "0",
    Kind.MONEY: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
}
_TOO_LONG: Final = "limit of 32,767 characters"
_SYSTEM_ERROR: Final = re.compile(r"os error (\d+)")
Record = dict[str, Any]


def write(path: Path, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a header that stays and filters, and rows, to `path`; more than a sheet takes go on on the next one.

    `rows` may be walked twice: a text too long for a cell shows only when it is written. Raises OSError, and whatever
    `rows` raises.
    """
    try:
        _write(path, sheet, _records(sheet.columns, rows))
    except RuntimeError as error:
        if _TOO_LONG not in str(error):
            raise
        _write(path, sheet, _fitted(sheet.columns, _records(sheet.columns, rows)))
    except OSError as error:
        raise _numbered(error) from error


def _write(path: Path, sheet: Sheet, records: Iterator[Record]) -> None:
    titles = _titles(sheet)
    names = [column.name for column in sheet.columns]
    texts = [column.name for column in sheet.columns if column.kind is Kind.TEXT]
    write_worksheets(
        [(title, _never_empty(islice(records, ROWS_OF_A_SHEET), names)) for title in titles],
        str(path),
        freeze_panes={"general": {"row": 1, "col": 0}},
        header_format=_for_each(titles, _header()),
        column_widths=_for_each(titles, [float(column.width) for column in sheet.columns]),
        column_formats=_for_each(titles, [_format(column) for column in sheet.columns]),
        autofilter=_for_each(titles, True),  # noqa: FBT003 - the library takes a flag for each sheet
        ignore_errors=_for_each(titles, texts),
    )


def fitting(text: str) -> str:
    """Return text cut where Excel would refuse the file."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _records(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[Record]:
    """Return the rows as the library takes them: by name. It writes instants as the wall of their zone shows them."""
    names = [column.name for column in columns]
    return map(dict, map(zip, repeat(names), rows))


def _fitted(columns: Sequence[Column], records: Iterator[Record]) -> Iterator[Record]:
    """Yield the records with texts that are too long cut."""
    texts = [column.name for column in columns if column.kind is Kind.TEXT]
    for record in records:
        yield record | {name: fitting(record[name]) for name in texts if record[name]}


def _never_empty(records: Iterator[Record], names: Sequence[str]) -> Iterator[Record]:
    """Yield the records, or one without values: the library learns the columns from the first."""
    yield next(records, dict.fromkeys(names))
    yield from records


def _titles(sheet: Sheet) -> list[str]:
    """Return the names of as many sheets as the rows may need."""
    title = _NOT_IN_TITLES.sub(" ", sheet.title).strip("' ")[: _LONGEST_TITLE - 5] or "1"
    many = max(1, -(-sheet.most // ROWS_OF_A_SHEET))
    return [title, *(f"{title} ({number})" for number in range(2, many + 1))]


def _for_each(titles: Sequence[str], value: Any) -> dict[str, Any]:
    return dict.fromkeys(titles, value)


def _header() -> Format:
    return Format().set_bold().set_background_color("#E8ECEF").set_align("vcenter")


def _format(column: Column) -> Format:
    return Format().set_num_format(_SHOWN_AS[column.kind]) if column.kind in _SHOWN_AS else Format()


def _numbered(error: OSError) -> OSError:
    """Return the error with the system's number, which the library only tells in words."""
    found = _SYSTEM_ERROR.search(str(error))
    if error.errno is not None or found is None:
        return error
    number = int(found[1])
    return OSError(0, str(error), None, number) if sys.platform == "win32" else OSError(number, str(error))
