"""Every verb undone exactly, working days, the agenda in its groups, and the customer's history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries, rules
from desktop_crm.followups.tables import ReminderTable
from desktop_crm.followups.timeline import timeline
from desktop_crm.followups.types import FollowUp, NewFollowUp, Remind, State, When
from desktop_crm.platform import settings, undo
from desktop_crm.platform.errors import NotFound
from tests.clock import FakeClock
from tests.dump import logical_dump

TODAY = date(2026, 11, 21)
TUESDAY = date(2026, 11, 24)
FULL = NewFollowUp(
    "Toptan teklif için telefon et", TUESDAY, due_time=time(10, 30), note="40 adet", channel="phone", minutes=30,
    working_day=True, reminders=(Remind(before=15), Remind(wall=time(9))),
)  # fmt: skip


def one(app: App, followup_id: int) -> FollowUp:
    return app.read(lambda session: queries.one(session, followup_id))


def plan(app: App, day: date, wall: time | None = None, title: str = "ara") -> int:
    return app.followups.plan(NewFollowUp(title, day, due_time=wall))


@pytest.mark.feature("C1")
def test_a_planned_follow_up_comes_back_as_it_was_planned(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="Şükrü İnce"))
    elif_ = app.staff.add("Elif")
    made = app.followups.plan(
        NewFollowUp(
            "  Toptan   teklif ", TUESDAY, customer, time(10, 30), " not ", "phone", elif_, 30, working_day=True
        )
    )
    found = one(app, made)
    assert (found.title, found.customer, found.note, found.channel) == ("Toptan teklif", "Şükrü İnce", "not", "phone")
    assert (found.due_date, found.due_time, found.zone, found.minutes) == (TUESDAY, time(10, 30), "Europe/Istanbul", 30)
    assert (found.owner_id, found.working_day, found.state) == (elif_, True, State.OPEN)


VERBS: dict[str, Callable[[App, int], object]] = {
    "Plan follow-up": lambda app, _: app.followups.plan(FULL),
    "Edit follow-up": lambda app, made: app.followups.edit(made, NewFollowUp("başka", TODAY)),
    "Complete follow-up": lambda app, made: app.followups.complete(made),
    "Cancel follow-up": lambda app, made: app.followups.cancel(made),
    "Postpone follow-up": lambda app, made: app.followups.postpone(made, date(2026, 12, 1), time(11)),
    "Delete follow-up": lambda app, made: app.followups.delete(made),
    "Snooze reminder": lambda app, _: app.followups.snooze([1, 2], app.db.clock.now() + 600_000),
    "Dismiss reminder": lambda app, _: app.followups.dismiss([1]),
}


@pytest.mark.parametrize("label", VERBS)
def test_every_verb_is_one_step_that_is_undone_and_redone_exactly(app: App, store: Path, label: str) -> None:
    made = app.followups.plan(FULL)
    before = logical_dump(store)
    VERBS[label](app, made)
    after = logical_dump(store)
    assert after != before
    assert app.read(undo.steps)[0].label == label
    app.undo()
    assert logical_dump(store) == before
    app.redo()
    assert logical_dump(store) == after


def test_reopening_is_undone_too(app: App, store: Path) -> None:
    made = plan(app, TODAY)
    app.followups.complete(made)
    before = logical_dump(store)
    app.followups.reopen(made)
    assert one(app, made).state is State.OPEN
    assert one(app, made).closed_at is None
    app.undo()
    assert logical_dump(store) == before


@pytest.mark.feature("C9")
def test_a_closed_day_shifts_to_the_next_open_one_where_asked(app: App) -> None:
    bayram = date(2026, 10, 29)
    kept = app.followups.plan(NewFollowUp("ara", bayram))
    shifted = app.followups.plan(NewFollowUp("ara", bayram, working_day=True))
    assert (one(app, kept).due_date, one(app, shifted).due_date) == (bayram, date(2026, 10, 30))
    app.followups.postpone(shifted, date(2026, 11, 22))  # a Sunday
    assert one(app, shifted).due_date == date(2026, 11, 23)
    settings.put(app.db, settings.REGION, "DE")
    app.followups.postpone(shifted, bayram)
    assert one(app, shifted).due_date == bayram


def test_what_is_not_there_is_said_to_be_gone(app: App) -> None:
    made = plan(app, TODAY)
    app.followups.delete(made)
    for verb in (app.followups.complete, app.followups.delete, app.followups.reopen):
        with pytest.raises(NotFound):
            verb(made)
    with pytest.raises(NotFound):
        app.followups.snooze([99], 0)
    with pytest.raises(NotFound):
        app.followups.plan(NewFollowUp("ara", TODAY, customer_id=4711))


def test_editing_keeps_the_reminders_that_stay_and_drops_the_others(app: App) -> None:
    made = app.followups.plan(FULL)
    app.followups.edit(made, NewFollowUp("ara", TUESDAY, due_time=time(10, 30), reminders=(Remind(wall=time(9)),)))
    assert app.read(lambda session: queries.reminders(session, made)) == (Remind(wall=time(9)),)
    with app.db.read() as session:
        assert [row.id for row in session.query(ReminderTable)] == [2]


@pytest.mark.feature("C1")
def test_the_agenda_groups_what_is_late_today_tomorrow_and_coming(app: App) -> None:
    late = plan(app, TODAY - timedelta(days=2))
    just_late = plan(app, TODAY, time(12, 0))
    soon = plan(app, TODAY, time(12, 1))
    any_time = plan(app, TODAY)
    tomorrow = plan(app, TODAY + timedelta(days=1), time(8, 0))
    later = plan(app, TUESDAY)
    app.followups.complete(plan(app, TODAY))
    found = app.read(lambda session: queries.agenda(session, app.db.clock.now()))
    assert found.overdue == (late, just_late)
    assert found.today == (soon, any_time)
    assert (found.tomorrow, found.later) == ((tomorrow,), (later,))
    assert [when for when, _ in found.groups()] == list(When)
    assert app.read(lambda session: queries.waiting(session, app.db.clock.now())) == 4
    until = app.read(lambda session: queries.agenda(session, app.db.clock.now(), TODAY))
    assert (until.tomorrow, until.later) == ((), ())


def test_the_agenda_and_the_rules_agree_about_every_follow_up(app: App) -> None:
    for hours in range(-30, 60):
        moment = timedelta(hours=12 + hours)
        plan(app, TODAY + timedelta(days=moment.days), time(moment.seconds // 3600))
    now = app.db.clock.now()
    grouped = app.read(lambda session: queries.agenda(session, now))
    for when, ids in grouped.groups():
        for item in app.read(lambda session, ids=ids: queries.by_ids(session, ids)).values():
            assert rules.when(item.due_date, item.due_time, item.zone, now) is when


def test_one_persons_agenda_leaves_out_the_others(app: App) -> None:
    elif_, emre = app.staff.add("Elif"), app.staff.add("Emre")
    hers = app.followups.plan(NewFollowUp("ara", TODAY, owner_id=elif_))
    his = app.followups.plan(NewFollowUp("ara", TODAY, owner_id=emre))
    now = app.db.clock.now()
    assert app.read(lambda session: queries.agenda(session, now, owner_id=elif_)).today == (hers,)
    assert app.read(lambda session: queries.waiting(session, now, emre)) == 1
    app.followups.complete(his)
    assert app.read(lambda session: queries.done_on(session, TODAY, emre)) == [his]
    assert app.read(lambda session: queries.done_on(session, TODAY, elif_)) == []


def test_what_was_done_today_counts_by_the_shops_own_midnight(app: App, clock: FakeClock) -> None:
    made = [plan(app, TODAY) for _ in range(3)]
    for wall, followup in zip((time(0, 0), time(23, 59)), made, strict=False):
        clock.set(TODAY, wall)
        app.followups.complete(followup)
    clock.set(TODAY + timedelta(days=1), time(0, 0))
    app.followups.complete(made[2])
    assert app.read(lambda session: queries.done_on(session, TODAY)) == [made[1], made[0]]


def test_a_customers_history_tells_what_was_planned_and_what_became_of_it(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="Işıl Ak"))
    first, second, third = (
        app.followups.plan(NewFollowUp(f"iş {n}", TUESDAY, customer, time(10, 30), note="not")) for n in range(3)
    )
    clock.tick(minutes=5)
    app.followups.complete(first)
    clock.tick(minutes=5)
    app.followups.cancel(second)
    told = app.read(lambda session: timeline(session, customer, None, 10))
    assert [entry.ref.id for entry in told] == [second, first, third]
    assert [entry.title for entry in told] == [
        "Follow-up cancelled: iş 1", "Follow-up done: iş 0", "Follow-up planned: iş 2",
    ]  # fmt: skip
    assert told[2].text == "24/11/2026 10:30 · not"
    assert [entry.ref.id for entry in app.read(lambda session: timeline(session, customer, told[0].at, 1))] == [first]
