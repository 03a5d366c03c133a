"""Exporting as a command."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.exporting import KEYS, offered, stand_by


def export_command(ctx: Context) -> Command:
    """Return the command that exports what is offered in sight, or a whole list."""

    def ask() -> None:
        from ui.transfer.export_dialog import open_export

        open_export(ctx, QApplication.activeWindow(), offered())

    stand_by(ctx, ask)
    return Command("transfer.export", N_("Export to Excel…"), ask, "export", KEYS)
