"""The window: frame first, pages on demand, true counts, everything remembered, nothing lost at the end."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform import settings
from desktop_crm.platform.locks import StoreLock
from tests.clock import FakeClock
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import BookPanel, Done, OtherPanel, elsewhere, parts, settle
from ui.kit.labels import PlainLabel
from ui.kit.lint import problems
from ui.kit.theme import theme
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, THEME, Preferences
from ui.shell.edges import Adapting, Trouble, Waiting
from ui.shell.navigation import NARROW
from ui.shell.start import dress
from ui.shell.window import Window

_FIRST_FRAME = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.main import parts
from ui.settings.preferences import Preferences
from ui.shell.start import dress
from ui.shell.window import Window
preferences = Preferences(Path(sys.argv[1]) / "window.ini")
dress(preferences)
window = Window(Path(sys.argv[1]) / "none.crm", preferences, parts)
window.begin = app.quit
window.show()
app.exec()
print(sorted(name for name in ("sqlalchemy", "desktop_crm.app", "qtawesome", "alembic") if name in sys.modules))
"""


def book(window: Window) -> BookPanel:
    panel = window.show_page("book")
    assert isinstance(panel, BookPanel)
    return panel


def test_the_frame_is_painted_before_the_core_is_imported(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _FIRST_FRAME, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"


def test_a_page_is_made_when_it_is_first_shown(window: Window) -> None:
    assert window.frame.panel("book") is not None
    assert window.frame.panel("other") is None
    window.show_page("other")
    assert isinstance(window.frame.panel("other"), OtherPanel)


def test_the_window_has_no_entry_for_a_page_that_is_not_there(window: Window) -> None:
    entries = [child.objectName() for child in window.frame.navigation.findChildren(object) if child.objectName()]
    assert [name for name in entries if name.startswith("nav-")] == ["nav-book", "nav-other"]


def test_the_navigation_says_how_many_wait_and_nothing_where_nobody_does(
    window: Window, open_window: OpenWindow
) -> None:
    entry = window.frame.navigation._entries["book"]
    assert (entry.waiting, entry.accessibleName()) == (3, "Book, 3 waiting")
    assert window.frame.navigation._entries["other"].accessibleName() == "Other"
    assert window.frame.top.bell.due == 3


def test_what_the_command_line_writes_meanwhile_is_shown_within_one_look(
    window: Window, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    panel = book(window)
    settle(window, qtbot)
    assert panel.count == 3

    def add() -> None:
        with App.open(store, clock) as other:
            other.customers.add(NewCustomer(name="Derya Kılıç"))

    elsewhere(add)
    assert window.desk is not None
    window.desk.surroundings.look()
    qtbot.waitUntil(lambda: panel.count == 4)
    qtbot.waitUntil(lambda: window.frame.navigation._entries["book"].waiting == 4)


def test_the_status_line_states_facts_only(window: Window) -> None:
    assert window.frame.status.words() == "On this computer · 3 customers · No backup yet"


def test_the_shops_name_stands_in_the_navigation_and_the_title(window: Window, qtbot: QtBot) -> None:
    window.ctx.do(window, lambda: settings.put(window.ctx.app.db, settings.SHOP_NAME, "Zeytin Dalı Butik"))
    qtbot.waitUntil(lambda: window.windowTitle() == "Zeytin Dalı Butik · Desktop CRM")


def test_the_last_page_is_remembered(open_window: OpenWindow, people: dict[str, int], qtbot: QtBot) -> None:
    first = open_window()
    first.turn("other")
    first.close()
    qtbot.waitUntil(lambda: first.desk is None)
    assert open_window().frame.current == "other"


def test_geometry_is_kept_when_the_window_closes(window: Window, preferences: Preferences, qtbot: QtBot) -> None:
    window.close()
    qtbot.waitUntil(lambda: window.desk is None)
    assert Preferences(preferences.file).value("geometry") is not None


@pytest.mark.feature("J8")
def test_switching_the_language_keeps_the_page_the_thing_and_the_field(
    window: Window, people: dict[str, int], preferences: Preferences, qtbot: QtBot
) -> None:
    window.ctx.go.to("customer", people["Şükrü İnce"])
    before = book(window)
    before.field.setFocus()
    preferences.put(LANGUAGE, "tr")
    qtbot.waitUntil(lambda: window.frame.panel("book") not in (None, before))
    after = book(window)
    assert after.opened == [("customer", people["Şükrü İnce"])]
    assert window.frame.current == "book"
    assert window.focusWidget() is after.field


@pytest.mark.feature("J8")
def test_text_size_and_colours_change_at_once(window: Window, preferences: Preferences, qtbot: QtBot) -> None:
    before = window.frame
    preferences.put(TEXT_SIZE, 150)
    qtbot.waitUntil(lambda: window.frame is not before)
    assert theme().percent == 150
    preferences.put(THEME, "dark")
    assert theme().dark


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (683, 467)])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_control_is_unnamed_and_no_word_is_cut(
    window: Window, preferences: Preferences, language: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    preferences.put(LANGUAGE, language)
    window.resize(*size)
    qtbot.wait(1)
    settle(window, qtbot)
    assert problems(window) == []


def test_a_small_window_shows_icons_alone(window: Window) -> None:
    window.resize(683, 467)
    assert window.frame.navigation.width() == NARROW
    button = next(button for button, _words in window.frame.top._actions)
    assert (button.text(), button.accessibleName()) == ("", "Add follow-up")
    window.resize(1280, 720)
    assert button.text().strip() == "Add follow-up"


def test_files_dropped_on_the_window_go_to_the_import_page(window: Window, tmp_path: Path) -> None:
    sheet = tmp_path / "orders.csv"
    sheet.write_text("a;b\n1;2\n")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sheet)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.com/x")])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), action, mime, button, none))
    assert window.drops is not None
    assert window.drops.hint is not None
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), action, mime, button, none))
    panel = window.frame.panel("other")
    assert isinstance(panel, OtherPanel)
    assert panel.files == [sheet]
    assert window.drops.hint is None


