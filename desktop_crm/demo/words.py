"""The words the demo shop is made of, read from the program's resources."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from desktop_crm.platform.paths import resource


@cache
def book(name: str) -> dict[str, Any]:
    """Return one of the word books: `people`, `cast`, `catalogue`, `talk` or `cards`."""
    return tomllib.loads(resource("demo", f"{name}.toml").read_text(encoding="utf-8"))
