"""The head of the list of customers: title, how many, the field that narrows it, its conditions or views as chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, language, whole
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.printing import text_of
from desktop_crm.segments.queries import shown_name
from desktop_crm.segments.tree import EVERYBODY, NOBODY, Node, conditions, without
from desktop_crm.segments.types import SavedView
from ui.customers.filter_field import FilterField, LookUp
from ui.customers.offers import Offer
from ui.kit.buttons import Button, IconButton, filter_chip, quiet
from ui.kit.chips import Chip, ChipLabel
from ui.kit.labels import PlainLabel, title
from ui.kit.theme import theme

_LONGEST: Final = 150
_FIELD_AT_LEAST: Final = 240
"""With less room than this beside the title, the field stands on a line of its own."""


class ListHead(QWidget):
    """`narrowed(tree)` when something else is asked for, `viewed(view)` when a view is chosen (None: everybody).

    `entered()` to go down into the list, `columns()`, `save()` and `change(view)` when these are wanted.
    """

    narrowed = Signal(object)
    viewed = Signal(object)
    entered = Signal()
    columns = Signal()
    save = Signal()
    change = Signal(object)

    def __init__(self, look_up: LookUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._offers: Sequence[Offer] = ()
        self._view: SavedView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(10))
        column.setSpacing(px(10))
        self._count = ChipLabel(Chip("", "count"))
        self._count.hide()
        self.find = FilterField(look_up)
        self._title = title(_("Customers"))
        self._columns = IconButton("columns", _("Choose columns"), self.columns.emit, framed=True)
        self._line = QHBoxLayout()
        self._line.setSpacing(px(8))
        self._line.addWidget(self._title)
        self._line.addWidget(self._count)
        self._line.addWidget(self.find, 1)
        self._line.addStretch(0)
        self._line.addWidget(self._columns)
        self._below = False
        column.addLayout(self._line)
        self._wrong = PlainLabel(look="error", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        self._row = ChipRow()
        column.addWidget(self._row)
        self._all = column
        self.find.asked.connect(self._asked)
        self.find.wrong.connect(self._say)
        self.find.entered.connect(self.entered)

    @property
    def tree(self) -> Node:
        """What the list is narrowed to."""
        return self.find.tree

    @property
    def wrong(self) -> str:
        """What is wrong with what is written, '' for nothing."""
        return self._wrong.text()

    @property
    def kept_query(self) -> str:
        """What the list is narrowed to, as a view keeps it: by what does not change where a field is renamed."""
        return self._written(kept=True)

    @property
    def words(self) -> str:
        """What the list is narrowed to, as it is read."""
        return self._written(kept=False)

    def _written(self, *, kept: bool) -> str:
        return self.find.text() if self.tree == NOBODY else text_of(self.tree, self.find.known, language(), kept=kept)

    @property
    def view(self) -> SavedView | None:
        """The view that is shown, None where something else is asked."""
        return self._view

    @property
    def chips(self) -> list[Button]:
        """The chips on show: views, or the conditions of what is asked."""
        return self._row.chips

    def stand_below(self, widget: QWidget) -> None:
        """Set a small line below the rest."""
        self._all.addWidget(widget)

    def show_count(self, count: int) -> None:
        """Show how many customers are in the list."""
        self._count.set_chip(Chip(whole(count), "count"))
        self._count.setMinimumWidth(max(self._count.minimumWidth(), self._count.sizeHint().width()))
        self._count.show()
        self._place_field()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these views; one that is shown and gone is let go, its filter stays."""
        self._offers = offers
        before = (self._view.key, self._view.id) if self._view is not None else None
        kept = next((offer.view for offer in offers if (offer.view.key, offer.view.id) == before), None)
        self._view = kept or next((offer.view for offer in offers if offer.tree == self.tree), None)
        self._draw()

    def show_view(self, view: SavedView | None) -> None:
        """Show a view, or everybody; its filter stands in the field, where it can be changed."""
        self._view = view
        self.find.set_query("" if view is None else self.words_of(view))
        self._view = view
        self.viewed.emit(view)
        self._draw()

    def words_of(self, view: SavedView) -> str:
        """Return what a view asks as it is read now; as it was kept where it is not understood any more."""
        try:
            return text_of(parse(view.query, self.find.known), self.find.known, language())
        except QueryError:
            return view.query

    def clear(self) -> None:
        """Let everybody through again."""
        self.show_view(None)

    def _place_field(self) -> None:
        """Set the field beside the title, or below it where there is little room."""
        px = theme().px
        beside = (self._title.sizeHint(), self._count.sizeHint(), self._columns.sizeHint())
        room = self.width() - 2 * px(20) - sum(size.width() + px(8) for size in beside)
        below = room < px(_FIELD_AT_LEAST)
        if below == self._below:
            return
        self._below = below
        if below:
            self._line.removeWidget(self.find)
            self._all.insertWidget(1, self.find)
        else:
            self._all.removeWidget(self.find)
            self._line.insertWidget(2, self.find, 1)

    def _asked(self, tree: Node) -> None:
        offer = next((offer for offer in self._offers if offer.tree == tree), None)
        self._view = offer.view if offer is not None else None
        self._draw()
        self.narrowed.emit(tree)

    def _say(self, message: str) -> None:
        self._wrong.setText(message)
        self._wrong.setVisible(bool(message))

    def _draw(self) -> None:
        """Show the conditions of what is asked, each to be taken away; of everybody and of a view, the views."""
        if self.tree in (EVERYBODY, NOBODY) or self._view is not None:
            self._row.show_chips([self._everybody(), *(self._of_view(offer) for offer in self._offers)])
            return
        parts = conditions(self.tree)
        chips = [self._of_part(part, place) for place, part in enumerate(parts)]
        self._row.show_chips([*chips, quiet(_("Save view"), self.save.emit, icon="add")])

    def _everybody(self) -> Button:
        chip = filter_chip(_("All"), self.clear)
        chip.setChecked(self.tree == EVERYBODY)
        return chip

    def _of_view(self, offer: Offer) -> Button:
        short = theme().ink.elided("chip", shown_name(offer.view), theme().px(_LONGEST))
        found = "" if offer.count is None else f" {whole(offer.count)}"
        chip = filter_chip(f"{short}{found}", lambda: self._toggle(offer.view))
        chip.setChecked(self._view == offer.view)
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda _point: self.change.emit(offer.view))
        return chip

    def _of_part(self, part: Node, place: int) -> Button:
        text = text_of(part, self.find.known, language())
        short = theme().ink.elided("chip", text, theme().px(_LONGEST))
        chip = Button(short, self._take_away(place), icon="close", look="chip", colour="accent_text")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setIconSize(chip.iconSize() * 0.7)
        chip.setAccessibleName(_("Remove {name}").format(name=text))
        return chip

    def _take_away(self, place: int) -> Callable[[], None]:
        return lambda: self.find.set_query(text_of(without(self.tree, place), self.find.known, language()))

    def _toggle(self, view: SavedView) -> None:
        self.show_view(None if view == self._view else view)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_field()


class ChipRow(QWidget):
    """Chips on one line; where there is no room for all, the checked ones stay, then the first ones."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: list[Button] = []
        self.setFixedHeight(theme().px(28))

    def show_chips(self, chips: Sequence[Button]) -> None:
        """Show these chips instead; the focus stays in its place."""
        place = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = list(chips)
        for chip in chips:
            chip.setParent(self)
        self._place()
        if 0 <= place < len(chips):
            chips[place].setFocus()

    def _place(self) -> None:
        gap = theme().px(6)
        sizes = {chip: chip.sizeHint().boundedTo(chip.maximumSize()) for chip in self.chips}
        room, fitting = self.width() + gap, set()
        for chip in sorted(self.chips, key=lambda chip: not chip.isChecked()):
            if sizes[chip].width() + gap <= room:
                fitting.add(chip)
                room -= sizes[chip].width() + gap
        x = 0
        for chip, size in sizes.items():
            chip.setVisible(chip in fitting)
            if chip in fitting:
                chip.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x += size.width() + gap

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)
