"""The palette: one box that finds people, orders, words and commands, by keyboard alone, latest letters first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from pytestqt.qtbot import QtBot

from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.plugs import Hit, Ref
from desktop_crm.search.stopping import Stop
from tests.ui.shell.parts import HOSTILE, BookPanel, Done, elsewhere, settle
from ui.kit.lint import problems
from ui.shell import palette as palette_module
from ui.shell.finds import PER_KIND, found
from ui.shell.palette import Palette
from ui.shell.window import Window


@pytest.fixture
def palette(window: Window) -> Palette:
    """The palette of an open window with three customers."""
    assert window.palette_box is not None
    return window.palette_box


def find(window: Window, text: str, qtbot: QtBot) -> Palette:
    window.verbs.open_palette(text)
    settle(window, qtbot)
    assert window.palette_box is not None
    return window.palette_box


class PaintWatch(QObject):
    """Notes when what it watches is painted."""

    def __init__(self, painted: list[str]) -> None:
        super().__init__()
        self._painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._painted.append(watched.objectName())
        return False


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

    def slowly(session: Any, text: str, stop: Stop) -> Sequence[Hit]:
        go_on.wait(10)
        return ask(session, text, stop)

    monkeypatch.setattr(palette_module, "hits", slowly)
    window.verbs.open_palette("sukru")
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

    def slow_for_the_first(session: Any, text: str, stop: Stop) -> Sequence[Hit]:
        if text == "sukru":
            go_on.wait(10)
        return ask(session, text, stop)

    monkeypatch.setattr(palette_module, "hits", slow_for_the_first)
    window.verbs.open_palette("sukru")
    palette = window.palette_box
    assert palette is not None
    palette.edit.setText("sukruye")
    qtbot.waitUntil(lambda: "Şükrüye Akın" in titles(palette))
    go_on.set()
    settle(window, qtbot)
    assert "Şükrü İnce" not in titles(palette)


def test_letters_since_changed_end_the_search_for_the_ones_before(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Stop]] = []
    ask = palette_module.hits

    def noted(session: Any, text: str, stop: Stop) -> Sequence[Hit]:
        asked.append((text, stop))
        return ask(session, text, stop)

    monkeypatch.setattr(palette_module, "hits", noted)
    palette = find(window, "sukr", qtbot)
    palette.edit.setText("sukru")
    settle(window, qtbot)
    assert [text for text, _ in asked] == ["sukr", "sukru"]
    given_up, wanted = (stop for _, stop in asked)
    with pytest.raises(Cancelled):
        elsewhere(lambda: window.ctx.app.read(lambda session: ask(session, "sukr", given_up)))
    assert elsewhere(lambda: window.ctx.app.read(lambda session: ask(session, "sukru", wanted)))


def test_the_page_below_is_painted_once_not_with_every_letter(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "", qtbot)
    painted: list[str] = []
    below = window.frame.panel("book")
    assert below is not None
    watch = PaintWatch(painted)
    below.installEventFilter(watch)
    for letters in ("s", "su", "suk", "sukru"):
        palette.edit.setText(letters)
        settle(window, qtbot)
        palette.repaint()
    below.removeEventFilter(watch)
    assert painted == []
    window.resize(window.width() - 40, window.height() - 40)
    qtbot.waitUntil(lambda: palette.size() == window.size() and palette.isVisible())
    assert palette.edit.hasFocus() or not window.isActiveWindow()


def test_what_was_opened_stands_first_the_next_time(window: Window, people: dict[str, int], qtbot: QtBot) -> None:
    palette = find(window, "sukruye", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    palette = find(window, "sukru ince", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert titles(find(window, "", qtbot))[:4] == ["Opened lately", "Şükrü İnce", "Şükrüye Akın", "Commands"]
    elsewhere(lambda: window.ctx.app.customers.delete([people["Şükrü İnce"]]))
    assert titles(find(window, "", qtbot))[:3] == ["Opened lately", "Şükrüye Akın", "Commands"]


def test_control_and_enter_copy_the_phone_of_who_is_chosen(window: Window, qtbot: QtBot) -> None:
    palette = find(window, "sukru ince", qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0532 990 04 11"
    assert not palette.isVisible()


def test_words_that_found_nothing_are_offered_as_a_new_customers_name(window: Window, done: Done, qtbot: QtBot) -> None:
    palette = find(window, "Zeynep Ak", qtbot)
    assert titles(palette) == ["Commands", "New customer: Zeynep Ak"]
    assert palette._nothing.isVisible()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert done.runs == ["Zeynep Ak"]


def test_the_palette_and_the_command_line_agree(window: Window, qtbot: QtBot) -> None:
    for typed in ("sukru", "kru", "0411", "a", "ince gaziantep", "<img"):
        palette = find(window, typed, qtbot)
        shown = [line.title for line in palette.lines if line.person]
        found = elsewhere(lambda typed=typed: window.ctx.app.search(typed))
        told = [hit.title for hit in found if hit.ref.kind == "customer"]
        assert shown == told[:PER_KIND]


def test_a_customer_added_a_moment_ago_is_found(window: Window, qtbot: QtBot) -> None:
    assert titles(find(window, "zeynep", qtbot))[0] == "Commands"
    elsewhere(lambda: window.ctx.app.customers.add(NewCustomer(name="Zeynep Ak")))
    assert titles(find(window, "zeynep", qtbot))[1] == "Zeynep Ak"


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
    palette = find(window, "9999", qtbot)
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
