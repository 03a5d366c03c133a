"""What the first page will look like, read from the store's file and shown while the rest is still being loaded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.settings.preferences import Preferences
from ui.shell.opening import Opening

_log = logging.getLogger(__name__)


class Glimpse(Protocol):
    """What a page offers for it: nothing of it may need more of the program than the window itself."""

    def read(self, store: Path, me: int | None) -> Any:
        """Return what is to be seen, None where that cannot be said; runs on a thread of its own."""
        ...

    def show(self, found: Any, memory: Preferences) -> QWidget:
        """Return a widget that looks like the page; it cannot be touched."""
        ...

    def there(self, panel: Any) -> Any:
        """Return the signal by which the page itself tells that it can be shown."""
        ...


Glimpses = Callable[[str], Glimpse | None]
"""From a page's id to its glimpse, None where it has none."""


def nothing(_page: str) -> None:
    """Offer no glimpse of any page."""


class FirstLook(QObject):
    """Looks at a store. `over` when the store may be opened: `widget` is what can be shown until then, or None."""

    over = Signal()

    def __init__(self, glimpse: Glimpse, store: Path, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self.widget: QWidget | None = None
        self._glimpse = glimpse
        self._preferences = preferences
        me = preferences.me(store)
        self._work = Opening(lambda: glimpse.read(store, me), self)
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)

    def start(self) -> None:
        """Begin."""
        self._work.start()

    def there(self, panel: QWidget) -> Any:
        """Return the signal by which the page itself tells that it can be shown."""
        return self._glimpse.there(panel)

    def _came(self, found: Any) -> None:
        if found is not None:
            self.widget = self._glimpse.show(found, self._preferences)
        self.over.emit()

    def _failed(self, error: BaseException) -> None:
        _log.warning("no glimpse: %s", type(error).__name__)
        self.over.emit()
