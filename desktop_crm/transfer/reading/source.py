"""One file read: looked at, parsed by what it is, and every failure of a parser turned into one sentence."""

from __future__ import annotations

from pathlib import Path

from desktop_crm.platform.errors import CrmError, FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.choices import Choices
from desktop_crm.transfer.reading import html_tables, preflight, spreadsheetml, text, vcards, workbook
from desktop_crm.transfer.reading.messages import TOO_LARGE, UNREADABLE
from desktop_crm.transfer.reading.types import WORKBOOKS, FileKind, Source
from desktop_crm.transfer.types import Sheet
from desktop_crm.transfer.understanding.decisions import Decision


def read(path: Path, chosen: Choices | None = None) -> Source:
    """Return the sheets of the file at `path`. Meant for a child process under `limits.apply`.

    `chosen` may name the encoding of a text file or of contact cards, and the separator of the first.

    Raises FileRefused with one sentence, whatever goes wrong while parsing.
    """
    name = preflight.shown_name(path)
    try:
        source = _parse(path, name, chosen)
    except CrmError:
        raise
    except MemoryError as error:
        raise FileRefused(TOO_LARGE, file=name) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic inside calamine is no Exception
        raise FileRefused(UNREADABLE, file=name) from error
    if not any(sheet.rows for sheet in source.sheets):
        raise FileRefused(N_("{file} has no filled cell."), file=name)
    return source


def _parse(path: Path, name: str, chosen: Choices | None) -> Source:
    look = preflight.look(path)
    kind = look.kind
    sheets: list[Sheet]
    hidden: list[str] = []
    decisions: list[Decision] = []
    if kind in WORKBOOKS:
        sheets, hidden = workbook.read(path, look)
        if look.hidden_rows or look.hidden_columns:
            because = N_("hidden in the workbook: {rows} rows and {columns} columns")
            counted: dict[str, object] = {"rows": look.hidden_rows, "columns": look.hidden_columns}
            decisions.append(Decision(N_("hidden rows and columns"), N_("read too"), because, because_args=counted))
    elif kind is FileKind.SPREADSHEETML:
        sheets, hidden = spreadsheetml.read(path)
    elif kind is FileKind.HTML:
        sheets = html_tables.read(path)
    elif kind is FileKind.TEXT:
        sheet, decisions = text.read(path, chosen)
        sheets = [sheet]
    else:
        sheet, decisions = vcards.read(path, chosen.encoding if chosen else "")
        sheets = [sheet]
    return Source(name, kind, sheets, hidden, decisions)
