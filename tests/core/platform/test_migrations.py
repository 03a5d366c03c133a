"""Upgrades: everything or nothing, and no child lost when its parent's table is rebuilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from desktop_crm.app import App, derived, metadata
from desktop_crm.consents.service import ConsentService
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.platform import backup, migrate
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform import store as stores
from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.paths import migrations_folder
from desktop_crm.platform.store import Derived
from tests.clock import FakeClock
from tests.dump import logical_dump

REBUILD = """
with op.batch_alter_table("customers", recreate="always") as batch:
    batch.alter_column("note", existing_type=sa.Text(), nullable=True)
    batch.add_column(sa.Column("nickname", sa.Text()))
"""
HALF_WAY = """
op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
op.execute("UPDATE customers SET note = 'half'")
with op.batch_alter_table("customers", recreate="always") as batch:
    batch.drop_column("gender")
raise RuntimeError("half-way")
"""
ORPHANS = """
op.execute("DELETE FROM customers")
"""


def filled(path: Path) -> str:
    """Fill a store with a customer and everything that hangs on one; returns its dump."""
    with App.open(path, FakeClock()) as app:
        customer = app.customers.add(
            NewCustomer(
                name="Şükrü İnce", emails=("sukru@example.com",), phones=("0532 418 27 90",),
                addresses=(Address(city="Iğdır"),), tags=("vip",), note="eski",
            )
        )  # fmt: skip
        app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, "merhaba"))
        ConsentService(app.db).record(customer, "sms", granted=True)
    return logical_dump(path)


def folder_with(tmp_path: Path, body: str) -> Path:
    """Return a copy of the migrations with one more that does `body`."""
    folder = Path(shutil.copytree(migrations_folder(), tmp_path / "m", ignore=shutil.ignore_patterns("__pycache__")))
    lines = "\n    ".join(body.strip().splitlines())
    (folder / "versions" / "9999_test.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '9999'\ndown_revision = {stores.HEAD!r}\n\n\ndef upgrade():\n    {lines}\n"
    )
    return folder


def schema(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite.connect(path, mode="ro")
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    connection.close()
    return found


def upgrade(path: Path, folder: Path) -> None:
    stores.upgrade(path, derived(), folder=folder)


def declared(_object: object, name: str | None, kind: str, reflected: bool, _compared: object) -> bool:
    """Leave out what is made from the rows: the search index, the figures of customers, the duplicates found."""
    made = ("search_", "customer_figures", "figures_", "duplicate_")
    return not (kind == "table" and reflected and (name or "").startswith(made))


def test_rebuilding_a_parent_table_keeps_its_children(store: Path, tmp_path: Path) -> None:
    before = filled(store)
    upgrade(store, folder_with(tmp_path, REBUILD))
    assert logical_dump(store) == before
    assert backup.check(store) == []
    connection = sqlite.connect(store, mode="ro")
    assert connection.execute("SELECT nickname FROM customers").fetchall() == [(None,)]
    connection.close()


def test_search_works_and_follows_edits_after_a_rebuild(store: Path, tmp_path: Path, clock: FakeClock) -> None:
    filled(store)
    triggers = {row[1] for row in schema(store) if row[0] == "trigger"}
    upgrade(store, folder_with(tmp_path, REBUILD))
    assert {row[1] for row in schema(store) if row[0] == "trigger"} == triggers
    connection = sqlite.connect(store)
    connection.execute("UPDATE alembic_version SET version_num = ?", (stores.HEAD,))
    connection.close()
    with App.open(store, clock) as app:
        assert [hit.title for hit in app.search("igdir")] == ["Şükrü İnce"]
        app.customers.edit(1, NewCustomer(name="Işıl Ak"))
        assert [hit.title for hit in app.search("isil")] == ["Işıl Ak"]
        app.undo()
        assert app.search("isil") == []


@pytest.mark.feature("I9")
def test_a_migration_that_fails_half_way_leaves_the_old_store_working(
    store: Path, tmp_path: Path, clock: FakeClock
) -> None:
    before, tables = filled(store), schema(store)
    with pytest.raises(RuntimeError, match="half-way"):
        upgrade(store, folder_with(tmp_path, HALF_WAY))
    assert logical_dump(store) == before
    assert schema(store) == tables
    assert backup.check(store) == []
    with App.open(store, clock) as app:
        app.customers.add(NewCustomer(name="Ayşe"))
        assert [hit.title for hit in app.search("sukru")] == ["Şükrü İnce"]


def test_a_migration_that_leaves_orphans_is_rolled_back(store: Path, tmp_path: Path) -> None:
    before = filled(store)
    with pytest.raises(StoreError, match="refers to what is not there"):
        upgrade(store, folder_with(tmp_path, ORPHANS))
    assert logical_dump(store) == before


def test_upgrading_an_upgraded_store_changes_nothing(store: Path) -> None:
    before, tables = filled(store), schema(store)
    upgrade(store, migrations_folder())
    assert logical_dump(store) == before
    assert schema(store) == tables


def test_the_program_knows_the_newest_migration_and_there_is_one_line_of_them() -> None:
    scripts = ScriptDirectory.from_config(migrate.config(migrations_folder()))
    assert scripts.get_heads() == [stores.HEAD]


def test_the_migrations_make_the_schema_the_tables_declare(store: Path) -> None:
    connection = sqlite.connect(store, mode="ro")
    engine = create_engine("sqlite://", module=sqlite.sqlite, creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as opened:
        context = MigrationContext.configure(opened, opts={"compare_type": True, "include_object": declared})
        assert compare_metadata(context, metadata()) == []
    engine.dispose()


def test_a_rebuild_that_fails_takes_the_migration_with_it(store: Path, tmp_path: Path) -> None:
    before, tables = filled(store), schema(store)

    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE search_customer")
        raise RuntimeError("no index")

    with pytest.raises(RuntimeError, match="no index"):
        stores.upgrade(store, Derived(fail, ()), folder=folder_with(tmp_path, REBUILD))
    assert logical_dump(store) == before
    assert schema(store) == tables


def one_row_in_every_table(path: Path) -> dict[str, dict[str, object]]:
    """Put a row into every table of a store of any age, all with id 1; returns them by table."""
    connection = sqlite.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    made: dict[str, dict[str, object]] = {}
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    for (table,) in tables.fetchall():
        if table == "alembic_version":
            continue
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        row = {name: 1 if "INT" in kind.upper() else f"{table}.{name} ğış" for _, name, kind, *_ in columns}
        row |= dict.fromkeys(("deleted_at", "run_id", "reverts", "reverted_by") & row.keys())
        connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
        )
        made[table] = row
    connection.close()
    return made


@pytest.mark.feature("I9")
def test_a_store_with_rows_goes_through_every_migration_and_loses_nothing(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "first.crm"
    stores.upgrade(path, Derived(lambda _: None, ()), target="0001")
    before = one_row_in_every_table(path)
    App.open(path, clock).close()
    connection = sqlite.connect(path, mode="ro")
    for table, row in before.items():
        values = connection.execute(f"SELECT {', '.join(row)} FROM {table}").fetchall()
        assert values == [tuple(row.values())], table
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(stores.HEAD,)]
    connection.close()
    assert backup.check(path) == []
