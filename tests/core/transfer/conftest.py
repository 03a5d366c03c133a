"""What tests of importing share: small files of stores, and an import that stages in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.choices import Options
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from desktop_crm.transfer.understanding.work import stage_file

HEADER = "Ad Soyad;Telefon;E-posta;İl;İlçe;Adres;Not"


def stage_here(source: Path, destination: Path, options: Options, progress: Progress) -> None:
    """Fill a staging file without a child process: the same work, faster for tests of what comes after it."""
    stage_file(source, destination, options, progress=progress)


@pytest.fixture
def bring(app: App) -> Callable[[Path], FileReport]:
    """Import one file and return what came of it."""
    service = ImportService(app.db, app.shops, stage_here)

    def run(path: Path) -> FileReport:
        report = service.run([path])
        assert not report.refused, report.refused
        return report.files[0]

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a customer list of the given rows as a Turkish Excel would: semicolons, windows-1254."""

    def write(*rows: str, name: str = "musteriler.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((HEADER, *rows)), encoding="windows-1254")
        return path

    return write


def counts(report: FileReport, things: str) -> tuple[int, int, int]:
    """Return (created, updated, unchanged) of one kind of thing."""
    found = report.things[things]
    return found.created, found.updated, found.unchanged
