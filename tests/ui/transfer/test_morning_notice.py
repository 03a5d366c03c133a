"""The offer of the morning's file: it comes when the file is whole, and says what it would bring."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.app import App
from desktop_crm.transfer import morning as core
from tests.core.transfer.conftest import HEADER
from tests.ui.kit.parts import held_writer
from tests.ui.transfer.conftest import AYSE
from tests.ui.transfer.seen import spoken
from ui.followups.panel import TodayPanel
from ui.kit.context import Context
from ui.kit.lint import problems
from ui.transfer import morning
from ui.transfer.looking import keep_in_mind
from ui.transfer.morning import BLOCK, Morning, Notice
from ui.transfer.panel import TransferPanel
from ui.transfer.waiting import TAKE, Waiting

Home = Callable[[], None]


@pytest.fixture
def folder(app: App, tmp_path: Path) -> Path:
    """A watched folder, as of long ago."""
    made = tmp_path / "indirilenler"
    made.mkdir()
    core.watch(app.db, made, "N11")
    core._keep(app.db, [core.Folder(str(made), 0, "N11")])
    return made


@pytest.fixture
def window(ctx: Context, qtbot) -> Iterator[QWidget]:
    """A window with the watch running; looks are taken by hand."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    stop = morning.start(ctx, made)
    morning.watch_of(ctx).stop()
    yield made
    stop()


def look_twice(ctx: Context, home: Home) -> Morning:
    """Look two times, once those looks are over that the watch takes by itself when it hears of something."""
    watching = morning.watch_of(ctx)
    home()
    watching.stop()
    home()
    for _ in range(2):
        watching.stop()
        watching.look()
        home()
    watching.stop()
    home()
    return watching


def notice(window: QWidget) -> Notice:
    return window.findChild(Notice)


@pytest.mark.feature("E7")
def test_a_new_file_is_offered_with_what_it_would_bring_and_a_look_brings_it(
    app: App, ctx: Context, window: QWidget, folder: Path, home: Home
) -> None:
    path = folder / "liste.csv"
    path.write_text(f"{HEADER}\n{AYSE}", encoding="utf-8")
    look_twice(ctx, home)
    shown = notice(window)
    assert shown.isVisible()
    assert shown.heading.text() == "New: liste.csv"
    assert shown.second.text().endswith("1 new customer")
    assert problems(window) == []
    asked: list[object] = []
    ctx.go.asked.connect(lambda _kind, thing: asked.append(thing))
    shown.take.click()
    morning.take_waiting(ctx)
    assert asked == [[path], [path]]
    assert not shown.isVisible()


@pytest.mark.feature("E7")
def test_not_this_file_is_remembered_and_can_be_taken_back(
    app: App, ctx: Context, window: QWidget, folder: Path, home: Home
) -> None:
    (folder / "liste.csv").write_text(f"{HEADER}\n{AYSE}", encoding="utf-8")
    look_twice(ctx, home)
    notice(window).leave.click()
    home()
    assert look_twice(ctx, home).files == ()
    assert not notice(window).isVisible()
    morning.take_waiting(ctx)
    assert ctx.tell.said[-1][0] == "No new file is waiting in your folders."
    app.undo()
    assert len(look_twice(ctx, home).files) == 1


@pytest.mark.feature("E7")
def test_the_import_page_lists_what_waits_and_folders_are_left_there(
    app: App, ctx: Context, window: QWidget, folder: Path, panel: TransferPanel, home: Home
) -> None:
    (folder / "liste.csv").write_text(f"{HEADER}\n{AYSE}", encoding="utf-8")
    look_twice(ctx, home)
    assert spoken(panel, "New in your folders")[0].startswith("liste.csv")
    panel.show_files([folder / "liste.csv"])
    home()
    assert panel.preview.seen.report.files[0].shop == "N11"
    panel.go_back()
    panel.start.next_time.rows.acted.emit("forget", 0)
    home()
    assert app.read(core.folders) == []


@pytest.mark.feature("E7")
def test_a_file_is_passed_over_and_a_folder_left_once_however_often_it_is_pressed(
    ctx: Context, window: QWidget, folder: Path, panel: TransferPanel, home: Home
) -> None:
    (folder / "liste.csv").write_text(f"{HEADER}\n{AYSE}", encoding="utf-8")
    watching = look_twice(ctx, home)
    with held_writer(ctx):
        for _time in range(2):
            watching.pass_over(watching.files)
            panel.start.next_time.rows.acted.emit("forget", 0)
        assert ctx.jobs.writing == 3
    home()


@pytest.mark.feature("E7")
def test_a_folder_is_chosen_with_its_shop(
    app: App, ctx: Context, panel: TransferPanel, home: Home, tmp_path: Path
) -> None:
    ctx.ask.path = tmp_path
    dialog = panel.start.next_time.ask_folder()
    dialog.shop.set_value("Trendyol")
    dialog.verb.click()
    home()
    assert [(one.path, one.shop) for one in app.read(core.folders)] == [(str(tmp_path), "Trendyol")]
    ctx.ask.path = None
    assert panel.start.next_time.ask_folder() is None


@pytest.mark.feature("E7")
def test_a_file_that_brings_nothing_new_is_not_offered_again(
    app: App, ctx: Context, window: QWidget, folder: Path, panel: TransferPanel, home: Home, sheet: Callable[..., Path]
) -> None:
    app.transfer.run([sheet(AYSE)])
    (folder / "liste.csv").write_text(f"{HEADER}\n{AYSE}\n;;;;;;", encoding="utf-8")
    assert len(look_twice(ctx, home).files) == 1
    ctx.do(panel, lambda: keep_in_mind(app, [folder / "liste.csv", folder.parent / "x.csv"]))
    home()
    assert look_twice(ctx, home).files == ()


@pytest.mark.feature("E7")
def test_what_waits_stands_on_the_page_of_the_day_and_is_said_once(
    ctx: Context, window: QWidget, folder: Path, home: Home, qtbot
) -> None:
    ctx.blocks = (BLOCK,)
    brought: list[list[Path]] = []
    ctx.go.asked.connect(lambda _kind, files: brought.append(list(files)))
    today = TodayPanel(ctx)
    qtbot.addWidget(today)
    today.show()
    home()
    card = today.findChild(Waiting)
    assert not card.isVisible()
    path = folder / "liste.csv"
    path.write_text(f"{HEADER}\n{AYSE}", encoding="utf-8")
    look_twice(ctx, home)
    assert card.isVisible()
    assert not notice(window).isVisible()
    assert spoken(today, "New in your folders")[0].startswith("liste.csv")
    assert problems(today) == []
    card.rows.acted.emit(TAKE, 0)
    assert brought == [[path]]
    today.hide()
    assert notice(window).isVisible()


def test_the_watch_goes_with_its_store(app: App, qapp: QApplication) -> None:
    ctx = Context(app)
    watching = ref(morning.watch_of(ctx))
    assert morning.watch_of(ctx) is watching()
    ctx.close()
    ctx.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del ctx
    gc.collect()
    assert watching() is None
