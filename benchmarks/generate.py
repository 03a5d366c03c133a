"""Fills a new store with as many invented customers, orders and conversations as a measurement wants.

`python benchmarks/generate.py FILE --customers 1000000 --conversations 3000000 --orders 0`
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from datetime import time as wall_time
from pathlib import Path
from typing import Final

from desktop_crm.app import App
from desktop_crm.demo.bulk import Amount, fill
from desktop_crm.platform.clock import instant
from desktop_crm.platform.progress import Progress, silent

SEED: Final = 1
NOW: Final = instant(date(2026, 11, 21), wall_time(9, 0))


class _Still:
    """A clock that stands at the generated shop's present."""

    def now(self) -> int:
        """Return the instant the shop's two years end at, UTC ms."""
        return NOW


def generate(path: Path, customers: int, conversations: int, orders: int, *, progress: Progress = silent) -> None:
    """Make a store at `path` (no file may be there) with that many rows, the same for the same numbers.

    Raises FileExistsError, StoreError, Cancelled.
    """
    if path.exists():
        raise FileExistsError(path)
    with App.open(path, _Still()) as app:
        fill(app.db, Amount(customers, orders, conversations), NOW, seed=SEED, progress=progress)


def main() -> None:
    """Generate a store as the command line says and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--conversations", type=int, default=0)
    parser.add_argument("--orders", type=int, default=0)
    asked = parser.parse_args()
    began = time.perf_counter()
    generate(asked.file, asked.customers, asked.conversations, asked.orders)
    megabytes = asked.file.stat().st_size / 1_000_000
    print(f"{asked.file}: {time.perf_counter() - began:.1f} s, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
