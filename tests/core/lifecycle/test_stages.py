"""Stages: what the rules see, what hands say, the way one came, and the same for everybody at once in SQL."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.lifecycle import queries, rules
from desktop_crm.lifecycle.types import Deeds, Limits, Mark, NewMark, Stage
from desktop_crm.orders.tables import OrderTable
from desktop_crm.platform.clock import instant, local_date
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.settings import AT_RISK_DAYS, LOYAL_ORDERS, put
from tests.clock import FakeClock

TODAY = date(2026, 11, 21)
LIMITS = Limits()
MORNING = time(9, 0)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def deeds(*orders: int, talk: int | None = None, basket: int | None = None) -> Deeds:
    """Return what was done so many days ago; the card is 2,000 days old."""
    return Deeds(
        ago(2000),
        None if talk is None else ago(talk),
        () if basket is None else (ago(basket),),
        tuple(sorted(map(ago, orders))),
    )


@pytest.mark.feature("A3")
@pytest.mark.parametrize(
    ("done", "stage", "since"),
    [
        (deeds(), Stage.NEW, 2000),
        (deeds(talk=3), Stage.INTERESTED, 3),
        (deeds(talk=30, basket=5), Stage.BASKET, 5),
        (deeds(10), Stage.FIRST, 10),
        (deeds(40, 10), Stage.REPEAT, 10),
        (deeds(90, 60, 40, 10), Stage.LOYAL, 10),
        (deeds(40, 120), Stage.REPEAT, 40),
        (deeds(120), Stage.AT_RISK, 0),
        (deeds(200, 150), Stage.AT_RISK, 30),
        (deeds(365), Stage.LOST, 0),
        (deeds(375, 10), Stage.WON_BACK, 10),
        (deeds(374, 10), Stage.REPEAT, 10),
        (deeds(400, 20, 10), Stage.REPEAT, 10),
    ],
)
def test_the_rules_see_the_stage_and_since_when(done: Deeds, stage: Stage, since: int) -> None:
    assert rules.by_deeds(done, None, LIMITS, TODAY) == (stage, ago(since))


def said(stage: Stage | None, days: int, *, pinned: bool = False) -> Mark:
    return Mark(1, stage, ago(days), 1000 - days, pinned)


@pytest.mark.feature("A3")
def test_what_was_said_holds_until_the_rules_see_something_newer() -> None:
    mark = said(Stage.LOYAL, 5)
    assert rules.standing(deeds(10), [mark], LIMITS, TODAY).stage is Stage.LOYAL
    assert rules.standing(deeds(10, 3), [mark], LIMITS, TODAY).stage is Stage.REPEAT
    assert rules.standing(deeds(119), [mark], LIMITS, TODAY + timedelta(2)).stage is Stage.AT_RISK


@pytest.mark.feature("A3")
def test_what_is_pinned_holds_whatever_happens_until_it_is_left_to_the_rules() -> None:
    pinned, freed = said(Stage.LOYAL, 500, pinned=True), said(None, 1)
    assert rules.standing(deeds(600, 10), [pinned], LIMITS, TODAY).stage is Stage.LOYAL
    assert rules.standing(deeds(600, 10), [pinned, freed], LIMITS, TODAY).stage is Stage.WON_BACK


@pytest.mark.feature("A3")
def test_who_was_said_to_be_lost_and_orders_again_was_won_back() -> None:
    mark = said(Stage.LOST, 20)
    assert rules.standing(deeds(40), [mark], LIMITS, TODAY).stage is Stage.LOST
    assert rules.standing(deeds(40, 10), [mark], LIMITS, TODAY).stage is Stage.WON_BACK
    assert rules.standing(deeds(40, 10, 5), [mark], LIMITS, TODAY).stage is Stage.REPEAT


@pytest.mark.feature("A3")
def test_the_way_somebody_came_is_told_from_the_beginning() -> None:
    done = deeds(700, 690, 10, talk=750)
    passages = rules.path(done, [], LIMITS, TODAY)
    assert [(passage.stage, (TODAY - passage.day).days) for passage in passages] == [
        (Stage.NEW, 2000), (Stage.INTERESTED, 750), (Stage.FIRST, 700), (Stage.REPEAT, 690), (Stage.AT_RISK, 570),
        (Stage.LOST, 325), (Stage.WON_BACK, 10),
    ]  # fmt: skip


DAYS = st.integers(0, 900)
ORDER_DAYS = st.integers(-5, 900)
MARKS = st.lists(st.tuples(st.sampled_from([*Stage, None]), DAYS, st.booleans()), max_size=3)


@given(st.lists(ORDER_DAYS, max_size=5), st.none() | DAYS, MARKS)
def test_the_way_ends_where_one_stands(
    orders: list[int], talk: int | None, hands: list[tuple[Stage | None, int, bool]]
) -> None:
    done = deeds(*orders, talk=talk)
    marks = [Mark(place, stage, ago(days), 10_000 - days, pinned) for place, (stage, days, pinned) in enumerate(hands)]
    assert rules.path(done, marks, LIMITS, TODAY)[-1].stage is rules.standing(done, marks, LIMITS, TODAY).stage


def bring(app: App, customer: int, days: list[tuple[int, str]], shop: int) -> None:
    with app.db.write(N_("Add an order")) as session:
        for place, (back, status) in enumerate(days):
            session.add(
                OrderTable(
                    shop_id=shop, number=f"{customer}-{place}", customer_id=customer, status=status, currency="TRY",
                    total=100, local_date=ago(back).isoformat() if back % 7 else None,
                )
            )  # fmt: skip


STORY = st.tuples(
    st.lists(st.tuples(ORDER_DAYS, st.sampled_from(["new", "delivered", "cancelled"])), max_size=4),
    st.none() | DAYS,
    MARKS,
)


@pytest.mark.feature("A3")
@example([([(-1, "cancelled")], None, []), ([(-1, "cancelled"), (5, "cancelled")], None, [])])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories=st.lists(STORY, min_size=1, max_size=8))
def test_everybodys_stage_in_one_select_is_what_the_rules_say_of_each(
    app: App, clock: FakeClock, stories: list
) -> None:
    now = clock.now()
    shop = app.shops.ensure("Mağaza")
    listed: list[int] = []
    for orders, talk, hands in stories:
        clock.set(ago(1000), MORNING)
        customer = app.customers.add(NewCustomer(name="Ayşe"))
        listed.append(customer)
        bring(app, customer, orders, shop)
        if talk is not None:
            clock.set(TODAY)
            at = instant(ago(talk), MORNING)
            app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "merhaba", at))
        for stage, days, pinned in sorted(hands, key=lambda hand: -hand[1]):
            clock.set(ago(days), MORNING)
            app.lifecycle.mark([customer], NewMark(stage, pinned, "pahalı"))
    clock.set(TODAY)
    in_one = app.read(lambda session: queries.stages(session, listed, now))
    assert in_one == {one: app.read(lambda s, one=one: queries.standing(s, one, now)).stage for one in listed}


@pytest.mark.feature("A17")
def test_who_is_said_to_be_lost_needs_a_reason_which_is_kept_until_undone(app: App) -> None:
    customer = app.customers.add(NewCustomer(name="A"))

    def reasons() -> list[str]:
        return [mark.reason for mark in app.read(lambda session: queries.marks(session, customer))]

    with pytest.raises(UserError) as caught:
        app.lifecycle.mark([customer], NewMark(Stage.LOST, reason="  "))
    assert caught.value.field == "reason"
    app.lifecycle.mark([customer], NewMark(Stage.LOST, reason="Pahalı buldu"))
    assert reasons() == ["Pahalı buldu"]
    app.undo()
    assert reasons() == []


def test_who_is_in_the_bin_has_no_stage(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="A"))
    app.customers.delete([customer])
    assert app.read(lambda session: queries.stages(session, [customer], clock.now())) == {}
    with pytest.raises(NotFound):
        app.lifecycle.mark([customer], NewMark(Stage.LOYAL))


@pytest.mark.feature("A3")
def test_the_shop_sets_from_when_on_somebody_is_loyal_or_might_leave(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="A"))
    bring(app, customer, [(50, "new"), (40, "new")], app.shops.ensure("Mağaza"))

    def stage() -> Stage:
        return app.read(lambda session: queries.stages(session, [customer], clock.now()))[customer]

    assert stage() is Stage.REPEAT
    put(app.db, LOYAL_ORDERS, 2)
    assert stage() is Stage.LOYAL
    put(app.db, AT_RISK_DAYS, 30)
    assert stage() is Stage.AT_RISK


@pytest.mark.feature("B3")
def test_stages_stand_in_the_history_over_what_brought_them_about(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="A"))
    app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "merhaba"))
    clock.tick(minutes=5)
    app.lifecycle.mark([customer], NewMark(Stage.LOST, reason="Pahalı buldu"))
    told = [entry for entry in app.timeline(customer) if entry.ref.kind == "stage"]
    assert [(entry.title, entry.text) for entry in told] == [
        ("Stage: Lost", "Pahalı buldu"),
        ("Stage: Interested", "by what they did"),
    ]
    assert local_date(told[0].at) == TODAY
