"""Reading the history of imports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable
from desktop_crm.platform.changes import ChangeTable
from desktop_crm.platform.clock import local_date, shown_date
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.choices import Taught, choices_of
from desktop_crm.transfer.tables import ExportTable, RunTable, TaughtLayoutTable
from desktop_crm.transfer.types import (
    ColumnSeen,
    FileReport,
    Original,
    Problem,
    Reason,
    RefusedFile,
    RowCounts,
    RunReport,
    ThingCounts,
)
from desktop_crm.transfer.writing.shape import Left

_SINCE: Final = ("sheets", "header_row", "delimiter", "currency", "shop", "taught", "taught_name", "own")
"""What reports say since they were first kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """One import of the history; `undone` tells whether its step was taken back."""

    id: int
    change_id: int
    at: int
    staff_id: int | None
    undone: bool
    report: RunReport


def runs(session: Session, limit: int = 200) -> list[Run]:
    """Return the imports of this store, newest first."""
    asked = (
        select(RunTable, ChangeTable.reverted_by)
        .join(ChangeTable, ChangeTable.id == RunTable.change_id)
        .order_by(RunTable.id.desc())
        .limit(limit)
    )
    return [_run(row, reverted) for row, reverted in session.execute(asked)]


def run(session: Session, run_id: int) -> Run:
    """Return one import. Raises NotFound."""
    asked = (
        select(RunTable, ChangeTable.reverted_by)
        .join(ChangeTable, ChangeTable.id == RunTable.change_id)
        .where(RunTable.id == run_id)
    )
    found = session.execute(asked).first()
    if found is None:
        raise NotFound(N_("There is no import number {run}."), run=run_id)
    return _run(found[0], found[1])


@dataclass(frozen=True, slots=True)
class Export:
    """One export of the history: what was written in which shape to a file of which name, by whom, and how many.

    `target` is `export.SHOWN` where a list was written as the window shows it. `reasons` tells how many were left out
    why; older exports told none.
    """

    id: int
    at: int
    staff_id: int | None
    list: str
    target: str
    file: str
    things: int
    left_out: int
    reasons: Mapping[Left, int]


def exports(session: Session, limit: int = 200) -> list[Export]:
    """Return what left this store, newest first."""
    asked = select(ExportTable).order_by(ExportTable.id.desc()).limit(limit)
    return [
        Export(
            row.id, row.at, row.staff_id, row.list, row.target, row.file, row.things, row.left_out,
            {Left(why): count for why, count in json.loads(row.reasons or "{}").items()},
        )
        for row in session.scalars(asked)
    ]  # fmt: skip


def new_customers(session: Session, run_id: int) -> list[int]:
    """Return the ids of the customers an import brought, in order of their names, those gone since left out."""
    asked = (
        select(CustomerTable.id)
        .where(CustomerTable.run_id == run_id, CustomerTable.deleted_at.is_(None))
        .order_by(CustomerTable.sort_key, CustomerTable.id)
    )
    return list(session.scalars(asked))


def taught(session: Session, zone: str) -> tuple[Taught, ...]:
    """Return the layouts that were taught, by name; their days are of `zone`."""
    rows = session.scalars(
        select(TaughtLayoutTable).where(TaughtLayoutTable.deleted_at.is_(None)).order_by(TaughtLayoutTable.name)
    )
    return tuple(_taught(row, zone) for row in rows)


def _taught(row: TaughtLayoutTable, zone: str) -> Taught:
    known = json.loads(row.headers)
    return Taught(
        row.id, row.name, row.kind, tuple(known["all"]), tuple(known["taken"]), choices_of(json.loads(row.choices)),
        shown_date(local_date(row.taught_at, zone)),
    )  # fmt: skip


def _run(row: RunTable, reverted: int | None) -> Run:
    return Run(row.id, row.change_id, row.at, row.staff_id, reverted is not None, report_of(json.loads(row.report)))


def _column(kept: dict[str, Any]) -> ColumnSeen:
    seen: dict[str, Any] = {**kept, "samples": tuple(kept.get("samples", ()))}
    return ColumnSeen(**seen)


def report_of(kept: dict[str, Any]) -> RunReport:
    """Return a report as it was kept in JSON."""
    return RunReport(
        run=kept["run"],
        files=[
            FileReport(
                **{name: file[name] for name in ("file", "kind", "profile", "encoding", "sheet")},
                rows=RowCounts(**file["rows"]),
                things={name: ThingCounts(**counts) for name, counts in file["things"].items()},
                errors=[Problem(**problem) for problem in file["errors"]],
                reasons=[Reason(**reason) for reason in file["reasons"]],
                columns=[_column(column) for column in file["columns"]],
                originals=[Original(**original) for original in file["originals"]],
                **{name: file[name] for name in _SINCE if name in file},
            )
            for file in kept["files"]
        ],
        refused=[RefusedFile(**refused) for refused in kept["refused"]],
    )
