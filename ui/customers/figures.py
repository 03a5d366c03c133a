"""The strip of figures on a card: what each is above, how much below, hairlines between."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.insights.types import CustomerSums
from desktop_crm.platform import money
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, whole
from ui.customers.model import NOTHING
from ui.kit.labels import PlainLabel, small
from ui.kit.theme import theme
from ui.kit.words import set_tip

_CELLS: Final = (
    ("total", N_("Total"), 22), ("orders", N_("Orders"), 17), ("talks", N_("Conversations"), 23),
    ("last", N_("Last order"), 27), ("score", N_("NPS"), 10),
)  # fmt: skip


class Figures(QWidget):
    """Total, orders, conversations, last order, last score."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._cells: dict[str, tuple[QWidget, PlainLabel, str]] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for key, words, share in _CELLS:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(px(10), px(10), 0, px(10))
            column.setSpacing(px(2))
            figure = PlainLabel(NOTHING, look="heading", elide=True)
            column.addWidget(small(_(words), elide=True))
            column.addWidget(figure)
            line.addWidget(cell, share)
            self._cells[key] = (cell, figure, _(words))

    def show_sums(self, sums: CustomerSums) -> None:
        """Show the figures; of several currencies each stands for itself."""
        totals = [one for one in sums.totals if one.orders or one.revenue]
        exact = " · ".join(money.shown(one.revenue, one.currency) for one in totals)
        self._show("total", " + ".join(money.shown(one.revenue, one.currency, whole=True) for one in totals), exact)
        self._show("orders", whole(sums.orders))
        self._show("talks", whole(sums.interactions))
        self._show("last", shown_date(date.fromisoformat(sums.last_order)) if sums.last_order else "")
        self._show("score", "" if sums.score is None else str(sums.score))

    def text(self, key: str) -> str:
        """Return a figure as shown: total, orders, talks, last, score."""
        return self._cells[key][1].text()

    def _show(self, key: str, figure: str, tip: str = "") -> None:
        cell, label, words = self._cells[key]
        label.setText(figure or NOTHING)
        cell.setAccessibleName(f"{words}: {figure or NOTHING}")
        set_tip(cell, tip)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for cell, _figure, _words in list(self._cells.values())[1:]:
            painter.fillRect(cell.x(), 0, 1, self.height(), theme().paint("line"))
