"""Ids by the million, without an object for each row."""

from __future__ import annotations

from array import array
from contextlib import closing
from typing import Any, Final

from sqlalchemy.orm import Session

_AT_ONCE: Final = 5_000


def fetched_ids(session: Session, statement: str, values: tuple[Any, ...] = ()) -> array[int]:
    """Return the ids that a statement selects, eight bytes each; read by the driver itself, since they may be many."""
    found = array("q")
    raw: Any = session.connection().connection.driver_connection
    with closing(raw.execute(statement, values)) as cursor:
        while part := cursor.fetchmany(_AT_ONCE):
            found.extend([row_id for (row_id,) in part])
    return found
