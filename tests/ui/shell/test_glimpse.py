"""The first page is seen before the store is open, and gives way to itself."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from tests.clock import FakeClock
from tests.ui.shell.parts import settle
from ui.customers import glimpse as of_customers
from ui.customers.glimpse import ListGlimpse
from ui.main import glimpses, parts
from ui.settings.preferences import Preferences
from ui.shell.glimpses import Glimpses
from ui.shell.start import dress
from ui.shell.window import Window

Open = Callable[[Glimpses], Window]


@pytest.fixture
def gate() -> threading.Event:
    """Until it is set, no store is opened."""
    return threading.Event()


@pytest.fixture
def opened(
    store: Path, clock: FakeClock, preferences: Preferences, gate: threading.Event, qtbot: QtBot, people: dict[str, int]
) -> Iterator[Open]:
    """Opens a window that begins with the customers, on a store of three."""
    made: list[Window] = []

    def opener(path: Path) -> App:
        assert gate.wait(10)
        return App.open(path, clock)

    def open_(glimpses: Glimpses) -> Window:
        preferences.setValue("page", "customers")
        dress(preferences)
        window = Window(store, preferences, parts, opener=opener, glimpses=glimpses)
        made.append(window)
        window.resize(1280, 720)
        window.show()
        return window

    yield open_
    gate.set()
    for window in made:
        qtbot.waitUntil(lambda window=window: not window.stores.busy and window.desk is not None)
        settle(window, qtbot)
        window.close()
        qtbot.waitUntil(lambda window=window: window.desk is None)
        window.deleteLater()


def names(table: Any) -> list[str]:
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_first_customers_are_seen_while_the_store_is_still_closed(
    opened: Open, gate: threading.Event, qtbot: QtBot, people: dict[str, int]
) -> None:
    window = opened(glimpses)
    qtbot.waitUntil(lambda: window.frame.glimpse is not None)
    seen = window.frame.glimpse.findChild(ListGlimpse)
    assert window.desk is None
    assert (seen.isVisible(), set(names(seen.table))) == (True, set(people))
    shown = names(seen.table)
    with qtbot.waitSignal(window.ready):
        gate.set()
    qtbot.waitUntil(lambda: window.frame.glimpse is None)
    panel: Any = window.frame.panel("customers")
    settle(window, qtbot)
    assert panel.isVisible()
    assert names(panel.list.table) == shown


def test_who_turns_to_another_page_meanwhile_gets_it(opened: Open, gate: threading.Event, qtbot: QtBot) -> None:
    window = opened(glimpses)
    qtbot.waitUntil(lambda: window.frame.glimpse is not None)
    with qtbot.waitSignal(window.ready):
        gate.set()
    other = window.show_page("settings")
    assert window.frame.glimpse is None
    qtbot.waitUntil(other.isVisible)


class _Broken:
    """A glimpse that cannot be had."""

    def read(self, _store: Path, _me: int | None) -> Any:
        raise ValueError

    show = there = of_customers.show


def test_without_a_glimpse_the_store_opens_all_the_same(
    opened: Open, gate: threading.Event, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    gate.set()
    window = opened(lambda _page: _Broken())  # type: ignore[arg-type,return-value]
    with qtbot.waitSignal(window.ready):
        pass
    assert window.frame.glimpse is None
    caplog.clear()


def test_what_is_seen_before_the_store_is_open_does_not_wait_for_its_libraries(store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ui.customers import glimpse\n"
        "assert glimpse.read(Path(sys.argv[1]), None) is not None\n"
        "print(sorted({'sqlalchemy', 'phonenumbers', 'openpyxl'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
