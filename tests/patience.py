"""A bot that waits as long as a busy machine may take; what never comes still fails the test."""

from __future__ import annotations

from typing import Any, Final

from pytestqt.qtbot import QtBot

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
