"""`python -m benchmarks`: measures everything, prints a table and writes build/bench.json.

`--only start table` runs some parts; a figure that was not measured is left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from benchmarks import card, core, duplicates, exchange, finding, lists, material, window
from benchmarks.figures import Measured, as_json, judged, table

OUT = material.ROOT / "build" / "bench.json"


def parts(store: Path, found: dict[str, tuple[float, float | None]]) -> dict[str, Callable[[], Measured]]:
    """Return the parts by name, in the order they are run; `found` is what those before have found."""
    return {
        "start": lambda: window.measure_start(store),
        "table": lambda: window.measure_table(store),
        "search": lambda: finding.measure(material.large_store()),
        "keystrokes": lambda: window.measure_keystrokes(store, material.large_store(), _answer(found)),
        "card": lambda: card.measure(store),
        "lists": lambda: {**lists.measure_lists(material.large_store()), **lists.measure_bulk(store)},
        "index": lambda: core.measure_index(store),
        "duplicates": duplicates.measure,
        "backup": lambda: core.measure_backup(store),
        "export": lambda: exchange.measure("export", store, material.sheet()),
        "import": lambda: exchange.measure("import", store, material.sheet()),
        "gaps": lambda: window.measure_gaps(store, material.sheet()),
    }


def main() -> int:
    """Measure what the command line names; returns 1 where a part fell over. A figure over its limit is only told."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="*", metavar="PART", help="the parts to run")
    parser.add_argument("--out", type=Path, default=OUT, help="where the JSON goes")
    asked = parser.parse_args()
    began = time.perf_counter()
    store = material.store()
    found: dict[str, tuple[float, float | None]] = {}
    fallen: list[str] = []
    for name, measure in parts(store, found).items():
        if asked.only and name not in asked.only:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            found.update(measure())
        except Exception:  # noqa: BLE001 - the other parts are worth measuring all the same
            fallen.append(name)
            traceback.print_exc()
    figures = judged(found)
    print(table(figures))
    seconds = time.perf_counter() - began
    print(f"\n{platform.system()} {platform.machine()}, Python {platform.python_version()}, {seconds:.0f} s")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    told = {"python": platform.python_version(), "system": platform.platform(), "figures": as_json(figures)}
    asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return int(bool(fallen))


def _answer(found: dict[str, tuple[float, float | None]]) -> float | None:
    return found.get("search.typed.p95", (None, None))[0]


if __name__ == "__main__":
    sys.exit(main())
