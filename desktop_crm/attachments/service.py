"""Keeping files with customers: each verb is a step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop_crm.attachments import files
from desktop_crm.attachments.tables import AttachmentTable, ContentsTable
from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze


class AttachmentService:
    """The verbs on kept files."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, customer_id: int, paths: Sequence[Path]) -> list[int]:
        """Copy files into the store and keep them with a customer; returns their ids. All are kept, or none.

        Only one file is in memory at a time. Raises UserError naming the file that is too large, empty or cannot be
        read, NotFound for a missing customer.
        """
        for path in paths:
            files.check(path)
        with self._db.write(N_("Keep files")) as session:
            living(session, customer_id)
            return [self._keep(session, customer_id, files.read(path)) for path in paths]

    def describe(self, attachment_id: int, name: str, note: str) -> None:
        """Call a kept file something else, or note what it is. Raises UserError for no name, NotFound."""
        with self._db.write(N_("Describe a file")) as session:
            row = _living_file(session, attachment_id)
            called = squeeze(name)
            if not called:
                raise UserError(N_("Write what the file is called."), field="name")
            row.name, row.note = called, note.strip() or None

    def delete(self, attachment_id: int) -> None:
        """Put a kept file into the bin. Raises NotFound."""
        with self._db.write(N_("Delete a file")) as session:
            _living_file(session, attachment_id).deleted_at = self._db.clock.now()

    def _keep(self, session: Session, customer_id: int, read: files.Read) -> int:
        _keep_contents(session, read)
        row = AttachmentTable(
            customer_id=customer_id, name=read.name, sha256=read.sha256, size=len(read.data),
            at=self._db.clock.now(), staff_id=self._db.author(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def _keep_contents(session: Session, read: files.Read) -> None:
    """Keep the bytes of a file once, however many customers it belongs to."""
    if not session.scalar(select(exists().where(ContentsTable.sha256 == read.sha256))):
        row = ContentsTable(sha256=read.sha256, data=read.data)
        session.add(row)
        session.flush()
        session.expunge(row)


def _living_file(session: Session, attachment_id: int) -> AttachmentTable:
    row = session.get(AttachmentTable, attachment_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This file is not there any more."))
    return row
