"""What `make demo` runs: makes the demo shop, then opens it, or takes its pictures where there is no screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from ui.main import main

STORE: Final = Path("build/demo.crm")
PICTURES: Final = Path("build/shots")


def run() -> int:
    """Make the demo shop anew, print what it holds, and show it; returns the exit code."""
    STORE.parent.mkdir(exist_ok=True)
    for part in ("", "-wal", "-shm"):
        STORE.with_name(STORE.name + part).unlink(missing_ok=True)
    for words in (["demo"], ["stats"]):
        code = main(["--store", str(STORE), *words])
        if code:
            return code
    if has_screen():
        return main(["--store", str(STORE)])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return main(["--store", str(STORE), "shots", str(PICTURES), "--theme", "light", "--size", "1440x900"])


def has_screen() -> bool:
    """Return whether a window can be shown on this computer."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(run())
