"""Planning, completing, postponing and cancelling."""

from __future__ import annotations

from datetime import date, time

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, NewFollowUp, State
from desktop_crm.platform import settings
from desktop_crm.platform.errors import Conflict, NotFound, UserError
from tests.clock import FakeClock

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ayse(app: App) -> int:
    return app.customers.add(NewCustomer(name="Ayşe Öz"))


def one(app: App, followup: int) -> FollowUp:
    return app.read(lambda session: queries.one(session, followup))


def due(app: App, until: date, owner: int | None = None) -> list[str]:
    return [item.title for item in app.read(lambda session: queries.due(session, until, owner))]


def test_planning_keeps_the_day_the_time_the_zone_and_the_customer(app: App, ayse: int, clock: FakeClock) -> None:
    settings.put(app.db, settings.ZONE, "Europe/Berlin")
    made = app.followups.plan(NewFollowUp("  Ara ", MONDAY, ayse, time(10, 30), note="kargo", channel="phone"))
    found = one(app, made)
    assert (found.title, found.customer, found.note, found.channel) == ("Ara", "Ayşe Öz", "kargo", "phone")
    assert (found.due_date, found.due_time, found.zone) == (MONDAY, time(10, 30), "Europe/Berlin")
    assert (found.state, found.created_at, found.closed_at) == (State.OPEN, clock.now(), None)


def test_a_follow_up_belongs_to_whoever_plans_it_unless_given_to_another(app: App) -> None:
    me, other = app.staff.add("Elif"), app.staff.add("Can")
    app.db.author = lambda: me
    mine = app.followups.plan(NewFollowUp("Ara", MONDAY))
    given = app.followups.plan(NewFollowUp("Yaz", MONDAY, owner_id=other))
    assert (one(app, mine).owner_id, one(app, given).owner_id) == (me, other)
    assert due(app, MONDAY, other) == ["Yaz"]


def test_a_follow_up_needs_a_title_and_a_living_customer(app: App, ayse: int) -> None:
    with pytest.raises(UserError) as caught:
        app.followups.plan(NewFollowUp("  ", MONDAY))
    assert caught.value.field == "title"
    app.customers.delete([ayse])
    with pytest.raises(NotFound):
        app.followups.plan(NewFollowUp("Ara", MONDAY, ayse))
    assert due(app, MONDAY) == []


def test_postponing_moves_the_due_date_and_keeps_the_promise(app: App, ayse: int) -> None:
    made = app.followups.plan(NewFollowUp("Ara", MONDAY, ayse, time(10, 30), note="söz verdik"))
    app.followups.postpone(made, date(2026, 11, 30))
    moved = one(app, made)
    assert (moved.due_date, moved.due_time) == (date(2026, 11, 30), time(10, 30))
    assert (moved.title, moved.note, moved.customer_id, moved.state) == ("Ara", "söz verdik", ayse, State.OPEN)
    app.followups.postpone(made, MONDAY, time(9))
    assert one(app, made).due_time == time(9)


def test_completing_notes_when_and_takes_it_off_the_list(app: App, clock: FakeClock) -> None:
    made = app.followups.plan(NewFollowUp("Ara", MONDAY))
    clock.tick(hours=2)
    app.followups.complete(made)
    assert (one(app, made).state, one(app, made).closed_at) == (State.DONE, clock.now())
    assert due(app, MONDAY) == []
    app.undo()
    assert due(app, MONDAY) == ["Ara"]


def test_what_is_closed_cannot_be_closed_or_postponed_but_opened_again(app: App) -> None:
    made = app.followups.plan(NewFollowUp("Ara", MONDAY))
    app.followups.cancel(made)
    for verb in (app.followups.complete, app.followups.cancel, lambda row: app.followups.postpone(row, MONDAY)):
        with pytest.raises(Conflict, match="closed already"):
            verb(made)
    app.followups.reopen(made)
    assert (one(app, made).state, one(app, made).closed_at) == (State.OPEN, None)
    with pytest.raises(Conflict):
        app.followups.reopen(made)


def test_editing_changes_what_the_form_says(app: App, ayse: int) -> None:
    made = app.followups.plan(NewFollowUp("Ara", MONDAY, ayse, time(10)))
    app.followups.edit(made, NewFollowUp("Yaz", date(2026, 12, 1)))
    found = one(app, made)
    assert (found.title, found.due_date, found.due_time, found.customer_id) == ("Yaz", date(2026, 12, 1), None, None)


def test_the_longest_due_comes_first_and_a_time_before_none(app: App) -> None:
    for title, day, wall in (
        ("dört", MONDAY, None), ("üç", MONDAY, time(16)), ("iki", MONDAY, time(9)), ("bir", date(2026, 11, 1), None),
        ("sonra", date(2026, 11, 24), time(8)),
    ):  # fmt: skip
        app.followups.plan(NewFollowUp(title, day, due_time=wall))
    assert due(app, MONDAY) == ["bir", "iki", "üç", "dört"]


def test_a_customer_with_very_many_follow_ups_keeps_each_of_them_the_open_ones_first(
    app: App, ayse: int, clock: FakeClock
) -> None:
    for number in range(250):
        app.followups.complete(app.followups.plan(NewFollowUp(f"eski {number}", MONDAY, ayse)))
        clock.tick(minutes=1)
    app.followups.plan(NewFollowUp("yeni", date(2027, 1, 4), ayse))
    found = [item.title for item in app.read(lambda session: queries.of_customer(session, ayse))]
    assert (len(found), found[:2], found[-1]) == (251, ["yeni", "eski 249"], "eski 0")


def test_a_customers_list_has_open_ones_first_and_the_last_closed_next(app: App, ayse: int, clock: FakeClock) -> None:
    made = [app.followups.plan(NewFollowUp(title, MONDAY, ayse)) for title in ("a", "b", "c")]
    for row in made[:2]:
        clock.tick(hours=1)
        app.followups.complete(row)
    found = app.read(lambda session: queries.of_customer(session, ayse))
    assert [item.title for item in found] == ["c", "b", "a"]


def test_a_follow_up_that_is_not_there_is_said_to_be_so(app: App) -> None:
    with pytest.raises(NotFound, match="not there any more"):
        one(app, 5)
    with pytest.raises(NotFound):
        app.followups.complete(5)
