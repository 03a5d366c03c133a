"""The log file: what happened and where, in ids and names of code, never in words a customer or a file said."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Final

from desktop_crm.platform.paths import log_folder

OURS: Final = ("desktop_crm", "ui")
"""The packages whose messages are written as they are; of all others only the place is noted."""

BYTES: Final = 1_000_000
OLD_FILES: Final = 4
_SILENCED: Final = ("vobject", "vobject.base", "sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "alembic")

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Formatter(logging.Formatter):
    """Writes one record without what other people's code may have quoted from data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; foreign packages are named by module and line only."""
        ours = record.name.split(".")[0] in OURS
        said = record.getMessage() if ours else f"(line {record.lineno})"
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {said}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - logging's own name
        """Return the type of an error and the places it went through, without its message: that may quote data."""
        kind, _, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__name__ if kind else 'no error'}"])


class _Handler(logging.FileHandler):
    """A file that begins anew at `BYTES`, and never disturbs the program: what cannot be written is not written.

    Python's own loads sockets and pickles, which would stand between a person and the window.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, into a new file where this one is full."""
        try:
            if self.stream is not None and self.stream.tell() + len(self.format(record)) >= BYTES:
                self._turn_over()
            super().emit(record)
        except Exception:  # noqa: BLE001 - words that do not fit their record included: it is only the log
            self.handleError(record)

    def _turn_over(self) -> None:
        self.close()
        files = [Path(self.baseFilename), *(Path(f"{self.baseFilename}.{age}") for age in range(1, OLD_FILES + 1))]
        with suppress(OSError):  # another program turns it over just now
            for younger, older in reversed(list(pairwise(files))):
                if younger.exists():
                    younger.replace(older)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Drop a record that cannot be written: the disk is full, or its words and its values do not fit."""


def start(name: str, folder: Path | None = None) -> logging.Handler | None:
    """Begin to write `name`.log in `folder` (the user's log folder where None); None where that cannot be written."""
    place = folder or log_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    handler = _Handler(place / f"{name}.log", encoding="utf-8", delay=True)
    handler.setFormatter(_Formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    for ours in OURS:
        logging.getLogger(ours).setLevel(logging.INFO)
    for foreign in _SILENCED:
        logging.getLogger(foreign).setLevel(logging.CRITICAL)
    return handler


def stop(handler: logging.Handler | None) -> None:
    """Close the file that `start` opened."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


@contextmanager
def kept(name: str, folder: Path | None = None) -> Generator[None]:
    """Write a log for the length of a block."""
    handler = start(name, folder)
    try:
        yield
    finally:
        stop(handler)
