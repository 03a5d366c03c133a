"""Taking steps back and making them again: set-wise, exact, and only where nothing newer stands in the way."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop_crm.platform.changes import EDIT, IMPORT, REDO, UNDO, ChangeTable, Step, step_of
from desktop_crm.platform.columns import business_tables
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import Conflict, NotFound
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.images import image, quoted, restored
from desktop_crm.platform.plugs import Ref
from desktop_crm.platform.transaction import Transaction

_LISTED: Final = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that an undo left as it is, and why: `changed` or `used` since."""

    row: Ref
    reason: str


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or redo did: the step, how many rows it took back, and which it kept (at most 1,000 listed)."""

    step: Step
    rows: int
    kept: tuple[Kept, ...]
    kept_count: int


def steps(session: Session, limit: int = 50) -> list[Step]:
    """Return the steps that can be undone, newest first."""
    found = session.scalars(
        select(ChangeTable)
        .where(ChangeTable.kind.in_((EDIT, IMPORT)), ChangeTable.reverted_by.is_(None))
        .order_by(ChangeTable.id.desc())
        .limit(limit)
    )
    return [step_of(row) for row in found]


def redo_step(session: Session) -> Step | None:
    """Return the step that redo would make again: only while nothing new was done since its undo."""
    newest = session.scalar(select(ChangeTable).order_by(ChangeTable.id.desc()).limit(1))
    if newest is None or newest.kind not in (UNDO, REDO):
        return None
    undone = session.scalar(
        select(ChangeTable)
        .where(ChangeTable.kind == UNDO, ChangeTable.reverted_by.is_(None))
        .where(ChangeTable.id > _last_plain(session))
        .order_by(ChangeTable.id.desc())
        .limit(1)
    )
    return step_of(undone) if undone is not None else None


def _last_plain(session: Session) -> int:
    last = session.scalar(
        select(ChangeTable.id).where(ChangeTable.kind.in_((EDIT, IMPORT))).order_by(ChangeTable.id.desc()).limit(1)
    )
    return last or 0


def undo(db: Database, change_id: int | None = None) -> Reverted:
    """Take back the newest step not yet undone, or the one named.

    An edit is taken back whole or not at all (Conflict); of an import, rows changed or referred to since are kept
    and listed. Raises NotFound where there is nothing to undo.
    """
    with _reverting(db, UNDO) as running:
        target = _target(running.session, change_id)
        running.label, running.values = target.label, step_of(target).values
        return _revert(running, target, partial=target.kind == IMPORT)


def redo(db: Database) -> Reverted:
    """Make the step undone last again. Raises NotFound where there is none, Conflict where rows changed since."""
    with _reverting(db, REDO) as running:
        step = redo_step(running.session)
        if step is None:
            raise NotFound(N_("There is nothing to redo."))
        undone = running.session.get_one(ChangeTable, step.id)
        running.label, running.values = undone.label, step.values
        report = _revert(running, undone, partial=False)
        original = running.session.get_one(ChangeTable, undone.reverts)
        original.reverted_by = None
        return report


@contextmanager
def _reverting(db: Database, kind: str) -> Generator[Transaction]:
    """Open the writing transaction of an undo; rows that no longer fit together make it a Conflict."""
    try:
        with db.transaction(kind, "", {}) as running:
            yield running
    except IntegrityError as error:
        raise Conflict(N_("Something this belongs to has changed since, so it cannot be put back.")) from error


def _target(session: Session, change_id: int | None) -> ChangeTable:
    if change_id is None:
        newest = steps(session, 1)
        if not newest:
            raise NotFound(N_("There is nothing to undo."))
        change_id = newest[0].id
    target = session.get(ChangeTable, change_id)
    if target is None or target.kind not in (EDIT, IMPORT):
        raise NotFound(N_("There is no such step to undo."))
    if target.reverted_by is not None:
        raise NotFound(N_("This step has been undone already."))
    return target


def _revert(running: Transaction, target: ChangeTable, *, partial: bool) -> Reverted:
    connection = running.connection
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    _collect(connection, target.id)
    touched = set(connection.exec_driver_sql("SELECT DISTINCT tbl FROM temp.reverting").scalars())
    tables = [table for table in business_tables() if table.name in touched]
    _mark_changed(connection, tables)
    _mark_used(connection, tables)
    kept, kept_count = _kept(connection)
    if kept and not partial:
        raise Conflict(N_("This was changed again since, so it cannot be undone on its own."))
    rows = _apply(running, tables)
    connection.exec_driver_sql("DROP TABLE temp.reverting")
    running.reverts = target.id
    target.reverted_by = running.change_id
    return Reverted(step_of(target), rows, kept, kept_count)


def _collect(connection: Connection, change_id: int) -> None:
    """List every row of the step: what it was (null: not there), and which change must have written it last."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.reverting")
    connection.exec_driver_sql(
        "CREATE TEMP TABLE reverting (tbl TEXT, id INTEGER, made INTEGER, was TEXT, gone INTEGER, expected INTEGER, "
        "keep TEXT, PRIMARY KEY (tbl, id)) WITHOUT ROWID"
    )
    connection.exec_driver_sql(
        "INSERT INTO temp.reverting SELECT table_name, row_id, before IS NULL, before, after IS NULL, "
        "json_extract(after, '$.change_id'), NULL FROM change_rows WHERE change_id = ?",
        (change_id,),
    )
    blocks = connection.exec_driver_sql(
        "SELECT table_name, first_id, last_id FROM change_blocks WHERE change_id = ?", (change_id,)
    )
    for name, first, last in blocks.all():
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO temp.reverting SELECT ?, id, 1, NULL, 0, ?, NULL FROM {quoted(name)} "
            "WHERE id BETWEEN ? AND ?",
            (name, change_id, first, last),
        )


