"""The lines below a page of the navigation: saved views, by mouse and by keyboard, gone where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.kit.parts import HOSTILE, press
from ui.kit.pages import Child, Page
from ui.shell.navigation import Navigation


@pytest.fixture
def navigation(qtbot) -> Navigation:
    """A navigation of two pages, the first with two lines below it."""
    made = Navigation()
    qtbot.addWidget(made)
    made.set_pages(
        [Page("customers", "Customers", "customers", lambda _ctx: made), Page("x", "X", "today", lambda _ctx: made)]
    )
    made.set_children("customers", [Child("VIP", "customer_view", "vip"), Child(HOSTILE, "customer_view", "7")])
    made.resize(208, 600)
    made.show()
    return made


def lines(navigation: Navigation) -> list[str]:
    layout = navigation._lines
    return [layout.itemAt(place).widget().accessibleName() for place in range(layout.count())]


@pytest.mark.feature("J6")
def test_lines_stand_below_their_page_and_open_what_they_name(navigation: Navigation, qtbot) -> None:
    assert lines(navigation) == ["Customers", "VIP", HOSTILE, "X"]
    with qtbot.waitSignal(navigation.opened) as heard:
        QTest.mouseClick(navigation._lines.itemAt(1).widget(), Qt.MouseButton.LeftButton)
    assert heard.args == ["customer_view", "vip"]
    first = navigation._lines.itemAt(0).widget()
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    press(navigation._lines.itemAt(1).widget(), Qt.Key.Key_Down)
    with qtbot.waitSignal(navigation.opened) as heard:
        press(navigation._lines.itemAt(2).widget(), Qt.Key.Key_Return)
    assert heard.args == ["customer_view", "7"]


def test_other_lines_take_the_place_of_those_before_and_a_narrow_navigation_has_none(navigation: Navigation) -> None:
    navigation.set_children("customers", [Child("Yeni", "customer_view", "1")])
    assert lines(navigation) == ["Customers", "Yeni", "X"]
    navigation.set_narrow(True)
    assert not navigation._lines.itemAt(1).widget().isVisible()
    navigation.set_children("customers", [Child("Eski", "customer_view", "2")])
    assert not navigation._lines.itemAt(1).widget().isVisible()
    navigation.set_narrow(False)
    assert navigation._lines.itemAt(1).widget().isVisible()
    navigation.set_children("not there", [Child("a", "b", "c")])
    assert lines(navigation) == ["Customers", "Eski", "X"]


def test_the_focus_stays_in_its_place_and_a_line_on_its_way_out_hears_no_key(navigation: Navigation) -> None:
    navigation.activateWindow()
    gone = navigation._lines.itemAt(2).widget()
    gone.setFocus()
    navigation.set_children("customers", [Child("VIP", "customer_view", "vip"), Child(HOSTILE, "customer_view", "7")])
    assert navigation._lines.itemAt(2).widget() is gone
    assert gone.hasFocus()
    navigation.set_children("customers", [Child("Yeni", "customer_view", "1")])
    left = navigation._lines.itemAt(1).widget()
    assert left.hasFocus()
    press(gone, Qt.Key.Key_Up)
    assert left.hasFocus()
