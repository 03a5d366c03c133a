"""The journal: every change of business rows, with images before and after, and the message that tells of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import Base, BigInt, Instant, Words
from desktop_crm.platform.i18n import _

EDIT, IMPORT, UNDO, REDO = "edit", "import", "undo", "redo"


class ChangeTable(Base):
    """One step: a named set of row changes that is done, undone and redone as a whole."""

    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    at: Mapped[Instant]
    staff_id: Mapped[int | None] = mapped_column(BigInt)
    kind: Mapped[str]
    label: Mapped[str]
    label_values: Mapped[Words] = mapped_column(default="{}")
    run_id: Mapped[int | None] = mapped_column(BigInt)
    reverts: Mapped[int | None] = mapped_column(BigInt)
    reverted_by: Mapped[int | None] = mapped_column(BigInt)


class ChangeRowTable(Base):
    """One row of one change: its image before and after (JSON of all columns), null where it did not exist."""

    __tablename__ = "change_rows"
    change_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        Index("ix_change_rows_row", "table_name", "row_id"),
        Index("ix_change_rows_removed", "table_name", "row_id", sqlite_where=text("after IS NULL")),
        {"sqlite_with_rowid": False},
    )


class ChangeBlockTable(Base):
    """Rows made in bulk by a change: a run of ids of one table, without an image each."""

    __tablename__ = "change_blocks"
    change_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    last_id: Mapped[int] = mapped_column(BigInt)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one commit changed: ids by table; None stands for many, or for a change made by another program."""

    change_id: int | None
    label: str
    tables: Mapping[str, frozenset[int] | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the journal as the undo list shows it."""

    id: int
    at: int
    staff_id: int | None
    kind: str
    label: str
    values: Mapping[str, str]
    run_id: int | None

    @property
    def text(self) -> str:
        """The step's name in the language in use."""
        return _(self.label).format(**self.values)


def step_of(row: ChangeTable) -> Step:
    """Return a journal row as a Step."""
    values = MappingProxyType({key: str(value) for key, value in json.loads(row.label_values).items()})
    return Step(row.id, row.at, row.staff_id, row.kind, row.label, values, row.run_id)
