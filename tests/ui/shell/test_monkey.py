"""Random keys, clicks and changes of look: no exception, no warning, nothing lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.app import SEARCHABLE, App
from desktop_crm.backup.checkup import check
from tests.clock import FakeClock
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import settle
from ui.kit.ask import WindowAsk
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, THEME, Preferences
from ui.shell.window import Window

_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_K, Qt.Key.Key_Z, Qt.Key.Key_J, Qt.Key.Key_T, Qt.Key.Key_A,
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_Slash, Qt.Key.Key_I, Qt.Key.Key_D,
)  # fmt: skip
_MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


class Monkey:
    """Plays with every window that is open."""

    def __init__(self, window: Window, preferences: Preferences, seed: int) -> None:
        self._window = window
        self._preferences = preferences
        self._dice = random.Random(seed)  # noqa: S311 - the same dice every time

    def play(self) -> None:
        """Do one thing."""
        chance = self._dice.random()
        if chance < 0.5:
            self._type()
        elif chance < 0.96:
            self._click()
        elif chance < 0.98:
            self._window.resize(self._dice.randint(640, 1500), self._dice.randint(420, 950))
        else:
            preference = self._dice.choice((LANGUAGE, THEME, TEXT_SIZE))
            self._preferences.put(preference, self._dice.choice(preference.choices)[0])
        QApplication.processEvents()

    def _target(self) -> QWidget:
        before = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return before or self._window

    def _type(self) -> None:
        target = self._target().focusWidget() or self._target()
        key, modifiers = self._dice.choice(_KEYS), self._dice.choice(_MODIFIERS)
        text = self._dice.choice("aşi1ğ< ") if modifiers == Qt.KeyboardModifier.NoModifier else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))

    def _click(self) -> None:
        target = self._target()
        place = QPoint(self._dice.randrange(max(1, target.width())), self._dice.randrange(max(1, target.height())))
        child = target.childAt(place) or target
        local = QPointF(child.mapFrom(target, place)) if child is not target else QPointF(place)
        globally = QPointF(target.mapToGlobal(place))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind, down in (
            (QEvent.Type.MouseButtonPress, left),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            if isinstance(child, QWidget):
                QApplication.sendEvent(child, QMouseEvent(kind, local, globally, left, down, none))


def play(
    open_window: OpenWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, seed: int, seconds: float,
    qtbot: QtBot,
) -> None:  # fmt: skip
    from ui.main import parts

    for name in ("open_file", "save_file", "folder"):
        monkeypatch.setattr(WindowAsk, name, lambda *_: None)
    monkeypatch.setattr(Window, "close", lambda _self: None)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    window = open_window(features=parts)
    monkey = Monkey(window, preferences, seed)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        monkey.play()
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.done(0) if isinstance(top, QDialog) else top.hide()
    settle(window, qtbot)
    monkeypatch.undo()


def whole(store: Path, clock: FakeClock) -> bool:
    with App.open(store, clock) as again:
        return not check(again.db, SEARCHABLE).problems


@pytest.mark.parametrize("seed", [1, 2])
def test_five_seconds_of_random_events_break_nothing(
    open_window: OpenWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, seed: int, store: Path,
    clock: FakeClock, people: dict[str, int], qtbot: QtBot,
) -> None:  # fmt: skip
    play(open_window, preferences, monkeypatch, seed, 2.5, qtbot)
    assert whole(store, clock)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_minute_of_random_events_breaks_nothing_and_leaks_nothing(
    open_window: OpenWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, seed: int, store: Path,
    clock: FakeClock, people: dict[str, int], qtbot: QtBot,
) -> None:  # fmt: skip
    before = len(QApplication.allWidgets())
    play(open_window, preferences, monkeypatch, seed, 60, qtbot)
    assert whole(store, clock)
    assert len(QApplication.allWidgets()) < before + 2_000
