"""Opening a store: making it new, upgrading it whole or not at all, and refusing what is not ours."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from desktop_crm.platform import backup, drives
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.clock import Clock, at
from desktop_crm.platform.database import Database, Finisher
from desktop_crm.platform.errors import NotFound, StoreError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.locks import StoreLock
from desktop_crm.platform.paths import migrations_folder

HEAD: Final = "0012"
"""The newest revision under migrations/versions; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is made from the rows and not migrated: rebuilt after each upgrade, kept in step before each commit.

    `shape` is a number from 0 to 2^31 - 1 that changes with how it is made; a store keeps the one it was made by, and
    is rebuilt where that is another.
    """

    rebuild: Callable[[Connection], None]
    finishers: Sequence[Finisher]
    shape: int = 0


class OpenStore(Database):
    """A database together with the lock that tells other copies of the program about it."""

    lock: StoreLock | None = None

    def close(self) -> None:
        """Close the store and let others have it."""
        super().close()
        if self.lock is not None:
            self.lock.release()


def open_store(path: Path, clock: Clock, derived: Derived, *, create: bool = True) -> OpenStore:
    """Open the store at `path`, upgrading an older one after a checked backup; makes a new one where `create` is set.

    Raises NotFound where there is none, StoreError where it is damaged, foreign, newer, locked or on a network drive.
    """
    path = path.resolve()  # one lock file, by whatever links a store is reached
    if drives.on_network(path):
        raise StoreError(
            N_("{store} lies on a network drive, where it could be damaged. Keep it on this computer."), store=path.name
        )
    if not path.exists():
        if not create:
            raise NotFound(N_("There is no store at {store} yet."), store=path.name)
        _make(path, clock, derived)
    revision = revision_of(path)
    if revision != HEAD:
        with StoreLock(path, exclusive=True):
            _upgrade_kept(path, revision, clock, derived)
    elif _shape_of(path) != derived.shape:
        with StoreLock(path, exclusive=True):
            upgrade(path, derived)
    read_only = not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    lock = None if read_only else StoreLock(path, exclusive=False)
    store = OpenStore(path, clock, finishers=derived.finishers, read_only=read_only)
    store.lock = lock
    return store


def is_current(path: Path, derived: Derived) -> bool:
    """Return whether a store can be opened as it is, with nothing to upgrade or rebuild first. Raises StoreError."""
    return revision_of(path) == HEAD and _shape_of(path) == derived.shape


def backup_folder(path: Path) -> Path:
    """Return the folder beside a store that its automatic backups go to."""
    return path.with_name(path.name + "-backups")


def kept_before(path: Path, what: str, clock: Clock) -> Path:
    """Return where a store is kept before something is done in its place."""
    stamp = at(clock.now()).strftime("%Y%m%d-%H%M%S")
    return backup_folder(path) / f"{path.stem}-before-{what}-{stamp}{path.suffix}"


def move_aside(path: Path, kept: Path) -> None:
    """Move a store to `kept` with its log, which goes first, or only the log where the store is lost. Raises OSError.

    A log that stayed would be written into the next store at its place.
    """
    for ending in (*sqlite.LOGS, ""):
        left = path.with_name(path.name + ending)
        if left.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            left.replace(kept.with_name(kept.name + ending))


def revision_of(path: Path) -> str:
    """Return the schema revision of the store at `path`, without changing the file. Raises StoreError."""
    if path.is_dir():
        raise StoreError(N_("{store} is a folder, not a store."), store=path.name)
    if path.stat().st_size == 0:
        raise StoreError(
            N_("{store} is empty, so it is no store. Restore a backup or choose another file."), store=path.name
        )
    with sqlite.explained():
        connection = sqlite.glance(path)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
                raise StoreError(N_("{store} is not a store of Desktop CRM."), store=path.name)
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
        finally:
            connection.close()
    if row is None:
        raise StoreError(N_("The store is damaged. Restore the newest backup; nothing was changed."))
    revision = str(row[0])
    if revision > HEAD:
        raise StoreError(
            N_("{store} was made by a newer version of the program. Update the program; the store was not touched."),
            store=path.name,
        )
    return revision


def _shape_of(path: Path) -> int:
    """Return by which shape what is derived was made."""
    with sqlite.explained():
        connection = sqlite.glance(path)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()


def _make(path: Path, clock: Clock, derived: Derived) -> None:
    """Make a new store beside its place and move it there when it is whole, unless another program was faster."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        upgrade(draft, derived)
        _put_in_place(draft, path, clock)
    except OSError as error:
        raise StoreError(N_("No store can be made in the folder {folder}."), folder=path.parent.name) from error
    finally:
        with suppress(OSError):
            for ending in ("", *sqlite.LOGS):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path, clock: Clock) -> None:
    """Move a new store to its place, from where the log of one that was lost goes first."""
    try:
        with StoreLock(path, exclusive=True):
            if not path.exists():
                move_aside(path, kept_before(path, "new", clock))
                draft.replace(path)
    except StoreError:
        if not path.exists():
            raise


def _upgrade_kept(path: Path, revision: str, clock: Clock, derived: Derived) -> None:
    backup.copy(path, kept_before(path, f"{HEAD}-from-{revision}", clock))
    upgrade(path, derived)


def upgrade(path: Path, derived: Derived, *, folder: Path | None = None, target: str = "head") -> None:
    """Bring the store at `path` (made where missing) to revision `target` in one transaction, or leave it as it was.

    `folder` holds the migrations. Raises StoreError; whatever a migration raises goes through after the rollback.
    """
    from desktop_crm.platform import migrate

    def rebuild(opened: Connection) -> None:
        derived.rebuild(opened)
        opened.exec_driver_sql(f"PRAGMA user_version = {derived.shape}")

    with sqlite.explained():
        connection = sqlite.connect(path, mode="rwc")
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=OFF")  # does nothing once a transaction has begun
            migrate.run(connection, folder or migrations_folder(), target, rebuild)
        finally:
            connection.close()
