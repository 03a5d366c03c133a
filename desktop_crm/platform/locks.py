"""Who has a store open: a shared lock for every running copy, an exclusive one for what replaces or rebuilds it.

SQLite's own locks on a small file beside the store do this on every system, and vanish with the process.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_


class StoreLock:
    """A lock on a store, held until `release` or the end of a with block."""

    def __init__(self, store: Path, *, exclusive: bool) -> None:
        """Take the lock at once. Raises StoreError where another copy of the program stands in the way."""
        with sqlite.explained():
            self._connection = sqlite.connect(store.with_name(store.name + ".lock"), mode="rwc", timeout=0.2)
        try:
            if exclusive:
                self._connection.execute("BEGIN EXCLUSIVE")
            else:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite.DatabaseError as error:
            self._connection.close()
            raise StoreError(
                N_("The store {store} is open in another copy of the program. Close it there and try again."),
                store=store.name,
            ) from error

    def release(self) -> None:
        """Let others have the store."""
        self._connection.close()

    def __enter__(self) -> StoreLock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
