"""Making backups, listing them, and putting one back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_crm.app import SEARCHABLE, App
from desktop_crm.backup import checkup, service
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import backup, settings
from desktop_crm.platform import connection as sqlite
from desktop_crm.platform.errors import Cancelled, NotFound, StoreError, UserError
from desktop_crm.platform.i18n import use
from desktop_crm.platform.store import backup_folder
from tests.clock import NOON, FakeClock


def add(app: App, *names: str) -> None:
    for name in names:
        app.customers.add(NewCustomer(name=name))


def held(path: Path, clock: FakeClock) -> int:
    """Return how many customers the store at `path` holds."""
    with App.open(path, clock, create=False) as app:
        return app.read(customers.count)


@pytest.mark.feature("I2")
def test_a_backup_holds_what_the_open_store_holds(app: App, tmp_path: Path, clock: FakeClock) -> None:
    add(app, "Ece", "Işıl")
    made = service.back_up(app.db, tmp_path / "copies")
    assert made.name == "test-20261121-120000.crm"
    assert backup.check(made) == []
    assert held(made, clock) == 2


def test_a_backup_that_is_stopped_leaves_no_file(app: App, tmp_path: Path) -> None:
    def stop(_done: int, _total: int | None = None, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        service.back_up(app.db, tmp_path / "copies", stop)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(app: App, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("no folder")
    with pytest.raises(StoreError, match="copies"):
        service.back_up(app.db, tmp_path / "copies")


@pytest.mark.feature("I2")
def test_an_automatic_backup_is_made_once_and_again_when_something_changed(app: App, clock: FakeClock) -> None:
    assert service.automatic(app.db) is None, "an empty store needs no backup"
    add(app, "Ece")
    assert service.automatic(app.db) is not None
    clock.tick(minutes=31)
    assert service.automatic(app.db) is None, "nothing changed since"
    add(app, "Işıl")
    made = service.automatic(app.db)
    assert made is not None
    assert made.path.name == "test-20261121-123100.crm"
    clock.tick(minutes=10)
    add(app, "Can")
    assert service.automatic(app.db) is None, "half an hour is not over"


def test_an_automatic_backup_after_undo_notices_the_change(app: App, clock: FakeClock) -> None:
    add(app, "Ece")
    service.automatic(app.db)
    app.undo()
    clock.tick(minutes=31)
    assert service.automatic(app.db) is not None


def test_a_newest_backup_that_is_damaged_does_not_stop_the_next(app: App, clock: FakeClock) -> None:
    add(app, "Ece")
    made = service.automatic(app.db)
    assert made is not None
    made.path.write_bytes(b"damaged" * 1000)
    clock.tick(minutes=31)
    assert service.automatic(app.db) is not None


def test_old_automatic_backups_are_thinned_out_and_nothing_else(app: App, clock: FakeClock) -> None:
    folder = backup_folder(app.db.path)
    folder.mkdir()
    kept = [
        folder / "test-before-restore-20250101-120000.crm",
        folder / "other-20250101-120000.crm",
        folder / "note.txt",
    ]
    thinned = [folder / f"test-20261110-{hour}0000.crm" for hour in (10, 11)]
    newest_of_that_day = folder / "test-20261110-120000.crm"
    for path in (*kept, *thinned, newest_of_that_day):
        path.write_bytes(b"x")
    add(app, "Ece")
    assert service.automatic(app.db) is not None
    assert not any(path.exists() for path in thinned)
    assert all(path.exists() for path in (*kept, newest_of_that_day))


def test_copies_that_were_never_finished_are_cleared_away(app: App) -> None:
    folder = backup_folder(app.db.path)
    folder.mkdir()
    left, running = folder / "test-20261101-120000.crm.part", folder / "test-20261121-115959.crm.part"
    for path, moment in ((left, NOON / 1000 - 2 * 86400), (running, NOON / 1000 - 1)):
        path.write_bytes(b"half")
        os.utime(path, (moment, moment))
    add(app, "Ece")
    service.automatic(app.db)
    assert not left.exists()
    assert running.exists()


@pytest.mark.feature("I2")
def test_the_second_folder_gets_a_copy_and_its_absence_is_told(app: App, tmp_path: Path, clock: FakeClock) -> None:
    settings.put(app.db, settings.BACKUP_FOLDER, str(tmp_path / "stick"))
    made = service.automatic(app.db)
    assert made is not None
    assert made.second == tmp_path / "stick" / made.path.name
    assert backup.check(made.second) == []

    shutil.rmtree(tmp_path / "stick")
    (tmp_path / "stick").write_text("no folder any more")
    add(app, "Ece")
    clock.tick(hours=1)
    again = service.automatic(app.db)
    assert again is not None
    assert again.path.exists()
    assert again.second is None
    assert isinstance(again.trouble, StoreError)


@pytest.mark.feature("I2")
def test_a_second_folder_that_may_not_be_looked_into_is_told_like_one_that_is_not_there(
    app: App, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(folder: Path) -> Iterator[Path]:
        if folder.name == "stick":
            raise PermissionError(13, "Permission denied", str(folder))
        return look(folder)

    look = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", locked)
    settings.put(app.db, settings.BACKUP_FOLDER, str(tmp_path / "stick"))
    made = service.automatic(app.db)
    assert made is not None
    assert made.path.exists()
    assert made.second is None
    assert str(made.trouble) == "The folder stick cannot be made or is no folder."
    with pytest.raises(StoreError):
        service.listing(tmp_path / "stick")

    monkeypatch.setattr(Path, "iterdir", lambda _folder: locked(tmp_path / "stick"))
    with pytest.raises(StoreError):
        service.automatic(app.db)


@pytest.mark.feature("I2")
def test_the_list_shows_when_a_backup_was_made_and_what_it_holds(app: App, tmp_path: Path, clock: FakeClock) -> None:
    add(app, "Ece")
    service.back_up(app.db, tmp_path / "copies")
    clock.tick(minutes=5)
    add(app, "Işıl")
    newest = service.back_up(app.db, tmp_path / "copies")
    (tmp_path / "copies" / "test-20261101-090000.crm").write_bytes(b"damaged")
    (tmp_path / "copies" / "note.txt").write_text("not a backup")

    found = service.listing(tmp_path / "copies")

    assert [one.customers for one in found] == [2, 1, None]
    assert found[0].path == newest
    assert found[0].title == "21 Nov 2026 12:05, 2 customers"
    assert found[2].title == "1 Nov 2026 09:00, cannot be read"
    use("tr")
    assert found[0].title.startswith("21 Kas 2026 12:05, 2 ")
    assert service.listing(tmp_path / "nowhere") == []


@pytest.mark.feature("I2")
def test_a_restore_puts_the_backup_back_and_keeps_what_was_there(store: Path, tmp_path: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        add(app, "Ece")
        made = service.back_up(app.db, tmp_path / "copies")
        add(app, "Işıl", "Can")

    done = service.restore(made, store, clock)

    assert held(store, clock) == 1
    assert done.kept is not None
    assert held(done.kept, clock) == 3
    assert made.exists()
    assert not list(tmp_path.glob("*.restoring"))


def test_a_restore_makes_a_store_where_none_is(app: App, tmp_path: Path, clock: FakeClock) -> None:
    add(app, "Ece")
    made = service.back_up(app.db, tmp_path / "copies")
    fresh = tmp_path / "new computer" / "shop.crm"
    assert service.restore(made, fresh, clock).kept is None
    assert held(fresh, clock) == 1


def test_a_restore_is_refused_while_the_store_is_open(app: App, tmp_path: Path, clock: FakeClock) -> None:
    add(app, "Ece")
    made = service.back_up(app.db, tmp_path / "copies")
    add(app, "Işıl")
    with pytest.raises(StoreError, match="open in another copy"):
        service.restore(made, app.db.path, clock)
    assert app.read(customers.count) == 2
    assert not list(tmp_path.glob("*.restoring"))


@pytest.mark.parametrize("how", ["damaged", "foreign", "empty", "missing", "itself", "newer"])
def test_what_cannot_be_restored_changes_nothing(how: str, store: Path, tmp_path: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        add(app, *(f"Ece {number}" for number in range(200)))
        made = service.back_up(app.db, tmp_path / "copies")
    before = store.read_bytes()
    spoil: dict[str, Callable[[], Path]] = {
        "damaged": lambda: _overwrite(made, at=made.stat().st_size // 2),
        "foreign": lambda: Path(shutil.copy(__file__, tmp_path / "odd.crm")),
        "empty": lambda: _written(tmp_path / "empty.crm", b""),
        "missing": lambda: tmp_path / "nowhere.crm",
        "itself": lambda: store,
        "newer": lambda: _of_revision(made, "9999"),
    }
    with pytest.raises((StoreError, NotFound, UserError)):
        service.restore(spoil[how](), store, clock)
    assert store.read_bytes() == before
    assert not backup_folder(store).exists()


def test_a_damaged_store_is_moved_aside_whole_and_the_backup_takes_its_place(
    store: Path, tmp_path: Path, clock: FakeClock
) -> None:
    with App.open(store, clock) as app:
        add(app, "Ece")
        made = service.back_up(app.db, tmp_path / "copies")
    damaged = b"SQLite format 3\0" + os.urandom(8000)
    store.write_bytes(damaged)
    _written(tmp_path / "test.crm-wal", b"a log that belongs to the damaged store")

    done = service.restore(made, store, clock)

    assert held(store, clock) == 1
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert done.kept.with_name(done.kept.name + "-wal").read_bytes() == b"a log that belongs to the damaged store"


@pytest.mark.feature("I2")
def test_the_log_of_a_store_that_is_lost_is_kept_and_not_taken_for_the_log_of_the_restored_one(
    store: Path, tmp_path: Path, clock: FakeClock
) -> None:
    lost = tmp_path / "lost.crm"
    with App.open(store, clock) as app:
        add(app, "Ece")
        made = service.back_up(app.db, tmp_path / "copies")
        add(app, *(f"Ece {number}" for number in range(40)))
        log = Path(shutil.copyfile(f"{store}-wal", f"{lost}-wal")).read_bytes()

    assert service.restore(made, lost, clock).kept is None

    assert backup.check(lost) == []
    assert held(lost, clock) == 1
    (kept,) = backup_folder(lost).iterdir()
    assert kept.name == "lost-before-restore-20261121-120000.crm-wal"
    assert kept.read_bytes() == log
    assert service.listing(backup_folder(lost)) == [], "a log is no backup"


@pytest.mark.feature("I2")
def test_a_restore_by_a_link_is_refused_while_the_store_is_open_and_leaves_the_link_a_link(
    store: Path, tmp_path: Path, clock: FakeClock
) -> None:
    link = tmp_path / "elsewhere" / "shop.crm"
    link.parent.mkdir()
    try:
        link.symlink_to(store)
    except OSError:
        pytest.skip("links cannot be made here")
    with App.open(link, clock) as app:
        add(app, "Ece")
        made = service.back_up(app.db, tmp_path / "copies")
        add(app, "Işıl")
        with pytest.raises(StoreError, match="open in another copy"):
            service.restore(made, link, clock)
        assert app.read(customers.count) == 2
    service.restore(made, link, clock)
    assert link.is_symlink()
    assert held(store, clock) == 1


def test_a_restore_takes_over_what_only_stood_in_the_log(store: Path, tmp_path: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        made = service.back_up(app.db, tmp_path / "copies")
        add(app, "Ece")
        crashed = tmp_path / "crashed.crm"
        for ending in ("", "-wal"):
            shutil.copyfile(f"{store}{ending}", f"{crashed}{ending}")
    done = service.restore(made, crashed, clock)
    assert done.kept is not None
    assert held(done.kept, clock) == 1
    assert held(crashed, clock) == 0


@pytest.mark.feature("I2")
def test_the_check_of_a_whole_store_finds_nothing(app: App) -> None:
    add(app, "Ece", "Işıl")
    app.undo()
    found = checkup.check(app.db, SEARCHABLE)
    assert (found.problems, found.customers) == ((), 1)


def test_the_check_finds_what_search_would_miss_and_ids_that_would_come_twice(app: App) -> None:
    add(app, "Ece")
    other = sqlite.connect(app.db.path)
    other.execute("DELETE FROM search_customer WHERE rowid = 1")
    other.execute("UPDATE id_counters SET next = 1 WHERE table_name = 'customers'")
    other.close()
    found = checkup.check(app.db, SEARCHABLE)
    assert found.problems == (
        "The next number of customers would be one that is used already.",
        "1 thing cannot be found by searching.",
    )


def test_the_check_finds_damage(store: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        add(app, *(f"Ece {number}" for number in range(20)))
    connection = sqlite.connect(store)
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_customers_sort_key'").fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    _overwrite(store, at=page * size - 6, count=3)
    with App.open(store, clock) as app:
        found = checkup.check(app.db, SEARCHABLE)
    assert found.problems
    assert found.problems[0].startswith("The file is damaged: ")


def _overwrite(path: Path, at: int, count: int = 3000) -> Path:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * count)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _of_revision(path: Path, revision: str) -> Path:
    connection = sqlite.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()
    return path
