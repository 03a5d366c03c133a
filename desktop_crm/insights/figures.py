"""The stored figures of each customer: one derived row, kept in step before each commit, whoever wrote.

Like the search index: triggers note whose figures are stale, and one set-wise statement brings them up to date. What a
list shows of a customer is then a join on one row, and every column it can be sorted by has an index. What the figures
are is declared in `declared`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_crm.insights.declared import FEEDS, FIGURES, PARTS, TABLE, Feed, Figure

if TYPE_CHECKING:
    from sqlalchemy import Connection

STALE: Final = "figures_stale"
PARTLY: Final = "figures_partly_stale"
_STEP: Final = 50_000
"""Customers brought up to date by one statement, so that a rebuild of millions needs little memory."""
_MANY: Final = 5_000

_ORDERS: Final = """
SELECT customer_id, sum(n) AS orders, sum(undated) AS undated, min(first) AS first_order, max(last) AS last_order,
    max(total) AS revenue,
    group_concat(currency, ',' ORDER BY total DESC, currency) AS currencies
FROM (SELECT customer_id, currency, count(*) AS n, sum(local_date IS NULL) AS undated, min(local_date) AS first,
        max(local_date) AS last,
        sum(total - coalesce((SELECT sum(amount) FROM refunds r WHERE r.order_id = orders.id
                              AND r.deleted_at IS NULL), 0)) AS total
      FROM orders WHERE deleted_at IS NULL AND status <> 'cancelled' AND customer_id IN ({chosen})
      GROUP BY customer_id, currency)
GROUP BY customer_id
"""


def rebuild(connection: Connection) -> None:
    """Make the table, its triggers and its rows anew: after the schema or the declared figures changed."""
    for name in (TABLE, STALE, PARTLY):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    columns = ", ".join(f"{figure.key} {figure.type}" for figure in FIGURES)
    connection.exec_driver_sql(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {columns})")
    connection.exec_driver_sql(f"CREATE TABLE {STALE} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"CREATE TABLE {PARTLY} (part TEXT, id INTEGER, PRIMARY KEY (part, id)) WITHOUT ROWID")
    for table, feed in FEEDS.items():
        _make_triggers(connection, table, feed)
    connection.exec_driver_sql(f"INSERT INTO {STALE} SELECT id FROM customers")
    refresh(connection)
    for figure in FIGURES:
        if figure.order:
            _make_index(connection, figure)


def refresh(connection: Connection) -> None:
    """Bring the figures of all whose marks are stale up to date; who is in the bin has none."""
    connection.exec_driver_sql(f"DELETE FROM {PARTLY} WHERE id IN (SELECT id FROM {STALE})")
    _refresh(connection, STALE, "", "1")
    for part in connection.exec_driver_sql(f"SELECT DISTINCT part FROM {PARTLY}").scalars().all():
        _refresh(connection, PARTLY, part, f"part = '{part}'")


def _refresh(connection: Connection, noted: str, part: str, mine: str) -> None:
    first = connection.exec_driver_sql(f"SELECT min(id) FROM {noted} WHERE {mine}").scalar()
    if first is None:
        return
    indexes = _drop_indexes(connection, part) if _mostly_stale(connection, noted, mine) else []
    while first is not None:
        beyond = f"SELECT id FROM {noted} WHERE {mine} AND id >= ? ORDER BY id LIMIT 1 OFFSET {_STEP}"
        after = connection.exec_driver_sql(beyond, (first,)).scalar()
        last = "" if after is None else f" AND id < {int(after)}"
        _bring_up(connection, part, f"SELECT id FROM {noted} WHERE {mine} AND id >= {int(first)}{last}")
        first = after
    connection.exec_driver_sql(f"DELETE FROM {noted} WHERE {mine}")
    for statement in indexes:
        connection.exec_driver_sql(statement)


def stale(connection: Connection) -> int:
    """Return how many customers have figures that differ from what their rows say; 0 in a whole store."""
    keys = ", ".join(("id", *(figure.key for figure in FIGURES)))
    asked = (
        f"SELECT count(*) FROM (SELECT * FROM ({_made('SELECT id FROM customers')}) EXCEPT SELECT {keys} FROM {TABLE})"
    )
    return int(connection.exec_driver_sql(asked).scalar_one())


def _mostly_stale(connection: Connection, noted: str, mine: str) -> bool:
    """Return whether so many figures change that the indexes are made faster anew than kept up row by row."""
    few = f"SELECT count(*) FROM (SELECT 1 FROM {noted} WHERE {mine} LIMIT {_MANY})"
    if connection.exec_driver_sql(few).scalar_one() < _MANY:
        return False
    counts = f"SELECT (SELECT count(*) FROM {noted} WHERE {mine}) * 5 > (SELECT count(*) FROM {TABLE})"
    return bool(connection.exec_driver_sql(counts).scalar_one())


def _drop_indexes(connection: Connection, part: str) -> list[str]:
    """Drop the indexes of a part, of all figures for ""; returns the statements that make them again."""
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    concerned = {_index_of(figure) for figure in FIGURES if part in ("", figure.part)}
    found = [row for row in connection.exec_driver_sql(asked, (TABLE,)).all() if row[0] in concerned]
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [str(statement) for _, statement in found]


def _bring_up(connection: Connection, part: str, chosen: str) -> None:
    """Work out the figures of the chosen customers again: of a part alone, or their whole rows."""
    if part:
        changed = ", ".join(f"{figure.key} = p.{figure.key}" for figure in FIGURES if figure.part == part)
        connection.exec_driver_sql(
            f"UPDATE {TABLE} SET {changed} FROM ({_made(chosen, part)}) p WHERE p.id = {TABLE}.id"
        )
        return
    connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE id IN ({chosen})")
    connection.exec_driver_sql(f"INSERT INTO {TABLE} {_made(chosen)}")


def _made(chosen: str, part: str = "") -> str:
    """Return the SELECT of the figures of the chosen customers as the store's rows make them."""
    wanted = [figure for figure in FIGURES if part in ("", figure.part)]
    plain = ", ".join(f"{figure.value} AS {figure.key}" for figure in wanted if not figure.after)
    every = ", ".join(f"{figure.value} AS {figure.key}" if figure.after else figure.key for figure in wanted)
    bought = "" if part else f"LEFT JOIN ({_ORDERS.format(chosen=chosen)}) o ON o.customer_id = c.id "
    return (
        f"WITH plain AS MATERIALIZED (SELECT c.id, {plain} FROM customers c {bought}"
        f"WHERE c.deleted_at IS NULL AND c.id IN ({chosen})) SELECT id, {every} FROM plain"
    )


