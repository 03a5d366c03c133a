"""Where an import begins: choose or drop a file, what is recognised, and what came and left before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted
from ui.kit.buttons import primary
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.commands import shown_keys
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel, muted, small, title
from ui.kit.menus import Menu
from ui.kit.rows import RowList
from ui.kit.theme import theme
from ui.transfer import model
from ui.transfer.history import TABLES, HistoryCard
from ui.transfer.kinds import ask_kind
from ui.transfer.model import History, Seen
from ui.transfer.next_time import NextTime
from ui.transfer.page import CHOOSE_KEYS
from ui.transfer.parts import FILE, StepLine, page_layout, side_by_side
from ui.transfer.waiting import Waiting

_NAMED: Final = 9
"""How many stores are named of all that are recognised."""


class Start(QWidget):
    """The first step. `choose_asked`, `run_asked(id)`, `undo_asked(Run)`, `kind_said(path, kind)` of a refused file."""

    choose_asked = Signal()
    run_asked = Signal(object)
    undo_asked = Signal(object)
    kind_said = Signal(object, str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.line = StepLine(FILE)
        self.drop = DropPlace()
        self.drop.choose.clicked.connect(self.choose_asked)
        self._refused = Card(_("This could not be taken"), icon="error", padded=False)
        self._refused_files: Sequence[Path] = ()
        self.refused = RowList(_("This could not be taken"), wrap=True, fit=True)
        self._refused.add(self.refused)
        self._refused.hide()
        self.history = HistoryCard(ctx)
        self.next_time = NextTime(ctx)
        self.waiting = Waiting(ctx)
        self.history.run_asked.connect(self.run_asked)
        self.history.undo_asked.connect(self.undo_asked)
        self.refused.opened.connect(self.ask_kind)
        self.refused.acted.connect(lambda _key, place: self.ask_kind(place))
        column = page_layout(self)
        heading = title(_("Spreadsheets"))
        heading.setMinimumHeight(theme().size("control"))
        column.addWidget(heading)
        column.addWidget(self.line)
        column.addWidget(self.drop)
        column.addWidget(self.waiting)
        column.addWidget(self._refused)
        column.addLayout(side_by_side(self.history, [self.next_time]), 1)
        ctx.watch(self, TABLES, lambda _changed: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        self._ctx.load(self, model.read_history, self._show, self._fail)

    def show_refused(self, seen: Seen | None) -> None:
        """Say of which files nothing could be taken, and why; None takes it away."""
        rows = model.refused_rows(seen.report) if seen is not None else []
        self._refused_files = seen.refused if seen is not None else ()
        self.refused.show_rows(rows)
        self._refused.setVisible(bool(rows))

    def ask_kind(self, place: int) -> Menu | None:
        """Ask what is in a refused file, where somebody may know; returns the menu."""
        file = self._refused_files[place]
        return ask_kind(self.refused, place, lambda kind: self.kind_said.emit(file, kind))

    @property
    def shows_refused(self) -> bool:
        """Whether it says of files that nothing of them could be taken."""
        return not self._refused.isHidden()

    def _show(self, known: History) -> None:
        self.drop.show_recognised(known.recognised)
        self.history.show_history(known)

    def _fail(self, error: BaseException) -> None:
        self.history.rows.overlay.error(str(error), self.refresh)


class DropPlace(QWidget):
    """The dashed place that says: drop it here; with the button that chooses a file."""

    def __init__(self) -> None:
        super().__init__()
        px = theme().px
        self.choose = primary(_("Choose a file"), icon="folder")
        self._recognised: Sequence[str] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(px(22), px(20), px(22), px(20))
        line.setSpacing(px(18))
        line.addWidget(IconLabel("spreadsheets", "accent_text", 36), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(6))
        words.addWidget(PlainLabel(_("Drop your file on this window"), look="heading"))
        words.addWidget(
            muted(
                _("The export of your store or your own list, as Excel or CSV; several at once are fine. You see what "
                  "would happen first: nothing is saved before you agree."),
                wrap=True,
            )
        )  # fmt: skip
        words.addSpacing(px(4))
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        words.addWidget(self._chips)
        line.addLayout(words, 1)
        button = QVBoxLayout()
        button.setSpacing(px(6))
        button.addWidget(self.choose)
        button.addWidget(small(shown_keys(CHOOSE_KEYS)), 0, Qt.AlignmentFlag.AlignHCenter)
        button.addStretch(1)
        line.addLayout(button)

    def show_recognised(self, names: Sequence[str]) -> None:
        """Name the stores and tools whose files are known by sight."""
        if names == self._recognised:
            return
        self._recognised = names
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().deleteLater()
        more = len(names) - _NAMED
        rest = (counted("and {count} more", "and {count} more", more),) if more > 0 else ()
        for name in (*names[:_NAMED], *rest, _("Your own Excel list")):
            self._flow.addWidget(ChipLabel(Chip(name)))
        self._chips.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.paint("surface"))
        painter.setPen(QPen(look.paint("accent"), 1.2, Qt.PenStyle.DashLine))
        radius = look.size("card_radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