def _mark_changed(connection: Connection, tables: Iterable[Table]) -> None:
    """Keep rows that another change wrote since, or that are there again after this step removed them."""
    for table in tables:
        name = quoted(table.name)
        connection.exec_driver_sql(
            "UPDATE temp.reverting SET keep = 'changed' WHERE tbl = ? AND ("
            f"(NOT gone AND (SELECT change_id FROM {name} t WHERE t.id = reverting.id) IS NOT expected) "
            f"OR (gone AND EXISTS (SELECT 1 FROM {name} t WHERE t.id = reverting.id)))",
            (table.name,),
        )


def _mark_used(connection: Connection, tables: list[Table]) -> None:
    """Keep what is referred to by rows that stay, and the parts of what is kept, until nothing more is found."""
    edges = list(_edges(tables))
    while True:
        found = sum(_keep_referred(connection, *edge) for edge in edges)
        found += sum(_keep_parts(connection, child, column, parent) for child, column, parent, part in edges if part)
        if not found:
            return


def _edges(tables: list[Table]) -> Iterable[tuple[Table, str, Table, bool]]:
    """Yield each foreign key into `tables` as (child, its column, parent, whether the child is a part of it)."""
    for child in reversed(business_tables()):
        for key in child.foreign_keys:
            if key.column.table in tables:
                yield child, key.parent.name, key.column.table, key.ondelete == "CASCADE"


def _keep_referred(connection: Connection, child: Table, column: str, parent: Table, _: bool) -> int:
    return connection.exec_driver_sql(
        "UPDATE temp.reverting SET keep = 'used' WHERE tbl = ? AND made AND keep IS NULL AND EXISTS ("
        f"SELECT 1 FROM {quoted(child.name)} c LEFT JOIN temp.reverting r ON r.tbl = ? AND r.id = c.id "
        f"WHERE c.{quoted(column)} = reverting.id AND (r.id IS NULL OR NOT r.made OR r.keep IS NOT NULL) "
        f"AND (r.was IS NULL OR r.keep IS NOT NULL OR json_extract(r.was, '$.{column}') IS reverting.id))",
        (parent.name, child.name),
    ).rowcount


def _keep_parts(connection: Connection, child: Table, column: str, parent: Table) -> int:
    return connection.exec_driver_sql(
        "UPDATE temp.reverting SET keep = 'used' WHERE tbl = ? AND made AND keep IS NULL AND EXISTS ("
        f"SELECT 1 FROM {quoted(child.name)} c JOIN temp.reverting p ON p.tbl = ? AND p.id = c.{quoted(column)} "
        "WHERE c.id = reverting.id AND p.made AND p.keep IS NOT NULL)",
        (child.name, parent.name),
    ).rowcount


def _kept(connection: Connection) -> tuple[tuple[Kept, ...], int]:
    count = connection.exec_driver_sql("SELECT count(*) FROM temp.reverting WHERE keep IS NOT NULL").scalar_one()
    listed = connection.exec_driver_sql(
        "SELECT tbl, id, keep FROM temp.reverting WHERE keep IS NOT NULL ORDER BY tbl, id LIMIT ?", (_LISTED,)
    )
    return tuple(Kept(Ref(name, row_id), reason) for name, row_id, reason in listed), int(count)


def _apply(running: Transaction, tables: list[Table]) -> int:
    """Put every row that is not kept back as it was, noting what it is now; returns how many rows.

    Rows go before others come back to their places: what was made, then what moved, and only then what was deleted.
    """
    connection, change_id = running.connection, running.change_id
    rows = 0
    for table in reversed(tables):
        name, chosen = quoted(table.name), "tbl = ? AND keep IS NULL"
        rows += connection.exec_driver_sql(
            "INSERT INTO change_rows (change_id, table_name, row_id, before, after) "
            f"SELECT ?, r.tbl, r.id, CASE WHEN {name}.id IS NULL THEN NULL ELSE {image(table)} END, r.was "
            f"FROM temp.reverting r LEFT JOIN {name} ON {name}.id = r.id WHERE r.tbl = ? AND r.keep IS NULL",
            (change_id, table.name),
        ).rowcount
        connection.exec_driver_sql(
            f"DELETE FROM {name} WHERE id IN (SELECT id FROM temp.reverting WHERE {chosen} AND made)",
            (table.name,),
        )
        running.reverted(table.name)
    for table in tables:
        name, values = quoted(table.name), restored(table, "r.was")
        columns = ", ".join(column for column, _ in values)
        changed = ", ".join(f"{column} = {value}" for column, value in values)
        connection.exec_driver_sql(
            f"UPDATE {name} SET {changed} FROM temp.reverting r "
            f"WHERE r.tbl = ? AND r.id = {name}.id AND r.keep IS NULL AND NOT r.gone AND NOT r.made",
            (table.name,),
        )
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({columns}) SELECT {', '.join(value for _, value in values)} "
            "FROM temp.reverting r WHERE r.tbl = ? AND r.keep IS NULL AND r.gone AND r.was IS NOT NULL",
            (table.name,),
        )
    return rows
