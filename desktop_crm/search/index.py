"""The search index: what marks a thing stale, and the set-wise refresh before each commit.

Each kind has an FTS5 table over folded words only. Triggers note which things are stale; nothing else knows of them,
so edits, bulk statements and undo keep the index right alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from desktop_crm.platform.plugs import Searchable


class SearchIndex:
    """Keeps the index of the given kinds in step with the store."""

    def __init__(self, kinds: Sequence[Searchable]) -> None:
        self.kinds = tuple(kinds)

    def rebuild(self, connection: Connection) -> None:
        """Make the index, its triggers and its contents anew: after the schema or the declared kinds changed."""
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_stale")
        connection.exec_driver_sql(
            "CREATE TABLE search_stale (kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )
        for kind in self.kinds:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table_of(kind.kind)}")
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {table_of(kind.kind)} USING fts5(words, content='', contentless_delete=1, "
                "prefix='1 2 3', detail=none, tokenize='unicode61 remove_diacritics 0')"
            )
            for table, column in {kind.table: "id", **kind.feeds}.items():
                _make_triggers(connection, kind.kind, table, column)
            connection.exec_driver_sql(f"INSERT INTO search_stale SELECT '{kind.kind}', id FROM {kind.table}")
        self.refresh(connection)

    def refresh(self, connection: Connection) -> None:
        """Bring the entries of all stale things up to date, a kind at a time."""
        stale = connection.exec_driver_sql("SELECT DISTINCT kind FROM search_stale").scalars().all()
        for kind in self.kinds:
            if kind.kind not in stale:
                continue
            table = table_of(kind.kind)
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM search_stale WHERE kind = '{kind.kind}')"
            )
            connection.exec_driver_sql(f"INSERT INTO {table} (rowid, words) {kind.words}")
        if stale:
            connection.exec_driver_sql("DELETE FROM search_stale")


def table_of(kind: str) -> str:
    """Return the name of the FTS5 table of a kind."""
    return f"search_{kind}"


def _make_triggers(connection: Connection, kind: str, table: str, column: str) -> None:
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        notes = " ".join(
            f"INSERT OR IGNORE INTO search_stale SELECT '{kind}', {row}.{column} WHERE {row}.{column} IS NOT NULL;"
            for row in rows
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER stale_{kind}_{table}_{event.lower()} AFTER {event} ON {table} BEGIN {notes} END"
        )
