"""Rows of two lines: everything by mouse and by keyboard, spoken in full, quick with thousands."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.ui.kit.parts import HOSTILE, press
from ui.kit.chips import Chip
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

ACTS = (Act("postpone", "Postpone", "alarm"), Act("answer", "Answer"))


def _rows(count: int = 3) -> list[Row]:
    return [
        Row(n, f"Title {n}", f"Second {n}", Lead("check"), (Chip("2 days late", "red"),), acts=ACTS)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def rows(qtbot) -> RowList:
    """Three rows on screen."""
    view = RowList("Follow-ups")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.show_rows(_rows())
    return view


def _heard(view: RowList) -> list[tuple]:
    heard: list[tuple] = []
    view.opened.connect(lambda id_: heard.append(("opened", id_)))
    view.checked.connect(lambda id_: heard.append(("checked", id_)))
    view.acted.connect(lambda key, id_: heard.append((key, id_)))
    return heard


def test_everything_in_a_row_is_reached_by_keyboard(rows: RowList) -> None:
    heard = _heard(rows)
    rows.setFocus()
    press(rows, Qt.Key.Key_Space, " ")
    press(rows, Qt.Key.Key_Down)
    press(rows, Qt.Key.Key_Return)
    press(rows, Qt.Key.Key_Right)
    press(rows, Qt.Key.Key_Return)
    press(rows, Qt.Key.Key_Right)
    assert rows.accessibleDescription() == "Answer"
    press(rows, Qt.Key.Key_Right)
    press(rows, Qt.Key.Key_Return)
    assert heard == [("checked", 1), ("opened", 2), ("postpone", 2), ("answer", 2)]


def test_everything_in_a_row_is_reached_by_mouse(rows: RowList) -> None:
    heard = _heard(rows)
    places = rows.places(1)
    assert places is not None
    for rect in (places.lead, places.acts[0], places.acts[1], places.title):
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
    assert heard == [("checked", 2), ("postpone", 2), ("answer", 2), ("opened", 2)]


def test_a_row_is_spoken_with_all_its_words(rows: RowList) -> None:
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.childCount() == 3
    assert rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Title 1, Second 1, 2 days late"


def test_new_rows_keep_the_current_one_by_id(rows: RowList) -> None:
    rows.setCurrentIndex(rows.model().index(1, 0))
    rows.show_rows([Row(9, "New"), *_rows()])
    assert rows.current_id == 2


def test_a_heading_is_passed_over_by_the_keyboard(rows: RowList) -> None:
    rows.show_rows([Row(-1, "Late", heading=True), Row(1, "One"), Row(-2, "Today", heading=True), Row(2, "Two")])
    rows.setFocus()
    press(rows, Qt.Key.Key_Home)
    rows.setCurrentIndex(rows.model().index(1, 0))
    press(rows, Qt.Key.Key_Down)
    assert rows.current_id == 2


def test_parts_of_a_row_do_not_lie_over_one_another(rows: RowList) -> None:
    for percent in (80, 100, 150):
        theme().use(percent=percent)
        places = rows.places(0)
        assert places is not None
        parts = [places.lead, places.title, *places.chips, *places.acts]
        for one, other in pairwise(parts):
            assert one.right() < other.left()


def test_a_wrapped_row_is_as_high_as_its_words(qtbot) -> None:
    view = RowList("History", wrap=True)
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    view.show_rows([Row(1, "Call", "short"), Row(2, "Call", "word " * 40)])
    assert view.sizeHintForRow(1) > view.sizeHintForRow(0)
    assert view.sizeHintForRow(1) < 140


def test_a_list_in_a_card_is_as_high_as_its_rows(qtbot) -> None:
    view = RowList("Promises", fit=True)
    qtbot.addWidget(view)
    view.show()
    view.show_rows(_rows(4))
    assert view.height() == 4 * theme().size("list_row")
    view.show_rows([])
    assert view.height() == 0


def test_thousands_of_rows_are_shown_at_once(qtbot) -> None:
    view = RowList("Follow-ups")
    qtbot.addWidget(view)
    view.resize(600, 600)
    view.show()
    start = time.process_time()
    view.show_rows(_rows(5000))
    view.grab()
    assert time.process_time() - start < 2


def test_hostile_words_are_only_words(rows: RowList) -> None:
    rows.show_rows([Row(1, HOSTILE, "x" * 5000, Lead("avatar", HOSTILE), (Chip(HOSTILE),), trail="سلام 🎉", acts=ACTS)])
    rows.grab()
    assert rows.model().index(0, 0).data().startswith(HOSTILE)


def test_a_double_click_counts_as_one(rows: RowList) -> None:
    heard = _heard(rows)
    places = rows.places(1)
    assert places is not None
    for rect in (places.lead, places.acts[0], places.title):
        for act in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
            act(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert heard == [("checked", 2), ("postpone", 2), ("opened", 2)]


def test_a_key_held_down_counts_as_one(rows: RowList) -> None:
    heard = _heard(rows)
    rows.setFocus()
    for held in (False, True, True):
        press(rows, Qt.Key.Key_Space, " ", held=held)
    for held in (False, True, True):
        press(rows, Qt.Key.Key_Return, held=held)
    for held in (False, True):
        press(rows, Qt.Key.Key_Down, held=held)
    assert heard == [("checked", 1), ("opened", 1)]
    assert rows.current_id == 3
