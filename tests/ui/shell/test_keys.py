"""The sheet of keys is made from the commands; the window's own keys do not get in each other's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.kit.lint import problems
from ui.shell.keys_sheet import KeysSheet
from ui.shell.speech import speak
from ui.shell.window import Window


def words(sheet: KeysSheet) -> set[str]:
    return {label.text() for label in sheet.findChildren(QLabel)}


def sheet_of(window: Window) -> KeysSheet:
    sheet = window.verbs.open_keys()
    assert isinstance(sheet, KeysSheet)
    return sheet


@pytest.mark.feature("J3")
def test_every_command_with_keys_stands_on_the_sheet(window: Window) -> None:
    sheet = sheet_of(window)
    shown = words(sheet)
    for command in window.frame.commands:
        if command.shortcut:
            assert {command.shown, command.keys} <= shown
    assert problems(sheet) == []
    sheet.accept()


def test_keys_are_called_ctrl_and_shift_in_turkish_too(window: Window) -> None:
    speak("tr")
    assert window.frame.commands["shell.redo"].keys == "Ctrl+Shift+Z"
    speak("en")


def test_ctrl_slash_opens_the_sheet(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    sheet.accept()


def test_the_pages_have_the_keys_of_their_places(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.current == "other"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.current == "book"


def test_arrows_walk_through_the_navigation_and_enter_turns_the_page(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    entries = window.frame.navigation._entries
    entries["book"].setFocus()
    qtbot.keyClick(entries["book"], Qt.Key.Key_Down)
    assert window.focusWidget() is entries["other"]
    qtbot.keyClick(entries["other"], Qt.Key.Key_Return)
    assert window.frame.current == "other"
