"""The stored figures of each customer: one derived row, kept in step before each commit, whoever wrote.

Like the search index: triggers note whose figures are stale, and one set-wise statement brings them up to date. What a
list shows of a customer is then a join on one row, and every column it can be sorted by has an index.

Another figure is one line in `FIGURES`, and a line in `FEEDS` where it comes from a table that is not there yet; a
migration in the same version makes stores have it, since what is derived is made anew after each upgrade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

TAG_SEPARATOR: Final = "\x1f"
"""Stands between the names in `tags`."""
TABLE: Final = "customer_figures"
STALE: Final = "figures_stale"
_STEP: Final = 50_000
"""Customers brought up to date by one statement, so that a rebuild of millions needs little memory."""
_MANY: Final = 5_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of the derived row: its SQL type and where it comes from, SQL over `c` (customers) and `o` (orders).

    A figure with `after` set is worked out of the other figures by their names. `order` says how lists are ordered by
    it: "name" with the name after it where many share a value, "id" where hardly any do, "" for a figure that no list
    is ordered by.
    """

    key: str
    type: str
    value: str
    order: str = ""
    after: bool = False

    @property
    def always(self) -> bool:
        """Whether every customer has one."""
        return self.type.endswith("NOT NULL")


def _first(column: str, table: str, more: str = "") -> str:
    return (
        f"(SELECT {column} FROM {table} WHERE customer_id = c.id AND deleted_at IS NULL AND NOT gone{more} "
        "ORDER BY preferred DESC, position, id LIMIT 1)"
    )


def _living(what: str, table: str, more: str = "") -> str:
    return f"(SELECT {what} FROM {table} WHERE customer_id = c.id AND deleted_at IS NULL{more})"


_IN_A_CITY: Final = " AND city <> ''"
_OPEN: Final = " AND +state = 'open'"
_TAGS: Final = (
    f"(SELECT group_concat(t.name, char({ord(TAG_SEPARATOR)}) ORDER BY turkish_order(t.name)) FROM customer_tags k "
    "JOIN tags t ON t.id = k.tag_id WHERE k.customer_id = c.id AND k.deleted_at IS NULL AND t.deleted_at IS NULL)"
)
_SCORE: Final = (
    "(SELECT score FROM answers WHERE customer_id = c.id AND kind = 'nps' AND score IS NOT NULL "
    "AND deleted_at IS NULL ORDER BY answered_at DESC, id DESC LIMIT 1)"
)
_OWNER: Final = "(SELECT name FROM staff WHERE id = c.owner_id)"


def _consent(channel: str) -> str:
    """Return the state of a channel as `consents.rules.effective` decides it; null where nobody said anything.

    Of each source the newest event counts; a refusal wins over all that was not allowed by hand after it.
    """
    newest = (
        "SELECT source, state, at, row_number() OVER (PARTITION BY source ORDER BY at DESC, id DESC) AS n "
        f"FROM consent_events WHERE customer_id = c.id AND channel = '{channel}' AND deleted_at IS NULL"
    )
    refused = "max(CASE WHEN state = 'refused' THEN at END)"
    by_hand = "max(CASE WHEN state = 'granted' AND source = 'hand' THEN at END)"
    return (
        f"(SELECT CASE WHEN count(*) = 0 THEN NULL WHEN {refused} >= coalesce({by_hand}, {refused}) THEN 'refused' "
        f"ELSE 'granted' END FROM ({newest}) WHERE n = 1)"
    )


