"""Asking which file to bring in, and what to call the sheet of rows to be corrected."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.transfer.types import RunReport
from ui.kit.ask import Kinds
from ui.kit.context import Context

_PATTERNS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.xml *.htm *.html"


def choose_file(ctx: Context, parent: QWidget | None) -> None:
    """Ask for a file and bring it to the import page."""
    path = ctx.ask.open_file(parent, _("Choose a file"), [(_("Spreadsheets"), _PATTERNS)])
    if path is not None:
        ctx.go.bring([path])


def spreadsheet_kinds() -> Kinds:
    """Return the kinds of files an error sheet can be written as."""
    return [(_("Excel workbook"), "*.xlsx")]


def errors_name(report: RunReport) -> str:
    """Return the name proposed for the error sheet: that of its first file, with what it is."""
    first = next((file.file for file in report.files if file.originals), "")
    return f"{Path(first).stem}-{_('errors')}.xlsx"
