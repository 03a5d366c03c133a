"""Making, listing and thinning copies of the store, and putting one back in its place."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.backup import schedule
from desktop_crm.customers import queries as customers
from desktop_crm.orders import queries as orders
from desktop_crm.platform import backup, clock, settings
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.changes import ChangeTable
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, StoreError, UserError
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.platform.locks import StoreLock
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.store import backup_folder, kept_before, move_aside, revision_of

T = TypeVar("T")

_STAMP: Final = "%Y%m%d-%H%M%S"
_ABANDONED_MS: Final = 24 * 3600 * 1000
_STAMPED: Final = re.compile(r"-(\d{8}-\d{6})$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a store: `at` is the instant it was made (UTC ms), `size` in bytes; counts None where unreadable."""

    path: Path
    at: int
    size: int
    customers: int | None
    orders: int | None

    @property
    def title(self) -> str:
        """What a list shows: `12 Mar 2026 14:05, 3,214 customers`."""
        made = clock.at(self.at)
        if self.customers is None:
            said = _("cannot be read")
        else:
            said = counted("{count} customer", "{count} customers", self.customers)
        return f"{clock.shown_day(made.date())} {made:%H:%M}, {said}"


@dataclass(frozen=True, slots=True)
class Automatic:
    """An automatic backup: the copy beside the store, the one in the second folder if any, and why that failed."""

    path: Path
    second: Path | None
    trouble: StoreError | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore put back, and where the store that stood there before is kept (None where none did)."""

    backup: Backup
    kept: Path | None


def back_up(db: Database, folder: Path, progress: Progress = silent) -> Path:
    """Copy the open store into `folder`, named by the time, and check the copy; returns its path.

    Raises StoreError, Cancelled; then no copy is left.
    """
    target = folder / f"{db.path.stem}-{_stamp(db.clock)}{db.path.suffix}"
    _make_folder(folder)
    backup.copy(db.path, target, progress)
    return target


def automatic(db: Database, progress: Progress = silent) -> Automatic | None:
    """Make a backup if one is due, and let old ones go; None where none is due. Raises StoreError, Cancelled.

    The copy also goes to the second folder of the settings; when that is not there, the first one counts.
    """
    folder, now = backup_folder(db.path), db.clock.now()
    newest = max(_own(db.path, folder), default=None)
    last = None if newest is None else clock.to_ms(newest)
    if not schedule.is_due(last, now, changed=_changed_since(db, folder, newest)):
        return None
    made = back_up(db, folder, progress)
    _thin(db, folder)
    second, trouble = None, None
    with db.read() as session:
        other = settings.value(session, settings.BACKUP_FOLDER)
    if other:
        try:
            _make_folder(Path(other))
            backup.copy(made, Path(other) / made.name, progress)
            _thin(db, Path(other))
            second = Path(other) / made.name
        except StoreError as error:
            trouble = error
    return Automatic(made, second, trouble)


def listing(folder: Path) -> list[Backup]:
    """Return the stores that lie in `folder`, the newest first; empty where there is no such folder.

    Raises StoreError where it cannot be looked into.
    """
    found = [describe(path) for path in _inside(folder) if _made_at(path) is not None and path.is_file()]
    return sorted(found, key=lambda one: one.at, reverse=True)


def describe(path: Path) -> Backup:
    """Return what the copy at `path` holds, as far as it can be read."""
    status = path.stat()
    made = _made_at(path)
    at = clock.to_ms(made) if made is not None else int(status.st_mtime * 1000)
    try:
        counts = _read(path, lambda session: (customers.count(session), orders.count(session)))
    except StoreError:
        return Backup(path, at, status.st_size, None, None)
    return Backup(path, at, status.st_size, *counts)


def restore(path: Path, store: Path, now: Clock, progress: Progress = silent) -> Restored:
    """Put the backup at `path` in the place of the store at `store`, which is kept among its backups.

    Whatever happens on the way, either the old or the new store stands there whole. Raises NotFound; StoreError where
    the backup is damaged, foreign or newer, or the store is open anywhere; Cancelled.
    """
    store = store.resolve()  # as it is opened: one lock file, by whatever links a store is reached
    _check_source(path, store)
    _make_folder(store.parent)
    draft = store.with_name(store.name + ".restoring")
    with StoreLock(store, exclusive=True):
        try:
            backup.copy(path, draft, progress)
            kept = _set_aside(store, now)
            draft.replace(store)
        except OSError as error:
            raise StoreError(N_("{store} could not be replaced. Nothing was changed."), store=store.name) from error
        finally:
            draft.unlink(missing_ok=True)
    return Restored(describe(path), kept)


def _check_source(path: Path, store: Path) -> None:
    if not path.is_file():
        raise NotFound(N_("There is no backup at {file}."), file=path.name)
    if store.exists() and path.samefile(store):
        raise UserError(N_("{file} is the store itself, not a backup of it."), file=path.name)
    revision_of(path)
    problems = backup.check(path)
    if problems:
        raise StoreError(
            N_("The backup {file} is damaged: {problem}. Choose an older one; nothing was changed."),
            file=path.name,
            problem=problems[0],
        )


def _set_aside(store: Path, now: Clock) -> Path | None:
    """Keep the store that is about to be replaced, and leave no log in its place.

    Returns where it is kept, None where there was none. One that cannot be copied, because it is damaged, is moved as
    it is.
    """
    kept = kept_before(store, "restore", now)
    if not store.exists():
        move_aside(store, kept)
        return None
    try:
        backup.copy(store, kept)
        _fold_log(store)
    except StoreError:
        kept.unlink(missing_ok=True)
        move_aside(store, kept)
    return kept


def _fold_log(store: Path) -> None:
    """Write the log into the store and remove it, so that it cannot be taken for the log of another file."""
    with sqlite.explained():
        connection = sqlite.connect(store)
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        finally:
            connection.close()
    if mode != "delete":
        raise StoreError(N_("The store is in use by another program. Try again in a moment."))


def _changed_since(db: Database, folder: Path, newest: datetime | None) -> bool:
    """Return whether the journal moved on since the newest backup, which is asked itself."""
    asked = select(func.max(ChangeTable.id))
    with db.read() as session:
        now = session.scalar(asked)
    if newest is None:
        return now is not None
    try:
        kept = _read(_named(db.path, folder, newest), lambda session: session.scalar(asked))
    except StoreError:
        return True
    return now != kept


def _read(path: Path, ask: Callable[[Session], T]) -> T:
    """Return what `ask` reads from a copy that nobody has open. Raises StoreError."""
    revision_of(path)
    engine = sqlite.engine(path, readers=1, mode="ro")
    try:
        with sqlite.explained(), Session(engine) as session:
            return ask(session)
    finally:
        engine.dispose()


def _thin(db: Database, folder: Path) -> None:
    """Let go of what the schedule does not keep, and of copies that were never finished."""
    today = clock.at(db.clock.now()).date()
    for moment in schedule.obsolete(_own(db.path, folder), today):
        with suppress(OSError):
            _named(db.path, folder, moment).unlink()
    for part in folder.glob(f"{glob.escape(db.path.stem)}-*{db.path.suffix}.part"):
        with suppress(OSError):
            if db.clock.now() - part.stat().st_mtime * 1000 > _ABANDONED_MS:
                part.unlink()


def _own(store: Path, folder: Path) -> Iterable[datetime]:
    """Return when the automatic backups of `store` in `folder` were made; those of before a restore are left out."""
    made = (_made_at(path) for path in _inside(folder))
    return [moment for moment in made if moment is not None and _named(store, folder, moment).exists()]


def _named(store: Path, folder: Path, moment: datetime) -> Path:
    return folder / f"{store.stem}-{moment.strftime(_STAMP)}{store.suffix}"


def _made_at(path: Path) -> datetime | None:
    """Return the time in a backup's name, None where it is none or only the log of one."""
    stamped = _STAMPED.search(path.stem)
    if stamped is None or path.suffix.endswith(sqlite.LOGS):
        return None
    with suppress(ValueError):
        return datetime.strptime(stamped[1], _STAMP).replace(tzinfo=ZoneInfo(clock.DEFAULT_ZONE))
    return None


def _stamp(now: Clock) -> str:
    return clock.at(now.now()).strftime(_STAMP)


def _make_folder(folder: Path) -> None:
    with _usable(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _inside(folder)


def _inside(folder: Path) -> list[Path]:
    """Return what lies in `folder`; nothing where there is none. Raises StoreError where it cannot be looked into."""
    with _usable(folder):
        return list(folder.iterdir()) if folder.is_dir() else []


@contextmanager
def _usable(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(N_("The folder {folder} cannot be made or is no folder."), folder=folder.name) from error
