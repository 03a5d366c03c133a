"""What reading a file gives: its kind, its sheets, the table found in them, and the decisions taken on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from desktop_crm.transfer.types import Cell, Sheet
from desktop_crm.transfer.understanding.decisions import Decision


class FileKind(Enum):
    """What a file is by its content, whatever its name says."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    SPREADSHEETML = "spreadsheetml"
    HTML = "html"
    TEXT = "text"
    VCARD = "vcard"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.ODS, FileKind.XLS})
"""The kinds that calamine reads. A macro workbook (xlsm) is an XLSX; its macros are never looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file told: its kind; of workbooks how many cells, and what their readers leave out.

    `with_errors` are the parts of an xlsx whose sheets have error cells, `errors` those of an OpenDocument by sheet as
    (row, column) from 1.
    """

    kind: FileKind
    with_errors: list[str] = field(default_factory=list[str])
    cells: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict[str, dict[tuple[int, int], str]])


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its visible sheets in their order, and how a text file was understood."""

    file: str
    kind: FileKind
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list[str])
    decisions: list[Decision] = field(default_factory=list[Decision])


@dataclass(frozen=True, slots=True)
class Table:
    """The one table of a file, without its title, its blanks, its totals and its notes.

    `headers` are trimmed and unique, `originals` what the file says in the same places (`''` for a column without
    a title, whose header is then its letter in Excel). `rows` hold at least as many cells as there are headers;
    cells beyond stand in columns that the header does not name. `header_row` is the number Excel shows, 0 where the
    file is `headerless`. `skipped` names every other row that holds anything, and blank rows, with the reason as an
    untranslated message id.
    """

    sheet: str
    encoding: str
    headers: list[str]
    originals: list[str]
    header_row: int
    rows: Sequence[tuple[int, list[Cell]]]
    skipped: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    decisions: list[Decision] = field(default_factory=list[Decision])
    headerless: bool = False
    delimiter: str = ""
