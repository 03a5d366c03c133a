"""The fields a shop adds to its cards: defined in the settings, filled in on the form of a customer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import CustomerKind, NewCustomer
from desktop_crm.fields import queries
from desktop_crm.fields.types import CustomField, FieldKind, NewField
from tests.clock import FakeClock
from tests.ui.kit.parts import held_writer
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import HOSTILE, elsewhere, settle
from ui.customers.customer_dialog import CustomerDialog, edit_customer
from ui.kit.lint import problems
from ui.settings.own_fields import OwnFieldDialog, OwnFieldsCard
from ui.settings.page import PAGE
from ui.settings.panel import SettingsPanel
from ui.shell.parts import Parts
from ui.shell.window import Window


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window(features=lambda: Parts((PAGE,)))


@pytest.fixture
def card(window: Window, qtbot: QtBot) -> OwnFieldsCard:
    panel = window.show_page("settings")
    assert isinstance(panel, SettingsPanel)
    settle(window, qtbot)
    return panel.own_fields


def with_app(window: Window, clock: FakeClock, do: Callable[[App], object]) -> object:
    store = window.ctx.app.db.path

    def run() -> object:
        with App.open(store, clock) as app:
            return do(app)

    return elsewhere(run)


def defined(window: Window, clock: FakeClock) -> list[CustomField]:
    found = with_app(window, clock, lambda app: app.read(queries.defined))
    assert isinstance(found, list)
    return found


def titles(card: OwnFieldsCard) -> list[str]:
    rows = (card.list.row_at(place) for place in range(card.list.count()))
    return ["" if row is None else row.title for row in rows]


def dialog_of(window: Window) -> OwnFieldDialog:
    return next(found for found in window.findChildren(OwnFieldDialog) if found.isVisible())


@pytest.mark.feature("A7")
def test_a_field_is_defined_changed_ordered_and_deleted_by_key(
    window: Window, card: OwnFieldsCard, clock: FakeClock, qtbot: QtBot
) -> None:
    card.add_field()
    made = dialog_of(window)
    made.name.set_value("Renk")
    made.kind.set_value(FieldKind.CHOICE)
    made.verb.click()
    settle(window, qtbot)
    assert made.isVisible(), "a list without choices is refused beside its field"
    made.choices.set_value("Mavi\n\nMor")
    made.verb.click()
    qtbot.waitUntil(lambda: titles(card) == ["Renk"])
    assert defined(window, clock)[0].choices == ("Mavi", "Mor")
    card.add_field()
    dialog_of(window).name.set_value(HOSTILE)
    dialog_of(window).verb.click()
    qtbot.waitUntil(lambda: titles(card) == ["Renk", HOSTILE])
    window.activateWindow()
    card.list.setFocus()
    qtbot.waitUntil(card.list.hasFocus)
    card.list.setCurrentIndex(card.list.model().index(1, 0))
    QTest.keyClick(card.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: titles(card) == [HOSTILE, "Renk"])
    card.move(defined(window, clock)[0].id, -1)
    settle(window, qtbot)
    assert titles(card) == [HOSTILE, "Renk"], "the first one stays where it is"
    card.list.setCurrentIndex(card.list.model().index(0, 0))
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(card) == ["Renk"])
    card.list.setCurrentIndex(card.list.model().index(0, 0))
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    settle(window, qtbot)
    changing = dialog_of(window)
    assert not changing.kind.isEnabled()
    changing.name.set_value("Sevdiği renk")
    assert problems(changing) == []
    changing.verb.click()
    qtbot.waitUntil(lambda: titles(card) == ["Sevdiği renk"])


@pytest.mark.feature("A7")
def test_keys_pressed_faster_than_the_disk_writes_move_a_field_each_time_and_delete_it_once(
    window: Window, card: OwnFieldsCard, clock: FakeClock, qtbot: QtBot
) -> None:
    for name in ("Bir", "İki", "Üç"):
        with_app(window, clock, lambda app, name=name: app.fields.define(NewField(name, FieldKind.TEXT)))
    card._load()
    qtbot.waitUntil(lambda: titles(card) == ["Bir", "İki", "Üç"])
    last = card.list.pages.ids[-1]
    with held_writer(window.ctx):
        for _time in range(2):
            card.list.acted.emit("up", last)
    qtbot.waitUntil(lambda: titles(card) == ["Üç", "Bir", "İki"])
    settle(window, qtbot)
    with held_writer(window.ctx):
        for _time in range(2):
            card.list.acted.emit("delete", last)
        assert window.ctx.jobs.writing == 2
    qtbot.waitUntil(lambda: titles(card) == ["Bir", "İki"])
    settle(window, qtbot)


@pytest.mark.feature("A7")
def test_the_form_of_a_customer_has_the_fields_of_its_kind(
    window: Window, card: OwnFieldsCard, clock: FakeClock, qtbot: QtBot
) -> None:
    def fill(app: App) -> int:
        size = app.fields.define(NewField("Ayak no", FieldKind.NUMBER))
        app.fields.define(NewField("Üye mi", FieldKind.YES_NO))
        app.fields.define(NewField("Kayıt günü", FieldKind.DAY))
        app.fields.define(NewField("Renk", FieldKind.CHOICE, ("Mavi",)))
        app.fields.define(NewField("Sayfası", FieldKind.LINK, card_kind=CustomerKind.COMPANY.value))
        app.fields.define(NewField(HOSTILE))
        return app.customers.add(NewCustomer(name="Ayşe Öz", custom={size: "37.5"}))

    customer = with_app(window, clock, fill)
    assert isinstance(customer, int)
    edit_customer(window.ctx, window, customer)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(CustomerDialog)))
    form = next(one for one in window.findChildren(CustomerDialog) if one.isVisible())
    qtbot.waitUntil(lambda: form.own_part.isVisibleTo(form))
    settle(window, qtbot)
    assert form.own_part.opened
    by_name = {field.name: widget for field, widget in form.own._fields.values()}
    assert by_name["Ayak no"].text() == "37.5"
    assert not by_name["Sayfası"].isVisibleTo(form)
    form.kind.set_value(CustomerKind.COMPANY)
    assert by_name["Sayfası"].isVisibleTo(form)
    form.kind.set_value(CustomerKind.PERSON)
    assert problems(form) == []
    by_name["Ayak no"].setText("38,5")
    by_name["Üye mi"].set_value("1")
    by_name["Renk"].set_value("Mavi")
    by_name["Kayıt günü"].setText("01.11.2026")
    by_name[HOSTILE].set_value(HOSTILE)
    form.verb.click()
    qtbot.waitUntil(lambda: not isValid(form))
    ids = {field.name: field.id for field in defined(window, clock)}
    kept = with_app(window, clock, lambda app: app.read(lambda session: customers.card(session, customer)).custom)
    assert kept == {
        ids["Ayak no"]: "38.5", ids["Üye mi"]: "1", ids["Renk"]: "Mavi", ids["Kayıt günü"]: "2026-11-01",
        ids[HOSTILE]: HOSTILE,
    }  # fmt: skip
