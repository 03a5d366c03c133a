"""The files of this computer that are copied in, and the copies given out."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.attachments import queries, rules
from desktop_crm.attachments.types import LARGEST
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.placing import placed

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A file read whole: its name without folders, its bytes and their SHA-256 in hexadecimal."""

    name: str
    data: bytes
    sha256: str


def check(path: Path) -> None:
    """Raise UserError where a file is not there, is empty, larger than LARGEST or no file at all; nothing is read."""
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise UserError(N_("{file} could not be read: it is not a file."), file=path.name)
    _check_size(path, found.st_size)


def read(path: Path) -> Read:
    """Return what a file holds. Raises UserError where it cannot be read, is empty or larger than LARGEST."""
    check(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    _check_size(path, len(data))
    return Read(path.name, data, sha256(data).hexdigest())


def _check_size(path: Path, size: int) -> None:
    if size > LARGEST:
        raise UserError(
            N_("{file} has {size} MB; at most {most} MB are kept. Make it smaller, or note where it lies."),
            file=path.name, size=-(-size // _MEGABYTE), most=LARGEST // _MEGABYTE,
        )  # fmt: skip
    if not size:
        raise UserError(N_("{file} is empty."), file=path.name)


def _unreadable(path: Path, error: OSError) -> UserError:
    why = error.strerror or type(error).__name__
    return UserError(N_("{file} could not be read: {why}"), file=path.name, why=why)


def save_copy(session: Session, attachment_id: int, target: Path) -> None:
    """Write a copy of a kept file. Raises NotFound, UserError where it cannot be written."""
    _write(target, queries.contents(session, attachment_id)[1])


def copy_to_look_at(session: Session, attachment_id: int, folder: Path) -> Path:
    """Write a copy of a kept file into a folder, to be read only, so that nobody takes it for the kept one.

    Returns the copy, which has a name that every system takes. Raises NotFound, UserError where it cannot be written.
    """
    name, data = queries.contents(session, attachment_id)
    path = folder / rules.file_name(name)
    _write(path, data)
    path.chmod(stat.S_IREAD)
    return path


def _write(target: Path, data: bytes) -> None:
    with placed(target) as part:
        part.write_bytes(data)
