"""Choosing the columns of the list: which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.insights.list_columns import USUAL, ListColumn
from desktop_crm.platform.i18n import _
from desktop_crm.segments.types import ColumnPlace
from ui.kit.buttons import IconButton, quiet
from ui.kit.dialog import Dialog
from ui.kit.fields import CheckBox
from ui.kit.labels import small
from ui.kit.theme import theme


class ColumnsDialog(Dialog):
    """Every column with a tick, those shown first; `chosen(columns)` is called with what was chosen.

    Alt and the arrow keys move the line the focus is on.
    """

    def __init__(
        self, parent: QWidget | None, columns: Sequence[ListColumn], shown: Sequence[ColumnPlace],
        chosen: Callable[[Sequence[ColumnPlace]], object],
    ) -> None:  # fmt: skip
        super().__init__(_("Columns"), _("Show"), hint=_("Alt+↑ and Alt+↓ move a column"), width=420, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen = chosen
        self._columns = {column.key: column for column in columns}
        self._widths = {place.key: place.width for place in shown}
        self.lines: list[_Line] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(0)
        self.body.addWidget(small(_("The columns of the list from left to right"), wrap=True))
        self.body.addLayout(self._stack)
        self.footer.addWidget(quiet(_("Usual columns"), self._usual))
        self._list([place.key for place in shown])
        self.submitted.connect(self._send)

    @property
    def keys(self) -> list[str]:
        """The columns ticked, from the top."""
        return [line.key for line in self.lines if line.tick.value()]

    def move_line(self, line: _Line, step: int) -> None:
        """Move a column up (-1) or down (1); the focus goes with it."""
        place = self.lines.index(line)
        wanted = place + step
        if line.key == "name" or not 1 <= wanted < len(self.lines):
            return
        self.lines.insert(wanted, self.lines.pop(place))
        self._stack.removeWidget(line)
        self._stack.insertWidget(wanted, line)
        for before, after in zip(self.lines, self.lines[1:], strict=False):
            QWidget.setTabOrder(before.tick, after.tick)
        line.tick.setFocus()

    def _list(self, first: Sequence[str]) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        rest = [key for key in self._columns if key not in first]
        self.lines = [_Line(self, self._columns[key], ticked=key in first) for key in (*first, *rest)]
        for line in self.lines:
            self._stack.addWidget(line)

    def _usual(self) -> None:
        self._widths = {}
        self._list(USUAL)

    def _send(self) -> None:
        usual = tuple(self.keys) == USUAL and not any(self._widths.values())
        self._chosen(() if usual else [ColumnPlace(key, self._widths.get(key, 0)) for key in self.keys])
        self.accept()


class _Line(QWidget):
    """One column: its tick, and buttons that move it."""

    def __init__(self, dialog: ColumnsDialog, column: ListColumn, *, ticked: bool) -> None:
        super().__init__()
        self.key = key = column.key
        self._dialog = dialog
        title = column.words
        self.tick = CheckBox(title, checked=ticked)
        self.tick.setEnabled(key != "name")
        self.tick.installEventFilter(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(2))
        line.addWidget(self.tick, 1)
        if key != "name":
            up, down = _("Move {name} up").format(name=title), _("Move {name} down").format(name=title)
            for icon, words, step in (("up", up, -1), ("down", down, 1)):
                button = IconButton(icon, words, lambda step=step: dialog.move_line(self, step))
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                line.addWidget(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._dialog.move_line(self, step)
                return True
        return super().eventFilter(watched, event)