def _index_of(figure: Figure) -> str:
    return f"ix_{TABLE}_{figure.key}"


def _make_index(connection: Connection, figure: Figure) -> None:
    then = ", sort_key" if figure.order == "name" else ""
    some = "" if figure.always else f" WHERE {figure.key} IS NOT NULL"
    connection.exec_driver_sql(f"CREATE INDEX {_index_of(figure)} ON {TABLE} ({figure.key}{then}){some}")


def _make_triggers(connection: Connection, table: str, feed: Feed) -> None:
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        parts = ("", *PARTS) if (table, event) == ("customers", "UPDATE") else (feed.part,)
        for part in parts:
            columns = _columns(part)
            if table == "customers" and not columns:
                continue
            into = f"{PARTLY} SELECT '{part}', id" if part else f"{STALE} SELECT id"
            notes = " ".join(
                f"INSERT OR IGNORE INTO {into} FROM ({feed.concerned.format(row=row)}) WHERE id IS NOT NULL;"
                for row in rows
            )
            changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
            when = f"WHEN {changed} " if (table, event) == ("customers", "UPDATE") else ""
            name = "_".join(filter(None, ("figures", table, event.lower(), part)))
            connection.exec_driver_sql(f"CREATE TRIGGER {name} AFTER {event} ON {table} {when}BEGIN {notes} END")


def _columns(part: str) -> list[str]:
    """Return the columns of a customer that a part of the figures comes from: a note or a birthday is none of them."""
    named: set[str] = set() if part else {"deleted_at"}
    for one in FIGURES:
        if one.part == part:
            named.update(re.findall(r"\bc\.(\w+)", one.value))
    return sorted(named - {"id"})
