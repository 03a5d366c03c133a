"""The page of duplicates as the window sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import N_
from ui.duplicates.commands import TITLE, commands
from ui.kit.context import Context
from ui.kit.pages import Page, Shot


def _make(ctx: Context) -> QWidget:
    from ui.duplicates.panel import DuplicatesPanel

    return DuplicatesPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.duplicates.shots import SHOTS

    return SHOTS


PAGE: Final = Page(
    id="duplicates",
    title=TITLE,
    icon="merge",
    make=_make,
    group=N_("Data"),
    commands=commands,
    opens=("merge",),
    shots=_shots,
)
