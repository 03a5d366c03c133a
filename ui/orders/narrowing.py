"""The line that narrows a list which is kept in hand."""

from __future__ import annotations

from typing import Any

from desktop_crm.platform.text import fold
from ui.kit.fields import TextField
from ui.kit.paging import Pages
from ui.kit.tables import Cells
from ui.kit.theme import theme
from ui.orders.in_hand import InHand


class Narrowing(TextField):
    """Shows of a list what holds the words typed; `name` is what the line is called, `width` how wide it may be."""

    def __init__(self, source: InHand[Any], pages: Pages[Cells], *, name: str, hint: str, width: int) -> None:
        super().__init__(placeholder=hint, limit=200)
        self._source, self._pages = source, pages
        self.setAccessibleName(name)
        self.setMaximumWidth(theme().px(width))
        self.edited.connect(self._narrow)

    def show_all(self) -> None:
        """Show the whole list again."""
        self.setText("")
        self._narrow()

    def _narrow(self) -> None:
        self._source.words = fold(self.value()).split()
        self._pages.refresh()
