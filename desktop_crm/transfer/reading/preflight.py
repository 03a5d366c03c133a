"""A look at a file before anything parses it: what it is by its content, and whether it is safe to read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading import compound, signatures
from desktop_crm.transfer.reading.package import DAMAGED, PASSWORD, Package
from desktop_crm.transfer.reading.types import FileKind, Look

MOST_BYTES: Final = 500 * 1024 * 1024
_HEAD: Final = 64 * 1024
_OLE: Final = (
    ("EncryptedPackage", PASSWORD),
    ("WordDocument", N_("{file} is a text document, not a spreadsheet.")),
    ("PowerPoint Document", N_("{file} is a presentation, not a spreadsheet.")),
    ("__properties_version1.0", N_("{file} is an e-mail message, not a spreadsheet.")),
)


def shown_name(path: Path) -> str:
    """Return the name of the file at `path` as messages show it: without folders and unprintable signs."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path.name)


def look(path: Path) -> Look:
    """Return what the file at `path` is by its content, never by its name, with what else the look brought.

    Raises FileRefused with one sentence for what is missing, unreadable, empty, locked, damaged, unsafe, or nothing
    that lists rows.
    """
    name = shown_name(path)
    head = _head(path, name)
    if head.startswith(b"PK"):
        with Package(path, name) as package:
            return package.check()
    if head.startswith(compound.MAGIC):
        return Look(_ole_kind(path, name))
    refused = signatures.refusal(head)
    if refused:
        raise FileRefused(refused, file=name)
    kind = signatures.text_kind(head)
    if isinstance(kind, FileKind):
        return Look(kind)
    raise FileRefused(kind, file=name)


def _head(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise FileRefused(N_("{file} is a folder, not a file."), file=name)
        if not path.exists():
            raise FileRefused(N_("{file} is not there."), file=name)
        if not path.is_file():
            raise FileRefused(N_("{file} is not an ordinary file."), file=name)
        if path.stat().st_size > MOST_BYTES:
            raise FileRefused(N_("{file} is too large. Split it into smaller files."), file=name)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except PermissionError as error:
        raise FileRefused(N_("{file} cannot be opened: you are not allowed to read it."), file=name) from error
    except (OSError, ValueError) as error:
        raise FileRefused(N_("{file} cannot be read from the disk."), file=name) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRefused(N_("{file} is empty."), file=name)
    return head


def _ole_kind(path: Path, name: str) -> FileKind:
    try:
        streams = compound.streams(path)
        for stream, message in _OLE:
            if stream in streams:
                raise FileRefused(message, file=name)
        book = next((start for stream, start in streams.items() if stream.lower() in ("workbook", "book")), None)
        locked = book is not None and compound.is_locked(path, book)
    except compound.DamagedError as error:
        raise FileRefused(DAMAGED, file=name) from error
    if book is None:
        raise FileRefused(signatures.BINARY if streams else DAMAGED, file=name)
    if locked:
        raise FileRefused(PASSWORD, file=name)
    return FileKind.XLS
