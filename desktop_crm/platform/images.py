"""Images of rows as JSON, made and applied by SQL, a whole table at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table


def image(table: Table) -> str:
    """Return the SQL expression that is the JSON of all columns of a row of `table`."""
    pairs = ", ".join(f"'{column.name}', {quoted(table.name)}.{quoted(column.name)}" for column in table.c)
    return f"json_object({pairs})"


def quoted(name: str) -> str:
    """Return an identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def of_row(connection: Connection, table: Table, row_id: int) -> str | None:
    """Return the image of one row as it stands now, None where there is no such row."""
    statement = f"SELECT {image(table)} FROM {quoted(table.name)} WHERE id = ?"
    found: str | None = connection.exec_driver_sql(statement, (row_id,)).scalar()
    return found


def restored(table: Table, source: str) -> list[tuple[str, str]]:
    """Return, for each column of `table`, its name and the SQL that takes its value out of the image in `source`.

    A column that is younger than the image gets the default it was added with.
    """
    pairs: list[tuple[str, str]] = []
    for column in table.c:
        path = f"'$.{column.name}'"
        default: Any = column.server_default
        missing = str(default.arg) if default is not None else "NULL"
        value = f"CASE WHEN json_type({source}, {path}) IS NULL THEN {missing} ELSE json_extract({source}, {path}) END"
        pairs.append((quoted(column.name), value))
    return pairs
