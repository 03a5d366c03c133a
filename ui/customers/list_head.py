"""The head of the list of customers: title, how many, the field and the chips that narrow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_crm.insights.types import Narrow
from desktop_crm.platform.i18n import _, whole
from ui.kit.buttons import Button, filter_chip
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import TextField
from ui.kit.icons import icon
from ui.kit.labels import title
from ui.kit.theme import theme

_LONGEST: Final = 120

Choice = tuple[str, Narrow, int]
"""A chip above the list: its words, what it narrows to, how many that are."""


class ListHead(QWidget):
    """`narrowed(Narrow)` when a chip is chosen or letters are typed, `entered()` to go down into the list."""

    narrowed = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._chosen = Narrow()
        self._chips: list[tuple[Button, Narrow]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(10))
        self._column.setSpacing(px(10))
        self._count = ChipLabel(Chip("", "count"))
        self._count.hide()
        self.find = TextField(placeholder=_("Narrow the list: name, phone, place, tag"), limit=200)
        self.find.setAccessibleName(_("Narrow the list"))
        self.find.setClearButtonEnabled(True)
        self.find.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find.edited.connect(self._tell)
        self.find.installEventFilter(self)
        self._line = QHBoxLayout()
        self._line.setSpacing(px(8))
        self._line.addWidget(title(_("Customers")))
        self._line.addWidget(self._count)
        self._line.addSpacing(px(8))
        self._line.addWidget(self.find, 1)
        self._column.addLayout(self._line)
        self._row = ChipRow()
        self._column.addWidget(self._row)

    @property
    def narrow(self) -> Narrow:
        """What the list is narrowed to."""
        chosen = self._chosen
        return Narrow(self.find.value(), chosen.tag, chosen.buyers, chosen.since)

    def show_count(self, count: int) -> None:
        """Show how many customers are in the list."""
        self._count.set_chip(Chip(whole(count), "count"))
        self._count.show()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these chips; the one chosen stays chosen, and is offered even if nobody is left in it."""
        narrows = [narrow for _words, narrow, _count in choices]
        if self._chosen not in narrows:
            self._chosen = Narrow()
            self._tell()
        if narrows == [narrow for _chip, narrow in self._chips]:
            for (chip, _narrow), choice in zip(self._chips, choices, strict=True):
                chip.set_text(_words(choice))
            return
        self._chips = [(self._chip(choice), choice[1]) for choice in choices]
        self._row.show_chips([chip for chip, _narrow in self._chips])
        self._mark()

    def clear(self) -> None:
        """Let everybody through again."""
        self._chosen = Narrow()
        self._mark()
        if self.find.value():
            self.find.clear()
        else:
            self._tell()

    def _chip(self, choice: Choice) -> Button:
        chip = filter_chip(_words(choice))
        chip.clicked.connect(lambda _on=False, narrow=choice[1]: self._choose(narrow))
        return chip

    def _choose(self, narrow: Narrow) -> None:
        self._chosen = Narrow() if narrow == self._chosen else narrow
        self._mark()
        self._tell()

    def _mark(self) -> None:
        for chip, narrow in self._chips:
            chip.setChecked(narrow == self._chosen)

    def _tell(self) -> None:
        self.narrowed.emit(self.narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.find and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.find.text():
                self.find.clear()
                return True
        return super().eventFilter(watched, event)


class ChipRow(QWidget):
    """Chips on one line; those that have no room are left out, the first ones stay."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[Button] = []
        self.setFixedHeight(theme().px(28))

    def show_chips(self, chips: Sequence[Button]) -> None:
        """Show these chips instead."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for chip in chips:
            chip.setParent(self)
        self._place()

    def _place(self) -> None:
        x, gap, room = 0, theme().px(6), self.width()
        for chip in self._chips:
            size = chip.sizeHint().boundedTo(chip.maximumSize())
            fits = x + size.width() <= room
            chip.setVisible(fits or chip.isChecked())
            if fits:
                chip.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x += size.width() + gap

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)


def _words(choice: Choice) -> str:
    short = theme().ink.elided("chip", choice[0], theme().px(_LONGEST))
    return f"{short} {whole(choice[2])}" if choice[1] != Narrow() else short
