"""Where the program starts: subcommands go to the command line before any Qt is loaded, otherwise the window opens."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_crm.cli import program
from desktop_crm.cli.call import Command, Subcommand
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.paths import default_store

if TYPE_CHECKING:
    from ui.shell.glimpses import Glimpse
    from ui.shell.parts import Parts


def parts() -> Parts:
    """Import the features and return what the window is put together from: a feature's two lines stand here."""
    from ui.attachments.plug import TAB as FILES
    from ui.customers.page import PAGE as CUSTOMERS
    from ui.duplicates.page import PAGE as DUPLICATES
    from ui.followups import page as followups
    from ui.orders.page import PAGE as ORDERS
    from ui.settings.page import PAGE as SETTINGS
    from ui.shell.parts import Bell, Parts
    from ui.transfer.morning import BACKGROUND as MORNING
    from ui.transfer.morning import BLOCK as NEW_FILES
    from ui.transfer.page import PAGE as SPREADSHEETS

    return Parts(
        pages=(followups.PAGE, CUSTOMERS, ORDERS, SPREADSHEETS, DUPLICATES, SETTINGS),
        card_tabs=(FILES,),
        blocks=(NEW_FILES,),
        background=(followups.BACKGROUND, MORNING),
        actions=("interaction.log", "customer.add"),
        bell=Bell(followups.bell_count, followups.BELL_COUNTS, followups.BELL_COMMAND),
    )


def glimpses(page: str) -> Glimpse | None:
    """Return what can be shown of a page before the features are imported, None where it offers nothing."""
    if page == "customers":
        from ui.customers import glimpse

        return glimpse
    return None


def _shots() -> Mapping[str, Command]:
    from ui.shots import COMMANDS

    return COMMANDS


WITH_WIDGETS: Final = (Subcommand("shots", N_("take a picture of every panel"), _shots),)
"""The subcommands that need Qt."""

_VALUED: Final = ("--store", "--lang")


def main(called: Sequence[str] | None = None) -> int:
    """Run the program with the given words (those of the call where None) and return its exit code.

    Files named without a subcommand are brought into the window.
    """
    called = sys.argv[1:] if called is None else list(called)
    if called == ["--self-test"]:
        from ui.self_test import run as self_test

        return self_test(parts)
    words, files = _without_files(called)

    def window(store: Path) -> int:
        from ui.shell import collecting

        collecting.put_off()
        import_plainly()
        from ui.shell.start import run

        named = "DESKTOP_CRM_STORE" in os.environ or any(word.split("=")[0] == "--store" for word in words)
        spoken = "DESKTOP_CRM_LANG" in os.environ or any(word.split("=")[0] == "--lang" for word in words)
        return run(store if named else None, default_store(), parts, files, glimpses=glimpses, spoken=spoken)

    return program.main(words, more=WITH_WIDGETS, window=window)


def import_plainly() -> None:
    """Import as Python does from now on.

    PySide reads the source of every module imported after it, to find its own `__feature__` in it, and keeps the
    lines: a fifth of the start and 30 MB for something this program does not use.
    """
    import PySide6.QtCore  # noqa: F401 - puts PySide's own import in the place of Python's

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _without_files(words: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Part the words of a call from the files at its end, as a file manager hands them over."""
    from desktop_crm.cli.table import SUBCOMMANDS

    rest = list(words)
    files: list[Path] = []
    if {one.name for one in (*SUBCOMMANDS, *WITH_WIDGETS)}.isdisjoint(rest):
        while rest and Path(rest[-1]).is_file() and rest[-2:-1] not in [[option] for option in _VALUED]:
            files.insert(0, Path(rest.pop()))
    return rest, files
