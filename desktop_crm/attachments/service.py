"""Keeping files with customers: copied in whole, given out as copies, each verb a step that can be undone."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import exists, select

from desktop_crm.attachments import queries, rules
from desktop_crm.attachments.tables import AttachmentTable, ContentsTable
from desktop_crm.attachments.types import LARGEST
from desktop_crm.customers.service import living
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze

_MEGABYTE: Final = 1_000_000


class AttachmentService:
    """The verbs on kept files."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, customer_id: int, files: Sequence[Path]) -> list[int]:
        """Copy files into the store and keep them with a customer; returns their ids. All are kept, or none.

        Raises UserError naming the file that is too large, empty or cannot be read, NotFound for a missing customer.
        """
        read = [(path.name, _bytes(path)) for path in files]
        with self._db.write(N_("Keep {count} files") if len(read) > 1 else N_("Keep a file"), count=len(read)) as session:
            living(session, customer_id)
            made: list[AttachmentTable] = []
            for name, data in read:
                digest = sha256(data).hexdigest()
                if not session.scalar(select(exists().where(ContentsTable.sha256 == digest))):
                    session.add(ContentsTable(sha256=digest, data=data))
                    session.flush()
                made.append(
                    AttachmentTable(
                        customer_id=customer_id, name=name, sha256=digest, size=len(data),
                        at=self._db.clock.now(), staff_id=self._db.author(),
                    )
                )  # fmt: skip
            session.add_all(made)
            session.flush()
            return [row.id for row in made]

    def describe(self, attachment_id: int, name: str, note: str) -> None:
        """Call a kept file something else, or note what it is. Raises UserError for no name, NotFound."""
        with self._db.write(N_("Describe a file")) as session:
            row = session.get(AttachmentTable, attachment_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This file is not there any more."))
            called = squeeze(name)
            if not called:
                raise UserError(N_("Write what the file is called."), field="name")
            row.name, row.note = called, note.strip() or None

    def delete(self, attachment_id: int) -> None:
        """Put a kept file into the bin. Raises NotFound."""
        with self._db.write(N_("Delete a file")) as session:
            row = session.get(AttachmentTable, attachment_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This file is not there any more."))
            row.deleted_at = self._db.clock.now()

    def copy_to(self, attachment_id: int, target: Path) -> Path:
        """Write a copy of a kept file: to the file `target`, or into it under a safe name where it is a folder.

        Returns the file. A copy in a folder can only be read, so that nobody takes it for the kept one. Raises
        NotFound, UserError where it cannot be written.
        """
        with self._db.read() as session:
            name, data = queries.contents(session, attachment_id)
        into_folder = target.is_dir()
        path = target / rules.file_name(name) if into_folder else target
        try:
            path.write_bytes(data)
            if into_folder:
                path.chmod(stat.S_IREAD)
        except OSError as error:
            raise UserError(
                N_("{file} could not be written: {why}"), file=path.name, why=error.strerror or type(error).__name__
            ) from error
        return path


def _bytes(path: Path) -> bytes:
    """Return what a file holds. Raises UserError where it is not one, or too large, or empty."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST:
                raise UserError(
                    N_("{file} has {size} MB; at most {most} MB are kept. Make it smaller or keep a link in the note."),
                    file=path.name, size=-(-size // _MEGABYTE), most=LARGEST // _MEGABYTE,
                )  # fmt: skip
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(
            N_("{file} could not be read: {why}"), file=path.name, why=error.strerror or type(error).__name__
        ) from error
    if not data:
        raise UserError(N_("{file} is empty."), file=path.name)
    return data
