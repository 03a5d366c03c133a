"""Looks a window over as a careful eye would: unnamed controls, clipped or untranslated words, parts out of sight."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop_crm.platform.i18n import _, language
from ui.kit.labels import PlainLabel

SOURCE: Final = "en"
"""The language the words in the code are in."""
_AS_THEY_ARE: Final = frozenset({"", "English", "Türkçe"})
"""A language is offered by the name it gives itself."""
_PLAIN_TIP = re.compile(r"<qt>(?:[^<>]|<br>)*</qt>")


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
        yield from _untranslated(widget.text())
    elif isinstance(widget, QAbstractButton):
        yield from _clipped_button(widget)
        yield from _untranslated(widget.text())
    elif isinstance(widget, QScrollArea):
        yield from _too_wide(widget)
    elif isinstance(widget, QTabBar):
        yield from _hidden_tabs(widget)


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


def _untranslated(text: str) -> Iterator[str]:
    """Find words of the program that stand there as they are written in the code."""
    if text not in _AS_THEY_ARE and language() != SOURCE and _(text) != text:
        yield f"is not translated: {text[:40]!r}"


def _too_wide(area: QScrollArea) -> Iterator[str]:
    """Find content that goes on beyond the side, where nothing scrolls to it."""
    content, off = area.widget(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if content is not None and area.horizontalScrollBarPolicy() == off:
        more = content.width() - area.viewport().width()
        if more > 0:
            yield f"hides {more} pixels of its content at the side"


def _hidden_tabs(bar: QTabBar) -> Iterator[str]:
    places = [place for place in range(bar.count()) if bar.isTabVisible(place)]
    if places and bar.tabRect(places[-1]).right() > bar.width():
        yield f"hides a tab: {bar.tabText(places[-1])!r}"


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
