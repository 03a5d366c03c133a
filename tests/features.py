"""Prints which feature of the product is proven by which tests."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Collector:
    """A pytest plugin that notes the feature markers of every collected test."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what was collected."""
        for item in session.items:
            name = item.nodeid.partition("[")[0]
            for marker in item.iter_markers("feature"):
                for feature in marker.args:
                    self.tests[feature].add(name)


def in_order(feature: str) -> tuple[str, int]:
    """Return the key that puts A2 before A10."""
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", feature).groups()
    return letters, int(number)


def main() -> int:
    """Print one block a feature; returns pytest's exit status."""
    collector = Collector()
    status = pytest.main(
        ["--collect-only", "-p", "no:terminal", "-p", "no:randomly", str(ROOT / "tests")], plugins=[collector]
    )
    lines = []
    for feature in sorted(collector.tests, key=in_order):
        first, *others = sorted(collector.tests[feature])
        lines += [f"{feature:5}{first}", *(f"{'':5}{other}" for other in others)]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main())
