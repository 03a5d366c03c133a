"""Files kept with customers: copied whole, once, and given out as copies."""

from __future__ import annotations

import errno
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.attachments import files, queries, rules
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import NotFound, UserError
from tests.clock import FakeClock

HOSTILE = '<img src="file:///etc/hostname"><b>x.pdf'


@pytest.fixture
def ayse(app: App) -> int:
    return app.customers.add(NewCustomer(name="Ayşe Öz"))


def kept(app: App, customer: int) -> list[tuple[str, int]]:
    found = app.read(lambda session: queries.of_customer(session, customer))
    return [(one.name, one.size) for one in found]


def copy_of(app: App, attachment: int, folder: Path) -> Path:
    return app.read(lambda session: files.copy_to_look_at(session, attachment, folder))


def size_of_contents(app: App) -> int:
    with app.db.read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM attachment_contents").scalar_one()


@pytest.mark.feature("A11")
def test_a_file_is_copied_into_the_store_and_outlives_its_original(app: App, ayse: int, tmp_path: Path) -> None:
    file = tmp_path / "fatura şubat.pdf"
    file.write_bytes(b"%PDF-1.7 \x00\xff")
    (made,) = app.attachments.keep(ayse, [file])
    file.unlink()
    assert kept(app, ayse) == [("fatura şubat.pdf", 11)]
    folder = tmp_path / "copies"
    folder.mkdir()
    copy = copy_of(app, made, folder)
    assert copy.name == "fatura şubat.pdf"
    assert copy.read_bytes() == b"%PDF-1.7 \x00\xff"
    assert not copy.stat().st_mode & 0o222, "a copy to look at is not written on by mistake"
    app.read(lambda session: files.save_copy(session, made, tmp_path / "elsewhere.pdf"))
    assert (tmp_path / "elsewhere.pdf").read_bytes() == copy.read_bytes()


@pytest.mark.feature("A11")
def test_keeping_describing_and_deleting_are_undone_and_redone(app: App, ayse: int, tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"jpg")
    (made,) = app.attachments.keep(ayse, [photo])
    app.attachments.describe(made, "  kusurlu   dikiş.jpg ", "iade sebebi")
    app.attachments.delete(made)
    assert kept(app, ayse) == []
    app.undo()
    assert kept(app, ayse) == [("kusurlu dikiş.jpg", 3)]
    app.undo()
    assert kept(app, ayse) == [("foto.jpg", 3)]
    app.undo()
    assert kept(app, ayse) == []
    app.redo()
    assert app.read(lambda session: queries.contents(session, made)) == ("foto.jpg", b"jpg")


def test_the_same_bytes_are_kept_once_for_all_customers(app: App, ayse: int, tmp_path: Path) -> None:
    other = app.customers.add(NewCustomer(name="Can Er"))
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"same")
    app.attachments.keep(ayse, [tmp_path / "a.pdf", tmp_path / "b.pdf"])
    app.attachments.keep(other, [tmp_path / "a.pdf"])
    assert len(kept(app, ayse)) == 2
    assert len(kept(app, other)) == 1
    assert size_of_contents(app) == 1


@pytest.mark.parametrize(
    ("made", "said"),
    [(lambda path: path.write_bytes(b""), "is empty"), (lambda path: path.mkdir(), "could not be read"),
     (lambda _path: None, "could not be read"),
     (lambda path: path.write_bytes(bytes(30_000_000)), "has 30 MB; at most 25 MB")],
)  # fmt: skip
def test_what_cannot_be_kept_is_named_and_nothing_is(app: App, ayse: int, tmp_path: Path, made, said: str) -> None:
    good, bad = tmp_path / "iyi.txt", tmp_path / "kötü.bin"
    good.write_text("iyi", encoding="utf-8")
    made(bad)
    with pytest.raises(UserError, match=f"kötü.bin.*{said}"):
        app.attachments.keep(ayse, [good, bad])
    assert kept(app, ayse) == []


