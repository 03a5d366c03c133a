"""Paints the lines of the palette: the letters typed in bold, keys on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_crm.platform.excerpts import Stretches
from desktop_crm.platform.i18n import _, language
from desktop_crm.platform.text import upper_tr
from ui.kit.avatars import paint_avatar
from ui.kit.icons import draw as draw_icon
from ui.kit.theme import theme
from ui.shell.finds import Find
from ui.shell.top_bar import paint_keycap

if TYPE_CHECKING:
    from ui.shell.find_model import FindModel

_PAD: Final = 16
_ONE_LINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class FindPainter(QStyledItemDelegate):
    """Paints lines found."""

    def __init__(self, model: FindModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    def height(self, line: Find) -> int:
        """Return how high a line stands."""
        return theme().px(27 if line.heading else 46 if line.person else 37)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, self.height(self._model.lines[index.row()]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.lines[index.row()]
        rect: QRect = option.rect
        look, px = theme(), theme().px
        if line.heading:
            painter.setFont(look.ink.font("tiny"))
            painter.setPen(look.paint("muted"))
            text = upper_tr(line.title) if language() == "tr" else line.title.upper()
            painter.drawText(rect.adjusted(px(_PAD), px(4), -px(_PAD), 0), _ONE_LINE, text)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, look.paint("accent_soft"))
        last = index.row() == len(self._model.lines) - 1
        if not last:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.paint("line"))
        left = self._paint_lead(painter, rect, line)
        right = rect.right() - px(14)
        hints = (
            [line.keys] if line.keys else [_("↵ open"), *([_("Ctrl ↵ copy")] if line.copy else [])] if chosen else []
        )
        for hint in hints:
            right = paint_keycap(painter, right, rect.center().y(), hint) - px(6)
        right -= px(4) if hints else 0
        weak = "text" if chosen else "muted"
        used = _paint_marked(
            painter, QRect(left, rect.top(), right - left, rect.height()), line.title, line.marks, "text"
        )
        if line.second and used < right - left:
            room = QRect(left + used, rect.top(), right - left - used, rect.height())
            moved = tuple((start + 3, end + 3) for start, end in line.second_marks)
            _paint_marked(painter, room, f" · {line.second}", moved, weak)

    def _paint_lead(self, painter: QPainter, rect: QRect, line: Find) -> int:
        px = theme().px
        side = px(29 if line.person else 17)
        left = rect.left() + px(14 if line.person else _PAD)
        square = QRect(left, rect.center().y() - side // 2 + 1, side, side)
        if line.person:
            paint_avatar(painter, square, line.title)
        else:
            draw_icon(painter, square, line.icon, "text")
        return square.right() + px(11)


def _paint_marked(painter: QPainter, room: QRect, text: str, marked: Stretches, colour: str) -> int:
    """Paint a text with its marked stretches in bold; returns how wide it stands, at most the room."""
    look, ink = theme(), theme().ink
    painter.setPen(look.paint(colour))
    used = 0
    for part, bold in _runs(text.replace("\n", " "), marked):
        role = "strong" if bold else "text"
        left = room.width() - used
        shown = part if ink.width(role, part) <= left else ink.elided(role, part, left)
        painter.setFont(ink.font(role))
        painter.drawText(room.adjusted(used, 0, 0, 0), _ONE_LINE, shown)
        used += ink.width(role, shown)
        if shown != part:
            return room.width()
    return used


def _runs(text: str, marked: Stretches) -> list[tuple[str, Any]]:
    runs: list[tuple[str, Any]] = []
    place = 0
    for start, end in marked:
        runs += [(text[place:start], False), (text[start:end], True)]
        place = end
    runs.append((text[place:], False))
    return [(part, bold) for part, bold in runs if part]
