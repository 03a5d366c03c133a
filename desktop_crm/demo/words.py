"""The words the demo shop is made of, read from the program's resources."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, cast

from desktop_crm.platform.i18n import language
from desktop_crm.platform.paths import resource


def book(name: str) -> dict[str, Any]:
    """Return one of the word books: `people`, `cast`, `catalogue`, `talk` or `cards`.

    What people say and write in it is in the program's language; names, places and products are Turkish in both.
    """
    return _book(name, language())


@cache
def _book(name: str, speech: str) -> dict[str, Any]:
    told = _read(name)
    return _said(told, _read("english")) if speech == "en" else told


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("demo", f"{name}.toml").read_text(encoding="utf-8"))


def _said(told: Any, english: dict[str, str]) -> Any:
    """Return what a book holds with every sentence that has an English one in its place."""
    if isinstance(told, dict):
        return {key: _said(value, english) for key, value in cast("dict[str, Any]", told).items()}
    if isinstance(told, list):
        return [_said(value, english) for value in cast("list[Any]", told)]
    return english.get(told, told) if isinstance(told, str) else told
