"""Rows of known ids by one plain statement: for reads that must answer while someone types."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session


def by_id(session: Session, statement: str, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the rows of a SELECT by their first column.

    The statement takes the ids as one value, a JSON list: `… WHERE id IN (SELECT value FROM json_each(?))`. It is sent
    as it stands, since building a query costs more here than running it.
    """
    rows = session.connection().exec_driver_sql(statement, (json.dumps(list(ids)),))
    return {row[0]: tuple(row) for row in rows}
