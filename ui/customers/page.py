"""The page of customers as the window sees it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.customers.commands import TITLE, commands
from ui.customers.shots import SHOTS
from ui.kit.context import Context
from ui.kit.pages import Page


def _make(ctx: Context) -> QWidget:
    from ui.customers.panel import CustomersPanel

    return CustomersPanel(ctx)


PAGE = Page(
    id="customers",
    title=TITLE,
    icon="customers",
    make=_make,
    commands=commands,
    opens=("customer", "order", "interaction"),
    shots=SHOTS,
)
