"""The search for duplicates measured: which planted pairs it misses, its time, and the warning while typing."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table

from benchmarks.figures import Measured, percentile
from benchmarks.material import FOLDER
from benchmarks.planted import Card, planted
from desktop_crm.app import App
from desktop_crm.customers.tables import AddressTable, CustomerTable, EmailTable, PhoneTable
from desktop_crm.duplicates import candidates, queries
from desktop_crm.insights import twins
from desktop_crm.platform.text import fold, sort_key

SEED: Final = 7
PEOPLE: Final = 100_000
TWINS: Final = 5_000
SAMPLE: Final = 10_000
"""How many names are compared all with all; the whole book would take as many times longer as it has more pairs."""
TYPED: Final = 60


def measure() -> Measured:
    """Return what the search found and took, and the p95 of the warning while a name is typed."""
    cards, pairs = planted(SEED, PEOPLE, TWINS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=FOLDER) as folder,
        App.open(Path(folder) / "twins.crm") as app,
    ):
        write(app, cards)
        seconds = _spent(app.duplicates.search)
        book = app.read(queries.book)
        held = {(a - 1, b - 1) for a, b in candidates.Search(book).candidates()}
        shown = app.read(lambda session: queries.pairs(session, queries.ids(session)))
        found = {(pair.first - 1, pair.second - 1) for pair in shown.values()}
        right = len(found & pairs)
        return {
            "duplicates.time": (seconds, _all_pairs([card.name for card in cards])),
            "duplicates.apart": (100 - 100 * len(held & pairs) / len(pairs), None),
            "duplicates.missed": (100 - 100 * right / len(pairs), None),
            "duplicates.wrong": (100 - 100 * right / len(found), None),
            "duplicates.typing": (percentile(_typing(app, cards), 95), None),
        }


def write(app: App, cards: Sequence[Card]) -> None:
    """Write cards into an empty store; the ids are their places, counted from 1."""
    now = app.db.clock.now()
    people = [
        (place, "person", card.name, fold(card.name), sort_key(card.name), "benchmark", now)
        for place, card in enumerate(cards, 1)
    ]
    phones = [(place, 0, card.phone, card.phone[1:]) for place, card in enumerate(cards, 1) if card.phone]
    emails = [(place, 0, card.email, fold(card.email), 0) for place, card in enumerate(cards, 1) if card.email]
    homes = [(place, 0, card.city, card.district, "") for place, card in enumerate(cards, 1)]
    with app.db.write_bulk("Benchmark") as running:
        columns = "kind, name, name_folded, sort_key, source, created_at"
        running.block(_table(CustomerTable), len(people))
        marks = ", ".join("?" * 7)
        running.connection.exec_driver_sql(
            f"INSERT INTO customers (id, {columns}, change_id) VALUES ({marks}, {running.change_id})", people
        )
        _parts(running, EmailTable, "customer_id, position, address, folded, masked", emails)
        _parts(running, PhoneTable, "customer_id, position, number, digits", phones)
        _parts(running, AddressTable, "customer_id, position, city, district, folded", homes)


def _parts(running: Any, mapped: Any, columns: str, rows: list[tuple[Any, ...]]) -> None:
    table = _table(mapped)
    first = running.block(table, len(rows))
    marks = ", ".join("?" * (columns.count(",") + 2))
    if rows:
        running.connection.exec_driver_sql(
            f"INSERT INTO {table.name} (id, {columns}, change_id) VALUES ({marks}, {running.change_id})",
            [(first + place, *row) for place, row in enumerate(rows)],
        )


def _table(mapped: Any) -> Table:
    table: Table = mapped.__table__
    return table


def _all_pairs(names: Sequence[str]) -> float | None:
    """Return the seconds rapidfuzz takes to compare all names with all, worked out from some; None without numpy."""
    from rapidfuzz import fuzz, process

    some = [fold(name) for name in random.Random(SEED).sample(names, SAMPLE)]
    try:
        seconds = _spent(lambda: process.cdist(some, some, scorer=fuzz.ratio, workers=-1))
    except ImportError:
        return None
    return seconds * (len(names) / SAMPLE) ** 2


def _typing(app: App, cards: Sequence[Card]) -> list[float]:
    """Return the milliseconds of each answer while names are typed letter by letter."""
    spent: list[float] = []
    for card in random.Random(SEED).sample(cards, TYPED):
        for letters in range(3, len(card.name) + 1):
            typed = card.name[:letters]
            spent.append(1000 * _spent(lambda typed=typed: app.read(lambda session: twins.near(session, name=typed))))
    return spent


def _spent(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
