"""What the last search through the book found: derived rows, made anew by each search, so that they open at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from desktop_crm.duplicates.types import Crowd, Found

_WATCHED: Final = ("customers", "customer_emails", "customer_phones", "customer_addresses")


def rebuild(connection: Connection) -> None:
    """Make the tables of the findings anew and empty: nobody has searched yet."""
    for table in ("duplicate_pairs", "duplicate_search"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    connection.exec_driver_sql(
        "CREATE TABLE duplicate_pairs (id INTEGER PRIMARY KEY, first_id INTEGER NOT NULL, second_id INTEGER NOT NULL, "
        "score INTEGER NOT NULL, name INTEGER NOT NULL, evidence TEXT NOT NULL)"
    )
    connection.exec_driver_sql("CREATE INDEX ix_duplicate_pairs_second ON duplicate_pairs (second_id)")
    connection.exec_driver_sql("CREATE INDEX ix_duplicate_pairs_first ON duplicate_pairs (first_id)")
    connection.exec_driver_sql("CREATE TABLE duplicate_search (change_id INTEGER NOT NULL, crowds TEXT NOT NULL)")


def keep(connection: Connection, found: Found, change_id: int) -> None:
    """Put findings in the place of the earlier ones; `change_id` is the newest change they know of."""
    connection.exec_driver_sql("DELETE FROM duplicate_pairs")
    connection.exec_driver_sql("DELETE FROM duplicate_search")
    rows = [
        (place, pair.first, pair.second, pair.likeness.score, pair.likeness.name, " ".join(pair.likeness.evidence))
        for place, pair in enumerate(found.pairs, 1)
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO duplicate_pairs VALUES (?, ?, ?, ?, ?, ?)", rows)
    crowds = json.dumps([(crowd.shared, crowd.cards) for crowd in found.crowds], ensure_ascii=False)
    connection.exec_driver_sql("INSERT INTO duplicate_search VALUES (?, ?)", (change_id, crowds))


def newest_change(connection: Connection) -> int:
    """Return the id of the newest change of the store, 0 where there is none."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM changes").scalar_one())


def are_true(connection: Connection) -> bool:
    """Return whether nobody changed a customer since the last search; False where there was none."""
    known = connection.exec_driver_sql("SELECT change_id FROM duplicate_search").scalar()
    if known is None:
        return False
    tables = ", ".join(f"'{name}'" for name in _WATCHED)
    return not any(
        connection.exec_driver_sql(
            f"SELECT 1 FROM {journal} WHERE change_id > ? AND table_name IN ({tables}) LIMIT 1", (known,)
        ).first()
        for journal in ("change_rows", "change_blocks")
    )


def crowds(connection: Connection) -> Iterable[Crowd]:
    """Return what the last search did not compare by, because too many cards share it."""
    told = connection.exec_driver_sql("SELECT crowds FROM duplicate_search").scalar()
    return tuple(Crowd(shared, cards) for shared, cards in json.loads(told or "[]"))
