"""Looks a window over as a careful eye would: unnamed controls, clipped words, words taken for HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from ui.kit.labels import PlainLabel

_PLAIN_TIP = re.compile(r"<qt>[^<>]*</qt>")


def problems(window: QWidget) -> list[str]:
    """Return what is wrong with a shown window and everything in it, a sentence each; empty when nothing is."""
    found: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisibleTo(window):
            found += [f"{_place(widget)}: {fault}" for fault in _faults(widget)]
    return found


def _faults(widget: QWidget) -> Iterator[str]:
    yield from _unnamed(widget)
    yield from _rich(widget)
    if isinstance(widget, QLabel):
        yield from _clipped_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _clipped_button(widget)


def _unnamed(widget: QWidget) -> Iterator[str]:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollBar) or widget.isWindow():
        return
    parent = widget.parent()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return
    if widget.objectName().startswith("qt_"):
        return
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.text(QAccessible.Text.Name).strip():
        yield "can have the focus but has no accessible name"


def _rich(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"may read its text as HTML: {widget.text()[:40]!r}"
    if isinstance(widget, QTextEdit):
        yield "is a rich text editor"
    tip = widget.toolTip()
    if tip and not _PLAIN_TIP.fullmatch(tip) and ("<" in tip or "&" in tip):
        yield f"has a tooltip that may be read as HTML: {html.escape(tip[:40])!r}"


def _clipped_label(label: QLabel) -> Iterator[str]:
    if not label.text() or (isinstance(label, PlainLabel) and label.elides):
        return
    room, metrics = label.contentsRect(), label.fontMetrics()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 2:
            yield f"is too low for its text: {label.text()[:40]!r}"
        return
    wide = max(metrics.horizontalAdvance(line) for line in label.text().splitlines() or [""])
    if wide > room.width() + 1 or metrics.height() > room.height() + 2:
        yield f"cuts its text off: {label.text()[:40]!r}"


def _clipped_button(button: QAbstractButton) -> Iterator[str]:
    if not button.text():
        return
    needed = button.sizeHint()
    narrow = button.width() < needed.width() - 1 and button.width() < button.maximumWidth()
    if narrow or (button.height() < needed.height() - 2 and not isinstance(button, QCheckBox | QRadioButton)):
        yield f"cuts its text off: {button.text()[:40]!r}"


def _place(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.objectName()
    parents: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 2:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {name!r} in {' in '.join(parents)}".strip()


def windows() -> list[QWidget]:
    """Return the windows shown at this moment."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]
