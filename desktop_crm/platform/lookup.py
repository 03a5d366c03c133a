"""Rows by plain statements: for reads that must answer while someone types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session


def rows(session: Session, statement: str, values: Mapping[str, object] | Sequence[object]) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT sent to the driver as it stands: what stands between costs more than most answers."""
    driver: Any = session.connection().connection.driver_connection
    found: list[tuple[Any, ...]] = driver.execute(statement, values).fetchall()
    return found


def by_id(session: Session, statement: str, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the rows of a SELECT by their first column.

    The statement takes the ids as one value, a JSON list: `… WHERE id IN (SELECT value FROM json_each(?))`.
    """
    return {row[0]: row for row in rows(session, statement, (json.dumps(list(ids)),))}
