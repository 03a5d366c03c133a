"""The settings page: made from declarations, saved at once, undone like everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.backup import service
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import autostart, i18n, settings
from desktop_crm.platform.store import backup_folder
from tests.clock import FakeClock
from tests.ui.kit.parts import held_writer
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import HOSTILE, elsewhere, settle
from ui.kit.context import Person
from ui.kit.dialog import Dialog
from ui.kit.fields import CheckBox
from ui.kit.lint import problems
from ui.settings.editors import ChoiceEditor, WordsEditor, editor
from ui.settings.page import PAGE
from ui.settings.panel import SettingsPanel
from ui.settings.people import PersonDialog
from ui.settings.preferences import DECLARED, LANGUAGE, TEXT_SIZE, Preferences
from ui.shell.parts import Parts
from ui.shell.window import Window


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A window with the settings page alone."""
    return open_window(features=lambda: Parts((PAGE,)))


@pytest.fixture
def panel(window: Window, qtbot: QtBot) -> SettingsPanel:
    """The settings page, its values there."""
    made = window.show_page("settings")
    assert isinstance(made, SettingsPanel)
    settle(window, qtbot)
    return made


def kept(store: Path, clock: FakeClock, setting: settings.Setting[Any]) -> Any:
    def ask() -> Any:
        with App.open(store, clock) as app:
            return app.read(lambda session: settings.value(session, setting))

    return elsewhere(ask)


def test_every_declared_setting_has_a_field(panel: SettingsPanel) -> None:
    assert set(panel.fields) == {one.key for one in settings.DECLARED if one is not settings.BACKUP_FOLDER}
    for preference in DECLARED:
        assert panel.findChild(QComboBox, f"settings.{preference.key}") is not None


