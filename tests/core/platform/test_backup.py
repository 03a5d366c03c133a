"""The backup primitive: a checked copy, whole or not there; and the check itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import backup
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.errors import Cancelled, StoreError
from tests.clock import FakeClock
from tests.dump import logical_dump


def test_a_copy_of_a_store_in_use_is_whole_and_holds_the_same(app: App, store: Path, tmp_path: Path) -> None:
    app.customers.add(NewCustomer(name="Şükrü İnce"))
    target = tmp_path / "yedek" / "kopya.crm"
    backup.copy(store, target)
    assert logical_dump(target) == logical_dump(store)
    assert backup.check(target) == []
    assert [item.name for item in target.parent.iterdir() if not item.name.endswith(("-wal", "-shm"))] == ["kopya.crm"]


def test_a_copy_opens_as_a_store_and_can_be_searched(app: App, store: Path, tmp_path: Path, clock: FakeClock) -> None:
    app.customers.add(NewCustomer(name="Şükrü İnce"))
    backup.copy(store, tmp_path / "kopya.crm")
    with App.open(tmp_path / "kopya.crm", clock, create=False) as copied:
        assert [hit.title for hit in copied.search("sukru")] == ["Şükrü İnce"]
        copied.undo()
    assert [hit.title for hit in app.search("sukru")] == ["Şükrü İnce"]


def test_a_cancelled_copy_leaves_no_file_and_the_old_one_as_it_was(app: App, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "yedek" / "kopya.crm"
    backup.copy(store, target)
    old = target.read_bytes()
    app.customers.add(NewCustomer(name="Ayşe"))

    def stop(done: int, total: int | None = None, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backup.copy(store, target, stop)
    assert [item.name for item in target.parent.iterdir()] == ["kopya.crm"]
    assert target.read_bytes() == old


def test_a_copy_reports_how_far_it_is(store: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    backup.copy(store, tmp_path / "kopya.crm", lambda done, total=None, /: heard.append((done, total)))
    done, total = heard[-1]
    assert done == total
    assert done > 0


def test_a_damaged_copy_is_not_kept(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "check", lambda _: ["row 3 missing from index ix_tags_folded"])
    with pytest.raises(StoreError, match="row 3 missing"):
        backup.copy(store, tmp_path / "yedek" / "kopya.crm")
    assert list((tmp_path / "yedek").iterdir()) == []


def test_a_copy_that_cannot_be_written_is_one_sentence(store: Path, tmp_path: Path) -> None:
    (tmp_path / "dosya").write_text("no folder")
    with pytest.raises(StoreError, match="could not be written to dosya"):
        backup.copy(store, tmp_path / "dosya" / "kopya.crm")


def test_the_check_finds_references_to_what_is_not_there(store: Path) -> None:
    connection = sqlite.connect(store)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "INSERT INTO customer_emails (id, change_id, customer_id, position, address, folded, masked) "
        "VALUES (1, 1, 77, 0, 'a', 'a', 0)"
    )
    connection.close()
    assert backup.check(store) == ["customer_emails: row 1 refers to a missing row of customers"]


def test_the_check_finds_flipped_bits(app: App, store: Path, tmp_path: Path) -> None:
    for number in range(50):
        app.customers.add(NewCustomer(name=f"Müşteri {number}", emails=(f"m{number}@example.com",)))
    backup.copy(store, tmp_path / "kopya.crm")
    pages = bytearray((tmp_path / "kopya.crm").read_bytes())
    found = 0
    for place in range(8 * 4096, len(pages), 4096):
        damaged = bytearray(pages)
        damaged[place] ^= 0xFF
        (tmp_path / "schlecht.crm").write_bytes(damaged)
        try:
            found += bool(backup.check(tmp_path / "schlecht.crm"))
        except StoreError:
            found += 1
    assert found >= 0.9 * len(range(8 * 4096, len(pages), 4096))


def test_the_check_of_what_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.crm").write_bytes(b"hello, world" * 100)
    with pytest.raises(StoreError, match="not a store"):
        backup.check(tmp_path / "x.crm")
