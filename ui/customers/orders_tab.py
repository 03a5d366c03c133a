"""A customer's orders, a line each, opened in place to what was bought, its parcels and its payment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_crm.orders import queries
from desktop_crm.orders.types import PAYMENT_NAMES, STATUS_NAMES, Line, OrderRow, OrderStatus, Parcel, Payment
from desktop_crm.platform import clock, money, settings
from desktop_crm.platform.clock import shown_date, shown_day
from desktop_crm.platform.i18n import _, counted, language
from ui.customers.tab_head import TabHead, lay_out_tab
from ui.customers.words import STATUS_TONES, method_words
from ui.kit.buttons import small
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.exporting import Offer, offer
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList

TABLES: Final = ("orders", "order_lines", "packages", "refunds", "shops")
_MOST: Final = 200
_PARTS: Final = 10_000
"""Row ids: an order's own is its id times this, its parts follow."""


class OrdersTab(QWidget):
    """The newest order stands open; Enter or a click opens and closes others."""

    def __init__(self, ctx: Context, add: Callable[[], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._customer_id: int | None = None
        self._orders: list[OrderRow] = []
        self._open: set[int] = set()
        self._wanted: int | None = None
        self._begins = False
        self._zone = clock.DEFAULT_ZONE
        self._does: dict[int, Callable[[], object]] = {}
        self.list = RowList(_("Orders"))
        self.list.empty_words = (
            _("No orders yet"),
            _("Orders come with the store's spreadsheet, or are added by hand."),
        )
        self.list.opened.connect(self._toggle)
        self.list.acted.connect(lambda _key, row_id: self._does[row_id]())
        lay_out_tab(self, TabHead(None, small(_("Add an order"), add, icon="add")), self.list)
        ctx.watch(self, TABLES, lambda _changed: self._load())
        offer(self, self._offer)

    def show_customer(self, customer_id: int) -> None:
        """Show the orders of a customer, the newest one open."""
        self._customer_id = customer_id
        self._open = set()
        self._orders = []
        self._begins = True
        self.list.overlay.loading()
        self._load()

    def show_order(self, order_id: int) -> None:
        """Open one order and go to it, now or when it has come."""
        self._wanted = order_id
        self._show()

    def _load(self) -> None:
        customer_id = self._customer_id
        if customer_id is None:
            return

        def read(session: Any) -> tuple[list[OrderRow], str]:
            return queries.of_customer(session, customer_id, _MOST), settings.value(session, settings.ZONE)

        def come(answer: tuple[list[OrderRow], str]) -> None:
            self._orders, self._zone = answer
            if self._begins and self._orders:
                self._open = {self._orders[0].id}
            self._begins = False
            self.list.overlay.clear()
            self._show()

        self._ctx.load(self, read, come, self._fail, slot="orders")

    def _offer(self) -> Offer:
        """Return the orders shown, the newest first."""
        from desktop_crm.transfer.writing import worded

        shown = [order.id for order in self._orders]
        return Offer("orders", _("Orders"), lambda _session: shown, (), worded.orders)

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self) -> None:
        if self._wanted is not None and any(order.id == self._wanted for order in self._orders):
            self._open = {self._wanted}
        self._does = {}
        today = clock.local_date(self._ctx.app.db.clock.now(), self._zone)
        self.list.show_rows([row for order in self._orders for row in self._rows(order, today)])
        if self._wanted in self._open:
            place = self.list.pages.place_of(self._wanted * _PARTS)
            self.list.setCurrentIndex(self.list.model().index(place, 0))
            self._wanted = None

    def _rows(self, order: OrderRow, today: date) -> Iterator[Row]:
        is_open = order.id in self._open
        yield _head(order, today, is_open=is_open)
        self._does[order.id * _PARTS] = partial(self._toggle, order.id * _PARTS)
        if not is_open:
            return
        number = order.id * _PARTS
        for number, row in enumerate(_parts(order), order.id * _PARTS + 1):
            yield _numbered(row, number)
        for parcel in order.parcels:
            number += 1
            self._does[number] = partial(self._copy, parcel.tracking)
            yield _numbered(_parcel(parcel, self._zone), number)
        number += 1
        self._does[number] = partial(self._mark_paid, order)
        yield _numbered(_payment(order), number)

    def _toggle(self, row_id: int) -> None:
        order_id, part = divmod(row_id, _PARTS)
        if part == 0:
            self._open ^= {order_id}
            self._show()

    def _copy(self, tracking: str) -> None:
        QGuiApplication.clipboard().setText(tracking)
        self._ctx.tell.say(_("Copied: {text}").format(text=tracking))

    def _mark_paid(self, order: OrderRow) -> None:
        service = self._ctx.app.orders
        said = _("Order {number} is paid").format(number=order.number)
        self._ctx.do(self, lambda: service.mark_paid(order.id), said, slot=f"paid {order.id}")


def _head(order: OrderRow, today: date, *, is_open: bool) -> Row:
    day = shown_day(date.fromisoformat(order.local_date), today) if order.local_date else ""
    many = counted("{count} product", "{count} products", len(order.lines))
    chips = [Chip(_(STATUS_NAMES[order.status]), STATUS_TONES.get(order.status, "neutral"))]
    if order.payment is Payment.PENDING and order.status is not OrderStatus.CANCELLED:
        chips.insert(0, Chip(_("Unpaid"), "amber"))
    return Row(
        order.id * _PARTS,
        f"{order.number} · {order.shop}",
        " · ".join(filter(None, (day, many, order.why_returned, order.note))),
        Lead("badge", "orders", "accent"),
        tuple(chips),
        money.shown(order.total, order.currency),
        (
            Act(
                "toggle",
                _("Hide what was bought") if is_open else _("Show what was bought"),
                "up" if is_open else "down",
            ),
        ),
        strong=True,
    )


def _parts(order: OrderRow) -> Iterator[Row]:
    """Yield the lines and what was added and taken off, still without their ids."""
    for line in order.lines:
        yield _line(line, order.currency)
    for amount, words, sign in (
        (order.shipping, _("Shipping"), ""),
        (order.discount, _("Discount"), "−"),
        (order.refunded, _("Refunded"), "−"),
    ):
        if amount:
            second = order.coupon if words == _("Discount") else ""
            yield Row(0, words, second, Lead("badge", "money"), trail=f"{sign}{money.shown(amount, order.currency)}")


def _line(line: Line, currency: str) -> Row:
    price = money.shown(money.to_minor(line.unit_price, currency), currency) if line.unit_price is not None else ""
    often = f"{_plain(line.quantity)} × {price}" if price else _plain(line.quantity)
    second = " · ".join(filter(None, (often, line.variant, line.sku, line.status_text)))
    trail = money.shown(line.total, currency) if line.total is not None else ""
    return Row(0, line.name, second, Lead("badge", "orders"), trail=trail)


def _parcel(parcel: Parcel, zone: str) -> Row:
    when = [
        words.format(day=shown_date(clock.local_date(at, zone)))
        for at, words in ((parcel.shipped_at, _("sent {day}")), (parcel.delivered_at, _("delivered {day}")))
        if at is not None
    ]
    title = " · ".join(filter(None, (parcel.carrier or _("Parcel"), parcel.tracking)))
    acts = (Act("copy", _("Copy the tracking number"), "copy"),) if parcel.tracking else ()
    return Row(
        0, title, " · ".join(filter(None, (parcel.status_text, *when))), Lead("badge", "send", "blue"), acts=acts
    )


def _payment(order: OrderRow) -> Row:
    state = _(PAYMENT_NAMES[order.payment]) if order.payment is not None else _("Payment not known")
    unpaid = order.payment is Payment.PENDING and order.status is not OrderStatus.CANCELLED
    acts = (Act("paid", _("Mark as paid")),) if unpaid else ()
    tone = "amber" if unpaid else "green" if order.payment is Payment.PAID else "neutral"
    return Row(0, state, method_words(order.payment_method), Lead("badge", "money", tone), acts=acts)


def _numbered(row: Row, row_id: int) -> Row:
    return Row(row_id, row.title, row.second, row.lead, row.chips, row.trail, row.acts, row.strong, row.done)


def _plain(quantity: Decimal) -> str:
    text = f"{quantity.normalize():f}"
    return text.replace(".", ",") if language() == "tr" else text