FIGURES: Final = (
    Figure("sort_key", "TEXT NOT NULL", "c.sort_key", "id"),
    Figure("kind", "TEXT NOT NULL", "c.kind", "name"),
    Figure("created_at", "INTEGER NOT NULL", "c.created_at", "id"),
    Figure("phone", "TEXT", _first("number", "customer_phones"), "id"),
    Figure("email", "TEXT", _first("address", "customer_emails")),
    Figure("email_key", "TEXT", _first("folded", "customer_emails"), "id"),
    Figure("city", "TEXT", _first("city", "customer_addresses", _IN_A_CITY)),
    Figure("city_folded", "TEXT", "fold(city)", after=True),
    Figure("city_key", "TEXT", "turkish_order(city)", "name", after=True),
    Figure("tags", "TEXT", _TAGS),
    Figure("tags_key", "TEXT", "turkish_order(tags)", "name", after=True),
    Figure("owner", "TEXT", _OWNER),
    Figure("owner_key", "TEXT", "turkish_order(owner)", "name", after=True),
    Figure("orders", "INTEGER NOT NULL", "coalesce(o.orders, 0)", "name"),
    Figure("revenue", "INTEGER", "o.revenue", "id"),
    Figure("currency", "TEXT", "substr(o.currencies, 1, instr(o.currencies || ',', ',') - 1)"),
    Figure("first_order", "TEXT", "o.first_order", "name"),
    Figure("last_order", "TEXT", "o.last_order", "name"),
    Figure("talks", "INTEGER NOT NULL", _living("count(*)", "interactions"), "name"),
    Figure("last_talk", "INTEGER", _living("max(at)", "interactions"), "id"),
    Figure("ratio", "REAL", "nullif(orders, 0) * 1.0 / nullif(talks, 0)", "name", after=True),
    Figure("next_due", "TEXT", _living("min(due_date)", "followups", _OPEN), "name"),
    Figure("score", "INTEGER", _SCORE, "name"),
    Figure("consent_email", "TEXT", _consent("email")),
    Figure("consent_sms", "TEXT", _consent("sms")),
    Figure("consent_call", "TEXT", _consent("call")),
)
"""What is kept of each customer. Money is in minor units of `currency`, the one that brought most (currencies are
never added); orders that were cancelled count nowhere; `ratio` is orders per conversation."""

BY_FIGURE: Final = {figure.key: figure for figure in FIGURES}

_ORDERS: Final = """
SELECT customer_id, sum(n) AS orders, min(first) AS first_order, max(last) AS last_order, max(total) AS revenue,
    group_concat(currency, ',' ORDER BY total DESC, currency) AS currencies
FROM (SELECT customer_id, currency, count(*) AS n, min(local_date) AS first, max(local_date) AS last,
        sum(total - coalesce((SELECT sum(amount) FROM refunds r WHERE r.order_id = orders.id
                              AND r.deleted_at IS NULL), 0)) AS total
      FROM orders WHERE deleted_at IS NULL AND status <> 'cancelled' AND customer_id IN ({chosen})
      GROUP BY customer_id, currency)
GROUP BY customer_id
"""

_OF_CUSTOMER: Final = "SELECT {row}.customer_id AS id"
FEEDS: Final = {
    "customers": "SELECT {row}.id AS id",
    "customer_emails": _OF_CUSTOMER,
    "customer_phones": _OF_CUSTOMER,
    "customer_addresses": _OF_CUSTOMER,
    "customer_tags": _OF_CUSTOMER,
    "tags": "SELECT customer_id AS id FROM customer_tags WHERE tag_id = {row}.id",
    "staff": "SELECT id FROM customers WHERE owner_id = {row}.id",
    "orders": _OF_CUSTOMER,
    "refunds": "SELECT customer_id AS id FROM orders WHERE id = {row}.order_id",
    "interactions": _OF_CUSTOMER,
    "followups": _OF_CUSTOMER,
    "answers": _OF_CUSTOMER,
    "consent_events": _OF_CUSTOMER,
}
"""The tables whose rows change figures, each with a SELECT of the ids of the customers that a row concerns."""

_MATTERS: Final = " OR ".join(
    f"OLD.{column} IS NOT NEW.{column}"
    for column in sorted({"deleted_at"} | {name for one in FIGURES for name in re.findall(r"\bc\.(\w+)", one.value)})
)
"""When a changed customer's figures may be others: a note, a birthday or a wish has nothing to do with them."""


def rebuild(connection: Connection) -> None:
    """Make the table, its triggers and its rows anew: after the schema or the declared figures changed."""
    for name in (TABLE, STALE):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    columns = ", ".join(f"{figure.key} {figure.type}" for figure in FIGURES)
    connection.exec_driver_sql(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {columns})")
    connection.exec_driver_sql(f"CREATE TABLE {STALE} (id INTEGER PRIMARY KEY)")
    for table, concerned in FEEDS.items():
        _make_triggers(connection, table, concerned)
    connection.exec_driver_sql(f"INSERT INTO {STALE} SELECT id FROM customers")
    refresh(connection)
    for figure in FIGURES:
        if figure.order:
            _make_index(connection, figure)


