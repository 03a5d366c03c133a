"""The store measured without a window: the cost of the search index, a backup."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measured
from benchmarks.material import copied
from desktop_crm.app import App
from desktop_crm.backup import service as backups
from desktop_crm.platform import connection

INSERTED: Final = 50_000


def measure_index(store: Path) -> Measured:
    """Return the seconds 50,000 new customers take with the search index and without it; other derived rows wait."""
    times: list[float] = []
    for kept in ("stale_", ""):
        with copied(store) as copy:
            with App.open(copy):
                pass
            with contextlib.closing(connection.connect(copy)) as opened:
                for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    if not (kept and name.startswith(kept)):
                        opened.execute(f'DROP TRIGGER "{name}"')
            with App.open(copy) as app:
                times.append(_insert(app))
    return {"index.upkeep": (times[0], times[1])}


def measure_backup(store: Path) -> Measured:
    """Return the seconds of a checked backup and of a bare copy by SQLite."""
    with copied(store) as copy, tempfile.TemporaryDirectory(dir=copy.parent) as folder, App.open(copy) as app:
        full = _ms(lambda: backups.back_up(app.db, Path(folder) / "kept")) / 1000
        target = Path(folder) / "bare.crm"
        with (
            contextlib.closing(connection.connect(copy, mode="ro")) as source,
            contextlib.closing(connection.connect(target, mode="rwc")) as sink,
        ):
            bare = _ms(lambda: source.backup(sink)) / 1000
    return {"backup": (full, bare)}


def _insert(app: App) -> float:
    """Return the seconds that doubling some customers takes in one set-based statement, commit included."""
    began = time.perf_counter()
    with app.db.write_bulk("Benchmark") as running:
        columns = [
            str(row[1]) for row in running.connection.exec_driver_sql("PRAGMA table_info(customers)") if row[1] != "id"
        ]
        names = ", ".join(columns)
        from desktop_crm.customers.tables import CustomerTable

        first = running.block(CustomerTable.__table__, INSERTED)
        running.connection.exec_driver_sql(
            f"INSERT INTO customers (id, {names}) SELECT :first - 1 + row_number() OVER (ORDER BY id), {names} "
            "FROM customers ORDER BY id LIMIT :count",
            {"first": first, "count": INSERTED},
        )
    return time.perf_counter() - began


def _ms(act: Any) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
