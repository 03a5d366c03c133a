"""The first minute: from nothing to a book that is open, in three ways, and back from the sample shop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_crm import demo
from desktop_crm.app import App
from desktop_crm.platform import i18n
from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.progress import Progress
from tests.clock import FakeClock
from tests.ui.kit.parts import FakeAsk
from tests.ui.shell.conftest import OpenWindow
from tests.ui.shell.parts import OtherPanel, elsewhere, settle
from ui.first_run.panel import FirstRun
from ui.kit.lint import problems
from ui.settings.preferences import LANGUAGE, TEXT_SIZE, Preferences
from ui.shell.window import Window


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> Window:
    """A window that has no store yet."""
    made = open_window(tmp_path / "shop" / "musteri-defteri.crm", wait=False)
    with qtbot.waitSignal(made.stopped):
        pass
    return made


@pytest.fixture
def welcome(window: Window) -> FirstRun:
    """What stands in it."""
    assert window.first_run is not None
    return window.first_run


class SlowShop:
    """Makes a sample shop that is not ready before `go_on` is set, and counts how often that was begun and given up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on, self.begun, self.given_up = threading.Event(), 0, 0
        monkeypatch.setattr(demo, "make", self._make)

    def _make(self, path: Path, open_store: Callable[[Path], App], *, progress: Progress, **_: object) -> None:
        self.begun += 1
        try:
            while not self.go_on.wait(0.01):
                progress(0, 1)
            progress(0, 1)
        except Cancelled:
            self.given_up += 1
            raise
        open_store(path).close()


@pytest.mark.feature("J9")
def test_nothing_is_made_before_somebody_decides(welcome: FirstRun, tmp_path: Path) -> None:
    assert not (tmp_path / "shop").exists()


