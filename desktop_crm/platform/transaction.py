"""One writing transaction: what it changes, kept as images in the journal, and the session that sees to it."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import ORMExecuteState, Session

from desktop_crm.platform import connection as sqlite
from desktop_crm.platform import ids, images
from desktop_crm.platform.changes import ChangeBlockTable, ChangeRowTable, ChangeSet, ChangeTable
from desktop_crm.platform.columns import Business

if TYPE_CHECKING:
    from desktop_crm.platform.database import Database

_KEPT_IN_CHANGE: Final = {"change_id"}
_TRANSACTION: Final = "transaction"


class Transaction:
    """One writing transaction: its session, its step in the journal, and what it changed so far."""

    def __init__(
        self,
        session: Session,
        db: Database,
        kind: str,
        label: str,
        values: Mapping[str, object],
        attached: list[str],
    ) -> None:
        self.session = session
        session.info[_TRANSACTION] = self
        self.kind, self.label, self.values = kind, label, values
        self.run_id: int | None = None
        self.reverts: int | None = None
        self._attached = attached
        self._db = db
        self._change_id: int | None = None
        self._before: dict[tuple[str, int], str | None] = {}
        self._tables: dict[str, Table] = {}
        self._bulk: set[str] = set()

    @property
    def connection(self) -> Connection:
        """The connection of this transaction, for set-based SQL."""
        return self.session.connection()

    @property
    def change_id(self) -> int:
        """The id of this step, taken when first needed."""
        if self._change_id is None:
            self._change_id = ids.reserve(self.connection, "changes", 1, self._db.station)
        return self._change_id

    def new_id(self, table: str) -> int:
        """Return a fresh id for a row of `table`."""
        return ids.reserve(self.connection, table, 1, self._db.station)

    def remember(self, table: Table, row_id: int, *, new: bool = False) -> None:
        """Keep the image of a row before its first change in this transaction."""
        key = (table.name, row_id)
        if key not in self._before:
            self._tables[table.name] = table
            self._before[key] = None if new else images.of_row(self.connection, table, row_id)

    def block(self, table: Table, count: int) -> int:
        """Take `count` consecutive ids for rows made in bulk, note them in the journal, and return the first."""
        first = ids.reserve(self.connection, table.name, count, self._db.station)
        if count:
            self.session.add(
                ChangeBlockTable(
                    change_id=self.change_id, table_name=table.name, first_id=first, last_id=first + count - 1
                )
            )
            self._bulk.add(table.name)
        return first

    def touch(self, table: Table, chosen: str, parameters: Sequence[object] = ()) -> None:
        """Keep the images of the rows whose ids `chosen` (a SELECT of ids) yields, before SQL changes them.

        Rows that a block of this very step made need none: they were not there before.
        """
        self._bulk.add(table.name)
        self._tables[table.name] = table
        self.session.flush()
        self.connection.exec_driver_sql(
            "INSERT OR IGNORE INTO change_rows (change_id, table_name, row_id, before) "
            f"SELECT ?, ?, id, {images.image(table)} FROM {images.quoted(table.name)} WHERE id IN ({chosen}) "
            "AND NOT EXISTS (SELECT 1 FROM change_blocks b WHERE b.change_id = ? AND b.table_name = ? "
            "AND id BETWEEN b.first_id AND b.last_id)",
            (self.change_id, table.name, *parameters, self.change_id, table.name),
        )

    def attach(self, path: Path) -> str:
        """Open another SQLite file beside the store until this transaction ends; returns the name SQL calls it by."""
        name = f"attached{len(self._attached)}"
        self.connection.exec_driver_sql(f"ATTACH ? AS {name}", (sqlite.address(path, mode="rw"),))
        self._attached.append(name)
        return name

    def reverted(self, table: str) -> None:
        """Note that rows of `table` were put back; their images are in the journal already."""
        self._bulk.add(table)

    @contextmanager
    def part(self) -> Generator[None]:
        """Open a write inside this one: where it fails, what it did is taken back and the rest can go on."""
        change_id, bulk = self._change_id, set(self._bulk)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self._change_id, self._bulk = change_id, bulk  # the counter was taken back as well
            raise

    def finish(self) -> ChangeSet | None:
        """Write the journal of this transaction; returns what changed, None where nothing did."""
        self.session.flush()
        changed = self._keep_images()
        self._complete_bulk_images()
        if not changed and not self._bulk:
            return None
        self.session.add(
            ChangeTable(
                id=self.change_id, at=self._db.clock.now(), staff_id=self._db.author(), kind=self.kind,
                label=self.label, label_values=json.dumps(dict(self.values), ensure_ascii=False, default=str),
                run_id=self.run_id, reverts=self.reverts,
            )
        )  # fmt: skip
        self.session.flush()
        tables: dict[str, frozenset[int] | None] = {name: frozenset(rows) for name, rows in changed.items()}
        return ChangeSet(self.change_id, self.label, tables | dict.fromkeys(self._bulk))

    def _keep_images(self) -> dict[str, set[int]]:
        changed: dict[str, set[int]] = {}
        for (name, row_id), before in self._before.items():
            table = self._tables[name]
            after = images.of_row(self.connection, table, row_id)
            if _same(before, after):
                self._give_back(table, row_id, before)
                continue
            self.session.add(
                ChangeRowTable(change_id=self.change_id, table_name=name, row_id=row_id, before=before, after=after)
            )
            changed.setdefault(name, set()).add(row_id)
        return changed

    def _give_back(self, table: Table, row_id: int, before: str | None) -> None:
        """Leave a row that ended as it began marked with the change that really wrote it last."""
        if before is not None:
            statement = f"UPDATE {images.quoted(table.name)} SET change_id = ? WHERE id = ?"
            self.connection.exec_driver_sql(statement, (json.loads(before)["change_id"], row_id))

    def _complete_bulk_images(self) -> None:
        for name in self._bulk & self._tables.keys():
            table = self._tables[name]
            self.connection.exec_driver_sql(
                f"UPDATE change_rows SET after = (SELECT {images.image(table)} FROM {images.quoted(name)} "
                "WHERE id = change_rows.row_id) WHERE change_id = ? AND table_name = ? AND after IS NULL",
                (self.change_id, name),
            )


def _same(before: str | None, after: str | None) -> bool:
    if before is None or after is None:
        return before is after
    was, is_now = json.loads(before), json.loads(after)
    return all(was.get(name) == value for name, value in is_now.items() if name not in _KEPT_IN_CHANGE)


class WriteSession(Session):
    """A session that gives new rows their ids, marks changed rows, and keeps their images."""


def _transaction_of(session: Session) -> Transaction:
    running: Transaction = session.info[_TRANSACTION]
    return running


def _table_of(row: Any) -> Table:
    table: Table = row.__table__
    return table


@event.listens_for(WriteSession, "transient_to_pending")
def _give_id(session: Session, row: object) -> None:  # pyright: ignore[reportUnusedFunction]
    if isinstance(row, Business):
        running = _transaction_of(session)
        table = _table_of(row)
        if row.id is None:  # pyright: ignore[reportUnnecessaryComparison] - unset until now
            row.id = running.new_id(table.name)
        row.change_id = running.change_id
        running.remember(table, row.id, new=True)


@event.listens_for(WriteSession, "before_flush")
def _remember_rows(session: Session, *_: object) -> None:  # pyright: ignore[reportUnusedFunction]
    running = _transaction_of(session)
    for row in session.dirty:
        if isinstance(row, Business) and session.is_modified(row):
            running.remember(_table_of(row), row.id)
            row.change_id = running.change_id
    for row in session.deleted:
        if isinstance(row, Business):
            running.remember(_table_of(row), row.id)


@event.listens_for(WriteSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:  # pyright: ignore[reportUnusedFunction]
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk statements bypass the journal: use write_bulk with touch and block")
