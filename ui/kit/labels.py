"""Labels that show words exactly as typed: plain, shortened with …, title, muted, hairline."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.kit.words import literal, set_tip


class PlainLabel(QLabel):
    """A label that never reads its text as HTML. `elide` shortens it to one line and shows the whole as tooltip."""

    def __init__(
        self, text: str = "", *, look: str = "", elide: bool = False, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setWordWrap(wrap)
        self.elides = elide
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        elif wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def set_look(self, look: str) -> None:
        """Change the look (`muted`, `note-red`, …) of a label already shown."""
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = super().minimumSizeHint()
        return (
            QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 4), hint.height()) if self.elides else hint
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self.elides:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        line = " ".join(self.text().splitlines())
        shown = QFontMetrics(self.font()).elidedText(line, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        set_tip(self, self.text() if shown != line else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


class FieldLabel(PlainLabel):
    """The label of a field; clicking or reading it leads to the field."""

    def __init__(self, text: str, field: QWidget) -> None:
        super().__init__(literal(text))
        self.setBuddy(field)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.buddy().setFocus(Qt.FocusReason.ShortcutFocusReason)


def buddy_label(text: str, field: QWidget) -> FieldLabel:
    """Return the label of a field."""
    return FieldLabel(text, field)


def title(text: str) -> PlainLabel:
    """Return a page's title."""
    return PlainLabel(text, look="title")


def strong(text: str, *, elide: bool = False) -> PlainLabel:
    """Return a semi-bold label."""
    return PlainLabel(text, look="strong", elide=elide)


def muted(text: str, *, elide: bool = False, wrap: bool = False) -> PlainLabel:
    """Return a label in the second weight."""
    return PlainLabel(text, look="muted", elide=elide, wrap=wrap)


def small(text: str, *, elide: bool = False, wrap: bool = False) -> PlainLabel:
    """Return a small muted label."""
    return PlainLabel(text, look="small", elide=elide, wrap=wrap)


def hairline() -> QFrame:
    """Return a line of one pixel across."""
    line = QFrame()
    line.setProperty("look", "hairline")
    return line
