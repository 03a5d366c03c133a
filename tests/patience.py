"""A bot that waits as long as a busy machine may take; what never comes still fails the test."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.bus import Watch

LONG: Final = 60_000
"""Milliseconds."""


class PatientBot(QtBot):
    """Waits for a minute where nothing else was said."""

    def waitUntil(self, callback: Any, *, timeout: int = LONG) -> None:  # noqa: N802
        """Wait until `callback()` is true or passes its assertions."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = LONG, **more: Any) -> Any:  # noqa: N802
        """Wait until `signal` is emitted."""
        return super().waitSignal(signal, timeout=timeout, **more)


def gathering() -> bool:
    """Whether some widget has heard of a change and gathers more before it reads anew."""
    return any(watch.gathering for top in QApplication.topLevelWidgets() for watch in top.findChildren(Watch))