def refresh(connection: Connection) -> None:
    """Bring the figures of all whose marks are stale up to date; who is in the bin has none."""
    first = connection.exec_driver_sql(f"SELECT min(id) FROM {STALE}").scalar()
    if first is None:
        return
    indexes = _drop_indexes(connection) if _mostly_stale(connection) else []
    while first is not None:
        beyond = f"SELECT id FROM {STALE} WHERE id >= ? ORDER BY id LIMIT 1 OFFSET {_STEP}"
        after = connection.exec_driver_sql(beyond, (first,)).scalar()
        _bring_up(connection, first, after)
        first = after
    connection.exec_driver_sql(f"DELETE FROM {STALE}")
    for statement in indexes:
        connection.exec_driver_sql(statement)


def stale(connection: Connection) -> int:
    """Return how many customers have figures that differ from what their rows say; 0 in a whole store."""
    keys = ", ".join(("id", *(figure.key for figure in FIGURES)))
    asked = (
        f"SELECT count(*) FROM (SELECT * FROM ({_made('SELECT id FROM customers')}) EXCEPT SELECT {keys} FROM {TABLE})"
    )
    return int(connection.exec_driver_sql(asked).scalar_one())


def _mostly_stale(connection: Connection) -> bool:
    """Return whether so many figures change that the indexes are made faster anew than kept up row by row."""
    many = connection.exec_driver_sql(f"SELECT count(*) FROM (SELECT 1 FROM {STALE} LIMIT {_MANY})").scalar_one()
    if many < _MANY:
        return False
    counts = f"SELECT (SELECT count(*) FROM {STALE}) * 5 > (SELECT count(*) FROM {TABLE})"
    return bool(connection.exec_driver_sql(counts).scalar_one())


def _drop_indexes(connection: Connection) -> list[str]:
    """Drop the indexes; returns the statements that make them again."""
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    found = connection.exec_driver_sql(asked, (TABLE,)).all()
    for name, _ in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [str(statement) for _, statement in found]


def _bring_up(connection: Connection, first: int, after: int | None) -> None:
    last = "" if after is None else f" AND id < {int(after)}"
    chosen = f"SELECT id FROM {STALE} WHERE id >= {int(first)}{last}"
    connection.exec_driver_sql(f"DELETE FROM {TABLE} WHERE id IN ({chosen})")
    connection.exec_driver_sql(f"INSERT INTO {TABLE} {_made(chosen)}")


def _made(chosen: str) -> str:
    """Return the SELECT of the rows of the chosen customers as the store's rows make them."""
    plain = ", ".join(f"{figure.value} AS {figure.key}" for figure in FIGURES if not figure.after)
    every = ", ".join(f"{figure.value} AS {figure.key}" if figure.after else figure.key for figure in FIGURES)
    return (
        f"WITH plain AS MATERIALIZED (SELECT c.id, {plain} FROM customers c "
        f"LEFT JOIN ({_ORDERS.format(chosen=chosen)}) o ON o.customer_id = c.id "
        f"WHERE c.deleted_at IS NULL AND c.id IN ({chosen})) SELECT id, {every} FROM plain"
    )


def _make_index(connection: Connection, figure: Figure) -> None:
    then = ", sort_key" if figure.order == "name" else ""
    some = "" if figure.always else f" WHERE {figure.key} IS NOT NULL"
    connection.exec_driver_sql(f"CREATE INDEX ix_{TABLE}_{figure.key} ON {TABLE} ({figure.key}{then}){some}")


def _make_triggers(connection: Connection, table: str, concerned: str) -> None:
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        notes = " ".join(
            f"INSERT OR IGNORE INTO {STALE} SELECT id FROM ({concerned.format(row=row)}) WHERE id IS NOT NULL;"
            for row in rows
        )
        when = f"WHEN {_MATTERS} " if (table, event) == ("customers", "UPDATE") else ""
        connection.exec_driver_sql(
            f"CREATE TRIGGER figures_{table}_{event.lower()} AFTER {event} ON {table} {when}BEGIN {notes} END"
        )
