"""Stores filled for size: as many rows as asked for, found, undone, and the same each time."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks import multiply
from benchmarks.generate import generate
from desktop_crm.app import SEARCHABLE, App
from desktop_crm.backup import checkup
from desktop_crm.customers.types import NewCustomer
from desktop_crm.demo import bulk
from desktop_crm.demo.bulk import Amount, fill
from desktop_crm.platform.backup import check
from desktop_crm.platform.clock import instant
from desktop_crm.platform.text import fold, sort_key
from tests.clock import FakeClock
from tests.dump import logical_dump

NOW = instant(date(2026, 11, 21), time(9, 0))


def _count(app: App, table: str) -> int:
    return int(app.read(lambda session: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()))


def test_as_many_rows_are_made_as_were_asked_for(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "STEP", 40)
    steps: list[tuple[int, int | None]] = []
    fill(app.db, Amount(100, 251, 77), NOW, seed=3, progress=lambda done, total=None, /: steps.append((done, total)))
    assert [_count(app, table) for table in ("customers", "orders", "interactions")] == [100, 251, 77]
    assert steps == [(0, 100), (40, 100), (80, 100), (100, 100)]
    assert check(app.db.path) == []


def test_nothing_asked_for_leaves_nothing(app: App) -> None:
    fill(app.db, Amount.of(-3), NOW, seed=3)
    assert [_count(app, table) for table in ("customers", "changes", "shops")] == [0, 0, 0]


def test_an_orders_total_is_the_sum_of_its_lines(app: App) -> None:
    fill(app.db, Amount(30, 60, 0), NOW, seed=3)
    wrong = "(SELECT 1 FROM orders o WHERE total <> (SELECT sum(total) FROM order_lines WHERE order_id = o.id))"
    assert _count(app, wrong) == 0


def test_people_made_for_size_are_found_and_read_like_any_other(app: App) -> None:
    fill(app.db, Amount(30, 0, 0), NOW, seed=3)
    name, folded, key = app.read(
        lambda session: session.execute(text("SELECT name, name_folded, sort_key FROM customers LIMIT 1")).one()
    )
    assert (folded, key) == (fold(name), sort_key(name))
    assert name in [hit.title for hit in app.search(fold(name))]


def test_a_store_can_be_filled_twice(app: App) -> None:
    for _ in range(2):
        fill(app.db, Amount(20, 40, 10), NOW, seed=3)
    assert _count(app, "customers") == 40
    assert _count(app, "(SELECT DISTINCT address FROM customer_emails)") == _count(app, "customer_emails")


def test_a_step_can_be_undone(app: App) -> None:
    fill(app.db, Amount(20, 40, 10), NOW, seed=3)
    app.undo()
    assert [_count(app, table) for table in ("customers", "order_lines", "interactions")] == [0, 0, 0]


def test_generated_stores_of_the_same_numbers_are_the_same(tmp_path: Path) -> None:
    for name in ("one.crm", "two.crm"):
        generate(tmp_path / name, 50, 20, 60)
    assert logical_dump(tmp_path / "one.crm") == logical_dump(tmp_path / "two.crm")
    with App.open(tmp_path / "one.crm", FakeClock()) as app:
        assert _count(app, "orders") == 60
    with pytest.raises(FileExistsError):
        generate(tmp_path / "one.crm", 1, 0, 0)


def test_a_small_store_multiplied_is_whole_and_everyone_in_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multiply, "SAMPLE", 50)
    multiply.multiply(tmp_path / "large.crm", 200, 600)
    with App.open(tmp_path / "large.crm", FakeClock()) as app:
        assert [_count(app, table) for table in ("customers", "interactions")] == [200, 600]
        assert checkup.check(app.db, SEARCHABLE).problems == ()
        asked = text("SELECT id, name, name_folded, sort_key FROM customers")
        names = app.read(lambda session: session.execute(asked).all())
        for row_id, name, folded, key in names[60:80]:
            assert (folded, key) == (fold(name), sort_key(name))
            assert row_id in {hit.ref.id for hit in app.search(name, 200)}
        assert app.customers.add(NewCustomer(name="Yeni")) == 201
