"""The stored figures of each customer: one derived row, kept in step before each commit, whoever wrote.

Like the search index: triggers note whose figures are stale, and one set-wise statement brings them up to date. What a
list shows of a customer is then a join on one row, and every column it can be sorted by has an index.

Another figure is one line in `FIGURES`, and a line in `FEEDS` where it comes from a table that is not there yet;
stores have it from their next opening on, since what is derived is made anew where it is declared otherwise.

Figures that change alone, and often for many at once, are a `part`: then they alone are worked out again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection

TAG_SEPARATOR: Final = "\x1f"
"""Stands between the names in `tags`."""
TABLE: Final = "customer_figures"
STALE: Final = "figures_stale"
PARTLY: Final = "figures_partly_stale"
_STEP: Final = 50_000
"""Customers brought up to date by one statement, so that a rebuild of millions needs little memory."""
_MANY: Final = 5_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of the derived row: its SQL type and where it comes from, SQL over `c` (customers) and `o` (orders).

    A figure with `after` set is worked out of the other figures by their names. `order` says how lists are ordered by
    it: "name" with the name after it where many share a value, "id" where hardly any do, "" for a figure that no list
    is ordered by. Those of one `part`, "" for none, are worked out alone where nothing else changed; not over `o`.
    """

    key: str
    type: str
    value: str
    order: str = ""
    after: bool = False
    part: str = ""

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


_GOOD: Final = " AND NOT gone"
_MOBILE: Final = "number LIKE '+905%' OR number NOT LIKE '+90%'"
_REACH: Final = (
    "concat_ws(' ', CASE WHEN by_email = 2 THEN 'email' END, CASE WHEN by_phone = 2 THEN 'sms' END, "
    "CASE WHEN by_phone THEN 'call' END, CASE WHEN by_email = 1 AND by_phone IS NULL THEN 'market' END)"
)
_ORDER_BEFORE: Final = (
    "(SELECT local_date FROM orders WHERE customer_id = c.id AND deleted_at IS NULL AND status <> 'cancelled' "
    "AND local_date IS NOT NULL ORDER BY local_date DESC LIMIT 1 OFFSET 1)"
)
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


def _basket(what: str) -> str:
    return _living(what, "orders", " AND status = 'cancelled'")


def _said(what: str) -> str:
    """Return what was said last of a customer's stage."""
    return (
        f"(SELECT {what} FROM stage_marks WHERE customer_id = c.id AND deleted_at IS NULL "
        "ORDER BY at DESC, id DESC LIMIT 1)"
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
    Figure("tags", "TEXT", _TAGS, part="tags"),
    Figure("tags_key", "TEXT", "turkish_order(tags)", "name", after=True, part="tags"),
    Figure("owner", "TEXT", _OWNER, part="owner"),
    Figure("owner_key", "TEXT", "turkish_order(owner)", "name", after=True, part="owner"),
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
    Figure("consent_email", "TEXT", _consent("email"), part="consent"),
    Figure("consent_sms", "TEXT", _consent("sms"), part="consent"),
    Figure("consent_call", "TEXT", _consent("call"), part="consent"),
    Figure("by_email", "INTEGER", _living("max(2 - masked)", "customer_emails", _GOOD)),
    Figure("by_phone", "INTEGER", _living(f"max(1 + ({_MOBILE}))", "customer_phones", f"{_GOOD} AND number LIKE '+%'")),
    Figure("reach", "TEXT NOT NULL", _REACH, after=True),
    Figure("points", "INTEGER", _living("sum(points)", "loyalty_points"), "name", part="points"),
    Figure("points_given", "INTEGER", _living("sum(max(points, 0))", "loyalty_points"), part="points"),
    Figure("undated", "INTEGER", "o.undated"),
    Figure("order_before", "TEXT", f"CASE WHEN o.orders > 1 THEN {_ORDER_BEFORE} END"),
    Figure("basket", "TEXT", f"CASE WHEN o.orders IS NULL THEN {_basket('max(local_date)')} END"),
    Figure("basket_undated", "INTEGER", f"CASE WHEN o.orders IS NULL THEN {_basket('max(local_date IS NULL)')} END"),
    Figure("first_talk", "INTEGER", f"CASE WHEN o.orders IS NULL THEN {_living('min(at)', 'interactions')} END"),
    Figure("said", "TEXT", _said("stage"), part="said"),
    Figure("said_day", "TEXT", _said("day"), part="said"),
    Figure("said_pinned", "INTEGER", _said("pinned"), part="said"),
    Figure("lost_reason", "TEXT", _said("CASE WHEN stage = 'lost' THEN reason END"), part="said"),
)
"""What is kept of each customer. Money is in minor units of `currency`, the one that brought most (currencies are
never added); orders that were cancelled count nowhere; `ratio` is orders per conversation. `by_email` is 2 with an
address of their own, 1 with a marketplace's alone; `by_phone` 2 where messages arrive, 1 where only calls do. From
`undated` on stands what a stage is told by, on whatever day: of orders without a day how many, the newest day but one,
what was said last; baskets left and the first talk only of those who never ordered."""

BY_FIGURE: Final = {figure.key: figure for figure in FIGURES}

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


class Feed(NamedTuple):
    """A table whose rows change figures: a SELECT of the ids of the customers that a row concerns, and which part of
    their figures, "" for all of them."""

    concerned: str
    part: str = ""


_OF_CUSTOMER: Final = "SELECT {row}.customer_id AS id"
FEEDS: Final = {
    "customers": Feed("SELECT {row}.id AS id"),
    "customer_emails": Feed(_OF_CUSTOMER),
    "customer_phones": Feed(_OF_CUSTOMER),
    "customer_addresses": Feed(_OF_CUSTOMER),
    "customer_tags": Feed(_OF_CUSTOMER, "tags"),
    "tags": Feed("SELECT customer_id AS id FROM customer_tags WHERE tag_id = {row}.id", "tags"),
    "staff": Feed("SELECT id FROM customers WHERE owner_id = {row}.id", "owner"),
    "orders": Feed(_OF_CUSTOMER),
    "refunds": Feed("SELECT customer_id AS id FROM orders WHERE id = {row}.order_id"),
    "interactions": Feed(_OF_CUSTOMER),
    "followups": Feed(_OF_CUSTOMER),
    "answers": Feed(_OF_CUSTOMER),
    "consent_events": Feed(_OF_CUSTOMER, "consent"),
    "loyalty_points": Feed(_OF_CUSTOMER, "points"),
    "stage_marks": Feed(_OF_CUSTOMER, "said"),
}
PARTS: Final = tuple(dict.fromkeys(figure.part for figure in FIGURES if figure.part))


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
