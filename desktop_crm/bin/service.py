"""Taking things out of the bin, and letting go for good of what has lain there long enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from desktop_crm.attachments import contents
from desktop_crm.bin.types import KEPT_DAYS, KINDS
from desktop_crm.platform.columns import all_tables, business_tables
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import Conflict, NotFound
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.plugs import Ref

_DAY_MS: Final = 24 * 60 * 60 * 1000
_TABLES: Final = {one.kind: one.table for one in KINDS}


class BinService:
    """The verbs on deleted things."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def restore(self, refs: Sequence[Ref]) -> int:
        """Take things out of the bin; returns how many.

        Raises NotFound where none of them is in it any more, Conflict where another stands in the place of one.
        """
        try:
            label = N_("Take one thing out of the bin") if len(refs) == 1 else N_("Take {count} things out of the bin")
            with self._db.write_bulk(label, count=len(refs)) as running:
                taken = 0
                for kind in dict.fromkeys(ref.kind for ref in refs):
                    table = all_tables().tables[_TABLES[kind]]
                    ids = ", ".join(str(int(ref.id)) for ref in refs if ref.kind == kind)
                    chosen = f"SELECT id FROM {table.name} WHERE deleted_at IS NOT NULL AND id IN ({ids})"
                    running.touch(table, chosen)
                    taken += running.connection.exec_driver_sql(
                        f"UPDATE {table.name} SET deleted_at = NULL, change_id = ? WHERE id IN ({chosen})",
                        (running.change_id,),
                    ).rowcount
                if not taken:
                    raise NotFound(N_("This is not in the bin any more."))
                return taken
        except IntegrityError as error:
            raise Conflict(N_("Another one stands in its place by now, so it stays in the bin.")) from error

    def purge(self) -> int:
        """Let go for good of what was deleted more than ninety days ago; returns how many rows went.

        Their images leave the journal too, so no undo brings them back. Orders of a customer who goes stay, without
        their customer; what something living cannot do without stays in the bin.
        """
        before = self._db.clock.now() - KEPT_DAYS * _DAY_MS
        with self._db.read() as session:
            if not any(_due(session.connection(), table, before) for table in business_tables()):
                return 0
        with self._db.write_bulk(N_("Empty the bin")) as running:
            connection = running.connection
            _collect(connection, before)
            _keep_needed(connection)
            gone = _let_go(connection)
            contents.forget(connection)
            connection.exec_driver_sql("DROP TABLE temp.leaving")
            return gone


def _due(connection: Connection, table: Table, before: int) -> bool:
    asked = f"SELECT 1 FROM {table.name} WHERE deleted_at < ? LIMIT 1"
    return connection.exec_driver_sql(asked, (before,)).first() is not None


def _collect(connection: Connection, before: int) -> None:
    """List the rows that are due, with their parts and the parts of those."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.leaving")
    connection.exec_driver_sql("CREATE TEMP TABLE leaving (tbl TEXT, id INTEGER, PRIMARY KEY (tbl, id)) WITHOUT ROWID")
    for table in business_tables():
        connection.exec_driver_sql(
            f"INSERT INTO temp.leaving SELECT '{table.name}', id FROM {table.name} WHERE deleted_at < ?", (before,)
        )
    for child, column, parent, part in _edges():
        if part:
            connection.exec_driver_sql(
                f"INSERT OR IGNORE INTO temp.leaving SELECT '{child.name}', id FROM {child.name} WHERE {column} IN "
                f"(SELECT id FROM temp.leaving WHERE tbl = '{parent.name}')"
            )


def _keep_needed(connection: Connection) -> None:
    """Leave in the bin what a living row must refer to."""
    for child, column, parent, part in _edges():
        if not part and not child.c[column].nullable:
            connection.exec_driver_sql(
                f"DELETE FROM temp.leaving WHERE tbl = '{parent.name}' AND id IN (SELECT {column} FROM {child.name} "
                f"WHERE id NOT IN (SELECT id FROM temp.leaving WHERE tbl = '{child.name}'))"
            )


def _let_go(connection: Connection) -> int:
    gone = 0
    for child, column, parent, part in _edges():
        if not part and child.c[column].nullable:
            connection.exec_driver_sql(
                f"UPDATE {child.name} SET {column} = NULL WHERE {column} IN "
                f"(SELECT id FROM temp.leaving WHERE tbl = '{parent.name}')"
            )
    connection.exec_driver_sql(
        "DELETE FROM change_rows WHERE (table_name, row_id) IN (SELECT tbl, id FROM temp.leaving)"
    )
    for table in reversed(business_tables()):
        gone += connection.exec_driver_sql(
            f"DELETE FROM {table.name} WHERE id IN (SELECT id FROM temp.leaving WHERE tbl = '{table.name}')"
        ).rowcount
    connection.exec_driver_sql(
        "UPDATE changes SET reverted_by = id WHERE reverted_by IS NULL AND kind = 'edit' "
        "AND id NOT IN (SELECT change_id FROM change_rows) AND id NOT IN (SELECT change_id FROM change_blocks)"
    )
    return gone


def _edges() -> Iterator[tuple[Table, str, Table, bool]]:
    """Yield each foreign key between business tables, parents first: child, column, parent, whether it is a part."""
    for child in business_tables():
        for key in child.foreign_keys:
            yield child, key.parent.name, key.column.table, key.ondelete == "CASCADE"
