"""The files of a customer on their card: kept by drop or choice, opened as copies, never run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from tests.patience import gathering
from tests.ui.kit.parts import HOSTILE, FakeAsk, FakeTell, held_writer, press
from ui.attachments.dialog import DescribeDialog
from ui.attachments.plug import TAB
from ui.attachments.tab import FilesTab
from ui.kit import lint
from ui.kit.context import Context
from ui.kit.menus import Menu

Settle = Callable[[], None]


@pytest.fixture
def ask() -> FakeAsk:
    return FakeAsk()


@pytest.fixture
def tell() -> FakeTell:
    return FakeTell()


@pytest.fixture
def ctx(app: App, qapp: QApplication, ask: FakeAsk, tell: FakeTell) -> Iterator[Context]:
    context = Context(app, ask=ask, tell=tell)
    yield context
    context.close()
    context.deleteLater()


@pytest.fixture
def settle(ctx: Context, qtbot: QtBot) -> Settle:
    def wait() -> None:
        for _round in range(3):
            qtbot.waitUntil(lambda: not ctx.jobs.busy and not gathering())
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return wait


@pytest.fixture
def tab(app: App, ctx: Context, qtbot: QtBot, settle: Settle) -> FilesTab:
    customer = app.customers.add(NewCustomer(name="Ayşe Öz"))
    made = TAB.make(ctx, customer)
    assert isinstance(made, FilesTab)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    settle()
    return made


def names(tab: FilesTab) -> list[str]:
    rows = (tab.list.row_at(place) for place in range(tab.list.count()))
    return [row.title for row in rows if row is not None]


def keep(tab: FilesTab, folder: Path, qtbot: QtBot, name: str = "fatura.pdf") -> int:
    (folder / name).write_bytes(b"%PDF")
    tab.keep([folder / name])
    qtbot.waitUntil(lambda: names(tab) == [name])
    found = tab.list.pages.ids[0]
    tab.list.setCurrentIndex(tab.list.model().index(0, 0))
    tab.list.setFocus()
    return found


class _Opened:
    """Takes the files that would be opened by another program."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.takes = True

    def __call__(self, url: QUrl) -> bool:
        self.files.append(Path(url.toLocalFile()))
        return self.takes


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> _Opened:
    taken = _Opened()
    monkeypatch.setattr(QDesktopServices, "openUrl", taken)
    return taken


@pytest.mark.feature("A11")
def test_files_dropped_on_the_tab_are_kept_and_undone(
    tab: FilesTab, tell: FakeTell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("foto.jpg", "mektup.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("foto.jpg", "mektup.txt")])
    where, how = Qt.DropAction.CopyAction, (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), where, carried, *how)
    QApplication.sendEvent(tab, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(tab, QDropEvent(QPointF(5, 5), where, carried, *how))
    qtbot.waitUntil(lambda: sorted(names(tab)) == ["foto.jpg", "mektup.txt"])
    words, undo = tell.said[-1]
    assert words == "2 files kept"
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: names(tab) == [])
    assert "No files yet" in tab.list.overlay.words


def test_enter_opens_a_copy_and_leaves_the_kept_one_alone(
    tab: FilesTab, opened: _Opened, tell: FakeTell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    keep(tab, tmp_path, qtbot)
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    settle()
    (copy,) = opened.files
    assert copy.name == "fatura.pdf"
    assert copy.parent != tmp_path
    assert copy.read_bytes() == b"%PDF"
    opened.takes = False
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    settle()
    assert "No program on this computer opens this" in tell.said[-1][0]


def test_what_would_run_is_only_saved(
    tab: FilesTab, ask: FakeAsk, opened: _Opened, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    made = keep(tab, tmp_path, qtbot, "program.exe")
    ask.path = tmp_path / "elsewhere.exe"
    tab.open_copy(made)
    settle()
    assert opened.files == []
    assert ask.path.read_bytes() == b"%PDF"


def test_a_file_is_renamed_noted_and_deleted_by_key(
    app: App, tab: FilesTab, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    keep(tab, tmp_path, qtbot)
    QTest.keyClick(tab.list, Qt.Key.Key_F2)
    dialog = tab.window().findChild(DescribeDialog)
    assert dialog is not None
    dialog.name.set_value(" ")
    dialog.verb.click()
    settle()
    assert dialog.isVisible(), "a file without a name is refused beside the field"
    dialog.name.set_value("iade.pdf")
    dialog.note.set_value("kusurlu")
    dialog.verb.click()
    qtbot.waitUntil(lambda: names(tab) == ["iade.pdf"])
    row = tab.list.row_at(0)
    assert row is not None
    assert row.second == "kusurlu"
    QTest.keyClick(tab.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(tab) == [])


def test_delete_pressed_twice_or_held_down_deletes_one_file_once(
    app: App, ctx: Context, tab: FilesTab, tell: FakeTell, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    keep(tab, tmp_path, qtbot)
    tell.said.clear()
    with held_writer(ctx):
        press(tab.list, Qt.Key.Key_Delete)
        press(tab.list, Qt.Key.Key_Delete)
        assert ctx.jobs.writing == 2
    qtbot.waitUntil(lambda: names(tab) == [])
    settle()
    assert tell.errors == []
    keep(tab, tmp_path, qtbot)
    press(tab.list, Qt.Key.Key_Delete, held=True)
    assert ctx.jobs.writing == 0


def test_the_menu_offers_everything_and_saves_a_copy(
    tab: FilesTab, ask: FakeAsk, tell: FakeTell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    made = keep(tab, tmp_path, qtbot)
    tab.list.acted.emit("more", made)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open a copy", "Save a copy", "Rename or note", "Delete",
    ]  # fmt: skip
    ask.path = tmp_path / "kopya.pdf"
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert ask.path.read_bytes() == b"%PDF"
    assert tell.said[-1][0] == "Saved: kopya.pdf"


def test_copies_saved_one_after_the_other_are_all_finished(
    app: App, tab: FilesTab, ask: FakeAsk, tell: FakeTell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    made = keep(tab, tmp_path, qtbot)
    told = len(tell.said)
    wanted = [f"kopya {place}.pdf" for place in range(8)]
    for name in wanted:
        ask.path = tmp_path / name
        tab.save_as(made)
    settle()
    assert [name for name in wanted if not (tmp_path / name).exists()] == []
    assert sorted(words for words, _undo in tell.said[told:]) == [f"Saved: {name}" for name in wanted]


def test_a_file_that_cannot_be_read_is_told(
    tab: FilesTab, tell: FakeTell, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    tab.keep([tmp_path / "yok.pdf"])
    settle()
    assert "yok.pdf could not be read" in str(tell.errors[0])
    assert names(tab) == []


def test_names_are_shown_as_typed_and_nothing_is_unnamed_or_clipped(
    app: App, tab: FilesTab, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    made = keep(tab, tmp_path, qtbot)
    tab._ctx.do(tab, lambda: app.attachments.describe(made, HOSTILE, HOSTILE))
    qtbot.waitUntil(lambda: names(tab) == [HOSTILE])
    assert lint.problems(tab) == []
