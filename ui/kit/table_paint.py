"""Paints a table's cells column by column: text by kind, figures on the right, chips, circles before names.

One call of Python for each cell is what a table costs, so a column sets its font and pen once, a text is laid out once,
and circles and chips are pictures made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from desktop_crm.platform.text import initials
from ui.kit.avatars import avatar_tone, paint_avatar
from ui.kit.chips import Chip, chip_size, paint_chip
from ui.kit.tables import Cell, Cells, Column, Kind
from ui.kit.theme import theme

_PAD: Final = 9
_AVATAR: Final = 24
_ROLES: Final = {Kind.NUMBER: "number", Kind.MONEY: "number", Kind.DATE: "number", Kind.STRONG: "strong"}
_MUTED: Final = frozenset({Kind.MUTED, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Line:
    """A row to paint: where it begins, what stands in it, whether it is selected."""

    top: int
    cells: Cells
    selected: bool


def text_room(rect: QRect, column: Column) -> QRect:
    """Return where the words of a cell or of its title may stand."""
    pad = theme().px(_PAD)
    left = pad + theme().px(_AVATAR + 8) if column.kind is Kind.PERSON else pad
    return rect.adjusted(left, 0, -pad, 0)


def paint_column(painter: QPainter, column: Column, place: int, room: QRect, lines: Sequence[Line]) -> None:
    """Paint the cells at `place` of each line; `room` is where the column stands, as high as one row."""
    look, inner = theme(), text_room(room, column)
    if column.kind is Kind.PERSON:
        _paint_circles(painter, room, [(line.top, line.cells[place]) for line in lines])
    role = _ROLES.get(column.kind, "text")
    usual, selected = look.paint("muted" if column.kind in _MUTED else "text"), look.paint("text")
    down = (room.height() - look.ink.metrics(role).height()) // 2
    left, right, width = inner.left(), inner.left() + inner.width(), inner.width()
    painter.setFont(look.ink.font(role))
    painter.setPen(usual)
    chosen = False
    for line in lines:
        value = line.cells[place]
        if not value:
            continue
        if isinstance(value, Chip):
            _paint_chip(painter, QRect(left, line.top, width, room.height()), value)
            continue
        if line.selected is not chosen:
            chosen = line.selected
            painter.setPen(selected if chosen else usual)
        text, wide = look.ink.laid_out(role, value, width)
        painter.drawStaticText(right - wide if column.right else left, line.top + down, text)


def lay_out_column(column: Column, place: int, room: QRect, rows: Iterable[Cells]) -> None:
    """Lay out the words at `place` of rows that are about to be painted; `room` as in `paint_column`."""
    ink, role, width = theme().ink, _ROLES.get(column.kind, "text"), text_room(room, column).width()
    for cells in rows:
        value = cells[place]
        if value and isinstance(value, str):
            ink.laid_out(role, value, width)


def _paint_circles(painter: QPainter, room: QRect, people: Sequence[tuple[int, Cell]]) -> None:
    look, ratio = theme(), painter.device().devicePixelRatio()
    size = QSize(look.px(_AVATAR), look.px(_AVATAR))
    left, down = room.left() + look.px(_PAD), (room.height() - size.height()) // 2
    for top, name in people:
        if isinstance(name, str) and name:
            seen = ("avatar", initials(name), avatar_tone(name))
            circle = look.picture(seen, size, ratio, partial(paint_avatar, name=name))
            painter.drawPixmap(left, top + down, circle)


def _paint_chip(painter: QPainter, room: QRect, chip: Chip) -> None:
    size = chip_size(chip)
    size.setWidth(min(size.width(), room.width()))
    picture = theme().picture(chip, size, painter.device().devicePixelRatio(), partial(paint_chip, chip=chip))
    painter.drawPixmap(room.left(), room.top() + (room.height() - size.height()) // 2, picture)
