"""The morning's import: new files of a watched folder are found when they are whole, and offered once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.platform.errors import UserError
from desktop_crm.transfer import morning
from desktop_crm.transfer.service import ImportService
from tests.core.transfer.conftest import HEADER, stage_here


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str = f"{HEADER}\nAyşe Öz;;ayse@example.com;;;;") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def offered(app: App) -> list[str]:
    watched = app.read(morning.folders)
    sight = morning.look(watched)
    return [file.name for file in morning.unseen(app.db, morning.settled(sight, morning.look(watched)))]


def watch(app: App, folder: Path, shop: str = "") -> None:
    """Watch a folder as of long ago, whatever the clock of the test says."""
    morning.watch(app.db, folder, shop)
    (kept,) = [one for one in app.read(morning.folders) if one.path == str(folder)]
    others = [one for one in app.read(morning.folders) if one.path != str(folder)]
    morning._keep(app.db, [*others, morning.Folder(kept.path, 0, kept.shop)])


@pytest.mark.feature("E7")
def test_a_new_file_is_offered_until_it_is_imported_or_passed_over(app: App, folder: Path) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    watch(app, folder)
    first, second = put(folder, "a.csv"), put(folder, "b.csv", f"{HEADER}\nAli Can;;ali@example.com;;;;")
    assert sorted(offered(app)) == ["a.csv", "b.csv"]
    service.run([first])
    assert offered(app) == ["b.csv"]
    service.pass_over([second])
    assert offered(app) == []
    app.undo()
    assert offered(app) == ["b.csv"]


@pytest.mark.feature("E7")
def test_the_same_content_under_another_name_is_not_offered_again(app: App, folder: Path) -> None:
    watch(app, folder)
    ImportService(app.db, app.shops, stage_here).run([put(folder, "a.csv")])
    put(folder, "a (1).csv")
    assert offered(app) == []


@pytest.mark.feature("E7")
def test_files_that_are_half_written_hidden_empty_or_of_another_kind_are_left_alone(app: App, folder: Path) -> None:
    watch(app, folder)
    for name in ("a.xlsx.crdownload", "~$liste.xlsx", ".versteckt.csv", "b.part", "foto.jpg"):
        put(folder, name)
    put(folder, "leer.csv", "")
    (folder / "ordner.csv").mkdir()
    assert offered(app) == []


@pytest.mark.feature("E7")
def test_of_very_many_files_the_older_ones_are_offered_when_the_newer_ones_are_in(app: App, folder: Path) -> None:
    watch(app, folder)
    for number in range(25):
        path = put(folder, f"{number:02}.csv", f"{HEADER}\nMüşteri {number};;m{number}@example.com;;;;")
        os.utime(path, (1_700_000_000 + 60 * number,) * 2)
    first = offered(app)
    assert (len(first), first[0]) == (20, "24.csv")
    ImportService(app.db, app.shops, stage_here).run([folder / name for name in first])
    assert sorted(offered(app)) == ["00.csv", "01.csv", "02.csv", "03.csv", "04.csv"]


def test_a_file_is_read_once_while_it_stays_the_same(app: App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    content = morning.content_of
    monkeypatch.setattr(morning, "content_of", lambda path: read.append(path) or content(path))
    watch(app, folder)
    path = put(folder, "a.csv")
    assert [offered(app), offered(app)] == [["a.csv"], ["a.csv"]]
    assert read == [path]
    put(folder, "a.csv", f"{HEADER}\nBerk Öz;;berk@example.com;;;;")
    assert offered(app) == ["a.csv"]
    assert read == [path, path]


def test_a_file_that_still_grows_waits(app: App, folder: Path) -> None:
    watch(app, folder)
    path = put(folder, "a.csv")
    watched = app.read(morning.folders)
    before = morning.look(watched)
    path.write_text("more and more", encoding="utf-8")
    assert morning.settled(before, morning.look(watched)) == []


def test_what_lay_there_before_the_folder_was_chosen_is_not_offered(folder: Path) -> None:
    old = put(folder, "alt.csv")
    since = max(old.stat().st_mtime_ns, old.stat().st_ctime_ns) // 1_000_000 + 1
    assert morning.look([morning.Folder(str(folder), since)]) == {}


def test_a_folder_is_watched_once_with_its_shop_and_left_again(app: App, folder: Path) -> None:
    morning.watch(app.db, folder)
    morning.watch(app.db, folder, "Trendyol")
    watched = app.read(morning.folders)
    assert [(one.path, one.shop) for one in watched] == [(str(folder), "Trendyol")]
    assert morning.shop_of(watched, folder / "a.csv") == "Trendyol"
    assert morning.shop_of(watched, folder.parent / "a.csv") == ""
    morning.leave(app.db, str(folder))
    assert app.read(morning.folders) == []
    with pytest.raises(UserError):
        morning.watch(app.db, folder / "fehlt")


def test_a_folder_that_is_not_there_today_holds_nothing(tmp_path: Path) -> None:
    assert morning.look([morning.Folder(str(tmp_path / "usb"), 0)]) == {}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are not refused here")
def test_a_file_that_may_not_be_read_is_not_offered(app: App, folder: Path) -> None:
    watch(app, folder)
    put(folder, "a.csv").chmod(0)
    assert offered(app) == []
