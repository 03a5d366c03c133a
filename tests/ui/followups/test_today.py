"""The page of the day: what it shows, and everything on it done and undone by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, NewFollowUp, State
from desktop_crm.platform import i18n
from tests.clock import FakeClock
from tests.patience import LONG
from tests.ui.followups.conftest import elsewhere
from tests.ui.kit.parts import HOSTILE, FakeTell, held_readers, held_writer
from ui.followups.dialog import FollowUpDialog
from ui.followups.model import Span
from ui.followups.page import PAGE
from ui.followups.panel import TodayPanel
from ui.kit import exporting, lint
from ui.kit.commands import Commands
from ui.kit.context import Context, Person
from ui.kit.menus import Menu
from ui.kit.month import MonthPopup
from ui.kit.theme import Mode, theme

TODAY = date(2026, 11, 21)
Settle = Callable[[], None]


def plan(app: App, title: str, away: int = 0, wall: time | None = None, **more: object) -> int:
    new = NewFollowUp(title, TODAY + timedelta(days=away), due_time=wall, **more)
    return elsewhere(lambda: app.followups.plan(new))


def one(app: App, followup_id: int) -> FollowUp:
    return elsewhere(lambda: app.read(lambda session: queries.one(session, followup_id)))


def count(app: App) -> int:
    return elsewhere(lambda: app.read(lambda session: queries.waiting(session, app.db.clock.now())))


def titles(panel: TodayPanel) -> list[str]:
    rows = (panel.list.row_at(place) for place in range(panel.list.count()))
    return ["" if row is None else row.title for row in rows]


@pytest.fixture
def opened(ctx: Context, qtbot: QtBot, settle: Settle) -> Callable[[], TodayPanel]:
    """Opens the page as the window does: with the keys of its commands."""

    def show() -> TodayPanel:
        assert PAGE.commands is not None
        panel, keys = TodayPanel(ctx), Commands(PAGE.commands(ctx))
        for command in keys:
            if command.where == PAGE.title:
                panel.addAction(keys.action(command.id, panel))
        panel.resize(1072, 642)
        with qtbot.waitActive(panel, timeout=LONG):
            panel.show()
        settle()
        panel.list.setFocus()
        settle()
        return panel

    return show


def press(panel: TodayPanel, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.list, key, modifier)


def menu() -> Menu:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Menu) and one.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.feature("C1")
def test_the_page_greets_and_groups_what_is_late_and_due(
    app: App, ctx: Context, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    elif_ = elsewhere(lambda: app.staff.add("Elif"))
    ctx.set_me(Person(elif_, "Elif"))
    plan(app, "geciken", -2)
    plan(app, "dünkü", -1)
    plan(app, "öğlen geçti", 0, time(11, 0))
    plan(app, "birazdan", 0, time(13, 0))
    plan(app, "bugün içinde")
    plan(app, "yarın", 1, time(10, 0))
    plan(app, "salı", 3)
    plan(app, "uzak", 30)
    panel = opened()
    assert panel._title.text() == "Good afternoon, Elif"
    assert panel._day.text() == "Saturday, 21 November 2026 · 5 follow-ups"
    assert titles(panel) == ["Late · 3", "geciken", "dünkü", "öğlen geçti", "Today · 2", "birazdan", "bugün içinde"]
    chips = [row.chips[-1] for n in range(panel.list.count()) if (row := panel.list.row_at(n)) and not row.heading]
    assert [(chip.text, chip.tone) for chip in chips] == [
        ("2 days late", "red"), ("Yesterday", "red"), ("11:00 has passed", "red"),
        ("13:00", "amber"), ("Today", "accent"),
    ]  # fmt: skip
    panel.show_span(Span.WEEK)
    settle()
    assert titles(panel)[-2:] == ["Tomorrow · 1", "yarın"]
    panel.show_span(Span.ALL)
    settle()
    assert titles(panel)[-3:] == ["Coming · 2", "salı", "uzak"]


def test_only_mine_hides_what_others_do_and_everyones_names_them(
    app: App, ctx: Context, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    elif_, emre = elsewhere(lambda: app.staff.add("Elif")), elsewhere(lambda: app.staff.add("Emre"))
    plan(app, "benim", owner_id=elif_)
    plan(app, "onun", owner_id=emre)
    panel = opened()
    assert not panel._mine.isVisible()
    ctx.set_me(Person(elif_, "Elif"))
    settle()
    assert [row.second for n in (1, 2) if (row := panel.list.row_at(n))] == ["", "Emre"]
    panel._mine.click()
    settle()
    assert titles(panel) == ["Today · 1", "benim"]


@pytest.mark.feature("C1")
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_D])
def test_a_follow_up_is_done_and_opened_again_in_place_by_one_key(
    app: App, ctx: Context, tell: FakeTell, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot, key: Qt.Key
) -> None:
    first, second = plan(app, "ilk"), plan(app, "ikinci")
    panel = opened()
    press(panel, key)
    qtbot.waitUntil(lambda: tell.said[-1:] != [] and one(app, first).state is State.DONE)
    qtbot.waitUntil(lambda: bool((row := panel.list.row_at(1)) and row.done))
    assert titles(panel) == ["Today · 2", "ilk", "ikinci"]
    assert panel.list.current_id == first
    assert (tell.said[-1][0], tell.said[-1][1] is not None) == ("Done: ilk", True)
    press(panel, key)
    qtbot.waitUntil(lambda: one(app, first).state is State.OPEN)
    settle()
    assert one(app, second).state is State.OPEN


def test_what_was_done_leaves_the_list_when_somebody_turns_to_something_else(
    app: App, opened: Callable[[], TodayPanel], qtbot: QtBot
) -> None:
    first, _ = plan(app, "ilk"), plan(app, "ikinci")
    panel = opened()
    press(panel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool((row := panel.list.row_at(1)) and row.done))
    panel._spans.buttons()[0].setFocus()
    qtbot.waitUntil(lambda: titles(panel) == ["Today · 1", "ikinci"])
    qtbot.waitUntil(lambda: panel.done.count() == 1)
    panel._fold.click()
    assert panel.done.isVisible()
    panel.done.setFocus()
    QTest.keyClick(panel.done, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: one(app, first).state is State.OPEN)
    qtbot.waitUntil(lambda: "ilk" in titles(panel))


@pytest.mark.feature("C5")
def test_postponing_by_keyboard_moves_the_follow_up_and_is_undone(
    app: App, ctx: Context, tell: FakeTell, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot
) -> None:
    made = plan(app, "ara", 0, time(10, 30))
    panel = opened()
    press(panel, Qt.Key.Key_P)
    settle()
    words = [action.text() for action in menu().actions() if action.text()]
    assert words == [
        "In 10 minutes", "In 1 hour", "This evening", "Tomorrow morning", "Next working day", "In 1 week",
        "Choose a day…",
    ]  # fmt: skip
    for _ in range(4):
        QTest.keyClick(menu(), Qt.Key.Key_Down)
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one(app, made).due_date == date(2026, 11, 23))
    assert one(app, made).due_time == time(10, 30)
    settle()
    text, undo = tell.said[-1]
    assert text == "Postponed to 23 Nov Monday 10:30: ara"
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: one(app, made).due_date == TODAY)


@pytest.mark.feature("C5")
@pytest.mark.parametrize(("wall", "kept"), [(time(15, 30), time(9)), (None, None)])
def test_tomorrow_morning_means_the_morning_for_what_has_a_time(
    app: App, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot, wall: time | None, kept: time | None
) -> None:
    made = plan(app, "ara", 0, wall)
    panel = opened()
    press(panel, Qt.Key.Key_P)
    settle()
    next(action for action in menu().actions() if action.text() == "Tomorrow morning").trigger()
    qtbot.waitUntil(lambda: one(app, made).due_date == TODAY + timedelta(days=1))
    assert one(app, made).due_time == kept


def test_groups_move_at_midnight_also_while_the_list_has_the_focus(
    app: App, clock: FakeClock, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot
) -> None:
    plan(app, "ara", 0)
    plan(app, "yaz", 1)
    panel = opened()
    panel.show_span(Span.ALL)
    settle()
    panel.list.setFocus()
    assert titles(panel) == ["Today · 1", "ara", "Tomorrow · 1", "yaz"]
    clock.set(TODAY + timedelta(days=1), time(0, 1))
    panel._pass_time()
    settle()
    assert titles(panel) == ["Late · 1", "ara", "Today · 1", "yaz"]


def test_a_day_is_chosen_from_the_calendar(
    app: App, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot
) -> None:
    made = plan(app, "ara")
    panel = opened()
    press(panel, Qt.Key.Key_P)
    settle()
    menu().actions()[-1].trigger()
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MonthPopup))
    QTest.keyClick(popup.panel.grid, Qt.Key.Key_Down)
    QTest.keyClick(popup.panel.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one(app, made).due_date == TODAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("modifier", "said"),
    [(Qt.KeyboardModifier.NoModifier, "Cancelled: ara"), (Qt.KeyboardModifier.ShiftModifier, "Deleted: ara")],
)
def test_what_is_cancelled_or_deleted_by_key_comes_back_by_undo(
    app: App, tell: FakeTell, opened: Callable[[], TodayPanel], qtbot: QtBot, modifier: Qt.KeyboardModifier, said: str
) -> None:
    made = plan(app, "ara")
    panel = opened()
    press(panel, Qt.Key.Key_Delete, modifier)
    qtbot.waitUntil(lambda: bool(tell.said))
    assert tell.said[0][0] == said
    assert count(app) == 0
    undo = tell.said[0][1]
    assert undo is not None
    if modifier:
        qtbot.waitUntil(lambda: titles(panel) == [])
    undo()
    qtbot.waitUntil(lambda: count(app) == 1)
    assert one(app, made).state is State.OPEN
    qtbot.waitUntil(lambda: titles(panel) == ["Today · 1", "ara"])


@pytest.mark.parametrize(
    ("key", "modifier", "said"),
    [
        (Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier, "Done: ara"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "Cancelled: ara"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier, "Deleted: ara"),
    ],
)
def test_a_key_pressed_twice_on_a_slow_disk_counts_once(
    app: App,
    ctx: Context,
    tell: FakeTell,
    opened: Callable[[], TodayPanel],
    settle: Settle,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    said: str,
) -> None:
    plan(app, "ara")
    panel = opened()
    with held_writer(ctx):
        for _time in range(2):
            press(panel, key, modifier)
            qtbot.waitUntil(lambda: ctx.jobs.writing > 1 and ctx.jobs.busy == ctx.jobs.writing)
    settle()
    assert [words for words, _undo in tell.said] == [said]
    assert tell.errors == []


def test_the_customer_and_the_form_open_by_key(
    app: App, ctx: Context, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name="Işıl Ak")))
    plan(app, "ara", customer_id=customer)
    panel, went = opened(), []
    ctx.go.asked.connect(lambda kind, thing: went.append((kind, thing)))
    press(panel, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: went == [("customer", customer)])
    press(panel, Qt.Key.Key_E)
    qtbot.waitUntil(
        lambda: any(isinstance(w, FollowUpDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    )
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FollowUpDialog)).form
    assert (form.title.value(), form.person.value()) == ("ara", customer)


@pytest.mark.feature("C1")
def test_what_is_ticked_is_done_also_where_its_customer_is_opened_at_once(
    app: App, ctx: Context, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name="Işıl Ak")))
    made = plan(app, "ara", customer_id=customer)
    panel, went = opened(), []
    ctx.go.asked.connect(lambda kind, thing: went.append((kind, thing)))
    with held_readers(ctx):
        panel.verbs.tick(made)
        panel.verbs.open_customer(made)
    settle()
    assert went == [("customer", customer)]
    assert one(app, made).state is State.DONE


def test_an_empty_day_teaches_and_offers_to_plan(opened: Callable[[], TodayPanel], qtbot: QtBot) -> None:
    panel = opened()
    assert "Nothing is left to do today" in panel.list.overlay.words
    assert "reminds you" in panel.list.overlay.words
    panel.list.overlay._button.click()
    qtbot.waitUntil(lambda: any(isinstance(w, FollowUpDialog) for w in QApplication.topLevelWidgets()))


def test_the_groups_follow_the_clock(
    app: App, clock: FakeClock, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    plan(app, "ara", 0, time(13, 0))
    panel = opened()
    assert titles(panel)[0] == "Today · 1"
    clock.tick(hours=2)
    panel.list.clearFocus()
    panel._pass_time()
    settle()
    assert titles(panel)[0] == "Late · 1"


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_nothing_is_unnamed_clipped_or_read_as_html(
    app: App, ctx: Context, opened: Callable[[], TodayPanel], settle: Settle, language: str, mode: Mode
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name=HOSTILE)))
    plan(app, HOSTILE, -2, customer_id=customer, note=HOSTILE, channel="phone")
    i18n.use(language)
    theme().use(mode)
    panel = opened()
    assert HOSTILE in titles(panel)
    assert lint.problems(panel) == []
    theme().use(Mode.LIGHT)


def test_twenty_thousand_follow_ups_are_listed_without_holding_the_window(
    app: App, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    def fill() -> None:
        from desktop_crm.followups.tables import FollowUpTable

        with app.db.write_bulk("Plan follow-up") as running:
            first = running.block(FollowUpTable.__table__, 20_000)
            running.connection.exec_driver_sql(
                "INSERT INTO followups (id, title, due_date, zone, state, created_at, change_id) "
                "VALUES (?, 'ara', ?, 'Europe/Istanbul', 'open', 0, ?)",
                [
                    (first + n, (TODAY + timedelta(days=n % 400 - 10)).isoformat(), running.change_id)
                    for n in range(20_000)
                ],
            )

    elsewhere(fill)
    panel = opened()
    panel.show_span(Span.ALL)
    settle()
    assert panel.list.count() == 20_004
    assert len(panel.list.pages.rows) < 1000


def test_the_menu_of_a_row_offers_what_fits_its_state(
    app: App, opened: Callable[[], TodayPanel], settle: Settle, qtbot: QtBot
) -> None:
    customer = elsewhere(lambda: app.customers.add(NewCustomer(name="Işıl Ak")))
    made = plan(app, "ara", customer_id=customer)
    panel = opened()
    press(panel, Qt.Key.Key_Right)
    press(panel, Qt.Key.Key_Right)
    press(panel, Qt.Key.Key_Return)
    settle()
    words = [action.text() for action in menu().actions() if action.text()]
    assert words == ["Done", "Edit", "Open the customer", "Not needed any more", "Delete"]
    menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: one(app, made).state is State.DONE)


@pytest.mark.feature("J6")
def test_what_the_list_shows_is_offered_to_be_written_in_its_order_without_its_headings(
    app: App, opened: Callable[[], TodayPanel], settle: Settle
) -> None:
    today, late = plan(app, "bugün"), plan(app, "geciken", -2)
    later = plan(app, "uzak", 30)
    panel = opened()
    (offer,) = exporting.offered()
    assert (offer.list, offer.ids(None), list(offer.chosen)) == ("followups", [late, today], [])
    panel.verbs.tick(late)
    settle()
    (offer,) = exporting.offered()
    assert offer.ids(None) == [late, today], "what is ticked stays in sight, so it is written"
    panel.show_span(Span.ALL)
    settle()
    (offer,) = exporting.offered()
    assert offer.ids(None) == [today, later]
