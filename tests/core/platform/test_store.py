"""Opening stores: new, old, newer, foreign, damaged, locked, read-only, far away."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App, derived
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import backup, drives
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform import store as stores
from desktop_crm.platform.errors import NotFound, StoreError
from desktop_crm.platform.locks import StoreLock
from desktop_crm.platform.store import HEAD, Derived, backup_folder, open_store
from desktop_crm.staff import queries as staff
from tests.clock import FakeClock
from tests.dump import logical_dump


def run_sql(path: Path, *statements: str) -> None:
    """Change a store behind the program's back, and leave one plain file."""
    connection = sqlite.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def fingerprint(path: Path) -> str:
    """Return the hash of a store that nobody has open."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(path: Path) -> str:
    """Open what cannot be opened; returns the sentence that says why."""
    with pytest.raises(StoreError) as caught:
        App.open(path, FakeClock())
    return str(caught.value)


def test_a_new_store_is_made_with_its_folders(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "a" / "b" / "müşteri defteri.crm"
    with App.open(path, clock) as app:
        assert app.customers.add(NewCustomer(name="Ayşe")) == 1
    assert {item.name for item in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}
    assert backup.check(path) == []


def test_a_missing_store_is_not_made_where_that_is_not_wanted(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(NotFound, match=r"There is no store at yok\.crm yet"):
        App.open(tmp_path / "yok.crm", clock, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_signs_of_an_address_is_only_a_name(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "a?mode=ro#%41 & b.crm"
    with App.open(path, clock) as app:
        app.customers.add(NewCustomer(name="Ayşe"))
    assert [item.name for item in tmp_path.glob("*.crm")] == [path.name]
    assert "Ayşe" in logical_dump(path)


def test_a_store_is_the_same_after_a_restart(reopened: Callable[[], App]) -> None:
    first = reopened()
    customer = first.customers.add(NewCustomer(name="Şükrü İnce", phones=("0532 418 27 90",)))
    first.close()
    second = reopened()
    assert [hit.ref.id for hit in second.search("sukru")] == [customer]


def test_a_store_of_a_newer_program_is_refused_untouched(store: Path) -> None:
    run_sql(store, "UPDATE alembic_version SET version_num = '9999'")
    before = fingerprint(store)
    beside = sorted(path.name for path in store.parent.iterdir())
    assert "newer version" in refused(store)
    assert fingerprint(store) == before
    assert not backup_folder(store).exists()
    assert sorted(path.name for path in store.parent.iterdir()) == beside


def test_a_foreign_sqlite_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "baska.crm"
    connection = sqlite.connect(path, mode="rwc")
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    before = fingerprint(path)
    assert "not a store of Desktop CRM" in refused(path)
    assert fingerprint(path) == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "resim.crm"
    path.write_bytes(b"\x89PNG\r\n" * 400)
    assert "not a store of Desktop CRM" in refused(path)
    assert path.read_bytes() == b"\x89PNG\r\n" * 400


def test_an_empty_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "bos.crm"
    path.touch()
    assert "is empty" in refused(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("loss", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_store_that_does_not_say_its_version_is_refused_untouched(store: Path, loss: str) -> None:
    run_sql(store, loss)
    before = fingerprint(store)
    assert "damaged" in refused(store)
    assert fingerprint(store) == before
    assert [item.name for item in store.parent.iterdir()] == [store.name]


def test_a_store_is_one_store_by_whatever_link_it_is_reached(store: Path, tmp_path: Path, clock: FakeClock) -> None:
    link = tmp_path / "elsewhere" / "link.crm"
    link.parent.mkdir()
    link.symlink_to(store)
    with App.open(link, clock) as app:
        assert app.customers.add(NewCustomer(name="Ayşe")) == 1
        with pytest.raises(StoreError, match="open in another copy"):
            StoreLock(store, exclusive=True)
    assert list(link.parent.iterdir()) == [link]


def test_of_two_programs_that_make_one_store_at_once_the_faster_one_counts(
    store: Path, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, upgrade = tmp_path / "neu" / "defter.crm", stores.upgrade

    def slowly(draft: Path, derived: Derived) -> None:
        upgrade(draft, derived)
        shutil.copyfile(store, path)
        run_sql(path, "INSERT INTO staff (id, change_id, name, active) VALUES (1, 1, 'Elif', 1)")

    monkeypatch.setattr(stores, "upgrade", slowly)
    with App.open(path, clock) as app:
        assert [person.name for person in app.read(staff.everyone)] == ["Elif"]
    assert {item.name for item in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}


def test_a_new_store_does_not_take_the_log_of_one_that_is_lost_for_its_own(
    store: Path, tmp_path: Path, clock: FakeClock
) -> None:
    lost = tmp_path / "lost.crm"
    with App.open(store, clock) as app:
        for number in range(40):
            app.customers.add(NewCustomer(name=f"Ayşe {number}"))
        log = Path(shutil.copyfile(f"{store}-wal", f"{lost}-wal")).read_bytes()
    with App.open(lost, clock) as app:
        assert app.customers.add(NewCustomer(name="Banu")) == 1
    assert backup.check(lost) == []
    kept = backup_folder(lost) / "lost-before-new-20261121-120000.crm-wal"
    assert kept.read_bytes() == log


def test_no_store_is_made_where_the_one_that_is_lost_is_still_open(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "defter.crm"
    with StoreLock(path, exclusive=False):
        assert "open in another copy" in refused(path)
    assert not path.exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("kept", [100, 5000, 60_000])
def test_a_truncated_store_is_refused_untouched(store: Path, kept: int) -> None:
    os.truncate(store, kept)
    before = fingerprint(store)
    assert any(word in refused(store) for word in ("damaged", "not a store of Desktop CRM"))
    assert fingerprint(store) == before


def test_a_read_only_store_can_be_read_and_says_why_it_cannot_be_written(store: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        app.customers.add(NewCustomer(name="Ayşe"))
    store.chmod(0o444)
    with App.open(store, clock) as app:
        assert [hit.title for hit in app.search("ayse")] == ["Ayşe"]
        with pytest.raises(StoreError, match="read-only"):
            app.customers.add(NewCustomer(name="Banu"))
    store.chmod(0o644)
    assert "Banu" not in logical_dump(store)


def test_no_store_is_made_where_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "dosya").write_text("no folder")
    assert "No store can be made" in refused(tmp_path / "dosya" / "a.crm")


def test_a_store_on_a_network_drive_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [("/", "ext4"), (str(store.parent), "cifs")]
    monkeypatch.setattr(drives, "_linux_mounts", lambda: mounts)
    monkeypatch.setattr(drives.sys, "platform", "linux")
    assert "network drive" in refused(store)


def test_a_local_drive_inside_a_network_drive_is_no_network_drive(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "_linux_mounts", lambda: [("/", "nfs4"), (str(store.parent), "ext4")])
    monkeypatch.setattr(drives.sys, "platform", "linux")
    assert not drives.on_network(store)
    assert drives.on_network(Path("/elsewhere/a.crm"))


def test_the_mounts_of_a_mac_are_read_from_its_list(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = (
        "/dev/disk3s1 on / (apfs, sealed, local)\n//ayse@nas/pay on /Volumes/Ortak (1) (smbfs, nodev, mounted by a)\n"
    )
    monkeypatch.setattr(drives.subprocess, "run", lambda *_, **__: type("Done", (), {"stdout": listed}))
    monkeypatch.setattr(drives.sys, "platform", "darwin")
    assert drives.on_network(Path("/Volumes/Ortak (1)/a.crm"))
    assert not drives.on_network(Path("/Users/ayse/a.crm"))


def test_two_copies_of_the_program_may_have_one_store_open(store: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as first, App.open(store, clock) as second:
        first.customers.add(NewCustomer(name="Ayşe"))
        second.customers.add(NewCustomer(name="Banu"))
        assert [hit.title for hit in first.search("banu")] == ["Banu"]


def test_an_upgrade_waits_for_no_other_copy_but_refuses(
    store: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with App.open(store, clock):
        monkeypatch.setattr("desktop_crm.platform.store.HEAD", "9998")
        assert "open in another copy" in refused(store)
    assert not backup_folder(store).exists()


@pytest.mark.feature("I9")
def test_an_older_store_is_upgraded_after_a_checked_backup(
    store: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with App.open(store, clock) as app:
        app.customers.add(NewCustomer(name="Şükrü İnce"))
    old = logical_dump(store)
    folder = store.parent / "migrations"
    shutil.copytree("migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_revision(folder, "9998", HEAD, "op.add_column('tags', sa.Column('shade', sa.String()))")
    monkeypatch.setattr("desktop_crm.platform.store.HEAD", "9998")
    monkeypatch.setattr("desktop_crm.platform.store.migrations_folder", lambda: folder)
    opened = open_store(store, clock, derived())
    opened.close()
    (kept,) = backup_folder(store).iterdir()
    assert kept.name == f"test-before-9998-from-{HEAD}-20261121-120000.crm"
    assert backup.check(kept) == []
    assert logical_dump(kept) == old
    connection = sqlite.connect(store, mode="ro")
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9998",)
    connection.close()


def write_revision(folder: Path, name: str, after: str, body: str) -> None:
    """Write a migration of this test alone."""
    lines = "\n    ".join(body.splitlines())
    (folder / "versions" / f"{name}_test.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = {name!r}\ndown_revision = {after!r}\n\n\n"
        f"def upgrade():\n    {lines}\n",
        encoding="utf-8",
    )


def test_an_exclusive_lock_is_refused_while_a_copy_is_open_and_given_after(store: Path, clock: FakeClock) -> None:
    with App.open(store, clock), pytest.raises(StoreError, match="open in another copy"):
        StoreLock(store, exclusive=True)
    with StoreLock(store, exclusive=True):
        assert "open in another copy" in refused(store)
    App.open(store, clock).close()
