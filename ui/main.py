"""Where the program starts: subcommands go to the command line before any Qt is loaded, otherwise the window opens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop_crm.cli import program
from desktop_crm.cli.call import Command, Subcommand
from desktop_crm.platform.i18n import N_


def _shots() -> Mapping[str, Command]:
    from ui.shots import COMMANDS

    return COMMANDS


WITH_WIDGETS = (Subcommand("shots", N_("take a picture of every panel"), _shots),)
"""The subcommands that need Qt."""


def _window(store: Path) -> int:
    from ui.shell import run

    return run(store)


def main() -> int:
    """Run the program and return its exit code."""
    return program.main(more=WITH_WIDGETS, window=_window)
