"""The store measured without a window: answers of the search, the cost of its index, a backup."""

from __future__ import annotations

import contextlib
import random
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measured, percentile
from benchmarks.material import copied
from desktop_crm.app import SEARCHABLE, App
from desktop_crm.backup import service as backups
from desktop_crm.platform import connection
from desktop_crm.platform.text import fold
from desktop_crm.search.index import table_of
from desktop_crm.search.queries import CAP

TERMS: Final = 80
INSERTED: Final = 50_000


def measure_search(store: Path) -> Measured:
    """Return the p95 of the search box's whole answer by the number of letters, in ms, beside the bare index."""
    found: dict[str, tuple[float, float | None]] = {}
    with copied(store) as copy, App.open(copy) as app:
        names = _names(copy)
        app.search("ay")
        with contextlib.closing(connection.connect(copy, mode="ro")) as bare:
            for letters in (1, 2, 3, 4, 6):
                terms = [name[:letters] for name in names if len(name) >= letters]
                whole = [_ms(lambda term=term: app.search(term)) for term in terms]
                index = [_ms(lambda term=term: _ask_index(bare, fold(term))) for term in terms]
                found[f"search.core.{letters}"] = (percentile(whole, 95), percentile(index, 95))
    return found


def measure_index(store: Path) -> Measured:
    """Return the seconds 50,000 new customers take with the search index and without it."""
    with copied(store) as copy, App.open(copy) as app:
        kept = _insert(app)
    with copied(store) as copy:
        with App.open(copy) as app:
            pass
        with contextlib.closing(connection.connect(copy)) as opened:
            for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                opened.execute(f'DROP TRIGGER "{name}"')
        with App.open(copy) as app:
            bare = _insert(app)
    return {"index.upkeep": (kept, bare)}


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


def _names(store: Path) -> list[str]:
    with contextlib.closing(connection.connect(store, mode="ro")) as opened:
        ids = [row[0] for row in opened.execute("SELECT id FROM customers")]
        chosen = random.Random(2).sample(ids, TERMS)
        asked = f"SELECT name FROM customers WHERE id IN ({', '.join('?' * len(chosen))})"
        return [row[0].split()[-1] for row in opened.execute(asked, chosen) if row[0]]


def _ask_index(opened: Any, term: str) -> None:
    for kind in SEARCHABLE:
        table = table_of(kind.kind)
        statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
        opened.execute(statement, (f'"{term}" *', CAP)).fetchall()


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
