"""Undo by name: the text field with the focus first, then the steps of the store."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_crm.customers.types import NewCustomer
from tests.ui.shell.parts import HOSTILE, BookPanel, settle
from ui.kit.menus import Menu
from ui.shell.undoing import StepsMenu
from ui.shell.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(window: Window, qtbot: QtBot) -> BookPanel:
    """The first page of an active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.show_page("book")
    assert isinstance(made, BookPanel)
    return made


def add(window: Window, name: str, qtbot: QtBot) -> None:
    window.ctx.do(window, lambda: window.ctx.app.customers.add(NewCustomer(name=name)), said="Added")
    settle(window, qtbot)


def texts(menu: Menu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


@pytest.mark.feature("J4")
def test_ctrl_z_takes_back_the_typing_first_and_then_the_step(window: Window, panel: BookPanel, qtbot: QtBot) -> None:
    add(window, "Derya Kılıç", qtbot)
    assert panel.count == 4
    panel.field.setFocus()
    qtbot.keyClicks(panel.field, "not")
    qtbot.keyClick(panel.field, Qt.Key.Key_Z, CONTROL)
    settle(window, qtbot)
    assert (panel.field.text(), panel.count) == ("", 4)
    qtbot.keyClick(panel.field, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: panel.count == 3)


@pytest.mark.feature("J4")
def test_redo_makes_the_step_again(window: Window, panel: BookPanel, qtbot: QtBot) -> None:
    add(window, "Derya Kılıç", qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: panel.count == 3)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: panel.count == 4)


def test_the_menu_names_the_steps(window: Window, qtbot: QtBot) -> None:
    add(window, "Derya Kılıç", qtbot)
    shown: list[Menu] = []
    StepsMenu(window.ctx, window.frame.top.undo, shown.append).ask()
    qtbot.waitUntil(lambda: bool(shown))
    assert texts(shown[0])[:2] == ["Undo: Add customer Derya Kılıç", f"Undo only this: Add customer {HOSTILE}"]


def test_one_step_further_back_can_be_taken_back_alone(window: Window, panel: BookPanel, qtbot: QtBot) -> None:
    add(window, "Derya Kılıç", qtbot)
    shown: list[Menu] = []
    StepsMenu(window.ctx, window.frame.top.undo, shown.append).ask()
    qtbot.waitUntil(lambda: bool(shown))
    shown[0].actions()[2].trigger()
    qtbot.waitUntil(lambda: panel.count == 3)
    found: list[Any] = []
    window.ctx.load(window, lambda _session: window.ctx.app.search("derya"), found.append)
    settle(window, qtbot)
    assert [hit.title for hit in found[0]] == ["Derya Kılıç"]


def test_the_step_that_the_menu_names_is_taken_back_though_another_came_meanwhile(
    window: Window, panel: BookPanel, qtbot: QtBot
) -> None:
    add(window, "Derya Kılıç", qtbot)
    shown: list[Menu] = []
    StepsMenu(window.ctx, window.frame.top.undo, shown.append).ask()
    qtbot.waitUntil(lambda: bool(shown))
    add(window, "Umut Doğan", qtbot)
    qtbot.waitUntil(lambda: panel.count == 5)
    shown[0].actions()[0].trigger()
    qtbot.waitUntil(lambda: panel.count == 4)
    assert _found(window, "derya", qtbot) == []
    assert [hit.title for hit in _found(window, "umut", qtbot)] == ["Umut Doğan"]


def _found(window: Window, text: str, qtbot: QtBot) -> list[Any]:
    found: list[Any] = []
    window.ctx.load(window, lambda _session: window.ctx.app.search(text), found.append)
    settle(window, qtbot)
    return found[0]


def test_an_empty_store_has_nothing_to_undo(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    shown: list[Menu] = []
    StepsMenu(window.ctx, window.frame.top.undo, shown.append).ask()
    qtbot.waitUntil(lambda: bool(shown))
    assert texts(shown[0]) == ["There is nothing to undo"]
    assert not shown[0].actions()[0].isEnabled()


def test_the_short_message_offers_to_take_it_back(window: Window, panel: BookPanel, qtbot: QtBot) -> None:
    add(window, "Derya Kılıç", qtbot)
    toast: Any = window.ctx.tell
    assert toast._toast.text == "Added"
    toast._toast._take_back()
    qtbot.waitUntil(lambda: panel.count == 3)
