"""The list of customers: head, table, and the bar that appears when several are chosen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.customers import queries
from desktop_crm.insights import customer_list
from desktop_crm.insights.types import Narrow
from desktop_crm.platform.i18n import _, counted
from ui.customers.list_head import Choice, ListHead
from ui.customers.model import COLUMNS, LEAST_NEEDED, CustomerSource, tree_of
from ui.kit.buttons import quiet, small
from ui.kit.context import Context
from ui.kit.labels import PlainLabel, hairline
from ui.kit.paging import Pages
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, TableModel
from ui.kit.theme import theme

TABLES: Final = (
    "customers", "customer_phones", "customer_addresses", "customer_tags", "tags", "orders", "refunds", "answers",
)  # fmt: skip
_TAGS: Final = 5


class CustomerList(QWidget):
    """`picked(id)` when another customer is current, `opened(id)` on Enter, `menu(QPoint)` where one is asked for.

    `tag`, `delete` and `add` when their buttons are pressed.
    """

    picked = Signal(object)
    opened = Signal(object)
    menu = Signal(QPoint)
    tag = Signal()
    delete = Signal()
    add = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wanted: int | None = None
        self._count_again = False
        self._source = CustomerSource()
        self.pages: Pages[Cells] = Pages(ctx, self._source)
        self.head = ListHead()
        self.table = TableView(TableModel(COLUMNS, self.pages), _("Customers"))
        self.pages.setParent(self.table)
        self._build()
        self._connect()
        self.refresh()
        ctx.watch(self, TABLES, lambda _changed: self.refresh())

    def refresh(self) -> None:
        """Read the list and the chips above it again."""
        self._count_again = True
        self.pages.refresh()

    def go_to(self, customer_id: int) -> None:
        """Make a customer the current one, as soon as the list is there; what hides them is let go."""
        if self.pages.loaded and self.table.go_to(customer_id):
            return
        self._wanted = customer_id
        if self.head.narrow != Narrow():
            self.head.clear()

    def find(self) -> None:
        """Go to the field that narrows the list."""
        self.head.find.setFocus()
        self.head.find.selectAll()

    @property
    def chosen(self) -> list[int]:
        """The ids of the customers selected, or of the current one."""
        selected = self.table.selected_ids
        return selected or ([self.table.current_id] if self.table.current_id is not None else [])

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.table, 1)
        self._bar = self._make_bar()
        self._bar.hide()
        column.addWidget(self._bar)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _make_bar(self) -> QFrame:
        px = theme().px
        bar = QFrame()
        bar.setProperty("look", "panel")
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        line = QHBoxLayout()
        line.setContentsMargins(px(20), px(8), px(14), px(8))
        line.setSpacing(px(8))
        self._many = PlainLabel(look="strong", elide=True)
        line.addWidget(self._many, 1)
        line.addWidget(small(_("Tag"), self.tag.emit, icon="tag"))
        line.addWidget(small(_("Delete"), self.delete.emit, icon="delete"))
        line.addWidget(quiet(_("Choose nobody"), self.table.clearSelection))
        column.addLayout(line)
        return bar

    def _connect(self) -> None:
        self.head.narrowed.connect(self._narrow)
        self.head.entered.connect(self._enter)
        self.pages.replaced.connect(self._came)
        self.pages.arrived.connect(lambda _first, _last: self._arrived())
        self.pages.failed.connect(self._failed)
        self.table.picked.connect(self.picked)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._count_chosen())
        self.table.customContextMenuRequested.connect(
            lambda point: self.menu.emit(self.table.viewport().mapToGlobal(point))
        )

    def _narrow(self, narrow: Narrow) -> None:
        self._source.narrow = narrow
        self.pages.refresh()

    def _enter(self) -> None:
        """Go down from the field into the list."""
        if self.pages.ids:
            if not self.table.currentIndex().isValid():
                self.table.choose(0)
            self.table.setFocus()

    def _came(self) -> None:
        self.head.show_count(len(self.pages.ids))
        self._arrived()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.table.go_to(wanted)
        elif self.pages.ids and not self.table.currentIndex().isValid() and not self.head.find.hasFocus():
            self.table.choose(0)

    def _arrived(self) -> None:
        """Count what the chips let through once the rows one waits for are there."""
        self._say_empty()
        if self._count_again:
            self._count_again = False
            now = self._ctx.app.db.clock.now()
            self._ctx.load(self, lambda session: _choices(session, now), self.head.show_choices, slot="choices")

    def _say_empty(self) -> None:
        if self.pages.ids:
            return
        if self._source.narrow != Narrow():
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

    def _count_chosen(self) -> None:
        chooser = self.table.selectionModel()
        many = sum(part.bottom() - part.top() + 1 for part in chooser.selection())
        self._bar.setVisible(many > 1)
        self._many.setText(counted("{count} customer chosen", "{count} customers chosen", many))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Do without the columns that have no room, the least needed first."""
        px = theme().px
        shown = {column.key: px(column.width) for column in COLUMNS}
        for key in LEAST_NEEDED:
            if sum(shown.values()) <= self.width() - px(12):
                break
            del shown[key]
        self.table.show_columns(list(shown))


def _choices(session: Any, now: int) -> list[Choice]:
    """Return the chips that are true of this store at the instant `now` (UTC ms)."""
    everybody = customer_list.count(session)
    found: list[Choice] = [(_("All"), Narrow(), everybody)]
    for words, narrow in ((_("With orders"), Narrow(buyers=True)),):
        count = customer_list.count_of(session, tree_of(narrow), now)
        if 0 < count < everybody:
            found.append((words, narrow, count))
    return found + [(tag, Narrow(tag=tag), count) for tag, count in queries.tag_counts(session)[:_TAGS]]
