"""Starts the program with an eye beside it that tells what a person would see: `eye.py SOCKET PICTURES WORDS…`.

Only the eye is added: what is seen comes from the names the program gives to screen readers, what is done comes from
outside as keys and clicks. A line `see` sent to the socket is answered by everything in sight as one line of JSON, a
line `picture NAME` by the file the screen was saved as.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

import ui.main
from ui.kit.rows import RowList

_DEEPEST = 40


class Eye(QObject):
    """Answers one question a connection."""

    def __init__(self, socket: str, pictures: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._greet)
        if not self._server.listen(socket):
            raise RuntimeError(self._server.errorString())

    def _greet(self) -> None:
        while (asking := self._server.nextPendingConnection()) is not None:
            asking.readyRead.connect(lambda asking=asking: self._answer(asking))
            asking.disconnected.connect(asking.deleteLater)
            self._answer(asking)

    def _answer(self, asking: QLocalSocket) -> None:
        if not asking.canReadLine():
            return
        word, _space, rest = bytes(asking.readLine().data()).decode().strip().partition(" ")
        answer: Any = self._picture(rest) if word == "picture" else seen()
        asking.write(json.dumps(answer).encode() + b"\n")
        asking.flush()
        asking.disconnectFromServer()

    def _picture(self, name: str) -> str:
        path = self._pictures / f"{name}.png"
        QApplication.primaryScreen().grabWindow(0).save(str(path))
        return str(path)


def seen() -> list[dict[str, Any]]:
    """Return what is in sight: name, value, role, place on the screen (x, y, width, height), state, and its window."""
    found: list[dict[str, Any]] = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            window = {"window": top.windowTitle()}
            found += [one | window for one in _below(QAccessible.queryAccessibleInterface(top), top, top.geometry(), 0)]
            found += [one | window for rows in top.findChildren(RowList) for one in _parts(rows)]
    return found


def _below(one: QAccessibleInterface | None, near: QWidget, room: QRect, depth: int) -> Iterator[dict[str, Any]]:
    """Walk what screen readers are told; `near` is the last widget on the way, `room` what its window shows."""
    if one is None or not one.isValid() or depth > _DEEPEST:
        return
    state, owner = one.state(), one.object()
    if state.invisible:
        return
    near = owner if isinstance(owner, QWidget) else near
    rect, name = one.rect().intersected(room), one.text(QAccessible.Text.Name)
    if name and not rect.isEmpty():
        yield {
            "name": name,
            "value": one.text(QAccessible.Text.Value),
            "role": one.role().name,
            "place": [rect.x(), rect.y(), rect.width(), rect.height()],
            "focused": bool(state.focused),
            "enabled": not state.disabled,
            "checked": bool(state.checked),
            "reached": _reached(near, rect),
        }
    for number in range(one.childCount()):
        yield from _below(one.child(number), near, room, depth + 1)


def _parts(rows: RowList) -> Iterator[dict[str, Any]]:
    """Tell where the circle and the actions of rows stand, which are painted and no widgets."""
    for place in range(rows.count() if rows.isVisible() else 0):
        row, layout = rows.row_at(place), rows.places(place)
        if row is None or layout is None:
            continue
        found = [(act.text, rect) for act, rect in zip(row.acts, layout.acts, strict=True)]
        found += [("tick", layout.lead)] if row.lead is not None and row.lead.kind == "check" else []
        for name, rect in found:
            there = QRect(rows.viewport().mapToGlobal(rect.topLeft()), rect.size())
            yield {
                "name": f"{name}: {row.title}",
                "value": "",
                "role": "Part",
                "place": [there.x(), there.y(), there.width(), there.height()],
                "focused": False,
                "enabled": True,
                "checked": bool(row.lead and row.lead.checked),
                "reached": _reached(rows, there),
            }


def _reached(widget: QWidget, rect: QRect) -> bool:
    """Return whether a click in the middle comes to this widget: nothing lies over it, no dialog holds it back."""
    hit, modal = QApplication.widgetAt(rect.center()), QApplication.activeModalWidget()
    held = modal is not None and modal.isModal() and widget.window() is modal.parentWidget()
    return hit is not None and not held and (hit is widget or widget.isAncestorOf(hit))


def _opened_with(socket: str, pictures: Path) -> None:
    """Let the eye open when the program's own loop begins; before that there is nothing to see."""
    begin = QApplication.exec

    def look_then_begin() -> int:
        app = QApplication.instance()
        if app is not None:
            QAccessible.setActive(True)
            Eye(socket, pictures, app)
        return begin()

    QApplication.exec = staticmethod(look_then_begin)  # type: ignore[method-assign]


if __name__ == "__main__":
    _opened_with(sys.argv[1], Path(sys.argv[2]))
    sys.exit(ui.main.main(sys.argv[3:]))
