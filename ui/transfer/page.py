"""The import page as the window sees it: its place, its command, and the pictures to take of it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.paths import resource
from desktop_crm.transfer import queries
from ui.kit.commands import Command
from ui.kit.context import Context
from ui.kit.pages import Page, Shot, Window
from ui.transfer.choosing import choose_file
from ui.transfer.export_commands import SHOTS as EXPORT_SHOTS
from ui.transfer.export_commands import export_command
from ui.transfer.morning import take_waiting
from ui.transfer.panel import TransferPanel
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


def _show_sample(window: Window) -> QWidget:
    panel: Any = window.show_page(PAGE.id)
    panel.show_files([resource("demo", "sheets", "trendyol-tum-siparisler.xlsx")])
    return panel.window()


def _show_newest_run(window: Window) -> QWidget:
    panel: Any = window.show_page(PAGE.id)
    window.ctx.load(
        panel,
        lambda session: queries.runs(session, limit=1),
        lambda runs: panel.show_run(runs[0].id) if runs else None,
        slot="newest",
    )
    return panel.window()


def _show_history(window: Window) -> QWidget:
    panel: Any = window.show_page(PAGE.id)
    panel.go_back()
    return panel.window()


PAGE: Final = Page(
    id="transfer",
    title=N_("Spreadsheets"),
    icon="spreadsheets",
    make=TransferPanel,
    group=N_("Data"),
    commands=commands,
    opens=("import", "run"),
    shots=(
        Shot("preview", _show_sample),
        Shot("result", _show_newest_run),
        Shot("history", _show_history),
        *EXPORT_SHOTS,
    ),
)
