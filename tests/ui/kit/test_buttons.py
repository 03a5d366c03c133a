"""Buttons: a double click on one does its work once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.kit.buttons import Button, filter_chip


def _double_click(button: Button) -> None:
    """Press and release twice, as Qt tells of it."""
    place = QPoint(5, 5)
    for act in (QTest.mousePress, QTest.mouseRelease, QTest.mouseDClick, QTest.mouseRelease):
        act(button, Qt.MouseButton.LeftButton, pos=place)


def test_a_double_click_counts_as_one(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = Button("Done", lambda: pressed.append(1))
    qtbot.addWidget(button)
    button.show()
    _double_click(button)
    assert pressed == [1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1]


def test_a_chip_turned_on_and_off_quickly_is_off(qtbot: QtBot) -> None:
    chip = filter_chip("Only mine")
    qtbot.addWidget(chip)
    chip.show()
    _double_click(chip)
    assert not chip.isChecked()
