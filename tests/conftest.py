"""What every test gets: a fresh store, a clock that stands still, English, and no noise left behind."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from desktop_crm.app import App
from desktop_crm.platform import i18n
from tests.clock import FakeClock
from tests.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty store, made once: tests copy it while nobody has it open."""
    path = tmp_path_factory.mktemp("template") / "template.crm"
    App.open(path, FakeClock()).close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Path:
    """The path of an empty store of this test alone."""
    return Path(shutil.copyfile(template, tmp_path / "test.crm"))


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at noon in Istanbul on 2026-11-21 until it is moved."""
    return FakeClock()


@pytest.fixture
def app(store: Path, clock: FakeClock) -> Iterator[App]:
    """An open, empty store with all features."""
    with App.open(store, clock) as opened:
        yield opened


@pytest.fixture
def reopened(store: Path, clock: FakeClock) -> Iterator[Callable[[], App]]:
    """Opens this test's store again, as after a restart; all are closed at the end."""
    opened: list[App] = []

    def reopen() -> App:
        opened.append(App.open(store, clock))
        return opened[-1]

    yield reopen
    for app in opened:
        app.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real store exports; tests that need it are skipped where it is not there."""
    if not (SHARED / "fixtures").is_dir():
        pytest.skip("the folder with real store exports (../shared/fixtures) is not here")
    return SHARED


@pytest.fixture(autouse=True)
def own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test switches on, such as starting with the computer, away from whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("configuration")))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The bot of pytest-qt, with patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in every test, whatever the test before spoke."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on warnings and errors in the log; a test that expects some says so with `caplog.clear()`."""
    yield
    said = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not said, f"unexpected in the log: {[record.getMessage() for record in said]}"


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail on threads that outlive their test."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in set(threading.enumerate()) - before if not thread.name.startswith("Dummy")]
    for thread in left:
        thread.join(timeout=10)
    assert not [thread.name for thread in left if thread.is_alive()], "threads left behind"
