"""The import page as the window sees it: its place, its commands, and the pictures to take of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.pages import Page, Shot
from ui.transfer.export_commands import export_command
from ui.transfer.morning import take_waiting

CHOOSE_KEYS: Final = "Ctrl+O"


def commands(ctx: Context) -> list[Command]:
    """Return what the window can do for this page."""

    def choose() -> None:
        from ui.transfer.choosing import choose_file

        choose_file(ctx, QApplication.activeWindow())

    return [
        Command("transfer.choose", N_("Import a file…"), choose, "import", CHOOSE_KEYS),
        export_command(ctx),
        Command("transfer.waiting", N_("Import the new file of my folder"), lambda: take_waiting(ctx), "folder"),
    ]


def _make(ctx: Context) -> QWidget:
    from ui.transfer.panel import TransferPanel

    return TransferPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.transfer.export_shots import SHOTS as EXPORTING
    from ui.transfer.shots import SHOTS

    return (*SHOTS, *EXPORTING)


PAGE: Final = Page(
    id="transfer",
    title=N_("Spreadsheets"),
    icon="spreadsheets",
    make=_make,
    group=N_("Data"),
    commands=commands,
    opens=("import", "run"),
    shots=_shots,
)
