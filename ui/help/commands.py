"""The guide as a command: one place gives it its words, its key and its place in the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import N_
from ui.kit.commands import Command

HELP_KEYS: Final = "F1"


def help_command(window: QWidget, page: Callable[[], str]) -> Command:
    """Return the command that opens the guide beside `window`; `page()` is the id of the page in front."""

    def run() -> None:
        from ui.help.window import open_guide

        open_guide(window.window(), page())

    return Command("help.open", N_("Help"), run, "help", HELP_KEYS)
