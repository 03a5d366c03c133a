"""The whole program: every feature in the real main window."""

from __future__ import annotations

from tests.ui.conftest import quiet_and_clean
from tests.ui.shell.conftest import done, open_window, people, preferences

__all__ = ["done", "open_window", "people", "preferences", "quiet_and_clean"]
