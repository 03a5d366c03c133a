"""Cards: a titled frame with a count and actions, and the tile of one figure with its note and its course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.charts import Sparkline
from ui.kit.chips import Chip, ChipLabel
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel, hairline, small, strong
from ui.kit.theme import theme


class Card(QFrame):
    """A frame with a header. Put content into `body`; what belongs to the
    header's right goes into `corner`. `padded` keeps the body off the edges, lists go without."""

    def __init__(
        self, title: str = "", *, icon: str = "", count: str = "", padded: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("look", "card")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.header = QHBoxLayout()
        self._title = strong(title, elide=True)
        self._count = ChipLabel(Chip(count, "count"))
        self._count.setVisible(bool(count))
        self.corner = QHBoxLayout()
        if title:
            self._build_header(column, icon, lined=not padded)
        self.body = QVBoxLayout()
        pad = theme().size("pad") if padded else 0
        self.body.setContentsMargins(pad, px(8) if padded and title else pad, pad, pad)
        self.body.setSpacing(px(8) if padded else 0)
        column.addLayout(self.body, 1)

    def set_count(self, text: str) -> None:
        """Show how many there are, or nothing."""
        self._count.set_chip(Chip(text, "count"))
        self._count.setVisible(bool(text))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget to the body."""
        self.body.addWidget(widget, stretch)

    def _build_header(self, column: QVBoxLayout, icon: str, *, lined: bool) -> None:
        px, pad = theme().px, theme().size("pad")
        holder = QWidget()
        holder.setLayout(self.header)
        if lined:
            holder.setFixedHeight(px(43))
        self.header.setContentsMargins(pad, 0 if lined else px(12), pad, 0)
        self.header.setSpacing(px(8))
        if icon:
            self.header.addWidget(IconLabel(icon))
        self.header.addWidget(self._title)
        self.header.addWidget(self._count)
        self.header.addStretch(1)
        self.corner.setSpacing(px(8))
        self.header.addLayout(self.corner)
        column.addWidget(holder)
        if lined:
            column.addWidget(hairline())


class StatTile(QFrame):
    """One figure: what it is, how much, what it rests on, and its course. `tone` of the note: "", red, green, amber."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, pad = theme().px, theme().size("pad")
        self.setProperty("look", "card")
        self._label = label
        self._figure = PlainLabel("–", look="figure")
        self._figure.setFont(theme().ink.font("figure"))
        self._note = small("", wrap=True)
        self.spark = Sparkline()
        self.spark.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, px(11), pad, px(11))
        column.setSpacing(px(2))
        column.addWidget(small(label, wrap=True))
        column.addWidget(self._figure)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self._note, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.spark, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        column.addStretch(1)
        self._speak()

    def show_figure(self, figure: str, note: str = "", tone: str = "", course: Sequence[float] | None = None) -> None:
        """Show a figure with its note; `course` draws its last values."""
        self._figure.setText(figure)
        self._note.setText(note)
        self._note.set_look(f"note-{tone}" if tone else "small")
        self.spark.show_values(course or [])
        self.spark.setVisible(bool(course))
        self._speak()

    def _speak(self) -> None:
        self.setAccessibleName(f"{self._label}: {self._figure.text()} {self._note.text()}".strip())
