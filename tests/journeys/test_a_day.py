"""A day at the shop through the main window: from no book at all to everything undone again, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_crm.platform.paths import resource
from tests.clock import FakeClock
from tests.dump import logical_dump
from tests.ui.kit.parts import FakeAsk
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import elsewhere, settle
from ui.customers.panel import CustomersPanel
from ui.customers.talk_dialog import TalkDialog
from ui.followups.dialog import FollowUpDialog
from ui.followups.reminder_window import ReminderWindow
from ui.main import parts
from ui.shell.window import Window
from ui.transfer.panel import TransferPanel

W = TypeVar("W", bound=QWidget)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Shop:
    """A shopkeeper at the keyboard."""

    def __init__(self, window: Window, clock: FakeClock, qtbot: QtBot) -> None:
        self.window = window
        self._clock = clock
        self._qtbot = qtbot

    def settle(self) -> None:
        settle(self.window, self._qtbot)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        self._qtbot.keyClick(top.focusWidget() or top, key, modifiers)
        self.settle()

    def find(self, text: str) -> None:
        """Ctrl+K and type."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        self.press(Qt.Key.Key_K, CONTROL)
        assert self.window.palette_box is not None
        assert self.window.palette_box.isVisible()
        self._qtbot.keyClicks(self.window.palette_box.edit, text)
        self.settle()

    def choose(self, words: str) -> None:
        """Go down in the palette to the line that begins with these words and take it."""
        palette = self.window.palette_box
        assert palette is not None
        for _step in range(len(palette.lines)):
            line = palette.current
            if line is not None and line.title.startswith(words):
                break
            self.press(Qt.Key.Key_Down)
        assert palette.current is not None
        assert palette.current.title.startswith(words)
        self.press(Qt.Key.Key_Return)

    def shown(self, kind: type[W]) -> W:
        """Return the visible widget of a kind, once it is there."""

        def there() -> list[W]:
            tops = (kind_of for top in QApplication.topLevelWidgets() for kind_of in [top, *top.findChildren(kind)])
            return [one for one in tops if isinstance(one, kind) and one.isVisible()]

        self._qtbot.waitUntil(lambda: bool(there()))
        return there()[0]

    def until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true)
        self.settle()


@pytest.fixture
def shop(open_window: OpenWindow, tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Shop:
    """A shopkeeper before a window that has no book yet."""
    window = open_window(tmp_path / "musteri-defteri.crm", features=parts, wait=False)
    with qtbot.waitSignal(window.stopped):
        pass
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Shop(window, clock, qtbot)


def dump(window: Window) -> str:
    path = window.ctx.app.db.path
    return elsewhere(lambda: logical_dump(path))


@pytest.mark.feature("J9")
@pytest.mark.feature("J3")
@pytest.mark.feature("J4")
def test_a_day_from_the_first_file_to_everything_undone(shop: Shop, clock: FakeClock, qtbot: QtBot) -> None:
    window = shop.window
    welcome = window.first_run
    assert welcome is not None
    welcome.name.set_value("Elif")
    welcome.ask = FakeAsk(path=resource("demo", "sheets", "trendyol-tum-siparisler.xlsx"))
    with qtbot.waitSignal(window.ready):
        welcome.file.click()
    shop.settle()
    empty = dump(window)

    importing: Any = window.frame.panel("transfer")
    assert isinstance(importing, TransferPanel)
    shop.until(lambda: importing.preview is not None)
    shop.press(Qt.Key.Key_Return)
    shop.until(lambda: importing.result is not None)

    shop.find("ugur")
    shop.press(Qt.Key.Key_Return)
    customers: Any = window.frame.panel("customers")
    assert isinstance(customers, CustomersPanel)
    shop.until(lambda: customers.shown_id is not None)

    shop.find("ugur")
    shop.choose("Log a conversation: Uğur")
    talk = shop.shown(TalkDialog)
    shop.settle()
    talk.text.set_value("Toptan fiyat istedi")
    shop.press(Qt.Key.Key_Return, CONTROL)
    shop.until(lambda: not any(found.isVisible() for found in window.findChildren(TalkDialog)))

    shop.find("ugur")
    shop.choose("Add follow-up: Uğur")
    plan = shop.shown(FollowUpDialog)
    plan.form.title.set_value("Teklif için telefon et")
    plan.form.day.set_value(clock_day(clock))
    plan.form.wall.set_value(time(12, 30))
    shop.settle()
    shop.press(Qt.Key.Key_Return, CONTROL)
    shop.until(lambda: not any(found.isVisible() for found in window.findChildren(FollowUpDialog)))

    clock.set(clock_day(clock), time(12, 31))
    window.frame.commands["reminders.show"].run()
    reminder = shop.shown(ReminderWindow)
    qtbot.waitUntil(lambda: [ring.followup.title for ring in reminder.rings] == ["Teklif için telefon et"])
    row = reminder.row(reminder.rings[0].followup.id)
    assert row is not None
    row.answered.emit("done")
    shop.settle()
    reminder.hide()

    for _step in range(10):
        window.verbs.undo()
        shop.settle()
        if dump(window) == empty:
            break
    assert dump(window) == empty


@pytest.mark.feature("J3")
def test_turning_to_the_day_by_key_puts_the_focus_on_its_list(shop: Shop, qtbot: QtBot) -> None:
    welcome = shop.window.first_run
    assert welcome is not None
    with qtbot.waitSignal(shop.window.ready):
        welcome.empty.click()
    shop.settle()
    shop.press(Qt.Key.Key_2, CONTROL)
    customers: Any = shop.window.frame.panel("customers")
    customers.findChild(QLineEdit).setFocus()
    shop.press(Qt.Key.Key_1, CONTROL)
    today: Any = shop.window.frame.panel("today")
    assert QApplication.focusWidget() is today.list


def clock_day(clock: FakeClock) -> Any:
    from desktop_crm.platform.clock import local_date

    return local_date(clock.now())
