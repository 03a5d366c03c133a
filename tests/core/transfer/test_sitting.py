"""An import in the making: read once, looked at often; several files know each other; the same file again is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import Cancelled, FileChanged
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.choices import Choices, Decided, Options
from desktop_crm.transfer.service import ImportService
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Sheet = Callable[..., Path]
AYSE = "Ayşe Öz;0532 111 22 33;ayse@example.com;;;;"


class Counted:
    """A stager that counts how often it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, source: Path, destination: Path, options: Options, progress: Progress) -> None:
        self.read.append(source.name)
        stage_here(source, destination, options, progress)


@pytest.fixture
def stager() -> Counted:
    return Counted()


@pytest.fixture
def service(app: App, stager: Counted) -> ImportService:
    return ImportService(app.db, app.shops, stager)


@pytest.mark.feature("E3")
def test_a_file_is_read_once_for_looking_deciding_and_importing(
    service: ImportService, stager: Counted, sheet: Sheet
) -> None:
    path = sheet(AYSE)
    with service.sitting([path]) as sitting:
        first = sitting.preview()
        sitting.decide({path: Decided(rules={"customers.note": "mine"})})
        assert sitting.preview() == first
        report = sitting.run()
    assert counts(report.files[0], "customers") == (1, 0, 0)
    assert stager.read == ["musteriler.csv"]


def test_another_choice_or_another_content_is_read_anew(service: ImportService, stager: Counted, sheet: Sheet) -> None:
    path = sheet(AYSE)
    with service.sitting([path]) as sitting:
        sitting.preview()
        sitting.decide({path: Decided(Choices(columns={"Not": "ignore"}))})
        sitting.preview()
        sheet(AYSE, "Ali Can;;ali@example.com;;;;")
        assert counts(sitting.preview().files[0], "customers") == (2, 0, 0)
    assert len(stager.read) == 3


@pytest.mark.feature("E3")
def test_several_files_looked_at_together_know_each_other_and_the_store_stays_as_it_is(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    one = sheet(AYSE, name="a.csv")
    other = sheet(AYSE, "Ali Can;;ali@example.com;;;;", name="b.csv")
    before = logical_dump(app.db.path)
    report = service.preview([one, other])
    assert [counts(file, "customers") for file in report.files] == [(1, 0, 0), (1, 0, 1)]
    assert (report.run, logical_dump(app.db.path)) == (None, before)
    done = service.run([one, other])
    assert [counts(file, "customers") for file in done.files] == [(1, 0, 0), (1, 0, 1)]
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E4")
def test_the_very_same_file_again_is_known_without_reading_it(
    service: ImportService, stager: Counted, sheet: Sheet
) -> None:
    path = sheet(AYSE, "Toplam;;;;;;")
    first = service.run([path]).files[0]
    again = service.run([path])
    assert again.run is None
    assert len(stager.read) == 1
    (file,) = again.files
    assert (file.rows.read, file.rows.taken, file.rows.unchanged, file.rows.skipped) == (
        first.rows.read, 0, first.rows.taken, first.rows.skipped,
    )  # fmt: skip
    assert counts(file, "customers") == (0, 0, 1)
    assert (file.columns, file.reasons, file.sheets) == (first.columns, first.reasons, first.sheets)


@pytest.mark.feature("E4")
def test_after_any_change_or_an_undo_the_same_file_is_looked_at_again(
    app: App, service: ImportService, stager: Counted, sheet: Sheet
) -> None:
    path = sheet(AYSE)
    service.run([path])
    app.customers.add(NewCustomer(name="Eda"))
    assert counts(service.run([path]).files[0], "customers") == (0, 0, 1)
    assert len(stager.read) == 2
    app.undo()
    app.undo()
    assert counts(service.run([path]).files[0], "customers") == (1, 0, 0)
    assert len(stager.read) == 3


def test_the_same_file_read_otherwise_is_looked_at(service: ImportService, stager: Counted, sheet: Sheet) -> None:
    path = sheet(AYSE)
    service.run([path])
    service.run([path], decided={path: Decided(Choices(columns={"Not": "ignore"}))})
    assert len(stager.read) == 2


BERK = "Berk Can;;berk@example.com;;;;"


@pytest.mark.feature("E3")
@pytest.mark.parametrize("files", [1, 2])
def test_a_file_that_changed_since_its_preview_is_not_imported_unseen(
    app: App, service: ImportService, sheet: Sheet, files: int
) -> None:
    paths = [sheet(AYSE), sheet(BERK, name="b.csv")][:files]
    before = logical_dump(app.db.path)
    with service.sitting(paths) as sitting:
        sitting.preview()
        sheet(AYSE, "Ali Can;;ali@example.com;;;;")
        for _try in range(2):
            with pytest.raises(FileChanged, match=r"^musteriler\.csv has changed since you looked at it\."):
                sitting.run()
        assert logical_dump(app.db.path) == before
        assert counts(sitting.preview().files[0], "customers") == (2, 0, 0)
        assert sitting.run().run is not None


def test_a_file_that_is_gone_or_can_be_read_only_since_its_preview_is_not_passed_over(
    service: ImportService, sheet: Sheet, tmp_path: Path
) -> None:
    path, late = sheet(AYSE), tmp_path / "b.csv"
    with service.sitting([path, late]) as sitting:
        assert [refused.file for refused in sitting.preview().refused] == ["b.csv"]
        sheet(BERK, name="b.csv")
        with pytest.raises(FileChanged, match=r"^b\.csv"):
            sitting.run()
        sitting.preview()
        path.unlink()
        with pytest.raises(FileChanged, match=r"^musteriler\.csv"):
            sitting.run()


def test_a_preview_that_was_stopped_counts_as_none(service: ImportService, sheet: Sheet) -> None:
    def stop(*_reported: object) -> None:
        raise Cancelled

    path = sheet(AYSE)
    with service.sitting([path]) as sitting:
        sitting.preview()
        sheet(AYSE, BERK)
        with pytest.raises(Cancelled):
            sitting.preview(stop)
        with pytest.raises(FileChanged):
            sitting.run()


def test_what_was_never_looked_at_is_imported_as_it_is_now(service: ImportService, sheet: Sheet) -> None:
    with service.sitting([sheet(AYSE)]) as sitting:
        sheet(AYSE, BERK)
        assert counts(sitting.run().files[0], "customers") == (2, 0, 0)


def test_what_is_read_is_gone_when_the_sitting_is_closed(service: ImportService, sheet: Sheet) -> None:
    with service.sitting([sheet(AYSE)]) as sitting:
        sitting.preview()
        folder = sitting._scratch.folder
        assert any(folder.iterdir())
    assert not folder.exists()