def test_closing_waits_for_the_writer_and_loses_nothing(
    window: Window, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def slow() -> None:
        go_on.wait(10)
        window.ctx.app.customers.add(NewCustomer(name="Son Müşteri"))

    window.ctx.do(window, slow)
    window.close()
    assert window.isVisible()
    waiting = window.findChild(Waiting)
    assert waiting is not None
    qtbot.waitUntil(waiting.isVisible)
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    with App.open(store, clock) as again:
        assert [hit.title for hit in again.search("son musteri")] == ["Son Müşteri"]


def test_a_book_of_another_version_is_said_to_be_made_ready(
    store: Path, clock: FakeClock, preferences: Preferences, people: dict[str, int], done: Done, qtbot: QtBot
) -> None:
    with closing(sqlite.connect(store, mode="rw")) as connection:
        connection.execute("PRAGMA user_version = 1")
    go_on = threading.Event()

    def slow(path: Path) -> App:
        assert go_on.wait(10)
        return App.open(path, clock)

    dress(preferences)
    window = Window(store, preferences, lambda: parts(done), opener=slow)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(Adapting) is not None and window.findChild(Adapting).isVisible())
    assert [label.text() for label in window.findChild(Adapting).findChildren(PlainLabel)] == [
        "Your book is being made ready for this version of the program…"
    ]
    with qtbot.waitSignal(window.ready):
        go_on.set()
    settle(window, qtbot)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChild(Adapting) is None
    window.close()
    qtbot.waitUntil(lambda: window.desk is None)


def test_a_book_of_this_version_is_opened_without_a_word(
    open_window: OpenWindow, people: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Adapting, "__init__", lambda *_told: pytest.fail("nothing needs to be made ready"))
    assert open_window().desk is not None


def test_a_backup_is_made_before_the_window_closes(window: Window, store: Path, qtbot: QtBot) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(list(store.with_name(f"{store.name}-backups").glob("*.crm"))) == 1


def test_a_locked_store_is_said_in_one_sentence_and_can_be_tried_again(
    open_window: OpenWindow, store: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with StoreLock(store, exclusive=True):
        window = open_window(wait=False)
        with qtbot.waitSignal(window.stopped):
            pass
    trouble = window.body
    assert isinstance(trouble, Trouble)
    assert "open in another copy of the program" in trouble.accessibleName()
    caplog.clear()
    with qtbot.waitSignal(window.ready):
        trouble.buttons[0].click()


def test_keys_of_a_page_work_on_that_page_only(window: Window, done: Done, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    book(window).field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert done.runs == []
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert done.runs == ["add"]


def test_the_bell_runs_its_command(window: Window, done: Done) -> None:
    window.frame.top.bell.click()
    assert done.runs == ["ring"]


def test_the_window_refuses_the_store_to_the_thread_that_draws(window: Window) -> None:
    with pytest.raises(RuntimeError, match="draws the window"):
        window.ctx.app.read(lambda _session: None)
