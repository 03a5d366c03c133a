"""Reminders ring once each: after a restart, in two programs at once, over undo, and whatever the clock does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries, rules
from desktop_crm.followups.types import NewFollowUp, Remind, Ring
from desktop_crm.platform import undo
from desktop_crm.platform.plugs import Ref
from desktop_crm.platform.settings import ZONE, put
from tests.clock import FakeClock

TUESDAY = date(2026, 11, 24)
MORNING, QUARTER = Remind(wall=time(9)), Remind(before=15)


def plan(app: App, *reminders: Remind, wall: time | None = time(10, 30), day: date = TUESDAY) -> int:
    return app.followups.plan(NewFollowUp("ara", day, due_time=wall, reminders=reminders))


def ringing(app: App) -> list[Ring]:
    return app.read(queries.ringing)


@pytest.mark.feature("C4")
def test_a_reminder_rings_at_its_moment_and_never_again(app: App, clock: FakeClock) -> None:
    plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 14, 59))
    assert not app.followups.ring()
    clock.set(TUESDAY, time(10, 15))
    assert app.followups.ring()
    assert not app.followups.ring()
    clock.tick(days=3)
    assert not app.followups.ring()
    (ring,) = ringing(app)
    assert (ring.reminders, ring.missed) == ((1,), False)
    assert app.read(queries.ringing_count) == 1


@pytest.mark.feature("C4")
def test_what_came_due_while_the_program_was_off_rings_once_at_the_next_start(
    app: App, clock: FakeClock, reopened: Callable[[], App]
) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe Yıldırım", phones=("0532 418 27 90",)))
    app.followups.plan(NewFollowUp("sor", TUESDAY, customer, time(10, 30), reminders=(MORNING, QUARTER)))
    app.close()
    clock.set(TUESDAY, time(17))
    later = reopened()
    assert later.followups.ring()
    (ring,) = ringing(later)
    assert (ring.missed, ring.reminders, ring.phone) == (True, (1, 2), "+905324182790")
    later.close()
    assert not reopened().followups.ring()


@pytest.mark.feature("C4")
def test_two_programs_on_one_store_ring_a_reminder_once(
    app: App, store: Path, clock: FakeClock, reopened: Callable[[], App]
) -> None:
    for _ in range(20):
        plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 15))
    apps, rang, start = [app, reopened(), reopened()], [], threading.Barrier(3)

    def ring(one: App) -> None:
        start.wait()
        rang.append(one.followups.ring())

    threads = [threading.Thread(target=ring, args=(one,)) for one in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rang) == [False, False, True]


@pytest.mark.feature("C5")
def test_a_snoozed_reminder_rings_again_when_it_said_and_not_before(app: App, clock: FakeClock) -> None:
    plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 15))
    app.followups.ring()
    app.followups.snooze([1], clock.now() + 10 * rules.MINUTE)
    assert ringing(app) == []
    clock.tick(minutes=9)
    assert not app.followups.ring()
    clock.tick(minutes=1)
    assert app.followups.ring()
    assert not app.followups.ring()
    assert [ring.reminders for ring in ringing(app)] == [(1,)]


def test_an_answered_reminder_is_quiet_until_the_follow_up_moves(app: App, clock: FakeClock) -> None:
    made = plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 15))
    app.followups.ring()
    app.followups.dismiss([1])
    assert ringing(app) == []
    app.followups.postpone(made, TUESDAY + timedelta(days=1))
    clock.set(TUESDAY + timedelta(days=1), time(10, 15))
    assert app.followups.ring()


@pytest.mark.feature("C6")
def test_closing_or_binning_a_follow_up_silences_it_and_reopening_lets_it_ring(app: App, clock: FakeClock) -> None:
    done, cancelled, binned = (plan(app, QUARTER) for _ in range(3))
    app.followups.complete(done)
    app.followups.cancel(cancelled)
    app.followups.delete(binned)
    clock.set(TUESDAY, time(10, 15))
    assert not app.followups.ring()
    app.followups.reopen(done)
    assert app.followups.ring()
    assert [ring.followup.id for ring in ringing(app)] == [done]


@pytest.mark.feature("C6")
def test_nothing_is_to_be_done_for_a_customer_in_the_bin_until_they_are_taken_out(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="Işıl Ak"))
    made = app.followups.plan(NewFollowUp("ara", TUESDAY, customer, time(10, 30), reminders=(QUARTER,)))
    clock.set(TUESDAY, time(10, 15))
    assert app.followups.ring()
    app.customers.delete([customer])
    assert not ringing(app)
    assert app.read(queries.ringing_count) == 0
    assert not app.read(lambda session: queries.coming(session, clock.now()))
    assert not app.read(lambda session: queries.due(session, TUESDAY))
    assert not list(app.read(lambda session: queries.agenda(session, clock.now())).groups())
    assert app.read(lambda session: queries.waiting(session, clock.now())) == 0
    app.bin.restore([Ref("customer", customer)])
    assert [ring.followup.id for ring in ringing(app)] == [made]
    assert [one.id for one in app.read(lambda session: queries.due(session, TUESDAY))] == [made]


def test_a_reminder_whose_moment_is_past_comes_at_the_follow_ups_own_moment(app: App, clock: FakeClock) -> None:
    clock.set(TUESDAY, time(10, 20))
    plan(app, QUARTER)
    assert not app.followups.ring()
    clock.set(TUESDAY, time(10, 30))
    assert app.followups.ring()
    assert [ring.missed for ring in ringing(app)] == [False]


def test_what_is_planned_for_the_minute_that_has_begun_rings_at_once(app: App, clock: FakeClock) -> None:
    clock.set(TUESDAY, time(10, 30))
    clock.tick(seconds=20)
    plan(app, QUARTER)
    assert app.followups.ring()
    assert not app.followups.ring()
    clock.tick(minutes=1)
    plan(app, QUARTER)
    assert not app.followups.ring(), "a minute gone by is past"


def test_a_reminder_for_a_morning_gone_by_does_not_ring(app: App, clock: FakeClock) -> None:
    clock.set(TUESDAY, time(10, 20))
    plan(app, MORNING, wall=None)
    clock.tick(days=2)
    assert not app.followups.ring()


@pytest.mark.feature("C4")
def test_everything_can_be_undone_after_a_reminder_rang_and_nothing_rings_again(app: App, clock: FakeClock) -> None:
    made = plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 15))
    app.followups.ring()
    app.followups.snooze([1], clock.now() + rules.MINUTE)
    clock.tick(minutes=1)
    app.followups.ring()
    app.followups.postpone(made, TUESDAY + timedelta(days=1))
    app.followups.complete(made)
    for _ in range(4):
        app.undo()
        assert not app.followups.ring()
    assert app.read(undo.steps) == []
    for _ in range(4):
        app.redo()
        assert not app.followups.ring()


def test_ringing_is_no_step_that_could_be_undone(app: App, clock: FakeClock) -> None:
    plan(app, QUARTER)
    clock.set(TUESDAY, time(10, 15))
    app.followups.ring()
    assert [step.label for step in app.read(undo.steps)] == ["Plan follow-up"]


def test_a_clock_that_ran_years_ahead_loses_no_reminder(app: App, clock: FakeClock) -> None:
    plan(app, QUARTER)
    clock.set(date(2030, 1, 1))
    assert app.followups.ring()
    clock.set(date(2026, 11, 21))
    assert not app.followups.ring()
    assert ringing(app) == []
    clock.set(TUESDAY, time(10, 15))
    assert app.followups.ring()


walls = st.builds(time, st.integers(0, 23), st.integers(0, 59))
jumps = st.lists(st.integers(-30 * 24 * 60, 30 * 24 * 60), max_size=12)
plans = st.lists(st.tuples(st.integers(0, 20), walls | st.none(), st.integers(0, 3 * 24 * 60)), min_size=1, max_size=5)


@pytest.mark.feature("C4")
@given(plans=plans, jumps=jumps, zone=st.sampled_from(("Europe/Berlin", "Europe/Istanbul")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_clock_does_each_reminder_rings_once_when_its_time_has_come(
    app: App, clock: FakeClock, plans: list[tuple[int, time | None, int]], jumps: list[int], zone: str
) -> None:
    clock.set(date(2026, 10, 20))  # Berlin's clocks go back five days later
    put(app.db, ZONE, zone)
    wanted: dict[int, int] = {}
    for away, wall, before in plans:
        day, remind = date(2026, 10, 21) + timedelta(days=away), Remind(before=before)
        made = plan(app, remind, wall=wall, day=day)
        moments = (rules.reminds_at(remind, day, wall, zone), rules.due_at(day, wall, zone))
        if moments[0] > clock.now() or wall is not None:
            wanted[made] = moments[0] if moments[0] > clock.now() else moments[1]
    rang: dict[int, int] = {}

    def look() -> None:
        app.followups.ring()
        for ring in ringing(app):
            if ring.followup.id in wanted:
                assert wanted[ring.followup.id] <= clock.now()
            rang[ring.followup.id] = rang.get(ring.followup.id, 0) + 1
            app.followups.dismiss(ring.reminders)

    for jump in jumps:
        clock.tick(minutes=jump)
        look()
    clock.set(date(2027, 6, 1))
    look()
    look()
    assert {made: rang.get(made, 0) for made in wanted} == dict.fromkeys(wanted, 1)
    for made in set(rang) | set(wanted):
        app.followups.delete(made)
