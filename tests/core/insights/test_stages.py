"""The stage, the level and the ways to reach somebody that lists tell are those that their features tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import customer_list, figures
from desktop_crm.insights.shop_book import shop_book, stages_sql
from desktop_crm.insights.types import Asked
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.lifecycle import queries as lifecycle
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.orders.tables import OrderTable
from desktop_crm.platform.settings import AT_RISK_DAYS, LOST_DAYS, LOYAL_ORDERS, ZONE, put
from desktop_crm.segments.parsing import parse
from tests.clock import NOON, FakeClock

DAY = 86_400_000
TODAY = date(2026, 11, 21)


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[tuple[int | None, str]], list[int], list[tuple[str | None, int, bool]]]:
    """Return orders (days ago or undated, status), talks (days ago) and marks (stage, days ago, pinned)."""
    days = st.one_of(st.none(), st.integers(-3, 800))
    orders = draw(st.lists(st.tuples(days, st.sampled_from(["delivered", "cancelled"])), max_size=5))
    talks = draw(st.lists(st.integers(0, 800), max_size=2))
    marks = st.tuples(st.sampled_from([None, *map(str, Stage)]), st.integers(0, 800), st.booleans())
    return orders, talks, draw(st.lists(marks, max_size=2))


@pytest.mark.feature("A3")
@example([([(-1, "cancelled"), (5, "cancelled")], [], [])], 0, (4, 120, 365))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives(), min_size=1, max_size=8), st.integers(-2, 900), st.sampled_from([(4, 120, 365), (2, 30, 90)]))
def test_lists_tell_the_stages_that_the_life_cycle_tells_on_whatever_day(
    app: App, clock: FakeClock, people: list, on: int, limits: tuple[int, int, int]
) -> None:
    for setting, value in zip((LOYAL_ORDERS, AT_RISK_DAYS, LOST_DAYS), limits, strict=True):
        put(app.db, setting, value)
    shop = app.shops.ensure("Instagram")
    ids = []
    for place, (orders, talks, marks) in enumerate(people):
        clock.set(TODAY - timedelta(days=100 * place))
        ids.append(live(app, clock, shop, orders, talks, marks))
    clock.set(TODAY)
    now = NOON + on * DAY
    stages = app.read(lambda session: lifecycle.stages(session, ids, now))
    rows = app.read(lambda session: customer_list.table(session, ids, ["stage"], now))
    assert [row[0] for row in rows if row] == [stages[one] for one in ids]
    for stage in Stage:
        found = app.read(lambda session, stage=stage: narrowed(session, f"stage:{stage}".replace("_", ""), now))
        assert set(found) & set(ids) == {one for one in ids if stages[one] is stage}
    assert app.read(lambda session: figures.stale(session.connection())) == 0


def narrowed(session, text: str, now: int):
    return customer_list.ids(session, Asked(parse(text, shop_book(session, now).language), now=now))


def live(app: App, clock: FakeClock, shop: int, orders: list, talks: list, marks: list) -> int:
    customer = app.customers.add(NewCustomer(name="Kim"))
    clock.set(TODAY)
    with app.db.write("Orders") as session:
        for place, (ago, status) in enumerate(orders):
            day = None if ago is None else (TODAY - timedelta(days=ago)).isoformat()
            row = OrderTable(
                shop_id=shop, number=f"{customer}-{place}", customer_id=customer, status=status, currency="TRY",
                total=100, local_date=day,
            )  # fmt: skip
            session.add(row)
    for ago in talks:
        app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "alo", at=NOON - ago * DAY))
    for stage, ago, pinned in marks:
        clock.set(TODAY - timedelta(days=ago))
        app.lifecycle.mark([customer], NewMark(Stage(stage) if stage else None, pinned, "Not known"))
    return customer


def test_the_sql_over_the_figures_says_the_same_as_the_sql_over_the_rows(app: App, clock: FakeClock) -> None:
    put(app.db, ZONE, "America/New_York")
    shop = app.shops.ensure("Instagram")
    ids = [
        live(app, clock, shop, [(None, "delivered"), (10, "delivered")], [], []),
        live(app, clock, shop, [(None, "cancelled"), (3, "cancelled")], [5], []),
        live(app, clock, shop, [(-2, "delivered"), (400, "delivered")], [5], [("lost", 4, False)]),
    ]
    for now in (NOON, NOON + 3 * DAY, NOON + 12 * 3_600_000):

        def told(session, now: int = now):
            ask = session.connection().exec_driver_sql
            sides = (stages_sql(session, now), lifecycle.stages_sql(session, now))
            return [sorted(map(tuple, ask(f"SELECT customer_id, stage, since FROM ({one})"))) for one in sides]

        figured, asked = app.read(told)
        assert figured == asked
        assert [row[0] for row in figured] == ids


@pytest.mark.feature("A13")
def test_the_level_is_the_one_the_ledger_and_the_hand_say(app: App) -> None:
    ids = [app.customers.add(NewCustomer(name="Kim")) for _ in range(5)]
    for one, points in zip(ids, (1, 500, 2000, 700), strict=False):
        app.loyalty.give(one, points)
    app.loyalty.use(ids[2], 1900)
    app.loyalty.set_level(ids[3], "Şeref")

    def told(session) -> list:
        return [
            (account.level or None, account.balance if account.given else None)
            for account in (loyalty.account(session, one, customers.card(session, one).loyalty_level) for one in ids)
        ]

    for setting in ("", "Tek 400\nO'\"{match}? Düzey 1"):
        put(app.db, loyalty.LEVELS, setting)
        rows = app.read(lambda session: customer_list.table(session, ids, ["level", "points"], NOON))
        assert rows == app.read(told)
