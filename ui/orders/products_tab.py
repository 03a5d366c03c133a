"""Products: what was sold of each, what came back, what it brought; beside the list the one chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.exporting import Offer, offer
from ui.kit.labels import small
from ui.kit.paging import Pages
from ui.kit.split import Split
from ui.kit.tables import Cells
from ui.kit.theme import theme
from ui.orders import product_model
from ui.orders.columns import FittingTable
from ui.orders.narrowing import Narrowing
from ui.orders.product_card import ProductCard

TABLES: Final = (
    "orders", "order_lines", "refunds", "products", "product_variants", "reviews", "shops",
)  # fmt: skip
_LIST_AT_LEAST: Final = 300
_CARD_AT_LEAST: Final = 270
_SHARE: Final = 0.66


class ProductsTab(QWidget):
    """The list of products and the card of one."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.source = product_model.source()
        self.pages: Pages[Cells] = Pages(ctx, self.source)
        self.pages.sort = product_model.BEST
        self.table = FittingTable(product_model.COLUMNS, self.pages, _("Products"), product_model.LEAST_NEEDED)
        self.find = Narrowing(
            self.source, self.pages, name=_("Narrow the products"), hint=_("Product, brand, size or stock code"),
            width=300,
        )  # fmt: skip
        self.card = ProductCard(ctx)
        self._told = small("", elide=True)
        self._stale = False
        self._build()
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _id: self.card.setFocus())
        self.pages.replaced.connect(self._came)
        self.pages.arrived.connect(lambda _first, _last: self._renew())
        ctx.watch(self, TABLES, lambda _changed: self._again())
        offer(self, self._offer)
        self.setFocusProxy(self.table)
        self.pages.begin()

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(margin, px(12), px(16), px(12))
        column.setSpacing(px(10))
        column.addWidget(self.find)
        frame = Card(padded=False)
        frame.setAccessibleName(_("Products"))
        frame.add(self.table, 1)
        column.addWidget(frame, 1)
        column.addWidget(self._told)
        left.setMinimumWidth(px(_LIST_AT_LEAST))
        self.card.setMinimumWidth(px(_CARD_AT_LEAST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Split(left, self.card, key="products", memory=self._ctx.memory, share=_SHARE))

    def _again(self) -> None:
        self.source.forget()
        self._stale = True
        self.pages.refresh()

    def _pick(self, product_id: int | None) -> None:
        self.card.show_product(self.source.thing(product_id))

    def _renew(self) -> None:
        """Show the product chosen anew where its figures may have changed."""
        if self._stale:
            self._stale = False
            self._pick(self.table.current_id)

    def _came(self) -> None:
        many = len(self.pages.ids)
        words = counted("{count} product", "{count} products", many)
        note = _("what was cancelled is not in what was sold, what came back is")
        self._told.setText(f"{words} · {note}" if many else "")
        if many:
            if not self.table.currentIndex().isValid() and not self.find.hasFocus():
                self.table.choose(0)
            return
        self._pick(None)
        if self.source.empty:
            self.table.overlay.empty(
                _("No products yet"),
                _("Products come with orders, or with the list of products of your store."),
                _("Bring in a spreadsheet"),
                lambda: self._ctx.go.to("transfer"),
                "tag",
            )
        else:
            self.table.overlay.empty(
                _("No such product"),
                _("No product holds these words."),
                _("Show all products"),
                self.find.show_all,
                "search",
            )

    def _offer(self) -> Offer:
        from ui.orders import exporting

        return exporting.products(self.source.shown, self.table.selected_ids)