def test_one_file_after_the_other_is_in_memory(app: App, ayse: int, tmp_path: Path) -> None:
    size = 4_000_000
    paths = [tmp_path / f"{place}.bin" for place in range(6)]
    for place, path in enumerate(paths):
        path.write_bytes(bytes([place]) * size)
    tracemalloc.start()
    try:
        app.attachments.keep(ayse, paths)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(kept(app, ayse)) == 6
    assert most < 2 * size


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    monkeypatch.setattr(Path, "open", lambda *_how: pytest.fail("it was opened"))
    with pytest.raises(UserError, match="has 3000 MB"):
        files.read(large)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_what_is_no_file_is_refused_at_once(app: App, ayse: int, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "boru")
    with pytest.raises(UserError, match="boru could not be read: it is not a file"):
        app.attachments.keep(ayse, [tmp_path / "boru"])


def test_a_copy_that_cannot_be_written_whole_leaves_what_was_there(
    app: App, ayse: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("kept in the book", encoding="utf-8")
    (made,) = app.attachments.keep(ayse, [tmp_path / "a.txt"])
    target = tmp_path / "out" / "b.txt"
    target.parent.mkdir()
    target.write_text("older", encoding="utf-8")

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:4])
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(UserError, match=r"disk is full, so b\.txt was not written"):
        app.read(lambda session: files.save_copy(session, made, target))
    assert [(path.name, path.read_text(encoding="utf-8")) for path in target.parent.iterdir()] == [("b.txt", "older")]


def test_a_file_whose_contents_vanished_is_said_to_be_gone(app: App, ayse: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (made,) = app.attachments.keep(ayse, [tmp_path / "a.txt"])
    with app.db.write_bulk("Lose") as running:
        running.connection.exec_driver_sql("DELETE FROM attachment_contents")
    with pytest.raises(NotFound, match="not there any more"):
        copy_of(app, made, tmp_path)
    for verb in (app.attachments.delete, lambda row: app.attachments.describe(row, "x", "")):
        with pytest.raises(NotFound):
            verb(made + 1)
    with pytest.raises(UserError, match="called"):
        app.attachments.describe(made, "  ", "")


@pytest.mark.feature("B3")
def test_a_kept_file_stands_in_the_history(app: App, ayse: int, tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    app.attachments.keep(ayse, [tmp_path / "a.txt"])
    assert ("File: a.txt", clock.now()) in [(line.title, line.at) for line in app.timeline(ayse)]
    assert all(line.title != "File: a.txt" for line in app.timeline(ayse, before=clock.now()))


@pytest.mark.parametrize(
    "name", ["fatura.pdf", "FOTO.JPG", "mektup.docx", "liste.xlsx", "not.txt", "sipariş.csv", "ses.opus", "kargo.MP4"]
)
def test_what_is_shown_read_or_played_is_opened(name: str) -> None:
    assert rules.opens_safely(name)


@pytest.mark.parametrize(
    "name",
    ["virüs.EXE", "a.pdf.js", "kısayol.lnk", "sayfa.html", "makro.exe. ", "run.desktop", "liste", "makrolu.xlsm",
     "eski.xls", "arşiv.zip", "disk.iso", "disk.vhdx", "ayar.settingcontent-ms", "araç.appref-ms", "not.one",
     "yardım.chm", "arama.search-ms", "biten.msp", "hiç-duyulmamış.qqq"],
)  # fmt: skip
def test_what_is_not_known_to_be_only_shown_is_never_opened(name: str) -> None:
    assert not rules.opens_safely(name)


@pytest.mark.parametrize(
    ("name", "written"),
    [("../../etc/passwd", "_.._etc_passwd"), (HOSTILE, "_img src=_file____etc_hostname___b_x.pdf"),
     ("con.txt", "_con.txt"), ("...", "_"), ("gpj.\u202eexe", "gpj._exe"), ("İş Işık.pdf", "İş Işık.pdf")],
)  # fmt: skip
def test_copies_get_names_that_every_system_takes(name: str, written: str) -> None:
    assert rules.file_name(name) == written


def test_a_name_of_any_length_is_written(app: App, ayse: int, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (made,) = app.attachments.keep(ayse, [tmp_path / "a.pdf"])
    app.attachments.describe(made, "ş" * 120 + "a" * 5000 + ".pdf", "")
    copy = copy_of(app, made, tmp_path)
    assert copy.suffix == ".pdf"
    assert copy.read_bytes() == b"x"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_a_folder_that_refuses_is_named(app: App, ayse: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (made,) = app.attachments.keep(ayse, [tmp_path / "a.txt"])
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(UserError, match="cannot be written"):
        copy_of(app, made, closed)