def test_a_changed_setting_is_saved_at_once_and_undone(
    window: Window, panel: SettingsPanel, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    field = panel.fields["shop.name"]
    assert isinstance(field, WordsEditor)
    qtbot.keyClicks(field, "Zeytin Dali")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert kept(store, clock, settings.SHOP_NAME) == "Zeytin Dali"
    window.verbs.undo()
    qtbot.waitUntil(lambda: field.text() == "")


def test_typing_alone_saves_nothing(panel: SettingsPanel, store: Path, clock: FakeClock, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.fields["shop.name"], "Zey")
    assert kept(store, clock, settings.SHOP_NAME) == ""


def test_a_choice_is_saved(window: Window, panel: SettingsPanel, store: Path, clock: FakeClock, qtbot: QtBot) -> None:
    field = panel.fields["shop.currency"]
    assert isinstance(field, ChoiceEditor)
    field.setCurrentIndex(1)
    field.activated.emit(1)
    settle(window, qtbot)
    assert kept(store, clock, settings.CURRENCY) == "EUR"


@pytest.mark.parametrize(
    ("spoken", "currency", "zone"),
    [("tr", "Türk lirası (TRY)", "İstanbul (Avrupa)"), ("en", "Turkish lira (TRY)", "Istanbul (Europe)")],
)
def test_currency_and_time_zone_are_called_by_their_names(
    qapp: QApplication, spoken: str, currency: str, zone: str
) -> None:
    before = i18n.language()
    i18n.use(spoken)
    try:
        currencies, zones = editor(settings.CURRENCY), editor(settings.ZONE)
        assert isinstance(currencies, ChoiceEditor)
        assert isinstance(zones, ChoiceEditor)
        assert currencies.itemText(0) == currency
        zones.show_value("Europe/Istanbul")
        assert zones.currentText() == zone
        assert not any("/" in zones.itemText(place) for place in range(zones.count()))
    finally:
        i18n.use(before)


def test_a_value_nobody_offers_is_shown_all_the_same(panel: SettingsPanel) -> None:
    field = panel.fields["shop.currency"]
    field.show_value("JPY")
    assert (field.value(), field.currentText()) == ("JPY", "JPY")


@pytest.mark.feature("J8")
def test_the_language_is_switched_from_the_page_and_the_focus_stays(
    window: Window, panel: SettingsPanel, preferences: Preferences, qtbot: QtBot
) -> None:
    field: Any = panel.findChild(QComboBox, f"settings.{LANGUAGE.key}")
    field.setFocus()
    field.set_value("tr")
    qtbot.waitUntil(lambda: window.frame.panel("settings") not in (None, panel))
    assert preferences.get(LANGUAGE) == "tr"
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "settings.language"


@pytest.mark.parametrize("percent", [80, 200])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_word_is_cut_at_any_text_size(
    window: Window, panel: SettingsPanel, preferences: Preferences, percent: int, language: str, qtbot: QtBot
) -> None:
    preferences.put(LANGUAGE, language)
    preferences.put(TEXT_SIZE, percent)
    qtbot.waitUntil(lambda: window.frame.panel("settings") not in (None, panel))
    settle(window, qtbot)
    assert problems(window) == []


@pytest.mark.feature("J11")
def test_a_person_is_added_renamed_and_leaves(
    window: Window, panel: SettingsPanel, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    panel.people.add_person()
    dialog = window.findChild(PersonDialog)
    assert dialog is not None
    assert problems(dialog) == []
    dialog.name.set_value(HOSTILE)
    dialog.submitted.emit()
    qtbot.waitUntil(lambda: panel.people.list.count() == 1)
    settle(window, qtbot)
    row = panel.people.list.row_at(0)
    assert row is not None
    assert row.title == HOSTILE
    panel.people.list.acted.emit("left", row.id)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: (found := panel.people.list.row_at(0)) is not None and found.done)
    assert [act.key for act in panel.people.list.row_at(0).acts] == ["rename", "back"]  # type: ignore[union-attr]


def test_who_left_is_noted_once_however_often_it_is_pressed(window: Window, panel: SettingsPanel, qtbot: QtBot) -> None:
    window.ctx.do(panel, lambda: window.ctx.app.staff.add("Elif"))
    qtbot.waitUntil(lambda: panel.people.list.count() == 1)
    with held_writer(window.ctx):
        for _time in range(2):
            panel.people.list.acted.emit("left", panel.people.list.pages.ids[0])
        assert window.ctx.jobs.writing == 2
    settle(window, qtbot)


def test_a_blank_name_is_refused_beside_the_field(window: Window, panel: SettingsPanel, qtbot: QtBot) -> None:
    panel.people.add_person()
    dialog = window.findChild(PersonDialog)
    assert dialog is not None
    dialog.submitted.emit()
    settle(window, qtbot)
    assert dialog.isVisible()
    assert dialog.name.accessibleDescription() == "Write a name."
    dialog.done(0)


def test_the_person_at_work_is_marked(window: Window, panel: SettingsPanel, qtbot: QtBot) -> None:
    window.ctx.do(window, lambda: window.ctx.app.staff.add("Elif"))
    qtbot.waitUntil(lambda: panel.people.list.count() == 1)
    row = panel.people.list.row_at(0)
    assert row is not None
    window.ctx.set_me(Person(row.id, "Elif"))
    qtbot.waitUntil(lambda: [chip.text for chip in panel.people.list.row_at(0).chips] == ["working now"])  # type: ignore[union-attr]


@pytest.mark.feature("I2")
def test_a_backup_is_made_listed_with_its_counts_and_gone_back_to(
    window: Window, panel: SettingsPanel, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    add = window.ctx.app.customers.add
    window.ctx.do(window, lambda: add(NewCustomer(name="Ayşe Yıldırım")))
    panel.backups.now.click()
    qtbot.waitUntil(lambda: panel.backups.list.count() == 1)
    row = panel.backups.list.row_at(0)
    assert row is not None
    assert row.title == "21 Nov 2026 12:00"
    assert row.second.startswith("1 customer · 0 orders")
    clock.tick(minutes=5)
    window.ctx.do(window, lambda: add(NewCustomer(name="Berk Uğurlu")))
    settle(window, qtbot)
    panel.backups.list.acted.emit("restore", row.id)
    dialog = next(found for found in window.findChildren(Dialog) if found.isVisible())
    assert problems(dialog) == []
    with qtbot.waitSignal(window.ready):
        dialog.submitted.emit()
    settle(window, qtbot)
    assert [one.customers for one in service.listing(backup_folder(store))] == [2, 1]
    found: list[int] = []
    window.ctx.load(window, lambda _session: len(window.ctx.app.search("berk")), found.append)
    settle(window, qtbot)
    assert found == [0]


@pytest.mark.feature("I2")
def test_backups_are_listed_by_the_time_of_the_shops_zone(window: Window, panel: SettingsPanel, qtbot: QtBot) -> None:
    def title() -> str:
        row = panel.backups.list.row_at(0) if panel.backups.list.count() else None
        return "" if row is None else row.title

    panel.backups.now.click()
    qtbot.waitUntil(lambda: title() == "21 Nov 2026 12:00")
    db = window.ctx.app.db
    window.ctx.do(window, lambda: settings.put(db, settings.ZONE, "Asia/Tokyo"))
    qtbot.waitUntil(lambda: title() == "21 Nov 2026 18:00")
    panel.backups.list.acted.emit("restore", panel.backups.list.pages.ids[0])
    dialog = next(found for found in window.findChildren(Dialog) if found.isVisible())
    assert "21 Nov 2026 18:00" in dialog.accessibleDescription()
    dialog.done(0)
    settle(window, qtbot)


@pytest.mark.feature("I2")
def test_a_backup_made_by_itself_is_listed(window: Window, panel: SettingsPanel, qtbot: QtBot) -> None:
    window.ctx.do(window, lambda: window.ctx.app.customers.add(NewCustomer(name="Ayşe Yıldırım")))
    settle(window, qtbot)
    assert panel.backups.list.count() == 0
    assert window.desk is not None
    window.desk.surroundings.back_up()
    qtbot.waitUntil(lambda: panel.backups.list.count() == 1)


def test_a_second_folder_is_kept_and_let_go(
    window: Window, panel: SettingsPanel, store: Path, clock: FakeClock, tmp_path: Path, qtbot: QtBot
) -> None:
    panel.backups._put_second(str(tmp_path))
    settle(window, qtbot)
    assert kept(store, clock, settings.BACKUP_FOLDER) == str(tmp_path)
    qtbot.waitUntil(lambda: panel.backups._place.text().endswith(str(tmp_path)))
    panel.backups._put_second("")
    settle(window, qtbot)
    assert kept(store, clock, settings.BACKUP_FOLDER) == ""


def test_preferences_come_back_after_a_restart_with_their_types(tmp_path: Path) -> None:
    first = Preferences(tmp_path / "window.ini")
    first.put(TEXT_SIZE, 150)
    first.setValue("text", "x")
    first.save()
    assert Preferences(tmp_path / "window.ini").get(TEXT_SIZE) == 150


def test_a_preference_that_makes_no_sense_is_the_default(tmp_path: Path) -> None:
    made = Preferences(tmp_path / "window.ini")
    made.setValue(TEXT_SIZE.key, "enormous")
    made.setValue(LANGUAGE.key, "klingon")
    assert (made.get(TEXT_SIZE), made.get(LANGUAGE)) == (100, "")


def test_starting_with_the_computer_is_off_until_ticked_and_a_refusal_is_said(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    panel = window.show_page("settings")
    assert panel is not None
    settle(window, qtbot)
    box = panel.findChild(CheckBox, "settings.autostart")
    assert box is not None
    assert not box.value()
    box.click()
    assert autostart.is_on()
    box.click()
    assert not autostart.is_on()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    box.click()
    assert not box.value(), "what could not be done is not shown as done"
    dialog = next(found for found in window.findChildren(Dialog) if found.isVisible())
    assert any("could not be changed" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
