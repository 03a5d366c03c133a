"""Lays out and paints two-line rows: circle, title, second line, chips, words on the right and actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.avatars import paint_avatar, paint_badge
from ui.kit.chips import Chip, chip_size, paint_chip
from ui.kit.icons import draw as draw_icon
from ui.kit.theme import theme

_GAP: Final = 10
_PAD: Final = 14
_LEAD: Final = {"check": 18, "avatar": 30, "badge": 28, "score": 34}
_ONE_LINE: Final = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_MOST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """What opens a row. `kind`: check (a circle to tick), avatar (initials), badge (an icon), score (a chip)."""

    kind: str
    text: str = ""
    tone: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with a row: a small button, or only an icon whose words are spoken."""

    key: str
    text: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as painted; all words are ready to show. `heading` makes it a group's title."""

    id: int
    title: str
    second: str = ""
    lead: Lead | None = None
    chips: tuple[Chip, ...] = ()
    trail: str = ""
    acts: tuple[Act, ...] = ()
    strong: bool = False
    done: bool = False
    heading: bool = False

    @property
    def spoken(self) -> str:
        """The row in one sentence for screen readers."""
        parts = [self.title, self.second, *(chip.text for chip in self.chips), self.trail]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a row stand."""

    lead: QRect
    title: QRect
    second: QRect
    trail: QRect
    chips: tuple[QRect, ...]
    acts: tuple[QRect, ...]


def act_width(act: Act) -> int:
    """Return how wide an action stands in a row."""
    px = theme().px
    return px(28) if act.icon else theme().ink.width("chip", act.text) + px(20)


def lay_out(rect: QRect, row: Row, *, wrap: bool) -> Layout:
    """Return where the parts of `row` stand in `rect`; actions and chips first, the words take what is left."""
    px, ink = theme().px, theme().ink
    gap, middle = px(_GAP), rect.center().y()
    line = ink.metrics("text").height() + px(2)
    head = QRect(rect.left(), rect.top() + px(8), rect.width(), line) if wrap else rect
    right = rect.right() - px(_PAD) + 1
    acts, right = _from_right(right, middle, [QSize(act_width(a), px(26)) for a in row.acts], px(6), gap)
    chips, right = _from_right(right, head.center().y(), [chip_size(c) for c in row.chips], px(8), gap)
    trail = QRect()
    if row.trail:
        width = ink.width("number", row.trail) + 2
        trail = QRect(right - width, head.center().y() - line // 2, width, line)
        right -= width + gap
    left = rect.left() + px(_PAD)
    lead = QRect()
    if row.lead is not None:
        side = px(_LEAD[row.lead.kind])
        lead = QRect(0, 0, side, side)
        lead.moveLeft(left)
        lead.moveTop(rect.top() + px(10) if wrap else middle - side // 2)
        left += side + gap
    small = ink.metrics("small").height() + px(2)
    if wrap:
        title = QRect(left, head.top(), right - left, line)
        second = QRect(left, title.bottom() + 1, rect.right() - px(_PAD) - left, rect.bottom() - title.bottom() - px(8))
    elif row.second:
        top = middle - (line + small) // 2 + 1
        title, second = QRect(left, top, right - left, line), QRect(left, top + line, right - left, small)
    else:
        title, second = QRect(left, middle - line // 2, right - left, line), QRect()
    return Layout(lead, title, second, trail, chips, acts)


def _from_right(right: int, middle: int, sizes: list[QSize], between: int, after: int) -> tuple[tuple[QRect, ...], int]:
    placed: list[QRect] = []
    for size in reversed(sizes):
        placed.append(QRect(QPoint(right - size.width(), middle - size.height() // 2 + 1), size))
        right -= size.width() + between
    return tuple(reversed(placed)), right - (after - between if sizes else 0)


def wrapped_height(row: Row, width: int) -> int:
    """Return how high a row with a wrapped second line stands in `width` pixels."""
    px, ink = theme().px, theme().ink
    lead = px(_LEAD[row.lead.kind] + _GAP) if row.lead else 0
    room = QRect(0, 0, max(40, width - 2 * px(_PAD) - lead), 10_000)
    metrics = ink.metrics("small")
    lines = metrics.boundingRect(room, int(_WRAPPED), row.second[:600]).height() if row.second else 0
    body = min(lines, _MOST_LINES * metrics.lineSpacing())
    return max(theme().size("timeline_row"), px(16) + ink.metrics("text").height() + px(2) + body)


class RowPainter(QStyledItemDelegate):
    """Paints rows of a list; the list says which row is hovered and which action has the focus."""

    def __init__(self, view: Any, *, wrap: bool, hairlines: bool) -> None:
        super().__init__(view)
        self._view = view
        self._wrap = wrap
        self._hairlines = hairlines
        self._heights: dict[tuple[int, str], int] = {}

    def sizeHint(  # noqa: N802
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = self._view.row_at(index.row())
        if row is not None and row.heading:
            return QSize(0, theme().px(34))
        if row is None or not self._wrap:
            return QSize(0, theme().size("list_row" if not self._wrap else "timeline_row"))
        width = self._view.viewport().width()
        key = (width, row.second)
        if key not in self._heights:
            if len(self._heights) > 20_000:
                self._heights.clear()
            self._heights[key] = wrapped_height(row, width)
        return QSize(0, self._heights[key])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row | None = self._view.row_at(index.row())
        rect: QRect = option.rect
        look = theme()
        if row is not None and row.heading:
            _paint_heading(painter, rect, row.title)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = self._view.hovered == index.row()
        if selected or hovered:
            painter.fillRect(rect, look.paint("accent_soft" if selected else "hover"))
        if self._hairlines and index.row() < self._view.count() - 1:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.paint("line"))
        current = self._view.currentIndex().row() == index.row() and self._view.hasFocus()
        if row is not None:
            self._paint_row(painter, rect, row, selected=selected, act=self._view.act if current else -1)
        if current and self._view.act < 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.paint("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), look.px(6), look.px(6))

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row, *, selected: bool, act: int) -> None:
        look, ink = theme(), theme().ink
        places = lay_out(rect, row, wrap=self._wrap)
        if row.lead is not None:
            paint_lead(painter, places.lead, row.lead)
        role = "strong" if row.strong else "medium"
        painter.setFont(ink.font(role))
        painter.setPen(look.paint("muted" if row.done and not selected else "text"))
        painter.drawText(places.title, _ONE_LINE, ink.elided(role, row.title, places.title.width()))
        weak = look.paint("text" if selected else "muted")
        if row.second:
            painter.setFont(ink.font("small"))
            painter.setPen(weak)
            if self._wrap:
                painter.drawText(places.second, _WRAPPED, row.second[:600])
            else:
                painter.drawText(places.second, _ONE_LINE, ink.elided("small", row.second, places.second.width()))
        if row.trail:
            painter.setFont(ink.font("number"))
            painter.setPen(weak)
            painter.drawText(places.trail, _ONE_LINE | Qt.AlignmentFlag.AlignRight, row.trail)
        for chip, place in zip(row.chips, places.chips, strict=True):
            paint_chip(painter, place, chip)
        for number, (one, place) in enumerate(zip(row.acts, places.acts, strict=True)):
            paint_act(painter, place, one, focused=number == act)


def paint_act(painter: QPainter, rect: QRect, act: Act, *, focused: bool) -> None:
    """Paint an action of a row: an icon, or a small button."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = look.size("button_radius")
    if act.icon and not focused:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(look.paint("accent"), 2) if focused else QPen(look.paint("line")))
    painter.setBrush(Qt.BrushStyle.NoBrush if act.icon else look.paint("surface"))
    if not act.icon or focused:
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if act.icon:
        square = QRect(0, 0, look.px(16), look.px(16))
        square.moveCenter(rect.center())
        draw_icon(painter, square, act.icon, "muted")
        return
    painter.setFont(look.ink.font("chip"))
    painter.setPen(look.paint("text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, act.text)


def paint_lead(painter: QPainter, rect: QRect, lead: Lead) -> None:
    """Paint what opens a row into its square."""
    if lead.kind == "avatar":
        paint_avatar(painter, rect, lead.text, lead.tone)
    elif lead.kind == "badge":
        paint_badge(painter, rect, lead.text, lead.tone or "neutral")
    elif lead.kind == "score":
        high = theme().px(20)
        paint_chip(
            painter, QRect(rect.left(), rect.center().y() - high // 2, rect.width(), high), Chip(lead.text, lead.tone)
        )
    else:
        paint_check(painter, rect, checked=lead.checked)


def paint_check(painter: QPainter, rect: QRect, *, checked: bool) -> None:
    """Paint the circle that is ticked when something is done."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(look.paint("accent" if checked else "faint"), 1.3))
    painter.setBrush(look.paint("accent") if checked else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(shape)
    if checked:
        inner = rect.adjusted(*(round(rect.width() * share) for share in (0.22, 0.22, -0.22, -0.22)))
        draw_icon(painter, inner, "check", "on_accent")


def _paint_heading(painter: QPainter, rect: QRect, text: str) -> None:
    look = theme()
    painter.setFont(look.ink.font("chip"))
    painter.setPen(look.paint("muted"))
    room = rect.adjusted(look.px(_PAD), look.px(6), -look.px(_PAD), 0)
    painter.drawText(room, _ONE_LINE, look.ink.elided("chip", text, room.width()))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.paint("line"))
