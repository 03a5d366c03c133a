"""Exporting as a command, and the pictures of its dialog."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.exporting import KEYS, offered, stand_by
from ui.kit.pages import Shot, Window
from ui.transfer.export_dialog import ExportDialog, open_export


def export_command(ctx: Context) -> Command:
    """Return the command that exports what the page in sight offers, or a whole list."""

    def ask() -> None:
        open_export(ctx, QApplication.activeWindow(), offered())

    stand_by(ctx, ask)
    return Command("transfer.export", N_("Export to Excel…"), ask, "export", KEYS)


def _show(window: Window, shape: str) -> QWidget:
    panel: Any = window.show_page("customers")
    dialog: ExportDialog = open_export(window.ctx, panel.window(), offered())
    dialog.shape.set_value(shape)
    return dialog


SHOTS: Final = (
    Shot("export", lambda window: _show(window, "as_shown")),
    Shot("export_iys", lambda window: _show(window, "iys")),
)
