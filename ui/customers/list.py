"""The list of customers: head, table, and the bar that appears when several are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.insights import customer_fields
from desktop_crm.insights.book import EVERY_SHOPS, Book
from desktop_crm.insights.types import Asked
from desktop_crm.platform.i18n import _
from desktop_crm.segments import queries as views
from desktop_crm.segments.fields import Field
from desktop_crm.segments.tree import EVERYBODY, NOBODY, Node
from desktop_crm.segments.types import Layout, SavedView
from ui.customers.chosen_bar import ChosenBar
from ui.customers.commands import VIEW
from ui.customers.list_head import ListHead
from ui.customers.list_layout import BY_NAME, ListLayout
from ui.customers.model import COLUMNS, CustomerSource
from ui.customers.offers import Offer, read_offers
from ui.customers.reach_count import ReachCount
from ui.kit.context import Context
from ui.kit.labels import hairline
from ui.kit.paging import Pages
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, TableModel

TABLES: Final = (
    "customers", "customer_phones", "customer_emails", "customer_addresses", "customer_tags", "tags", "orders",
    "refunds", "answers", "interactions", "followups", "staff", "consent_events", "settings", "stage_marks",
    "loyalty_points", "custom_fields", "custom_values",
)  # fmt: skip


class CustomerList(QWidget):
    """`picked(id)` when another customer is current, `opened(id)` on Enter, `menu(QPoint)` where one is asked for.

    `tag`, `edit`, `delete` and `add` when their buttons are pressed, `header_menu(QPoint)` for that of the columns.
    """

    picked = Signal(object)
    opened = Signal(object)
    menu = Signal(QPoint)
    header_menu = Signal(QPoint)
    tag = Signal()
    edit = Signal()
    delete = Signal()
    add = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wanted: int | None = None
        self._count_again = False
        self._source = CustomerSource()
        self.pages: Pages[Cells] = Pages(ctx, self._source)
        self.pages.sort = BY_NAME
        self._then: Callable[[list[int]], object] | None = None
        self.head = ListHead(self._look_up)
        self.reach = ReachCount(ctx, lambda: self._source.asked)
        self.head.stand_below(self.reach)
        self.table = TableView(TableModel(COLUMNS, self.pages), _("Customers"))
        self.pages.setParent(self.table)
        self.arrangement = ListLayout(self.table, self.pages, self._source)
        self.bar = ChosenBar(self)
        self._build()
        self._connect()
        self._recall()
        ctx.watch(self, TABLES, lambda _changed: self.refresh())
        ctx.watch(self, ("saved_views",), lambda _changed: self._ask_offers())
        ctx.me_changed.connect(self._recall)

    def refresh(self) -> None:
        """Read the list and the chips above it again."""
        self._count_again = True
        self._source.asked = replace(self._source.asked, now=self._ctx.app.db.clock.now())
        self.pages.refresh()

    def go_to(self, customer_id: int) -> None:
        """Make a customer the current one, as soon as the list is there; what hides them is let go."""
        if self.pages.loaded and self.table.go_to(customer_id):
            return
        self._wanted = customer_id
        if self.head.tree != EVERYBODY:
            self.head.clear()

    def find(self) -> None:
        """Go to the field that narrows the list."""
        self.head.find.setFocus()
        self.head.find.selectAll()

    def open_view(self, address: str) -> None:
        """Show a saved view by its key or its id as text."""
        me = self._ctx.me()
        staff_id = me.id if me is not None else None

        def read(session: Any) -> tuple[Book, SavedView | None]:
            known = views.views(session, staff_id)
            found = next((view for view in known if address in (view.key, str(view.id))), None)
            return _book(session, self._ctx.app.db.clock.now()), found

        def come(found: tuple[Book, SavedView | None]) -> None:
            book, view = found
            self._take_book(book)
            if view is not None:
                self.head.show_view(view)
                self.table.setFocus()

        self._ctx.load(self, read, come, slot="view")

    @property
    def chosen(self) -> list[int]:
        """The ids of the customers selected, or of the current one."""
        selected = self.table.selected_ids
        return selected or ([self.table.current_id] if self.table.current_id is not None else [])

    def with_chosen(self, then: Callable[[list[int]], object]) -> None:
        """Call `then` with the ids of the customers chosen; where that is everybody, once all of them are there."""
        if not self.table.awaits_rest:
            then(self.chosen)
            return
        self._then = then
        self._ctx.tell.say(_("The rest of the list is on its way; then it goes on."))

    def _go_on(self) -> None:
        """Do what waited for the whole list, if all of it is chosen still."""
        then, self._then = self._then, None
        if then is not None and self.table.selected_count == len(self.pages.ids):
            then(self.chosen)

    @property
    def asked(self) -> Asked:
        """What the list shows, and in which order."""
        sort = self.pages.sort or BY_NAME
        return replace(self._source.asked, sort=sort.key, descending=sort.descending)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.head.narrowed.connect(self._narrow)
        self.head.viewed.connect(self._show_view)
        self.head.entered.connect(self._enter)
        self.pages.replaced.connect(self._came)
        self.pages.grown.connect(self._came)
        self.pages.grown.connect(self._count_chosen)
        self.pages.grown.connect(self._go_on)
        self.pages.arrived.connect(lambda _first, _last: self._arrived())
        self.pages.failed.connect(self._failed)
        for asked, wanted in ((self.bar.tag, self.tag), (self.bar.edit, self.edit), (self.bar.delete, self.delete)):
            asked.connect(wanted)
        self.bar.nobody.connect(self.table.clearSelection)
        table, header = self.table, self.table.horizontalHeader()
        table.picked.connect(self.picked)
        table.opened.connect(self.opened)
        table.selectionModel().selectionChanged.connect(lambda _on, _off: self._count_chosen())
        table.customContextMenuRequested.connect(lambda at: self.menu.emit(table.viewport().mapToGlobal(at)))
        header.customContextMenuRequested.connect(lambda at: self.header_menu.emit(header.mapToGlobal(at)))
        self.arrangement.moved.connect(self._keep)

    def _recall(self) -> None:
        """Read how whoever works now left the list, and begin it so."""
        me = self._ctx.me()
        staff_id = me.id if me is not None else None

        def read(session: Any) -> tuple[Layout | None, Book | None]:
            layout = views.layout(session, staff_id)
            plain = layout is None or EVERY_SHOPS.by_key.keys() >= {column.key for column in layout.columns}
            book = None if plain else _book(session, self._ctx.app.db.clock.now())
            return layout, book

        self._ctx.load(self, read, lambda found: self._begin(*found), self.pages.failed.emit, slot="layout")

    def _begin(self, kept: Layout | None, book: Book | None) -> None:
        self._source.asked = replace(self._source.asked, now=self._ctx.app.db.clock.now())
        self._count_again = True
        if book is not None:
            self._take_book(book)
        self.pages.begin(self.arrangement.begin(kept))

    def _take_book(self, book: Book) -> None:
        """Have the columns and fields that the shop has now."""
        self.arrangement.take_book(book)
        self.head.find.set_known(book.language)

    def _narrow(self, tree: Node) -> None:
        self._then = None
        self._tell_view()
        self._source.asked = Asked(tree, now=self._ctx.app.db.clock.now())
        self.reach.count_others()
        self.pages.begin()

    def _show_view(self, view: SavedView | None) -> None:
        """Take on a view's order and columns; back to one's own where it has none."""
        self._tell_view()
        sort = self.arrangement.show_view(view)
        if sort != self.pages.sort:
            self.pages.begin(sort)

    def _keep(self, layout: Layout) -> None:
        me, service = self._ctx.me(), self._ctx.app.views
        self._ctx.do(self, lambda: service.keep_layout(me.id if me is not None else None, layout))

    def _look_up(self, field: Field, typed: str, show: Callable[[Sequence[str]], None]) -> None:
        self._ctx.load(self, lambda session: customer_fields.values(session, field, typed), show, slot="values")

    def _enter(self) -> None:
        """Go down from the field into the list."""
        if self.pages.ids:
            if not self.table.currentIndex().isValid():
                self.table.choose(0)
            self.table.setFocus()

    def _came(self) -> None:
        self._count_chosen()
        if not self.pages.partial:
            self.head.show_count(len(self.pages.ids))
        self._arrived()
        if self._wanted is not None:
            if self.table.go_to(self._wanted) or not self.pages.partial:
                self._wanted = None
        elif (
            self.pages.ids
            and not self.pages.partial
            and not self.table.currentIndex().isValid()
            and not self.head.find.hasFocus()
        ):
            self.table.choose(0)

    def _arrived(self) -> None:
        """Count what the views let through once the rows one waits for are there."""
        self._say_empty()
        if self._count_again and not self.pages.partial:
            self._count_again = False
            self._ask_offers()

    def _ask_offers(self) -> None:
        now, me = self._ctx.app.db.clock.now(), self._ctx.me()
        staff_id = me.id if me is not None else None
        self._ctx.load(self, lambda session: read_offers(session, staff_id, now), self._offer, slot="offers")

    def _offer(self, found: tuple[Book, Sequence[Offer]]) -> None:
        book, offers = found
        self._take_book(book)
        self.head.show_offers(offers)
        self._tell_view()

    def _tell_view(self) -> None:
        """Tell the navigation which view is shown."""
        view = self.head.view
        self._ctx.go.shown.emit(VIEW, "" if view is None else view.key or str(view.id))

    def _say_empty(self) -> None:
        if self.pages.ids:
            return
        if self.head.tree == NOBODY:
            self.table.overlay.empty(
                _("This view cannot be shown"), self.head.wrong, _("Show everybody"), self.head.clear, "search"
            )
            return
        if self.head.tree != EVERYBODY:
            self.table.overlay.empty(
                _("Nobody found"), _("Nobody fits what the list is narrowed to."), _("Show everybody"),
                self.head.clear, "search",
            )  # fmt: skip
            return
        self.table.overlay.empty(
            _("No customers yet"),
            _("Everyone you sell to will stand here. Bring them in from a spreadsheet, or write the first one."),
            _("New customer"),
            self.add.emit,
            "customers",
        )

    def _failed(self, error: BaseException) -> None:
        if self.pages.ids:
            self._ctx.tell.show(error)
        else:
            self.table.overlay.error(str(error), self._recall)

    def _count_chosen(self) -> None:
        self.bar.show_count(self.table.selected_count, awaits_rest=self.table.awaits_rest)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrangement.fit()


def _book(session: Any, now: int) -> Book:
    from desktop_crm.insights.shop_book import shop_book

    return shop_book(session, now)
