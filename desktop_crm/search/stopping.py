"""Stopping a search that nobody waits for any more, while the database works on it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from desktop_crm.platform.errors import Cancelled


class Stop:
    """A cord that one thread pulls to stop what another one asks of the store; once pulled it stays so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Any = None
        self._pulled = False

    def pull(self) -> None:
        """End the statement under way, if there is one, and let no other begin."""
        with self._lock:
            self._pulled = True
            if self._running is not None:
                self._running.interrupt()

    @contextmanager
    def over(self, session: Session) -> Generator[None]:
        """Let the cord reach what is asked over this session in the block, and nothing after it.

        Raises Cancelled where it was pulled before or while the block ran.
        """
        raw: Any = session.connection().connection.driver_connection
        self._hold(raw)
        try:
            yield
        except Exception as error:
            if self._pulled:
                raise Cancelled from error
            raise
        finally:
            with self._lock:
                self._running = None

    def _hold(self, raw: Any) -> None:
        with self._lock:
            if self._pulled:
                raise Cancelled
            self._running = raw
