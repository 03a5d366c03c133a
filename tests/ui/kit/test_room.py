"""What happens where there is too little room: tabs, dialogs and choices keep every word within reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget

from desktop_crm.platform import i18n
from ui.kit.buttons import Button
from ui.kit.dialog import LOWEST, Dialog
from ui.kit.fields import ChoiceField
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.lint import problems
from ui.kit.menus import Menu
from ui.kit.tabs import Tabs

_WORDS = ("History", "Orders", "Follow-ups", "Surveys", "Details", "Files", "Changes")


@pytest.fixture
def tabs(qtbot) -> Tabs:
    made = Tabs("Card")
    qtbot.addWidget(made)
    for words in _WORDS:
        made.add(words, words, QWidget)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    return made


def _shown(tabs: Tabs) -> list[str]:
    return [words for place, words in enumerate(_WORDS) if tabs.bar.isTabVisible(place)]


def test_tabs_without_room_are_in_a_menu(tabs: Tabs, qtbot) -> None:
    assert _shown(tabs)[0] == "History"
    assert "Changes" not in _shown(tabs)
    assert problems(tabs) == []
    qtbot.mouseClick(tabs.more, Qt.MouseButton.LeftButton)
    menu = next(one for one in tabs.findChildren(Menu) if one.isVisible())
    offered = [action.text() for action in menu.actions()]
    assert [*_shown(tabs), *offered] == list(_WORDS)
    menu.actions()[-1].trigger()
    menu.close()
    assert tabs.current == "Changes"
    assert "Changes" in _shown(tabs)


def test_the_tabs_on_show_have_room_whichever_is_chosen(tabs: Tabs) -> None:
    for chosen in _WORDS:
        tabs.show_tab(chosen)
        for width in range(300, 520):
            tabs.resize(width, 200)
            tabs.layout().activate()
            last = max(place for place, words in enumerate(_WORDS) if words in _shown(tabs))
            assert tabs.bar.tabRect(last).right() < tabs.bar.width(), (chosen, width)


def test_all_tabs_come_back_with_the_room(tabs: Tabs) -> None:
    tabs.resize(900, 200)
    assert (_shown(tabs), tabs.more.isHidden()) == (list(_WORDS), True)


def test_a_tab_that_is_hidden_is_turned_to_by_its_key(tabs: Tabs) -> None:
    tabs.show_tab("Changes")
    assert _shown(tabs)[-1] == "Changes"
    assert problems(tabs) == []


def test_a_dialog_is_no_taller_than_its_window_and_shows_the_field_one_is_in(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, LOWEST + 40)
    window.show()
    dialog = Dialog("Long", "Save", parent=window)
    fields = [QLineEdit() for _field in range(40)]
    for number, field in enumerate(fields):
        field.setAccessibleName(str(number))
        dialog.add(field)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= window.height()
    dialog.activateWindow()
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: not fields[-1].visibleRegion().isEmpty())
    dialog.done(0)


def test_a_choice_gives_way_and_tells_its_words_in_full(qtbot) -> None:
    choice = ChoiceField([(1, "15 minutes before, and that day at nine in the morning")])
    qtbot.addWidget(choice)
    assert choice.minimumSizeHint().width() < choice.sizeHint().width()
    choice.resize(120, 30)
    choice.grab()
    assert "nine in the morning" in choice.toolTip()
    choice.resize(900, 30)
    choice.grab()
    assert choice.toolTip() == ""


def test_a_choice_has_room_for_its_words_up_to_its_arrow(qtbot) -> None:
    choice = ChoiceField([(1, "Decimal comma")])
    qtbot.addWidget(choice)
    choice.ensurePolished()
    choice.resize(choice.fontMetrics().horizontalAdvance("Decimal comma") + 40, 30)
    choice.grab()
    assert choice.toolTip() == ""
    choice.resize(choice.width() - 8, 30)
    choice.grab()
    assert "Decimal comma" in choice.toolTip()


def test_a_button_keeps_its_icon_apart_from_its_words_and_in_the_middle_without_words(qtbot) -> None:
    button = Button("All later", icon="down")
    qtbot.addWidget(button)
    assert button.text() == "\u00a0All later"
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert button.text() == "All later\u00a0"
    assert button.accessibleName() == "All later"
    button.set_text("")
    assert button.text() == ""


def test_what_flows_stands_in_the_middle_of_its_line(qtbot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    flow = Flow(place)
    low, high, below = QWidget(), QWidget(), QWidget()
    for part, size in ((low, (60, 20)), (high, (60, 40)), (below, (90, 20))):
        part.setFixedSize(*size)
        flow.addWidget(part)
    place.resize(150, flow.heightForWidth(150))
    place.show()
    assert (low.y(), high.y()) == (10, 0)
    assert below.geometry().top() == 40 + flow.spacing()
    assert place.height() == below.geometry().bottom() + 1


def test_lint_finds_what_is_out_of_sight_and_what_is_not_translated(qtbot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setAccessibleName("Area")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content = QLabel("")
    content.setFixedSize(600, 40)
    area.setWidget(content)
    area.resize(200, 100)
    area.show()
    assert any("at the side" in fault for fault in problems(area))
    spoken = i18n.language()
    i18n.use("tr")
    try:
        page = PlainLabel("Customers")
        qtbot.addWidget(page)
        page.show()
        assert any("not translated" in fault for fault in problems(page))
        page.setText("Müşteriler")
        assert problems(page) == []
    finally:
        i18n.use(spoken)
