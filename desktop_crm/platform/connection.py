"""How SQLite is opened: the only module that knows the library, its pragmas and its error texts.

SQLAlchemy is imported where an engine is made: a glance at a store needs none, and is there before it is loaded.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, folded_words, sort_key

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION_ID: Final = 0x4D444654
"""Stands in the header of every store ("MDFT"), so that another SQLite file is not taken for one."""

LOGS: Final = ("-wal", "-shm", "-journal")
"""The endings of what SQLite keeps beside a store and leaves after a crash: the log of whatever store is there."""

LOCK_SECONDS: Final = 30.0
_GLANCE_SECONDS: Final = 5.0
_READER_KB: Final = 6_000
"""What each reader keeps of the store: there are several, they read the same pages, and the system keeps those too."""
_PRAGMAS: Final = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "cache_size=-16000",
    "temp_store=MEMORY", "cell_size_check=ON",
)  # fmt: skip
_EXPLAINED: Final = (
    ("locked", N_("The store is in use by another program. Try again in a moment.")),
    ("busy", N_("The store is in use by another program. Try again in a moment.")),
    ("full", N_("The disk is full, so nothing was saved. Make room and try again.")),
    ("readonly", N_("The store cannot be written: the file or its folder is read-only.")),
    ("read-only", N_("The store cannot be written: the file or its folder is read-only.")),
    ("unable to open", N_("The store cannot be opened: the folder is missing or may not be written.")),
    ("not a database", N_("This file is not a store of Desktop CRM.")),
    ("malformed", N_("The store is damaged. Restore the newest backup; nothing was changed.")),
    ("corrupt", N_("The store is damaged. Restore the newest backup; nothing was changed.")),
    ("vtable constructor failed", N_("The store is damaged. Restore the newest backup; nothing was changed.")),
    ("disk i/o", N_("The disk reports an error while the store is used. Nothing was saved.")),
)  # fmt: skip

DatabaseError = sqlite.DatabaseError


def explain(error: BaseException) -> StoreError | None:
    """Return what an error of the database library means to a person, or None where it is our own bug."""
    cause = getattr(error, "orig", None) or error  # SQLAlchemy keeps the library's error there
    if not isinstance(cause, sqlite.Error):
        return None
    text = str(cause).lower()
    return next((StoreError(message) for word, message in _EXPLAINED if word in text), None)


@contextmanager
def explained() -> Generator[None]:
    """Turn the database library's errors that a person can act on into StoreError; let our own bugs through."""
    try:
        yield
    except Exception as error:
        meaning = explain(error)
        if meaning is None:
            raise
        raise meaning from error


def address(path: Path, **options: str) -> str:
    """Return the URI SQLite opens `path` by, with options such as mode='ro'."""
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file:{quote(path.absolute().as_posix())}" + (f"?{asked}" if asked else "")


def connect(path: Path, *, mode: str = "rw", timeout: float = LOCK_SECONDS) -> sqlite.Connection:
    """Open `path` (mode ro, rw or rwc) without changing it; transactions are the caller's."""
    return _opened(address(path, mode=mode), timeout)


def glance(path: Path) -> sqlite.Connection:
    """Open `path` for a short look that leaves nothing beside it, not even the files of the write-ahead log."""
    in_use = path.with_name(path.name + "-wal").exists()
    return _opened(address(path, mode="ro") if in_use else address(path, mode="ro", immutable="1"), _GLANCE_SECONDS)


def _opened(uri: str, timeout: float) -> sqlite.Connection:
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=timeout)
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("turkish_order", 1, _turkish_order, deterministic=True)
    connection.create_function("reverse", 1, _reverse, deterministic=True)
    connection.create_function("spaced", 1, _spaced, deterministic=True)
    return connection


def _fold(text: Any) -> str | None:
    return None if text is None else fold(str(text))


def _turkish_order(text: Any) -> str | None:
    return None if text is None else sort_key(str(text))


def _reverse(text: Any) -> str | None:
    return None if text is None else str(text)[::-1]


def _spaced(text: Any) -> str | None:
    """Return the folded words of a text with one blank between them."""
    return None if text is None else " ".join(folded_words(str(text)))


def prepare(connection: sqlite.Connection) -> None:
    """Give a connection to a store its pragmas: durable write-ahead log, foreign keys, no trust in the schema."""
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def engine(path: Path, *, readers: int = 0, mode: str = "rw") -> Engine:
    """Return an engine on the store: a writing one, or one of `readers` connections that cannot write."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    def opened() -> sqlite.Connection:
        connection = connect(path, mode=mode)
        if mode != "ro":
            prepare(connection)
        if readers:
            connection.execute("PRAGMA query_only=ON")
            connection.execute(f"PRAGMA cache_size=-{_READER_KB}")
        return connection

    made = create_engine(
        "sqlite://", module=sqlite, creator=opened, hide_parameters=True, poolclass=QueuePool,
        pool_size=max(1, readers), max_overflow=4 if readers else 0,
    )  # fmt: skip
    begin = "BEGIN" if readers else "BEGIN IMMEDIATE"

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(begin)

    return made


def engine_over(connection: sqlite.Connection) -> Engine:
    """Return an engine that uses one open connection as it is and sends no BEGIN of its own: for migrations."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return create_engine("sqlite://", module=sqlite, creator=lambda: connection, poolclass=StaticPool)