@pytest.mark.feature("J9")
def test_an_empty_book_is_one_click_away_and_knows_who_opened_it(
    window: Window, welcome: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    welcome.name.set_value("Elif")
    with qtbot.waitSignal(window.ready):
        welcome.empty.click()
    me = window.ctx.me()
    assert me is not None
    assert me.name == "Elif"
    assert window.frame.current == "book"
    assert (tmp_path / "shop" / "musteri-defteri.crm").exists()


def test_a_name_is_not_needed(window: Window, welcome: FirstRun, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.ready):
        welcome.empty.click()
    assert window.ctx.me() is None


def test_a_chosen_file_waits_on_the_import_page(
    window: Window, welcome: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = tmp_path / "orders.csv"
    sheet.write_text("a;b\n")
    welcome.ask = FakeAsk(path=sheet)
    with qtbot.waitSignal(window.ready):
        welcome.file.click()
    panel = window.frame.panel("other")
    assert isinstance(panel, OtherPanel)
    assert panel.files == [sheet]


def test_choosing_no_file_changes_nothing(window: Window, welcome: FirstRun) -> None:
    welcome.ask = FakeAsk()
    welcome.file.click()
    assert window.first_run is welcome
    assert not window.stores.busy


def test_a_file_dropped_or_handed_over_begins_too(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = tmp_path / "orders.csv"
    sheet.write_text("a;b\n")
    with qtbot.waitSignal(window.ready):
        window.bring([sheet])
    panel = window.frame.panel("other")
    assert isinstance(panel, OtherPanel)
    assert panel.files == [sheet]


def test_the_place_of_the_data_can_be_changed(
    window: Window, welcome: FirstRun, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    welcome.ask = FakeAsk(path=tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    welcome.choose_place()
    with qtbot.waitSignal(window.ready):
        welcome.empty.click()
    assert preferences.last_store() == tmp_path / "elsewhere" / "musteri-defteri.crm"


def test_a_book_that_is_there_already_is_opened_as_it_is(
    window: Window, welcome: FirstRun, store: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    with App.open(store, clock) as app:
        app.staff.add("Emre")
    welcome.ask = FakeAsk(path=store)
    welcome.name.set_value("Elif")
    with qtbot.waitSignal(window.ready):
        welcome.open_existing()
    me = window.ctx.me()
    assert me is not None
    assert me.name == "Emre"


@pytest.mark.feature("J8")
def test_the_language_is_chosen_first_and_what_was_typed_stays(
    window: Window, welcome: FirstRun, preferences: Preferences, qtbot: QtBot
) -> None:
    welcome.name.set_value("Elif")
    preferences.put(LANGUAGE, "tr")
    qtbot.waitUntil(lambda: window.first_run not in (None, welcome))
    assert window.first_run is not None
    assert window.first_run.name.value() == "Elif"


@pytest.mark.feature("J8")
def test_the_place_chosen_for_the_data_stays_in_another_language(
    window: Window, welcome: FirstRun, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    welcome.ask = FakeAsk(path=tmp_path / "elsewhere")
    welcome.choose_place()
    preferences.put(LANGUAGE, "tr")
    qtbot.waitUntil(lambda: window.first_run not in (None, welcome))
    assert window.first_run is not None
    assert window.first_run.store == tmp_path / "elsewhere" / "musteri-defteri.crm"


@pytest.mark.feature("J8")
def test_a_sample_shop_under_way_is_begun_anew_in_another_language(
    window: Window, welcome: FirstRun, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SlowShop(monkeypatch)
    welcome.sample.click()
    qtbot.waitUntil(lambda: made.begun == 1)
    preferences.put(LANGUAGE, "tr")
    qtbot.waitUntil(lambda: window.first_run not in (None, welcome))
    made.go_on.set()
    with qtbot.waitSignal(window.ready):
        pass
    assert (made.begun, made.given_up) == (2, 1)


@pytest.mark.feature("J9")
def test_a_sample_shop_under_way_is_given_up_for_a_book_of_ones_own(
    window: Window, welcome: FirstRun, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SlowShop(monkeypatch)
    welcome.sample.click()
    qtbot.waitUntil(lambda: made.begun == 1)
    with qtbot.waitSignal(window.ready):
        welcome.empty.click()
    assert (made.begun, made.given_up) == (1, 1)
    assert window.ctx.app.db.path == tmp_path / "shop" / "musteri-defteri.crm"


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 700)])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_control_is_unnamed_and_no_word_is_cut(
    window: Window, preferences: Preferences, language: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    before = window.first_run if language != i18n.language() else None
    preferences.put(LANGUAGE, language)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.first_run not in (None, before))
    qtbot.waitUntil(lambda: window.first_run is not None and window.first_run.width() == size[0])
    assert problems(window) == []


def test_no_word_is_cut_in_large_text(window: Window, preferences: Preferences, qtbot: QtBot) -> None:
    before = window.first_run
    preferences.put(TEXT_SIZE, 150)
    qtbot.waitUntil(lambda: window.first_run is not before)
    qtbot.waitUntil(window.body.isVisible)
    assert problems(window) == []


@pytest.mark.feature("J9")
def test_the_sample_shop_opens_with_a_banner_that_leads_home(
    window: Window, welcome: FirstRun, tmp_path: Path, store: Path, qtbot: QtBot, preferences: Preferences
) -> None:
    with qtbot.waitSignal(window.ready, timeout=240_000):
        welcome.sample.click()
    settle(window, qtbot)
    assert window.frame.banner is not None
    assert window.frame.banner.isVisible()
    assert window.windowTitle() == "Zeytin Dalı Butik · Desktop CRM"
    assert (tmp_path / "ornek-dukkan.crm").exists()
    preferences.keep_store(store, own=True)
    with qtbot.waitSignal(window.ready):
        window.frame.banner.leave.click()
    assert window.frame.banner is None
    assert window.ctx.app.db.path == store


def test_without_a_book_of_ones_own_the_way_out_of_the_sample_shop_is_the_first_run(
    window: Window, welcome: FirstRun, tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    from desktop_crm.demo import DEMO
    from desktop_crm.platform import settings

    def make() -> None:
        with App.open(tmp_path / "ornek-dukkan.crm", clock) as app:
            settings.put(app.db, DEMO, new=True)

    elsewhere(make)
    with qtbot.waitSignal(window.ready):
        welcome.sample.click()
    assert window.frame.banner is not None
    with qtbot.waitSignal(window.stopped):
        window.frame.banner.leave.click()
    assert window.first_run is not None


def test_a_sample_shop_that_cannot_be_made_is_said(
    welcome: FirstRun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_crm import demo
    from desktop_crm.platform.errors import StoreError

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(demo, "make", refuse)
    welcome.sample.click()
    qtbot.waitUntil(welcome._error.isVisible)
    assert welcome._error.text() == "The disk is full."


def test_closing_the_window_gives_up_a_sample_shop_half_made(
    window: Window, welcome: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    welcome.sample.click()
    window.close()
    assert not window.isVisible()
    assert not (tmp_path / "ornek-dukkan.crm").exists()


def test_the_cursor_stands_on_the_first_way(welcome: FirstRun) -> None:
    assert welcome.focusWidget() is welcome.file
