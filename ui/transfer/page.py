"""The import page as the window sees it: its place, its command, and the pictures to take of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QApplication

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.pages import Page
from ui.transfer.choosing import choose_file
from ui.transfer.export_commands import SHOTS as EXPORT_SHOTS
from ui.transfer.export_commands import export_command
from ui.transfer.morning import take_waiting
from ui.transfer.panel import TransferPanel
from ui.transfer.shots import SHOTS
from ui.transfer.start import CHOOSE_KEYS


def commands(ctx: Context) -> list[Command]:
    """Return what the window can do for this page."""
    return [
        Command(
            "transfer.choose",
            N_("Import a file…"),
            lambda: choose_file(ctx, QApplication.activeWindow()),
            "import",
            CHOOSE_KEYS,
        ),
        export_command(ctx),
        Command("transfer.waiting", N_("Import the new file of my folder"), lambda: take_waiting(ctx), "folder"),
    ]


PAGE: Final = Page(
    id="transfer",
    title=N_("Spreadsheets"),
    icon="spreadsheets",
    make=TransferPanel,
    group=N_("Data"),
    commands=commands,
    opens=("import", "run"),
    shots=(*SHOTS, *EXPORT_SHOTS),
)
