"""The backup primitive: a checked copy of a store, complete or not there at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent

_PAGES_A_STEP = 4096


def check(path: Path) -> list[str]:
    """Return what is wrong with the store at `path` in SQLite's words, at most 100 lines; nothing where it is whole.

    Raises StoreError where it cannot be read at all.
    """
    with sqlite.explained():
        connection = sqlite.connect(path, mode="ro")
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(100)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(100)
        finally:
            connection.close()
    lines = [] if found == ["ok"] else found
    return lines + [f"{table}: row {row} refers to a missing row of {parent}" for table, row, parent, _ in broken]


def copy(source: Path, target: Path, progress: Progress = silent) -> None:
    """Copy the store at `source` (it may be in use) to the new file `target`, check it, and keep it only if whole.

    Raises StoreError where reading, writing or the check fails, Cancelled from `progress`; then no file is left.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_pages(source, part, progress)
        problems = check(part)
        if problems:
            raise StoreError(N_("The copy of the store is damaged: {problem}. It was not kept."), problem=problems[0])
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise StoreError(N_("The backup could not be written to {folder}."), folder=target.parent.name) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _copy_pages(source: Path, part: Path, progress: Progress) -> None:
    part.unlink(missing_ok=True)
    with sqlite.explained():
        live = sqlite.connect(source, mode="ro")
        copied = sqlite.connect(part, mode="rwc")
        try:
            live.backup(copied, pages=_PAGES_A_STEP, progress=lambda _, left, total: progress(total - left, total))
            copied.execute("PRAGMA journal_mode=DELETE")
        finally:
            copied.close()
            live.close()


def _sync(path: Path) -> None:
    """Have the system write a file, or the list of a folder, to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
