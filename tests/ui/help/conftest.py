"""The same windows as the tests of the shell."""

from __future__ import annotations

from tests.ui.shell.conftest import done, open_window, people, preferences

__all__ = ["done", "open_window", "people", "preferences"]
