"""Discount codes: what each gives, until when, in how many orders it was used and what those brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.insights import coupon_use
from desktop_crm.insights.coupon_use import CouponUse
from desktop_crm.platform import clock, money, settings
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, language, whole
from desktop_crm.platform.text import fold, sort_key
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.exporting import Offer, offer
from ui.kit.labels import small
from ui.kit.paging import Pages, Sort
from ui.kit.tables import Cells, Column, Kind
from ui.kit.theme import theme
from ui.orders.columns import FittingTable
from ui.orders.in_hand import InHand, Known
from ui.orders.narrowing import Narrowing
from ui.orders.words import NOTHING, amounts, plain

TABLES: Final = ("coupons", "orders", "refunds", "shops", "settings")
COLUMNS: Final = (
    Column("code", N_("Code"), 150, Kind.STRONG, stretch=True),
    Column("shop", N_("Sales channel"), 112, Kind.MUTED),
    Column("gives", N_("What it gives"), 170, sortable=False),
    Column("until", N_("Valid until"), 100, Kind.DATE),
    Column("orders", N_("Orders"), 100, Kind.NUMBER),
    Column("cancelled", N_("Cancelled"), 96, Kind.NUMBER),
    Column("given", N_("Discount given"), 124, Kind.MONEY),
    Column("revenue", N_("Revenue"), 124, Kind.MONEY),
)
_LEAST_NEEDED: Final = ("cancelled", "shop", "given")


class CouponsTab(QWidget):
    """The list of codes; a row shows the orders that name the code: `show_orders(code)`."""

    def __init__(self, ctx: Context, show_orders: Callable[[str], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._show_orders = show_orders
        self._zone = clock.DEFAULT_ZONE
        self.source = InHand(Known(self._read, lambda one: one.id, self._cells, _ORDERS, _holds))
        self.pages: Pages[Cells] = Pages(ctx, self.source)
        self.pages.sort = Sort("orders", descending=True)
        self.table = FittingTable(COLUMNS, self.pages, _("Discount codes"), _LEAST_NEEDED)
        self.find = Narrowing(
            self.source, self.pages, name=_("Narrow the codes"), hint=_("Code or sales channel"), width=260
        )
        self._build()
        self.table.opened.connect(self._open)
        self.pages.replaced.connect(self._came)
        ctx.watch(self, TABLES, lambda _changed: self._again())
        offer(self, self._offer)
        self.setFocusProxy(self.table)
        self.pages.begin()

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, px(12), margin, px(12))
        column.setSpacing(px(10))
        column.addWidget(self.find)
        card = Card(padded=False)
        card.setAccessibleName(_("Discount codes"))
        card.add(self.table, 1)
        column.addWidget(card, 1)
        column.addWidget(small(_("Enter or a double click shows the orders that name a code."), elide=True))

    def _read(self, session: Any) -> Sequence[CouponUse]:
        self._zone = settings.value(session, settings.ZONE)
        return coupon_use.coupons(session)

    def _cells(self, use: CouponUse) -> Cells:
        return [
            use.code,
            use.shop,
            gives(use),
            shown_date(clock.local_date(use.ends_at, self._zone)) if use.ends_at is not None else NOTHING,
            whole(use.orders),
            whole(use.cancelled) if use.cancelled else NOTHING,
            amounts(use.given),
            amounts((one.currency, one.revenue) for one in use.totals),
        ]

    def _again(self) -> None:
        self.source.forget()
        self.pages.refresh()

    def _open(self, coupon_id: int) -> None:
        found = self.source.thing(coupon_id)
        if found is not None:
            self._show_orders(found.code)

    def _came(self) -> None:
        if self.pages.ids:
            return
        if self.source.empty:
            self.table.overlay.empty(
                _("No discount codes yet"),
                _("Codes come with orders that name them, or with the list of codes of your store."),
                _("Bring in a spreadsheet"),
                lambda: self._ctx.go.to("transfer"),
                "percent",
            )
        else:
            self.table.overlay.empty(
                _("No such code"), _("No code holds these words."), _("Show all codes"), self.find.show_all, "search"
            )

    def _offer(self) -> Offer:
        from ui.orders import exporting

        return exporting.coupons(self.source.shown, self.table.selected_ids, self._zone)


_ORDERS: Final = {
    "code": lambda one: sort_key(one.code),
    "shop": lambda one: sort_key(one.shop),
    "until": lambda one: one.ends_at,
    "orders": lambda one: one.orders,
    "cancelled": lambda one: one.cancelled,
    "given": lambda one: one.given[0] if one.given else None,
    "revenue": lambda one: (one.totals[0].currency, one.totals[0].revenue) if one.totals else None,
}


def _holds(use: CouponUse, word: str) -> bool:
    return word in fold(use.code) or word in fold(use.shop)


def gives(use: CouponUse) -> str:
    """Return what a code gives, in words, `–` where only orders tell of it."""
    if use.kind == "percent" and use.value is not None:
        words = f"%{plain(use.value)}" if language() == "tr" else f"{plain(use.value)}%"
    elif use.kind == "amount" and use.value is not None:
        words = money.shown(money.to_minor(use.value, use.currency), use.currency)
    elif use.kind == "shipping":
        words = _("free shipping")
    else:
        return NOTHING
    if use.minimum:
        return _("{gives} from {amount}").format(gives=words, amount=money.shown(use.minimum, use.currency))
    return words
