"""A product beside the list: its sizes and colours, why it came back, and who bought it lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_crm.insights import product_detail
from desktop_crm.insights.product_detail import ProductDetail, Purchase
from desktop_crm.insights.products import CANCELLED, REFUNDED, RETURNED, Pieces, SoldProduct
from desktop_crm.platform.i18n import _, counted
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.labels import PlainLabel, hairline, small
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme
from ui.orders.opening import open_order
from ui.orders.words import amounts, day_words, plain, share


class ProductCard(QFrame):
    """Shows one product; Enter or a click on a purchase opens its order."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._shown: int | None = None
        self._opens: dict[int, Purchase] = {}
        self.setProperty("look", "panel")
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(14), px(12), px(14), px(10))
        head.setSpacing(px(2))
        self._name = PlainLabel(look="strong", wrap=True)
        self._facts, self._left_out = small("", wrap=True), small("", wrap=True)
        for label in (self._name, self._facts, self._left_out):
            head.addWidget(label)
        column.addLayout(head)
        column.addWidget(hairline())
        self.list = RowList(_("About the product"))
        self.list.empty_words = (_("No product chosen"), _("Choose one to see its sizes, its returns and its buyers."))
        self.list.opened.connect(self._open)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.show_product(None)

    def show_product(self, product: SoldProduct | None) -> None:
        """Show a product, or that none is chosen."""
        changed = self._shown != (product.id if product is not None else None)
        self._shown = product.id if product is not None else None
        self._name.setText(product.name if product is not None else "")
        self._facts.setText(_facts(product) if product is not None else "")
        left_out = product.unpriced if product is not None else 0
        words = counted("{count} line has no amount", "{count} lines have no amount", left_out)
        self._left_out.setText(words if left_out else "")
        self._left_out.setVisible(bool(left_out))
        if product is None:
            self._ctx.forget(self)
            self.list.show_rows([])
            return
        if changed:
            self._opens = {}
            self.list.show_rows(_numbered(_variants(product)))
        self._ctx.load(
            self, lambda session: product_detail.detail(session, product), partial(self._come, product), self._fail
        )

    def _come(self, product: SoldProduct, told: ProductDetail) -> None:
        rows = [*_variants(product), *_reasons(told), *_purchases(told)]
        first = len(rows) - len(told.purchases)
        self._opens = {first + place: purchase for place, purchase in enumerate(told.purchases)}
        self.list.overlay.clear()
        self.list.show_rows(_numbered(rows))

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error))

    def _open(self, place: int) -> None:
        purchase = self._opens.get(place)
        if purchase is not None:
            open_order(self._ctx, purchase.order_id, purchase.customer_id)


def _facts(product: SoldProduct) -> str:
    words = [product.brand]
    if product.brought:
        revenue = amounts((one.currency, one.revenue) for one in product.brought)
        words.append(_("revenue after refunds {amount}").format(amount=revenue))
    given = [(one.currency, one.refunded) for one in product.brought if one.refunded]
    if given:
        words.append(_("given back {amount}").format(amount=amounts(given)))
    return " · ".join(filter(None, words))


def _variants(product: SoldProduct) -> Iterator[Row]:
    yield Row(0, _("Sizes and colours"), heading=True)
    for variant in product.variants:
        stock = "" if variant.stock is None else _("{count} in stock").format(count=plain(variant.stock))
        chips = (Chip(_rate(variant.pieces), "amber"),) if variant.pieces.returned else ()
        second = " · ".join(filter(None, (_sold(variant.pieces), variant.sku)))
        yield Row(0, variant.name or _("without size or colour"), second, chips=chips, trail=stock)


def _sold(pieces: Pieces) -> str:
    words = [_("{count} sold").format(count=plain(pieces.sold))]
    if pieces.cancelled:
        words.append(_("{count} cancelled").format(count=plain(pieces.cancelled)))
    return ", ".join(words)


def _rate(pieces: Pieces) -> str:
    return _("came back: {share}").format(share=share(pieces.returned, pieces.sold))


def _reasons(told: ProductDetail) -> Iterator[Row]:
    if told.reasons:
        yield Row(0, _("Why it came back or was cancelled"), heading=True)
    for reason in told.reasons:
        chip = Chip(_("cancelled"), "red") if reason.cancelled else Chip(_("returned"), "amber")
        many = counted("{count} order", "{count} orders", reason.orders)
        yield Row(0, reason.text or _("The file gives no reason"), many, chips=(chip,))


def _purchases(told: ProductDetail) -> Iterator[Row]:
    if told.purchases:
        yield Row(0, _("Bought last by"), heading=True)
    for one in told.purchases:
        second = " · ".join(filter(None, (day_words(one.day), one.number, one.variant)))
        often = "" if one.quantity == 1 else f"{plain(one.quantity)} ×"
        yield Row(0, one.name or _("no name"), second, Lead("avatar", one.name or "?"), _fate(one.fate), often)


def _fate(fate: str) -> tuple[Chip, ...]:
    if fate == CANCELLED:
        return (Chip(_("cancelled"), "red"),)
    if fate == RETURNED:
        return (Chip(_("returned"), "amber"),)
    return (Chip(_("refunded"), "amber"),) if fate == REFUNDED else ()


def _numbered(rows: Iterator[Row] | list[Row]) -> list[Row]:
    return [replace(row, id=place) for place, row in enumerate(rows)]
