"""What tests of the import page share: a real store, a page on it, and files of stores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_crm.app import App
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.apply import Applier
from desktop_crm.transfer.choices import Options
from desktop_crm.transfer.service import ImportService
from tests.core.transfer.conftest import HEADER, stage_here
from tests.ui.kit.parts import FakeAsk, FakeTell
from ui.kit.context import Context
from ui.transfer.panel import TransferPanel

APPLY = Applier.apply
STORES = Path(__file__).parents[2] / "data" / "stores"
TRENDYOL = STORES / "trendyol_kisa.csv"
SHOPIFY = STORES / "shopify_customers.csv"
AYSE = "Ayşe Yılmaz;0532 111 22 33;ayse@ornek.test;İzmir;Karşıyaka;Deniz Sk. 1;"
SUKRU = "Şükrü İnce;0533 222 33 44;sukru@ornek.test;Gaziantep;Şahinbey;Çarşı Cd. 2;Toptan"


@dataclass
class Gate:
    """Reads files in this process; while it is shut, reading and writing wait behind it, reporting that they go on."""

    shut: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def stage(self, source: Path, destination: Path, options: Options, progress: Progress) -> None:
        self._wait(progress)
        stage_here(source, destination, options, progress)

    def apply(self, applier: Applier, progress: Progress) -> None:
        self._wait(progress)
        APPLY(applier, progress)

    def _wait(self, progress: Progress) -> None:
        if self.shut:
            self.reached.set()
            self.opened.wait(10)
            progress(0, None)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The way files are read and written; a test may shut it."""
    made = Gate()
    monkeypatch.setattr(Applier, "apply", lambda applier, progress: made.apply(applier, progress))  # noqa: PLW0108 - called as a method
    yield made
    made.opened.set()


@pytest.fixture
def ctx(app: App, gate: Gate, qapp: QApplication) -> Iterator[Context]:
    """A context on a real, empty store; asking and telling are recorded."""
    app.transfer = ImportService(app.db, app.shops, gate.stage)
    context = Context(app, ask=FakeAsk(), tell=FakeTell())
    yield context
    gate.opened.set()
    context.close()
    context.deleteLater()


@pytest.fixture
def panel(ctx: Context, home: Callable[[], None], qtbot) -> TransferPanel:
    """The page, shown, its history read."""
    made = TransferPanel(ctx)
    qtbot.addWidget(made)
    made.resize(1072, 642)
    made.show()
    home()
    return made


@pytest.fixture
def show(panel: TransferPanel, home: Callable[[], None]) -> Callable[..., TransferPanel]:
    """Brings files to the page and waits for their preview."""

    def bring(*files: Path) -> TransferPanel:
        panel.open("import", list(files))
        home()
        return panel

    return bring


@pytest.fixture
def imported(show: Callable[..., TransferPanel], home: Callable[[], None]) -> Callable[..., TransferPanel]:
    """Brings files in and waits for their result."""

    def bring(*files: Path) -> TransferPanel:
        panel = show(*files)
        panel.agree()
        home()
        return panel

    return bring


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a customer list of the given rows."""

    def write(*rows: str, name: str = "musteriler.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
        return path

    return write


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file that says it is a workbook and is none."""
    path = tmp_path / "bozuk.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of a workbook")
    return path
