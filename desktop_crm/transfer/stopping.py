"""Stopping long statements: who waits is asked several times a second, also while the database works on one."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from desktop_crm.platform.progress import Progress

_STEPS: Final = 50_000
"""Steps of SQLite's machine between two looks at the clock: some milliseconds."""
_EVERY_S: Final = 0.1


@contextmanager
def stoppable(connection: Any, progress: Progress) -> Generator[Progress]:
    """Let `progress` stop statements on a connection of the driver; yields the progress to report to meanwhile.

    What was reported last is reported again ten times a second. What `progress` raises (Cancelled) ends the statement
    under way and comes out of the block. Only statements of the calling thread are stopped.
    """
    thread, raised = threading.get_ident(), list[BaseException]()
    said: tuple[int, int | None] = (0, None)
    looked = time.monotonic()

    def report(done: int, total: int | None = None, /) -> None:
        nonlocal said
        said = (done, total)
        progress(done, total)

    def look() -> int:
        nonlocal looked
        now = time.monotonic()
        if raised or now - looked < _EVERY_S or threading.get_ident() != thread:
            return 0
        looked = now
        try:
            progress(*said)
        except BaseException as error:  # noqa: BLE001 - it may not pass through the library; it is raised again below
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(look, _STEPS)
    try:
        yield report
    except BaseException as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
