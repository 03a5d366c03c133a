"""Paints a table's cells: text by kind, figures on the right, chips, and a person's circle before the name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.avatars import paint_avatar
from ui.kit.chips import Chip, chip_size, paint_chip
from ui.kit.tables import Column, Kind, TableModel
from ui.kit.theme import theme

_PAD: Final = 9
_AVATAR: Final = 24
_ROLES: Final = {Kind.NUMBER: "number", Kind.MONEY: "number", Kind.DATE: "number", Kind.STRONG: "strong"}
_MUTED: Final = frozenset({Kind.MUTED, Kind.DATE})
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def text_room(rect: QRect, column: Column) -> QRect:
    """Return where the words of a cell or of its title may stand."""
    pad = theme().px(_PAD)
    left = pad + theme().px(_AVATAR + 8) if column.kind is Kind.PERSON else pad
    return rect.adjusted(left, 0, -pad, 0)


class CellPainter(QStyledItemDelegate):
    """Paints cells from the model's rows in hand; the view has painted the ground."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._styles = [
            (_ROLES.get(c.kind, "text"), "muted" if c.kind in _MUTED else "text", _RIGHT if c.right else _LEFT)
            for c in model.columns
        ]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = index.column()
        value = self._model.cell(index.row(), place)
        if not value:
            return
        column = self._model.columns[place]
        rect: QRect = option.rect
        if isinstance(value, Chip):
            _paint_chip_cell(painter, text_room(rect, column), value)
            return
        look = theme()
        if column.kind is Kind.PERSON:
            side = look.px(_AVATAR)
            circle = QRect(QPoint(rect.left() + look.px(_PAD), rect.center().y() - side // 2 + 1), QSize(side, side))
            paint_avatar(painter, circle, value)
        role, colour, flags = self._styles[place]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        room = text_room(rect, column)
        painter.setFont(look.ink.font(role))
        painter.setPen(look.paint("text" if selected else colour))
        painter.drawText(room, flags, look.ink.elided(role, value, room.width()))

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(theme().px(self._model.columns[index.column()].width), theme().size("table_row"))


def _paint_chip_cell(painter: QPainter, room: QRect, chip: Chip) -> None:
    size = chip_size(chip)
    place = QRect(QPoint(room.left(), room.center().y() - size.height() // 2 + 1), size)
    place.setRight(min(place.right(), room.right()))
    paint_chip(painter, place, chip)
