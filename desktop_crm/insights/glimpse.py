"""How the list of customers begins, read from a store's file by plain SQL before most of the program is loaded.

What is glimpsed is shown until the store is open, a moment later; so whatever is in the way of it is no error.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_crm.insights.declared import TABLE
from desktop_crm.insights.list_columns import BY_KEY, USUAL, Value, read, selected
from desktop_crm.platform import clock
from desktop_crm.platform.connection import APPLICATION_ID, DatabaseError, glance
from desktop_crm.segments.types import CUSTOMERS, ColumnPlace


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of the list by name, a tuple of values each in the order of `keys`; `columns` as they were left
    (none: the usual ones), the shop's zone."""

    ids: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    keys: tuple[str, ...]
    columns: tuple[ColumnPlace, ...]
    zone: str


def beginning(path: Path, staff_id: int | None, limit: int) -> Beginning | None:
    """Return how the list begins as a person left it, at most `limit` rows.

    None where the store cannot be read like that, or was left in another order.
    """
    try:
        with closing(glance(path)) as store:
            return _beginning(store, staff_id or 0, limit)
    except (DatabaseError, OSError):
        return None


def _beginning(store: Any, staff_id: int, limit: int) -> Beginning | None:
    if store.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return None
    columns, sort, descending = _layout(store, staff_id)
    if sort not in ("", "name") or descending:
        return None
    keys = (*(tuple(column.key for column in columns if column.key in BY_KEY) or USUAL), "kind")
    listed = tuple(BY_KEY[key] for key in keys)
    found = store.execute(
        f"SELECT f.id, {', '.join(map(selected, listed))} FROM {TABLE} f JOIN customers c ON c.id = f.id "
        f"ORDER BY f.sort_key, f.id LIMIT {int(limit)}"
    ).fetchall()
    return Beginning(
        tuple(row[0] for row in found),
        tuple(read(listed, tuple(row[1:])) for row in found),
        keys,
        columns,
        _zone(store),
    )


def _layout(store: Any, staff_id: int) -> tuple[tuple[ColumnPlace, ...], str, bool]:
    row = store.execute(
        "SELECT columns, sort, descending FROM list_layouts WHERE list = ? ORDER BY staff_id <> ? LIMIT 1",
        (CUSTOMERS, staff_id),
    ).fetchone()
    kept, sort, descending = row or ("[]", "", 0)
    return tuple(ColumnPlace(str(key), int(width)) for key, width in json.loads(kept)), sort or "", bool(descending)


def _zone(store: Any) -> str:
    row = store.execute("SELECT value FROM settings WHERE key = 'shop.zone' AND deleted_at IS NULL").fetchone()
    return str(json.loads(row[0])) if row else clock.DEFAULT_ZONE
