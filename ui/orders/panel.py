"""Siparişler: all orders, the products they sold, the parcels they went in, the codes they used, a tab each."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.exporting import export
from ui.kit.fields import TextField
from ui.kit.labels import title
from ui.kit.tabs import Tabs
from ui.kit.theme import theme
from ui.orders import commands
from ui.orders.coupons_tab import CouponsTab
from ui.orders.deliveries_tab import DeliveriesTab
from ui.orders.orders_tab import OrdersTab
from ui.orders.products_tab import ProductsTab


class OrdersPanel(QWidget):
    """The page; see `commands` for its keys."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setAccessibleName(_("Orders"))
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, 0)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setContentsMargins(margin, 0, margin, 0)
        head.addWidget(title(_("Orders")))
        head.addStretch(1)
        head.addWidget(Button(_("Export to Excel…"), lambda: export(ctx), icon="export"))
        column.addLayout(head)
        self.tabs = Tabs(_("Orders"))
        self.tabs.add("orders", _("Orders"), lambda: OrdersTab(ctx))
        self.tabs.add("products", _("Products"), lambda: ProductsTab(ctx))
        self.tabs.add("deliveries", _("Deliveries"), lambda: DeliveriesTab(ctx))
        self.tabs.add("coupons", _("Discount codes"), lambda: CouponsTab(ctx, self.show_code))
        column.addWidget(self.tabs, 1)
        self.tabs.show_tab("orders")
        commands.stand(ctx, self)

    @property
    def tab(self) -> Any:
        """The tab in sight."""
        return self.tabs.page(self.tabs.current)

    def open(self, kind: str, thing: Any) -> None:
        """Turn to the tab at a place."""
        if kind == commands.TAB and thing in range(len(commands.TABS)):
            self.show_tab(commands.TABS[thing])

    def show_tab(self, key: str) -> None:
        """Turn to a tab and into its list."""
        self.tabs.show_tab(key)
        self.tab.setFocus()

    def show_code(self, code: str) -> None:
        """Show the orders that name a discount code."""
        self.show_tab("orders")
        self.tab.narrow(code)

    def find(self) -> None:
        """Go to the field that narrows the list in sight, to the list where there is none."""
        field = self.tab.find
        if isinstance(field, TextField):
            field.setFocus()
            field.selectAll()
        else:
            self.tab.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.tab.setFocus()
