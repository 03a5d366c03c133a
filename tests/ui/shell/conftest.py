"""Windows on real stores, closed as a person closes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from tests.clock import FakeClock
from tests.ui.shell.parts import HOSTILE, Done, parts, settle
from ui.settings.preferences import LANGUAGE, Preferences
from ui.shell.parts import Parts
from ui.shell.start import dress
from ui.shell.window import Window

OpenWindow = Callable[..., Window]


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """The preferences of this test alone, in English."""
    made = Preferences(tmp_path / "window.ini")
    made.put(LANGUAGE, "en")
    return made


@pytest.fixture
def done() -> Done:
    """What the commands of the test page did."""
    return Done()


@pytest.fixture
def open_window(
    store: Path, clock: FakeClock, preferences: Preferences, done: Done, qtbot: QtBot
) -> Iterator[OpenWindow]:
    """Opens windows on this test's store, waits for their first page, and closes them at the end."""
    made: list[Window] = []

    def open_(path: Path | None = None, features: Callable[[], Parts] | None = None, *, wait: bool = True) -> Window:
        dress(preferences)
        window = Window(
            path or store, preferences, features or (lambda: parts(done)), opener=lambda where: App.open(where, clock)
        )
        made.append(window)
        window.resize(1280, 720)
        if wait:
            with qtbot.waitSignal(window.ready):
                window.show()
            settle(window, qtbot)
        else:
            window.show()
        return window

    yield open_
    for window in made:
        qtbot.waitUntil(lambda window=window: not window.stores.busy)
        window.close()
        qtbot.waitUntil(lambda window=window: window.desk is None)
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def people(store: Path, clock: FakeClock) -> dict[str, int]:
    """Three customers in the store, one with a name that wants to be HTML; ids by name."""
    with App.open(store, clock) as app:
        return {
            name: app.customers.add(NewCustomer(name=name, phones=(phone,), addresses=(Address(city=city),)))
            for name, phone, city in (
                ("Şükrü İnce", "0532 990 04 11", "Gaziantep"),
                ("Şükrüye Akın", "0533 214 58 70", "Sakarya"),
                (HOSTILE, "0533 214 58 71", "İzmir"),
            )
        }


@pytest.fixture
def window(open_window: OpenWindow, people: dict[str, int]) -> Window:
    """A window with three customers."""
    return open_window()
