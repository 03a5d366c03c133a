"""Import runs, what each store last said of each thing, and what left the store, as rows."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import LIVING, Base, BigInt, Business, Instant, Words, refers_to
from desktop_crm.platform.plugs import Pointer


class RunTable(Base):
    """One import: it stays in the history also when it was undone."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    change_id: Mapped[int] = mapped_column(BigInt)
    at: Mapped[Instant]
    staff_id: Mapped[int | None] = mapped_column(BigInt)
    report: Mapped[str] = mapped_column(Text)


class SourceRecordTable(Business, Base):
    """What a store's file last said of one thing, so that only what changed there is changed here.

    Under the entity `identity` it is a number or place by which the store knows a person: no profile, nothing said.
    """

    __tablename__ = "source_records"
    shop_id: Mapped[int] = refers_to("shops")
    profile: Mapped[str]
    entity: Mapped[str]
    key: Mapped[str] = mapped_column(Text)
    entity_id: Mapped[int] = mapped_column(BigInt)
    last: Mapped[str] = mapped_column(Text)
    __table_args__ = (
        Index("ix_source_records_key", "shop_id", "entity", "key", "profile", unique=True),
        Index("ix_source_records_entity", "entity", "entity_id"),
    )


class TaughtLayoutTable(Business, Base):
    """A layout that somebody taught: the columns it is known by, and what was decided about them, both as JSON."""

    __tablename__ = "taught_layouts"
    name: Mapped[Words]
    kind: Mapped[str]
    headers: Mapped[Words]
    choices: Mapped[Words]
    taught_at: Mapped[Instant]
    staff_id: Mapped[int | None] = refers_to("staff")
    __table_args__ = (Index("ix_taught_layouts_name", "name", unique=True, sqlite_where=LIVING),)


class SeenFileTable(Business, Base):
    """A file that was brought in or passed over, known by its content; `reading` is how the program then read it.

    Rows of a run go when it is undone. `outcome` is taken or passed.
    """

    __tablename__ = "seen_files"
    content: Mapped[str]
    reading: Mapped[str]
    name: Mapped[Words]
    outcome: Mapped[str]
    at: Mapped[Instant]
    __table_args__ = (Index("ix_seen_files_content", "content"),)


class ExportTable(Base):
    """One export. `target` is the shape it was written in, `things` how many got in, `file` the name without folders.

    `reasons` tells how many were left out for which of `writing.shape.Left`, as JSON; older exports told none.
    It stands outside the journal: undoing what was done in the store does not bring a file back.
    """

    __tablename__ = "exports"
    id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=True)
    at: Mapped[Instant]
    staff_id: Mapped[int | None] = mapped_column(BigInt)
    list: Mapped[str]
    target: Mapped[str]
    things: Mapped[int]
    left_out: Mapped[int]
    file: Mapped[str]
    reasons: Mapped[str | None] = mapped_column(Text)


PEOPLE_TOLD_OF: Final = Pointer("source_records", "entity_id", "t.entity IN ('people', 'identity')")
"""Where a record names a customer: what a file said of a person, and by which number a store knows them."""
