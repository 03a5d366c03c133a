"""The context on a real store: a write refreshes who watches, and its message takes it back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from datetime import date
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.app import App
from desktop_crm.followups import queries
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.platform.undo import steps
from tests.ui.kit.parts import FakeAsk, FakeTell
from ui.kit.context import Context, Person
from ui.kit.desks import Desks, Key
from ui.kit.gallery import Gallery
from ui.kit.theme import Mode, theme


@pytest.fixture
def desk(app: App, qtbot) -> Iterator[Context]:
    """A context on an empty store."""
    context = Context(app, ask=FakeAsk(), tell=FakeTell())
    yield context
    context.close()
    context.deleteLater()


def test_a_write_refreshes_the_panel_and_is_taken_back_by_its_message(desk: Context, qtbot) -> None:
    panel, heard, counts = QWidget(), [], []
    qtbot.addWidget(panel)
    panel.show()
    desk.watch(panel, ["followups"], heard.append)
    new = NewFollowUp("Call about the offer", date(2026, 11, 24))
    desk.do(panel, lambda: desk.app.followups.plan(new), said="Follow-up planned")
    qtbot.waitUntil(lambda: bool(heard) and bool(desk.tell.said))
    assert heard[0]["followups"]
    ((said, undo),) = desk.tell.said
    assert (said, undo is not None) == ("Follow-up planned", True)
    desk.load(panel, queries.count, counts.append)
    qtbot.waitUntil(lambda: counts == [1])
    undo()
    qtbot.waitUntil(lambda: len(desk.tell.said) == 2)
    desk.load(panel, queries.count, counts.append)
    qtbot.waitUntil(lambda: counts == [1, 0])
    assert desk.tell.said[-1][0].startswith("Undone: ")


def test_a_panel_that_is_gone_is_let_go_of_while_its_store_stays_open(desk: Context, qtbot) -> None:
    panel, counts = QWidget(), []
    desk.load(panel, queries.count, counts.append)
    qtbot.waitUntil(lambda: counts == [0] and not desk.jobs.busy)
    gone = ref(panel)
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del panel
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)  # the reader lets go a moment later


def test_the_keys_of_a_page_work_on_the_panel_in_sight_and_hold_none(desk: Context, qtbot) -> None:
    pressed: list[object] = []
    desks: Desks[QWidget] = Desks("Page", [Key("page.press", "Press", "X", "check", pressed.append)])
    (command,) = desks.commands(desk)
    command.run()
    panel = QWidget()
    desks.stand(desk, panel)
    command.run()
    assert pressed == []
    panel.show()
    command.run()
    assert pressed == [panel]
    pressed.clear()
    gone = ref(panel)
    panel.close()
    del panel
    gc.collect()
    assert gone() is None
    command.run()
    assert pressed == []


def test_with_nothing_to_undo_the_store_says_so(desk: Context, qtbot) -> None:
    desk.undo()
    qtbot.waitUntil(lambda: bool(desk.tell.said))
    assert desk.tell.said == [("There is nothing to undo.", None)]


def test_the_gallery_opens_and_switches_theme_language_and_size(ctx: Context, qtbot) -> None:
    window = Gallery(ctx)
    qtbot.addWidget(window)
    window.resize(1280, 900)
    window.show()
    for words in ("Dark", "Türkçe", "A+"):
        (button,) = [b for b in window.findChildren(type(window._switches.itemAt(0).widget())) if b.text() == words]
        button.click()
    assert (theme().mode, theme().percent) == (Mode.DARK, 110)
    qtbot.waitUntil(lambda: not ctx.jobs.busy)


@pytest.mark.feature("J11")
def test_what_waits_is_written_by_who_asked_for_it_though_somebody_else_works_by_then(desk: Context, qtbot) -> None:
    mine, theirs = (Person(desk.app.staff.add(name), name) for name in ("Elif", "Aylin"))
    go_on = threading.Event()
    desk.set_me(mine)
    desk.do(desk, lambda: (go_on.wait(5), desk.app.followups.plan(NewFollowUp("Call", date(2026, 11, 24)))))
    desk.set_me(theirs)
    go_on.set()
    desk.do(desk, lambda: desk.app.followups.plan(NewFollowUp("Write", date(2026, 11, 24))))
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert [step.staff_id for step in desk.app.read(lambda session: steps(session, 2))] == [theirs.id, mine.id]
