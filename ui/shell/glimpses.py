"""What the first page will look like, read from the store's file and shown while the rest is still being loaded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.settings.preferences import Preferences
from ui.shell.opening import Opening

if TYPE_CHECKING:
    from ui.kit.jobs import Jobs
    from ui.shell.frame import Frame
    from ui.shell.window import Window

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
"""From a page's id to its glimpse, None where it has none; asked on a thread, since it imports the page."""


class FirstLook(QObject):
    """What a window shows of a store until that is open; nothing where there is no glimpse of its first page."""

    def __init__(self, glimpses: Glimpses, window: Window) -> None:
        super().__init__(window)
        self._glimpses = glimpses
        self._glimpse: Glimpse | None = None
        self._window = window
        self._work: Opening | None = None

    def begin(self, store: Path, page: str, then: Callable[[], None]) -> None:
        """Look at the page of a store and go on as soon as what is seen of it is painted."""
        me = self._window.preferences.me(store)

        def look() -> Any:
            self._glimpse = self._glimpses(page)
            return None if self._glimpse is None else self._glimpse.read(store, me)

        def came(found: Any) -> None:
            if found is not None and self._glimpse is not None:
                self._window.frame.cover(self._glimpse.show(found, self._window.preferences))
                self._window.frame.repaint()
            QTimer.singleShot(0, self._window, then)

        def failed(error: BaseException) -> None:
            _log.warning("no glimpse: %s", type(error).__name__)
            then()

        self._work = Opening(look, self)
        self._work.done.connect(came)
        self._work.failed.connect(failed)
        self._work.start()

    def stay(self, before: Frame, frame: Frame, jobs: Jobs) -> None:
        """Lay what is seen over the page of the frame that took the place of another, until the page is there."""
        widget, panel = before.glimpse, frame.panel(frame.current)
        if widget is None or self._glimpse is None or panel is None:
            return
        frame.cover(widget)
        self._glimpse.there(panel).connect(frame.uncover)
        jobs.when_idle(frame.uncover)
