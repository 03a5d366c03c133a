"""The palette: one box that finds people, orders, words and commands, by keyboard alone, latest letters first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from desktop_crm.platform.plugs import Hit, Ref
from tests.ui.shell.parts import HOSTILE, BookPanel, Done, settle
from ui.kit.lint import problems
from ui.shell import palette as palette_module
from ui.shell.finds import found, marks, tail
from ui.shell.palette import Palette
from ui.shell.window import Window


@pytest.fixture
def palette(window: Window) -> Palette:
    """The palette of an open window with three customers."""
    assert window.palette_box is not None
    return window.palette_box


def find(window: Window, text: str, qtbot: QtBot) -> Palette:
    window.open_palette(text)
    settle(window, qtbot)
    assert window.palette_box is not None
    return window.palette_box


def titles(palette: Palette) -> list[str]:
    return [line.title for line in palette.lines]


@pytest.mark.feature("J1")
@pytest.mark.feature("J2")
def test_a_customer_is_found_however_the_name_is_typed(window: Window, qtbot: QtBot) -> None:
    for typed in ("sukru", "ŞÜKRÜ", "Şükrü", "SUKRU"):
        shown = titles(find(window, typed, qtbot))
        assert shown[0] == "Customers"
        assert set(shown[1:3]) == {"Şükrü İnce", "Şükrüye Akın"}


def test_the_letters_typed_are_marked(window: Window, qtbot: QtBot) -> None:
    lines = find(window, "sukru", qtbot).lines
    assert (lines[1].marks, lines[2].marks) == (((0, 5),), ((0, 5),))


def test_the_last_digits_of_a_phone_find_and_mark_it(window: Window, qtbot: QtBot) -> None:
    line = find(window, "0411", qtbot).lines[1]
    assert line.title == "Şükrü İnce"
    start, end = line.second_marks[0]
    assert line.second[start:end] == "04 11"


@pytest.mark.feature("J3")
def test_enter_opens_what_is_chosen(window: Window, people: dict[str, int], qtbot: QtBot) -> None:
    palette = find(window, "sukru", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    panel = window.frame.panel("book")
    assert isinstance(panel, BookPanel)
    assert panel.opened == [("customer", people["Şükrüye Akın"])]
    assert not palette.isVisible()


def test_enter_before_the_answer_opens_the_answer_when_it_comes(
    window: Window, people: dict[str, int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    ask = palette_module.hits

    def slowly(session: Any, text: str, place: int) -> tuple[Sequence[Hit], bool]:
        go_on.wait(10)
        return ask(session, text, place)

    monkeypatch.setattr(palette_module, "hits", slowly)
    window.open_palette("sukru")
    assert window.palette_box is not None
    qtbot.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    assert window.palette_box.isVisible()
    go_on.set()
    panel = window.frame.panel("book")
    assert isinstance(panel, BookPanel)
    qtbot.waitUntil(lambda: panel.opened == [("customer", people["Şükrü İnce"])])


def test_an_answer_to_letters_since_changed_is_not_shown(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    ask = palette_module.hits

    def slow_for_the_first(session: Any, text: str, place: int) -> tuple[Sequence[Hit], bool]:
        if text == "sukru":
            go_on.wait(10)
        return ask(session, text, place)

    monkeypatch.setattr(palette_module, "hits", slow_for_the_first)
    window.open_palette("sukru")
    palette = window.palette_box
    assert palette is not None
    palette.edit.setText("sukruye")
    qtbot.waitUntil(lambda: "Şükrüye Akın" in titles(palette))
    go_on.set()
    settle(window, qtbot)
    assert "Şükrü İnce" not in titles(palette)


def test_people_stand_there_before_the_other_kinds_were_looked_for(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    ask = palette_module.hits

    def slow_after_people(session: Any, text: str, place: int) -> tuple[Sequence[Hit], bool]:
        if place:
            go_on.wait(10)
        return ask(session, text, place)

    monkeypatch.setattr(palette_module, "hits", slow_after_people)
    window.open_palette("sukru")
    palette = window.palette_box
    assert palette is not None
    qtbot.waitUntil(lambda: "Şükrü İnce" in titles(palette))
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.current is not None
    chosen = palette.current.title
    go_on.set()
    settle(window, qtbot)
    assert palette.current.title == chosen


def test_arrows_pass_over_headings_and_tab_goes_from_group_to_group(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "sukru", qtbot)
    for expected in ("Şükrüye Akın", "Add follow-up: Şükrü İnce"):
        qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
        assert palette.current is not None
        assert palette.current.title == expected
    qtbot.keyClick(palette.edit, Qt.Key.Key_Backtab)
    assert palette.current is not None
    assert palette.current.title == "Şükrü İnce"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Tab)
    assert palette.current is not None
    assert palette.current.title == "Add follow-up: Şükrü İnce"


def test_a_command_works_for_the_customer_found(
    window: Window, people: dict[str, int], done: Done, qtbot: QtBot
) -> None:
    palette = find(window, "sukru", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Tab)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert done.runs == [people["Şükrü İnce"]]


def test_commands_are_found_by_their_words_and_those_of_other_pages_are_not(window: Window, qtbot: QtBot) -> None:
    assert "Add follow-up" in titles(find(window, "fol", qtbot))
    assert "Only here" not in titles(find(window, "only", qtbot))
    window.show_page("other")
    assert "Only here" in titles(find(window, "only", qtbot))


def test_an_empty_box_lists_what_can_be_done(window: Window, qtbot: QtBot) -> None:
    shown = titles(find(window, "", qtbot))
    assert {"Add follow-up", "Undo", "Book", "Other", "Dark colours", "Show all keys"} <= set(shown)


def test_nothing_found_says_what_would_help(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "zzzz", qtbot)
    assert palette.lines == []
    assert palette._nothing.isVisible()


def test_escape_and_a_click_beside_close_it(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.open()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_ctrl_k_opens_it_and_typing_on_the_search_box_begins_with_that_letter(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_box is not None
    assert window.palette_box.isVisible()
    window.palette_box.close_palette()
    qtbot.keyClicks(window.frame.top.search, "s")
    assert window.palette_box.edit.text() == "s"


def test_a_name_that_wants_to_be_html_is_shown_as_it_is(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "img", qtbot)
    assert HOSTILE in titles(palette)
    picture = QPixmap(window.size())
    window.render(picture)
    assert problems(window) == []


@pytest.mark.parametrize("name", ["x" * 5000, "שלום עולם", "👩‍🦰🛍️ Ayşe", "a\nb\tc", "İ" * 300])
def test_any_name_can_be_painted(window: Window, name: str) -> None:
    palette = window.palette_box
    assert palette is not None
    palette.open()
    palette.model.show(found("a", [Hit(Ref("customer", 1), name, name)], lambda _kind, _id: None))
    assert not palette.grab().isNull()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Şükrü İnce", ["sukru"], ((0, 5),)),
        ("Şükrü İnce", ["in", "su"], ((0, 2), (6, 8))),
        ("İstanbul", ["ist"], ((0, 3),)),
        ("Straße", ["strass"], ((0, 5),)),
        ("Ayşe", ["yse"], ()),
        ("", ["a"], ()),
    ],
)
def test_marks_are_beginnings_of_words(text: str, words: list[str], expected: tuple[tuple[int, int], ...]) -> None:
    assert marks(text, words) == expected


def test_a_tail_is_marked_from_four_digits_on() -> None:
    assert tail("0532 990 04 11 · Gaziantep", "99004 11") == ((5, 14),)
    assert tail("0532 990 04 11", "11") == ()
