"""Row ids: counted, in blocks, never given twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import ids
from desktop_crm.platform.database import Database
from tests.clock import FakeClock


def test_a_lone_computer_counts_one_two_three(app: App) -> None:
    assert [app.customers.add(NewCustomer(name=name)) for name in ("Ayşe", "Banu", "Can")] == [1, 2, 3]


def test_an_id_is_not_given_again_after_undo(app: App) -> None:
    first = app.customers.add(NewCustomer(name="Ayşe"))
    app.undo()
    assert app.customers.add(NewCustomer(name="Banu")) == first + 1


def test_a_block_and_single_ids_never_overlap(app: App) -> None:
    with app.db.write("Edit customer {name}", name="x"), app.db.transaction("edit", "", {}) as running:
        first = ids.reserve(running.connection, "customers", 100)
        after = running.new_id("customers")
    assert after == first + 100


def test_each_table_has_its_own_count(app: App) -> None:
    with app.db.transaction("edit", "Add a sales channel", {}) as running:
        assert (running.new_id("orders"), running.new_id("refunds")) == (1, 1)


def test_a_second_station_makes_ids_that_cannot_meet_the_first(store: object, clock: FakeClock, app: App) -> None:
    other = Database(app.db.path, clock, station=5)
    with other.transaction("edit", "Add a sales channel", {}) as running:
        made = running.new_id("orders")
    other.close()
    assert made >> ids.COUNTER_BITS == 5
    assert made & (2**ids.COUNTER_BITS - 1) == 1


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20), st.integers(0, 1023))
def test_every_id_fits_into_a_javascript_number_and_is_given_once(sizes: list[int], station: int) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE id_counters (table_name TEXT PRIMARY KEY, next INTEGER NOT NULL)"))
        taken: set[int] = set()
        for size in sizes:
            first = ids.reserve(connection, "orders", size, station)
            block = set(range(first, first + size))
            assert not taken & block
            taken |= block
        assert max(taken) < 2**53
    engine.dispose()


def test_asking_for_no_ids_takes_none(app: App) -> None:
    with app.db.transaction("edit", "Add a sales channel", {}) as running:
        first = ids.reserve(running.connection, "orders", 0)
        assert running.new_id("orders") == first


@pytest.mark.parametrize("station", [0, 1023])
def test_stations_fill_ten_bits(app: App, station: int) -> None:
    with app.db.transaction("edit", "Add a sales channel", {}) as running:
        made = ids.reserve(running.connection, "orders", 1, station)
    assert made >> ids.COUNTER_BITS == station
