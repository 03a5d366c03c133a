"""The tables keep what undo, imports, the bin and fast deletes need."""

from __future__ import annotations

from sqlalchemy import Table

from desktop_crm.app import metadata
from desktop_crm.platform.columns import business_tables

KEPT_BY_THE_PROGRAM = {
    "changes",
    "change_rows",
    "change_blocks",
    "id_counters",
    "runs",
    "followup_rung",
    "attachment_contents",
    "list_layouts",
    "exports",
}
"""What is no row of the shop: the journal, counters, runs, which reminder has rung already, the bytes of kept files."""


def test_every_table_is_a_business_table_or_the_programs_own() -> None:
    assert set(metadata().tables) - {table.name for table in business_tables()} == KEPT_BY_THE_PROGRAM


def test_every_business_row_carries_its_change_its_run_and_the_bin() -> None:
    lacking = [
        table.name
        for table in business_tables()
        if not {"id", "change_id", "run_id", "deleted_at"} <= set(table.c.keys())
    ]
    assert lacking == []


def test_every_business_row_has_one_whole_number_as_its_key() -> None:
    for table in business_tables():
        assert [column.name for column in table.primary_key] == ["id"]
        assert table.c.id.type.compile().upper() in {"BIGINT", "INTEGER"}


def test_every_foreign_key_is_indexed() -> None:
    bare = [
        f"{table.name}.{key.parent.name}"
        for table in metadata().tables.values()
        for key in table.foreign_keys
        if key.parent.name not in _leading(table)
    ]
    assert bare == []


def _leading(table: Table) -> set[str]:
    """Return the columns an index of the table begins with, where it covers every row."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    return {next(iter(index.columns)).name for index in whole} | {next(iter(table.primary_key)).name}


def test_a_unique_index_of_business_rows_leaves_the_bin_out_or_has_no_bin() -> None:
    without_bin = {"ix_source_records_key", "ix_settings_key"}
    strict = {
        index.name
        for table in business_tables()
        for index in table.indexes
        if index.unique and index.dialect_options["sqlite"]["where"] is None
    }
    assert strict == without_bin
