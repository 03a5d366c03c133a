"""The page of orders as the window sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.kit.pages import Page, Shot
from ui.orders.commands import TAB, TITLE, commands


def _make(ctx: Context) -> QWidget:
    from ui.orders.panel import OrdersPanel

    return OrdersPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.orders.shots import SHOTS

    return SHOTS


PAGE: Final = Page(
    id="orders", title=TITLE, icon="orders", make=_make, commands=commands, opens=(TAB,), shots=_shots
)  # fmt: skip
