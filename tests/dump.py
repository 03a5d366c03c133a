"""The logical dump of a store: its business rows and nothing else, so that two states can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import desktop_crm.app  # noqa: F401 - registers every table
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.columns import business_tables

_BOOKKEEPING: Final = frozenset({"change_id"})


def logical_dump(path: Path) -> str:
    """Return every row of every business table as lines of JSON, ordered by table and id.

    Journal, runs, counters and the search index are left out, and so is which change wrote a row last.
    """
    connection = sqlite.connect(path, mode="ro")
    try:
        lines = [line for table in business_tables() for line in _rows(connection, table)]
    finally:
        connection.close()
    return "\n".join(lines)


def _rows(connection: Any, table: Any) -> list[str]:
    names = [column.name for column in table.c if column.name not in _BOOKKEEPING]
    chosen = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f'SELECT {chosen} FROM "{table.name}" ORDER BY id').fetchall()
    return [json.dumps([table.name, dict(zip(names, row, strict=True))], ensure_ascii=False) for row in rows]
