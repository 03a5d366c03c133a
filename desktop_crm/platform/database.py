"""The one door to the store: reading, and writing as named steps that can be undone."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from desktop_crm.platform import connection as sqlite
from desktop_crm.platform import images
from desktop_crm.platform.changes import EDIT, ChangeSet, ChangeTable
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.columns import all_tables
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.transaction import Transaction, WriteSession

Finisher = Callable[[Connection], None]
"""Work done on the writing connection just before each commit: derived data kept in step."""

_log = logging.getLogger(__name__)

READERS: Final = 3
_BY_ANOTHER_PROGRAM: Final = ChangeSet(None, "", {})


class Database:
    """An open store. Any thread may read and write, but for those that `forbid_this_thread` was called in."""

    def __init__(
        self, path: Path, clock: Clock, *, finishers: Sequence[Finisher] = (), station: int = 0, read_only: bool = False
    ) -> None:
        self.path = path
        self.clock = clock
        self.station = station
        self.author: Callable[[], int | None] = lambda: None
        self._finishers = tuple(finishers)
        self._writer: Engine | None = None if read_only else sqlite.engine(path)
        self._readers: Engine = sqlite.engine(path, readers=READERS, mode="ro" if read_only else "rw")
        self._lock = threading.RLock()
        self._local = threading.local()
        self._forbidden: set[int] = set()
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._last_seen: int | None = None
        self._closed = False

    def close(self) -> None:
        """Close all connections; waits for a running write. What comes later is refused."""
        with self._lock:
            self._closed = True
            self._readers.dispose()
            if self._writer is not None:
                self._writer.dispose()

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` after each commit, in the thread that wrote."""
        self._listeners.append(listener)

    def forbid_this_thread(self) -> None:
        """Refuse the store to the calling thread from now on: the thread that draws must never wait."""
        self._forbidden.add(threading.get_ident())

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a session on one consistent state of the store; inside a write it sees that write's own changes.

        Raises StoreError where the store cannot be read.
        """
        self._check_thread()
        running = self._running()
        if running is not None:
            running.session.flush()
            yield running.session
            return
        self._check_open()
        with sqlite.explained(), Session(self._readers, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, label: str, /, **values: object) -> Generator[Session]:
        """Open the session of one named step; all of it is saved, or none.

        `label` is an untranslated message id, `values` fill its placeholders. A write inside a write joins it; where
        the inner one fails and the outer one goes on, nothing of the inner one is saved.
        Raises StoreError where the store cannot be written.
        """
        with self.transaction(EDIT, label, values) as running:
            yield running.session

    @contextmanager
    def write_bulk(self, label: str, /, kind: str = EDIT, **values: object) -> Generator[Transaction]:
        """Open a step for set-based SQL: take ids with `block`, keep images with `touch`, then change rows.

        The caller writes `change_id` into every row it makes or changes.
        """
        with self.transaction(kind, label, values) as running:
            yield running

    @contextmanager
    def transaction(self, kind: str, label: str, values: Mapping[str, object]) -> Generator[Transaction]:
        """Open or join the writing transaction of this thread."""
        self._check_thread()
        joined = self._running()
        if joined is not None:
            with joined.part():
                yield joined
            return
        if self._writer is None:
            raise StoreError(N_("The store cannot be written: the file or its folder is read-only."))
        all_tables()
        with self._lock, sqlite.explained():
            self._check_open()
            attached: list[str] = []
            try:
                with WriteSession(self._writer, expire_on_commit=False) as session, session.begin():
                    running = Transaction(session, self, kind, label, values, attached)
                    self._local.running = running
                    yield running
                    changed = running.finish()
                    for finisher in self._finishers:
                        finisher(session.connection())
                    missed = changed is not None and self._missed(session, running.change_id)
                if changed is not None and self._last_seen is not None:
                    self._last_seen = max(self._last_seen, running.change_id)
            finally:
                self._local.running = None
                self._detach(attached)
        if missed:
            self._publish(_BY_ANOTHER_PROGRAM)
        if changed is not None:
            self._publish(changed)

    def _detach(self, names: Sequence[str]) -> None:
        """Let go of databases that a finished transaction attached: SQLite does so only outside of one."""
        if self._writer is not None and names:
            with self._writer.connect() as connection:
                raw: Any = connection.connection.driver_connection
                for name in names:
                    raw.execute(f"DETACH {images.quoted(name)}")

    def look_around(self) -> None:
        """Tell listeners when another program has written to the store since the last look or own change."""
        with self.read() as session:
            newest = session.scalar(select(func.max(ChangeTable.id)))
        if self._last_seen is not None and (newest or 0) > self._last_seen:
            self._publish(_BY_ANOTHER_PROGRAM)
        self._last_seen = max(newest or 0, self._last_seen or 0)

    def _missed(self, session: Session, change_id: int) -> bool:
        """Return whether another program wrote between our last look and the step `change_id` of ours."""
        if self._last_seen is None:
            return False
        before = session.scalar(select(func.max(ChangeTable.id)).where(ChangeTable.id < change_id))
        return (before or 0) > self._last_seen

    def _publish(self, changed: ChangeSet) -> None:
        """Tell every listener. What is committed stays so: a listener that fails stops neither the others nor us."""
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:  # noqa: BLE001 - whatever it is, the write is done
                _log.exception("a listener failed after change %s", changed.change_id)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(N_("The store has been closed."))

    def _running(self) -> Transaction | None:
        running: Transaction | None = getattr(self._local, "running", None)
        return running

    def _check_thread(self) -> None:
        if threading.get_ident() in self._forbidden:
            raise RuntimeError("the store was asked for in the thread that draws the window")
