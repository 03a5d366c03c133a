"""Runs Alembic over one connection and one transaction. Imported only when a store is made or upgraded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.connection import APPLICATION_ID, engine_over
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_


def run(connection: sqlite.Connection, folder: Path, target: str, rebuild: Callable[[Connection], None]) -> None:
    """Migrate to revision `target`, rebuild what is derived, check every reference, and only then commit.

    Triggers of the old schema are dropped first, so that rebuilding a table cannot fire them.
    """
    engine = engine_over(connection)
    event.listen(engine, "begin", _begin)
    with engine.begin() as opened:
        _drop_triggers(opened)
        command.upgrade(config(folder, opened), target)
        rebuild(opened)
        if opened.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreError(N_("The store could not be upgraded: something in it refers to what is not there."))
        opened.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _begin(opened: Connection) -> None:
    opened.exec_driver_sql("BEGIN IMMEDIATE")


def config(folder: Path, connection: Connection | None = None) -> Config:
    """Return Alembic's settings for the migrations in `folder`, run over `connection`."""
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    attributes: dict[str, Any] = made.attributes
    attributes["connection"] = connection
    return made


def _drop_triggers(connection: Connection) -> None:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
