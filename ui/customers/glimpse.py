"""The list of customers as it begins, shown while the store is being opened: to be looked at, not yet to be touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_crm.insights.glimpse import Beginning, beginning
from desktop_crm.platform.i18n import _
from ui.customers.model import COLUMNS, fitting, shaper
from ui.kit.labels import hairline, title
from ui.kit.paging import Pages, Sort
from ui.kit.split import Remembers, Split
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, TableModel
from ui.kit.theme import theme

SHARE: Final = 0.532
"""How much of the page the list has, the card beside it the rest."""
_ROWS: Final = 40
_CHIPS: Final = 64
"""The room of what comes later: the views, and how many can be reached."""


def read(store: Path, me: int | None) -> Beginning | None:
    """Return how the list begins, None where that cannot be said before the store is open."""
    return beginning(store, me, _ROWS)


def show(found: Beginning, memory: Remembers) -> QWidget:
    """Return the page as it will look."""
    return Split(ListGlimpse(found), QWidget(), key="customers", memory=memory, share=SHARE)


def there(panel: Any) -> Any:
    """Return the signal by which the page tells that its own rows are there."""
    return panel.list.pages.replaced


class ListGlimpse(QWidget):
    """The head without its chips, and the first rows."""

    def __init__(self, found: Beginning) -> None:
        super().__init__()
        self._columns = [(column.key, column.width) for column in found.columns]
        pages: Pages[Cells] = Pages()
        pages.sort = Sort("name")
        self.table = TableView(TableModel(COLUMNS, pages), _("Customers"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pages.setParent(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_head())
        column.addWidget(hairline())
        column.addWidget(self.table, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        pages.put(found.ids, list(map(shaper(found.keys, found.zone), found.rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.table.arrange(self._columns or [(key, 0) for key in fitting(self.width())])


def _head() -> QVBoxLayout:
    px = theme().px
    head = QVBoxLayout()
    head.setContentsMargins(px(20), px(16), px(20), px(10))
    head.setSpacing(px(10))
    line = QHBoxLayout()
    line.setSpacing(px(16))
    line.addStrut(px(34))
    line.addWidget(title(_("Customers")))
    field = QLineEdit()
    field.setReadOnly(True)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    field.setAccessibleName(_("Narrow the list"))
    line.addWidget(field, 1)
    head.addLayout(line)
    head.addSpacing(px(_CHIPS))
    return head
