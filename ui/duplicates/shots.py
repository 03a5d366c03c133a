"""What is to be photographed of duplicates: two cards beside each other, and the sure ones before they are merged."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.duplicates import queries
from ui.kit.pages import Shot, Window

_TWINS: Final = (
    NewCustomer(
        name="ŞÜKRÜ İNCE", phones=("0532 000 04 11",), emails=("sukru.ince@example.org",), birthday="1978-03-14",
        note="Faturayı şirkete kesin", addresses=(Address(city="Gaziantep", district="Şehitkamil"),),
    ),
    NewCustomer(name="Sukru Ince", emails=("sukru.ince@example.org",), tags=("Toptan",)),
    NewCustomer(name="Yıldırım Ayşe", addresses=(Address(city="İzmir", district="Karşıyaka"),)),
    NewCustomer(name="Sukru Ince", emails=("sukru.ince@example.org",)),
)  # fmt: skip
"""Second cards of people of the sample shop, as a hasty hand would have written them."""


def _page(window: Window) -> QWidget:
    """Show the page; where the sample shop has nobody twice, with a few planted pairs."""
    app = window.ctx.app
    panel: Any = window.show_page("duplicates")
    _settle(window)
    panel.search()
    _settle(window)

    def come(count: int) -> None:
        if not count:
            window.ctx.do(window.ctx, lambda: [app.customers.add(twin) for twin in _TWINS])

    window.ctx.load(panel, queries.count, come, slot="shot")
    _settle(window)
    panel.search()
    _settle(window)
    return panel.window()


def _merge(window: Window) -> QWidget:
    panel: Any = _page(window).window()
    page: Any = window.show_page("duplicates")
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    page.merge()
    _settle(window)
    return _dialog(panel)


def _sure(window: Window) -> QWidget:
    panel: Any = _page(window).window()
    page: Any = window.show_page("duplicates")
    page.merge_sure()
    _settle(window)
    return _dialog(panel)


def _dialog(window: QWidget) -> QWidget:
    return next(box for box in reversed(window.findChildren(QDialog)) if box.isVisible())


def _settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    for _round in range(3):
        while window.ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()


SHOTS: Final = (Shot("pairs", _page), Shot("merge", _merge), Shot("sure", _sure))
