"""All orders: a line that narrows them, chips for their states, and the list; a row opens the order on its card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.insights import order_list
from desktop_crm.insights.order_list import Asked, ListedOrder, Show, Sums
from desktop_crm.platform.i18n import N_, _, counted
from ui.kit.buttons import filter_chip
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.exporting import KEYS, Offer, export, offer
from ui.kit.fields import TextField
from ui.kit.flow import Flow
from ui.kit.labels import small
from ui.kit.menus import Menu
from ui.kit.paging import Pages
from ui.kit.tables import Cells
from ui.kit.theme import theme
from ui.orders.columns import FittingTable
from ui.orders.model import COLUMNS, LEAST_NEEDED, NEWEST, OrderSource
from ui.orders.opening import open_order
from ui.orders.words import amounts

TABLES: Final = ("orders", "order_lines", "refunds", "customers", "shops")
_SHOWN: Final = (
    (Show.ALL, N_("All")), (Show.UNPAID, N_("Unpaid")), (Show.WAITING, N_("To be sent")),
    (Show.ON_WAY, N_("On its way")), (Show.RETURNED, N_("Returned")), (Show.CANCELLED, N_("Cancelled")),
)  # fmt: skip


class OrdersTab(QWidget):
    """The list of all orders."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.source = OrderSource()
        self.pages: Pages[Cells] = Pages(ctx, self.source)
        self.pages.sort = NEWEST
        self.table = FittingTable(COLUMNS, self.pages, _("Orders"), LEAST_NEEDED)
        self.find = TextField(placeholder=_("Number, name, shop, state, code"), limit=200)
        self.chips = QButtonGroup(self)
        self._sums = small("", elide=True)
        self._build()
        self._connect()
        self.setFocusProxy(self.table)
        self.pages.begin(NEWEST)

    def narrow(self, text: str = "", show: Show = Show.ALL) -> None:
        """Show the orders in which these words stand and whose state is this."""
        self.find.setText(text)
        self._chip(show).setChecked(True)
        self._ask(show)

    def open(self, order_id: int) -> None:
        """Open an order on its customer's card; say so where it has none."""

        def come(found: list[ListedOrder | None]) -> None:
            if found[0] is not None:
                open_order(self._ctx, order_id, found[0].customer_id)

        self._ctx.load(self, lambda session: order_list.rows(session, [order_id]), come, slot="open")

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, px(12), margin, px(12))
        column.setSpacing(px(10))
        line = QHBoxLayout()
        line.setSpacing(px(10))
        self.find.setAccessibleName(_("Narrow the orders"))
        self.find.setFixedWidth(px(250))
        line.addWidget(self.find, 0, Qt.AlignmentFlag.AlignTop)
        chips = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        flow = Flow(chips)
        flow.setContentsMargins(0, px(3), 0, 0)
        for place, (show, said) in enumerate(_SHOWN):
            chip = filter_chip(_(said), partial(self._ask, show))
            chip.setChecked(not place)
            self.chips.addButton(chip, place)
            flow.addWidget(chip)
        line.addWidget(chips, 1)
        column.addLayout(line)
        card = Card(padded=False)
        card.setAccessibleName(_("Orders"))
        card.add(self.table, 1)
        column.addWidget(card, 1)
        column.addWidget(self._sums)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.find.edited.connect(lambda: self._ask(self.source.asked.show))
        self.table.opened.connect(self.open)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.pages.replaced.connect(self._came)
        self.pages.grown.connect(self._came)
        self._ctx.watch(self, TABLES, lambda _changed: self._again())
        offer(self, self._offer)

    def _again(self) -> None:
        self.pages.refresh()
        self._load_sums()

    def _ask(self, show: Show) -> None:
        self.source.asked = Asked(self.find.value(), show)
        self.pages.begin()

    def _chip(self, show: Show) -> Any:
        return self.chips.button([one for one, _said in _SHOWN].index(show))

    def _came(self) -> None:
        if not self.pages.ids:
            self._say_empty()
        elif not self.table.currentIndex().isValid() and not self.find.hasFocus():
            self.table.choose(0)
        if not self.pages.partial:
            self._load_sums()

    def _load_sums(self) -> None:
        asked = replace(self.source.asked)
        self._ctx.load(self, lambda session: order_list.sums(session, asked), self._show_sums, slot="sums")

    def _show_sums(self, sums: Sums) -> None:
        words = [counted("{count} order", "{count} orders", sums.orders)]
        if sums.totals:
            revenue = amounts((one.currency, one.revenue) for one in sums.totals)
            words.append(_("revenue after refunds {amount}").format(amount=revenue))
        if any(one.refunds for one in sums.totals):
            given = amounts((one.currency, one.refunds) for one in sums.totals if one.refunds)
            words.append(_("given back {amount}").format(amount=given))
        if sums.cancelled:
            words.append(counted("{count} cancelled, not counted", "{count} cancelled, not counted", sums.cancelled))
        self._sums.setText(" · ".join(words) if sums.orders else "")

    def _say_empty(self) -> None:
        if self.source.asked != Asked():
            self.table.overlay.empty(
                _("No such order"), _("No order fits what the list is narrowed to."), _("Show all orders"),
                self.narrow, "search",
            )  # fmt: skip
            return
        self.table.overlay.empty(
            _("No orders yet"),
            _("Orders come with the store's spreadsheet, or are added by hand."),
            _("Bring in a spreadsheet"),
            lambda: self._ctx.go.to("transfer"),
            "orders",
        )

    def _offer(self) -> Offer:
        from desktop_crm.transfer.writing import worded

        asked = self.source.sorted(self.pages.sort)
        return Offer(
            "orders",
            _("Orders"),
            lambda session: order_list.ids(session, asked),
            self.table.selected_ids,
            worded.orders,
        )

    def _show_menu(self, point: QPoint) -> None:
        order_id = self.table.current_id
        if order_id is None:
            return
        menu = Menu(_("What to do"), self)
        menu.entry(_("Open the order"), partial(self.open, order_id), icon="open", shortcut="Return")
        menu.entry(_("Export to Excel…"), partial(export, self._ctx), icon="export", shortcut=KEYS)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(point))
