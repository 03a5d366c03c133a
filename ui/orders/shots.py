"""What is to be photographed of orders besides the page: its tabs, what they show when narrowed, the empty one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.insights.order_list import Show
from ui.kit.pages import Shot, Window


def _tab(key: str) -> Callable[[Window], QWidget]:
    def turn(window: Window) -> QWidget:
        panel: Any = window.show_page("orders")
        panel.show_tab(key)
        _settle(window)
        return panel.window()

    return turn


def _narrowed(text: str, show: Show) -> Callable[[Window], QWidget]:
    def narrow(window: Window) -> QWidget:
        panel: Any = window.show_page("orders")
        panel.show_tab("orders")
        panel.tab.narrow(text, show)
        _settle(window)
        return panel.window()

    return narrow


def _settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    for _round in range(3):
        while window.ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()


SHOTS: Final = (
    Shot("products", _tab("products")),
    Shot("deliveries", _tab("deliveries")),
    Shot("coupons", _tab("coupons")),
    Shot("returned", _narrowed("", Show.RETURNED)),
    Shot("none", _narrowed("zzzz", Show.ALL)),
    Shot("all", _narrowed("", Show.ALL)),
)
