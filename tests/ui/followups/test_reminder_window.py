"""The reminder window: rings at its time, catches up at start, never twice, and keeps still under the hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, Later, NewFollowUp, Remind, State
from desktop_crm.platform import i18n
from tests.clock import FakeClock
from tests.ui.followups.conftest import elsewhere
from tests.ui.kit.parts import HOSTILE, FakeTell, held_writer
from ui.followups import reminders
from ui.followups.reminder_window import ReminderWindow, RingRow
from ui.followups.reminders import ReminderWatch, show_reminders
from ui.kit import lint
from ui.kit.context import Context
from ui.kit.labels import PlainLabel
from ui.kit.menus import Menu
from ui.kit.theme import Mode, theme

TUESDAY = date(2026, 11, 24)
QUARTER = Remind(before=15)
Settle = Callable[[], None]


def plan(app: App, title: str = "ara", wall: time = time(10, 30), **more: object) -> int:
    new = NewFollowUp(title, TUESDAY, due_time=wall, reminders=(QUARTER,), **more)
    return elsewhere(lambda: app.followups.plan(new))


def one(app: App, followup_id: int) -> FollowUp:
    return elsewhere(lambda: app.read(lambda session: queries.one(session, followup_id)))


def bell(app: App) -> int:
    return elsewhere(lambda: app.read(queries.ringing_count))


@pytest.fixture
def started(ctx: Context, qtbot: QtBot, settle: Settle) -> Iterator[Callable[[], ReminderWatch]]:
    """Begins to remind, as the window does at its start."""
    begun: list[ReminderWatch] = []

    def start() -> ReminderWatch:
        main = QWidget()
        qtbot.addWidget(main)
        main.show()
        reminders.start(ctx, main)
        settle()
        begun.extend(main.findChildren(ReminderWatch))
        return begun[-1]

    yield start
    for watch in begun:
        if isValid(watch):
            watch.stop()


def words(window: ReminderWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(PlainLabel) if label.isVisible())


def button(row: RingRow | None, text: str) -> QAbstractButton:
    assert row is not None
    return next(found for found in row.findChildren(QAbstractButton) if found.accessibleName().startswith(text))


@pytest.mark.feature("C4")
def test_a_reminder_appears_at_its_moment_without_taking_the_focus(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    plan(app)
    watch = started()
    clock.set(TUESDAY, time(10, 14))
    watch.look()
    settle()
    assert not watch.window.isVisible()
    assert watch._timer.remainingTime() <= 60_000
    clock.set(TUESDAY, time(10, 15))
    watch.look()
    qtbot.waitUntil(watch.window.isVisible)
    flags = watch.window.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert watch.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not watch.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert [ring.followup.title for ring in watch.window.rings] == ["ara"]
    assert "computer was off" not in words(watch.window)
    screen = watch.window.screen().availableGeometry()
    assert screen.contains(watch.window.frameGeometry().center())


@pytest.mark.feature("C4")
def test_what_was_missed_is_shown_once_at_start_and_not_at_the_next(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name="Ayşe Yıldırım", phones=("0532 418 27 90",))))
    plan(app, "sor", customer_id=customer)
    plan(app, "yaz", time(12, 0))
    clock.set(TUESDAY + timedelta(days=2))
    first = started()
    qtbot.waitUntil(first.window.isVisible)
    assert [ring.followup.title for ring in first.window.rings] == ["sor", "yaz"]
    assert "Ayşe Yıldırım · 0532 418 27 90 · came due while the computer was off" in words(first.window)
    first.stop()
    settle()
    second = started()
    assert not second.window.isVisible()
    assert bell(app) == 2


def test_the_bell_hears_of_a_ring(
    app: App, ctx: Context, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    heard: list[set[str]] = []
    ctx.bus.changed.connect(lambda changes, _origin: heard.append(set(changes.tables)))
    plan(app)
    clock.set(TUESDAY, time(10, 15))
    started()
    qtbot.waitUntil(lambda: {"followup_rung"} in heard)
    assert bell(app) == 1


@pytest.mark.feature("C4")
def test_the_window_appears_on_a_slow_disk_where_a_second_look_finds_the_ringing_still_under_way(
    app: App, ctx: Context, clock: FakeClock, started: Callable[[], ReminderWatch], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    plan(app)
    watch = started()
    ring, begun, rang, go_on = app.followups.ring, [], [], Event()

    def slowly() -> bool:
        begun.append(True)
        assert go_on.wait(60)
        rang.append(ring())
        return rang[-1]

    monkeypatch.setattr(app.followups, "ring", slowly)
    clock.set(TUESDAY, time(10, 15))
    watch.look()
    qtbot.waitUntil(lambda: bool(begun))
    watch.look()
    qtbot.waitUntil(lambda: ctx.jobs.writing == 2)
    go_on.set()
    qtbot.waitUntil(lambda: rang == [True, False])
    qtbot.waitUntil(watch.window.isVisible)


@pytest.mark.feature("C4")
def test_asking_for_the_reminders_rings_what_came_due_while_the_timer_slept(
    app: App, ctx: Context, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    plan(app)
    watch = started()
    watch._timer.stop()
    clock.set(TUESDAY, time(10, 20))
    show_reminders(ctx)
    qtbot.waitUntil(watch.window.isVisible)
    assert [ring.followup.title for ring in watch.window.rings] == ["ara"]


def test_a_change_arms_the_timer_anew(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    watch = started()
    clock.set(TUESDAY, time(10, 14, 59))
    plan(app)
    clock.set(TUESDAY, time(10, 15))
    qtbot.waitUntil(watch.window.isVisible)


@pytest.mark.feature("C5")
@pytest.mark.parametrize(("text", "quiet"), [("In 10 min", timedelta(minutes=10)), ("In 1 hour", timedelta(hours=1))])
def test_snoozing_puts_it_away_and_brings_it_back(
    app: App,
    tell: FakeTell,
    clock: FakeClock,
    started: Callable[[], ReminderWatch],
    settle: Settle,
    qtbot: QtBot,
    text: str,
    quiet: timedelta,
) -> None:
    made = plan(app)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    button(watch.window.row(made), text).click()
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    qtbot.waitUntil(lambda: bool(tell.said))
    assert tell.said[-1][1] is not None
    clock.tick(seconds=quiet.total_seconds() - 1)
    watch.look()
    settle()
    assert not watch.window.isVisible()
    clock.tick(seconds=1)
    watch.look()
    qtbot.waitUntil(watch.window.isVisible)


def test_done_from_the_window_completes_and_undo_rings_nothing_again(
    app: App, tell: FakeTell, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    made = plan(app)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    button(watch.window.row(made), "Done").click()
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    assert one(app, made).state is State.DONE
    qtbot.waitUntil(lambda: bool(tell.said))
    undo = tell.said[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: one(app, made).state is State.OPEN)
    watch.look()
    settle()
    assert not watch.window.isVisible()
    assert bell(app) == 1


@pytest.mark.feature("C4")
@pytest.mark.parametrize(
    ("first", "said"),
    [("Done", "Done: ara"), ("In 1 hour", "Reminds again: In 1 hour"), ("Close this", "1 reminder closed")],
)
def test_a_reminder_answered_twice_on_a_slow_disk_is_answered_once(
    app: App,
    ctx: Context,
    tell: FakeTell,
    clock: FakeClock,
    started: Callable[[], ReminderWatch],
    settle: Settle,
    qtbot: QtBot,
    first: str,
    said: str,
) -> None:
    made = plan(app)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    with held_writer(ctx):
        for text in (first, first, "Done", "Tomorrow"):
            button(watch.window.row(made), text).click()
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    settle()
    assert [words for words, _undo in tell.said] == [said]
    assert tell.errors == []


@pytest.mark.feature("C4")
def test_all_closed_twice_on_a_slow_disk_are_closed_once(
    app: App,
    ctx: Context,
    tell: FakeTell,
    clock: FakeClock,
    started: Callable[[], ReminderWatch],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    for title in ("bir", "iki"):
        plan(app, title)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    with held_writer(ctx):
        watch.window.dismissed.emit(None)
        watch.window.snoozed.emit(None, Later.HOUR)
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    settle()
    assert [words for words, _undo in tell.said] == ["2 reminders closed"]


def test_all_are_put_off_by_one_choice_and_undone_as_one(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], settle: Settle, qtbot: QtBot
) -> None:
    for title in ("bir", "iki", "üç"):
        plan(app, title)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    watch.window._ask_all()
    (menu,) = watch.window.findChildren(Menu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "In 10 minutes", "In 1 hour", "This evening", "Tomorrow morning", "Next working day", "In 1 week", "Close all",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    assert bell(app) == 0
    elsewhere(app.undo)
    assert bell(app) == 3


def test_closing_leaves_them_under_the_bell_from_where_they_come_back(
    app: App, ctx: Context, tell: FakeTell, clock: FakeClock, started: Callable[[], ReminderWatch], qtbot: QtBot
) -> None:
    made = plan(app)
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    QTest.keyClick(watch.window, Qt.Key.Key_Escape)
    assert not watch.window.isVisible()
    assert bell(app) == 1
    show_reminders(ctx)
    qtbot.waitUntil(watch.window.isVisible)
    row = watch.window.row(made)
    assert row is not None
    row.answered.emit("dismiss")
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    assert bell(app) == 0
    show_reminders(ctx)
    qtbot.waitUntil(lambda: bool(tell.said) and tell.said[-1][0] == "No reminder is waiting")


def test_what_is_answered_keeps_its_place_while_the_pointer_is_there(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    first, second = plan(app, "bir"), plan(app, "iki")
    clock.set(TUESDAY, time(10, 15))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    monkeypatch.setattr(watch.window, "underMouse", lambda: True)
    place = button(watch.window.row(second), "Done").mapToGlobal(button(watch.window.row(second), "Done").pos())
    button(watch.window.row(first), "Done").click()
    qtbot.waitUntil(lambda: bool((row := watch.window.row(first)) and row.settled))
    assert button(watch.window.row(second), "Done").mapToGlobal(button(watch.window.row(second), "Done").pos()) == place
    assert [ring.followup.id for ring in watch.window.rings] == [second]


def test_hundreds_missed_make_one_window_with_a_count(
    app: App, clock: FakeClock, started: Callable[[], ReminderWatch], qtbot: QtBot
) -> None:
    for number in range(30):
        plan(app, f"iş {number}")
    clock.set(TUESDAY + timedelta(days=1))
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    assert len(watch.window.rings) == 20
    assert "and 10 more on the page “Today”" in words(watch.window)
    assert watch.window.height() <= watch.window.screen().availableGeometry().height()
    watch.window.snoozed.emit(None, Later.HOUR)
    qtbot.waitUntil(lambda: not watch.window.isVisible())
    assert bell(app) == 0


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_nothing_is_unnamed_clipped_or_read_as_html(
    app: App,
    clock: FakeClock,
    started: Callable[[], ReminderWatch],
    settle: Settle,
    qtbot: QtBot,
    language: str,
    mode: Mode,
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name=HOSTILE, phones=("0532 418 27 90",))))
    plan(app, HOSTILE, customer_id=customer)
    clock.set(TUESDAY + timedelta(days=3))
    i18n.use(language)
    theme().use(mode)
    watch = started()
    qtbot.waitUntil(watch.window.isVisible)
    settle()
    assert HOSTILE in words(watch.window)
    assert lint.problems(watch.window) == []
    theme().use(Mode.LIGHT)
