"""Asking which file to bring in, and what to call the sheet of rows to be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.transfer.types import RunReport
from ui.kit.ask import place_for
from ui.kit.context import Context

_PATTERNS: Final = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.xml *.htm *.html"


def choose_file(ctx: Context, parent: QWidget | None) -> None:
    """Ask for a file and bring it to the import page."""
    path = ctx.ask.open_file(parent, _("Choose a file"), [(_("Spreadsheets"), _PATTERNS)])
    if path is not None:
        ctx.go.bring([path])


def ask_errors_file(ctx: Context, parent: QWidget, report: RunReport) -> Path | None:
    """Ask where to write the sheet of rows to be corrected; its name ends in .xlsx."""
    first = next((file.file for file in report.files if file.originals), "")
    proposed = _("{file}-errors.xlsx").format(file=Path(first).stem)
    return place_for(ctx.ask, parent, _("Save the error file"), proposed, (_("Excel workbook"), ".xlsx"))
