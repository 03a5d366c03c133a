"""The window measured: when its frame and rows are there, how long a repaint, a jump, a keystroke takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.figures import Measured, middle
from benchmarks.material import ROOT, copied, home

INSIDE: Final = ROOT / "benchmarks" / "inside_window.py"
STARTS: Final = 5
PATIENCE_S: Final = 300.0


def measure_start(store: Path) -> Measured:
    """Return how long the program and a minimal window take from the start of their processes, and their memory."""
    with copied(store) as copy, home() as env:
        _run("prefer", copy, env)
        _run("product", copy, env)
        runs = [(_run("product", copy, env), _run("minimal", copy, env)) for _ in range(STARTS)]
    product = {key: middle([mine[key] for mine, _ in runs]) for key in ("frame", "rows", "page", "memory")}
    minimal = {key: middle([other[key] for _, other in runs]) for key in ("frame", "memory")}
    return {
        "start.frame": (product["frame"], minimal["frame"]),
        "start.rows": (product["rows"], minimal["frame"]),
        "start.page": (product["page"], minimal["frame"]),
        "start.memory": (product["memory"], minimal["memory"]),
    }


def measure_table(store: Path) -> Measured:
    """Return the times of a repaint and of a scroll jump through 100,000 rows, in ms.

    A jump stands beside our own repaint, and beside that of Qt's own view of a C++ model: it looks the slower beside
    the former the faster we paint.
    """
    with copied(store) as copy, home() as env:
        found = _run("table", copy, env)
    return {
        "table.repaint": (found["repaint"], found["plain"]),
        "table.jump.blocked": (found["blocked"], found["repaint"]),
        "table.jump.rows": (found["rows"], found["repaint"]),
        "table.jump.blocked.plain": (found["blocked"], found["plain"]),
        "table.jump.rows.plain": (found["rows"], found["plain"]),
    }


def measure_keystrokes(store: Path, large: Path, core: float | None) -> Measured:
    """Return the time from a letter typed into the search box to its painted rows, p95 in ms, in both stores."""
    found: dict[str, tuple[float, float | None]] = {}
    for name, path in (("search.keystroke", store), ("search.keystroke.large", large)):
        with copied(path) as copy, home() as env:
            found[name] = (_run("keystrokes", copy, env)["p95"], core)
    return found


def measure_gaps(store: Path, sheet: Path) -> Measured:
    """Return how long the window's thread was away during an import, in ms, beside the same with nothing running."""
    with copied(store) as copy, home() as env:
        found = _run("gaps", copy, env, str(sheet))
    return {
        "import.gap.p99": (found["p99"], found["idle_p99"]),
        "import.gap.max": (found["max"], found["idle_max"]),
    }


def _run(part: str, store: Path, env: dict[str, str], *more: str) -> dict[str, float]:
    command = [sys.executable, "-P", str(INSIDE), part, str(store), *more]
    done = subprocess.run(
        command, env=env | {"BENCH_BEGAN": repr(time.monotonic())}, cwd=ROOT, capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=2 * PATIENCE_S,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{part} failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
