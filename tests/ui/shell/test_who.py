"""Who works now: one key, remembered on this computer, the author of everything after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.undo import steps
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import HOSTILE, Done, elsewhere, parts, settle
from ui.kit.context import Person
from ui.kit.menus import Menu
from ui.kit.pages import Child
from ui.shell.parts import Parts
from ui.shell.window import Window


@pytest.fixture
def staff(store: Any, clock: Any) -> dict[str, int]:
    """Two people of the shop, ids by name."""
    with App.open(store, clock) as app:
        return {name: app.staff.add(name) for name in ("Elif", "Emre")}


def ask(window: Window, qtbot: QtBot) -> Menu:
    shown: list[Menu] = []
    assert window.desk is not None
    window.desk.who.ask(window.frame.navigation.who, lambda: None, shown.append)
    qtbot.waitUntil(lambda: bool(shown))
    return shown[0]


def test_nobody_is_named_until_somebody_says_who_works(staff: dict[str, int], open_window: OpenWindow) -> None:
    window = open_window()
    assert window.ctx.me() is None
    assert window.frame.navigation.who.accessibleName() == "Who is working now"


@pytest.mark.feature("J11")
def test_who_works_is_the_author_of_what_is_written(
    staff: dict[str, int], open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    menu = ask(window, qtbot)
    assert [action.text() for action in menu.actions() if action.text()] == ["Elif", "Emre", "Add a person…"]
    assert menu.activeAction() is menu.actions()[0]
    menu.actions()[1].trigger()
    assert window.ctx.me() == Person(staff["Emre"], "Emre")
    assert window.frame.navigation.who.accessibleName() == "Working now: Emre"
    found: list[Any] = []
    window.ctx.do(window, lambda: window.ctx.app.customers.add(NewCustomer(name="Derya")))
    settle(window, qtbot)
    window.ctx.load(window, lambda session: steps(session, 1)[0].staff_id, found.append)
    settle(window, qtbot)
    assert found == [staff["Emre"]]


@pytest.mark.feature("J11")
def test_enter_in_the_menu_takes_the_next_person(staff: dict[str, int], open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    ask(window, qtbot).actions()[0].trigger()
    assert ask(window, qtbot).activeAction().text() == "Emre"


def test_who_works_is_remembered_at_the_next_start(
    staff: dict[str, int], open_window: OpenWindow, qtbot: QtBot
) -> None:
    first = open_window()
    ask(first, qtbot).actions()[1].trigger()
    first.close()
    qtbot.waitUntil(lambda: first.desk is None)
    assert open_window().ctx.me() == Person(staff["Emre"], "Emre")


def test_a_lone_person_needs_no_choice(store: Any, clock: Any, open_window: OpenWindow) -> None:
    with App.open(store, clock) as app:
        app.staff.add(HOSTILE)
    me = open_window().ctx.me()
    assert me is not None
    assert me.name == HOSTILE


def test_who_left_the_shop_works_no_longer(
    staff: dict[str, int], store: Any, clock: Any, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    ask(window, qtbot).actions()[1].trigger()

    def leave() -> None:
        with App.open(store, clock) as other:
            other.staff.set_active(staff["Emre"], active=False)

    elsewhere(leave)
    assert window.desk is not None
    window.desk.surroundings.look()
    qtbot.waitUntil(lambda: window.ctx.me() != Person(staff["Emre"], "Emre"))


@pytest.mark.feature("J6")
def test_the_lines_below_a_page_are_those_of_who_works_now(
    staff: dict[str, int], done: Done, open_window: OpenWindow, qtbot: QtBot
) -> None:
    names = {id_: name for name, id_ in staff.items()}

    def own_lists(_session: Any, staff_id: int | None) -> list[Child]:
        return [Child(f"List of {names.get(staff_id, 'nobody')}", "customer_view", "1")]

    book = replace(parts(done).pages[0], children=own_lists)
    window = open_window(features=lambda: Parts((book,)))
    assert window.desk is not None
    for name, id_ in staff.items():
        with qtbot.waitSignal(window.desk.children) as heard:
            window.desk.who.choose(Person(id_, name))
        assert [line.text for line in heard.args[1]] == [f"List of {name}"]


def test_ctrl_j_asks(staff: dict[str, int], open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(Menu)))
    menu = window.findChildren(Menu)[0]
    qtbot.waitUntil(menu.isVisible)
    menu.close()
