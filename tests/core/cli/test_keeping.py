"""Check, backup, restore and the demo shop from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.store import backup_folder
from tests.clock import FakeClock
from tests.core.cli.conftest import Cli


def test_a_whole_store_is_said_to_be_whole(cli: Cli, sukru: int) -> None:
    printed = cli("check")
    assert (printed.code, printed.out) == (0, "The store is whole: 1 customer, 0 orders.\n")


def test_a_store_with_something_wrong_is_exit_1_with_what_it_is(cli: Cli, store: Path, sukru: int) -> None:
    connection = sqlite.connect(store)
    connection.execute("DELETE FROM search_customer")
    connection.close()
    printed = cli("check")
    assert (printed.code, printed.out) == (1, "")
    assert "1 thing cannot be found by searching." in printed.err


@pytest.mark.feature("I2")
def test_a_backup_goes_into_the_folder_and_a_restore_brings_it_back(
    cli: Cli, store: Path, sukru: int, tmp_path: Path
) -> None:
    made = cli("backup", tmp_path / "copies")
    assert made.code == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert made.out == f"{copy}: 21 Nov 2026 12:00, 1 customer\n"
    cli("followup", "--customer", sukru, "--title", "Ara", "--on", "2026-11-21")

    restored = cli("restore", copy)

    assert restored.code == 0
    assert restored.out.splitlines()[0] == "Restored: 21 Nov 2026 12:00, 1 customer"
    assert cli("stats", "--json").json["followups"] == 0
    (kept,) = backup_folder(store).iterdir()
    assert str(kept) in restored.out


def test_a_restore_is_refused_while_another_copy_has_the_store_open(
    cli: Cli, store: Path, clock: FakeClock, sukru: int, tmp_path: Path
) -> None:
    cli("backup", tmp_path / "copies")
    (copy,) = (tmp_path / "copies").iterdir()
    with App.open(store, clock):
        assert cli("stats").code == 0, "reading is allowed beside another copy"
        refused = cli("restore", copy)
    assert refused.code == 1
    assert "open in another copy of the program" in refused.err


def test_what_is_no_backup_is_refused_in_one_sentence(cli: Cli, tmp_path: Path) -> None:
    assert cli("restore", tmp_path / "none.crm").err == "There is no backup at none.crm.\n"
    (tmp_path / "note.txt").write_text("some words " * 500)
    printed = cli("restore", tmp_path / "note.txt")
    assert printed.code == 1
    assert printed.err.count("\n") == 1


def test_the_demo_shop_does_not_go_into_a_store_that_is_there(cli: Cli, store: Path, sukru: int) -> None:
    printed = cli("demo")
    assert printed.code == 1
    assert "test.crm" in printed.err
    assert cli("stats", "--json").json["customers"] == 1
