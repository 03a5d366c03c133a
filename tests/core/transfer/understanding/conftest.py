"""Staging files made from store files or rows, asked in short."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.progress import silent
from desktop_crm.transfer.choices import Choices, Options
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding.shape import stage
from desktop_crm.transfer.understanding.work import stage_file

ROOT = Path(__file__).parents[4]
STORES = ROOT / "tests" / "data" / "stores"
FIXTURES = ROOT.parent / "shared" / "fixtures"


class Staged:
    """A staging file, asked in short."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(str(path))
        self._connection.row_factory = sqlite.Row

    def all(self, query: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(query).fetchall()]

    def one(self, query: str) -> Any:
        return self._connection.execute(query).fetchone()[0]

    def column(self, query: str) -> list[Any]:
        return [row[0] for row in self._connection.execute(query).fetchall()]

    def meta(self, key: str) -> str:
        return self.one(f"SELECT value FROM meta WHERE key = '{key}'")

    def outcomes(self) -> dict[str, int]:
        return {row["outcome"]: row["n"] for row in self.all("SELECT outcome, count(*) n FROM rows GROUP BY outcome")}

    def targets(self) -> dict[str, str]:
        return {row["header"]: row["target"] for row in self.all("SELECT header, target FROM columns")}

    def last(self, table: str, key: str) -> dict[str, Any]:
        return json.loads(self.one(f"SELECT last FROM {table} WHERE key = '{key}'"))

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def staged(tmp_path: Path):
    """Bring a file into a staging file: `staged(path, kind=…)`."""
    opened: list[Staged] = []

    def do(path: Path, **chosen: Any) -> Staged:
        destination = tmp_path / f"{len(opened)}.staging"
        stage_file(path, destination, Options(Choices(**chosen)), progress=silent)
        opened.append(Staged(destination))
        return opened[-1]

    yield do
    for one in opened:
        one.close()


@pytest.fixture
def staged_rows(tmp_path: Path) -> Any:
    """Bring rows into a staging file: `staged_rows(headers, *rows)`."""
    opened: list[Staged] = []

    def do(headers: list[str], *rows: list[Cell], file: str = "", **chosen: Any) -> Staged:
        destination = tmp_path / f"rows{len(opened)}.staging"
        numbered = [(number, list(cells)) for number, cells in enumerate(rows, start=2)]
        table = Table("", "utf-8", headers, headers, 1, numbered)
        stage(table, destination, choices=Choices(**chosen), file=file)
        opened.append(Staged(destination))
        return opened[-1]

    yield do
    for one in opened:
        one.close()


@pytest.fixture
def fixture_file() -> Callable[[str], Path]:
    """Return a file of the shared collection, or skip where it is not there."""

    def find(name: str) -> Path:
        path = FIXTURES / name
        if not path.exists():
            pytest.skip("the shared collection of store files is not here")
        return path

    return find


@pytest.fixture
def store_file() -> Callable[[str], Path]:
    """Return one of our own small store files."""
    return lambda name: STORES / name
