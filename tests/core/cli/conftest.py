"""A command line that works on this test's own store, and what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop_crm import app as composition
from desktop_crm.app import App
from desktop_crm.cli import main
from desktop_crm.customers.types import Address, NewCustomer
from tests.clock import FakeClock


@dataclass(frozen=True)
class Printed:
    """The exit code of one call, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What standard output says, which must be JSON and nothing else."""
        return json.loads(self.out)


Cli = Callable[..., Printed]


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> None:
    """Keep the log and the default store of every call in this test's folder; the calls see the test's clock."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("DESKTOP_CRM_STORE", str(tmp_path / "default.crm"))
    monkeypatch.setenv("DESKTOP_CRM_LANG", "en")
    monkeypatch.setattr(composition, "SystemClock", lambda: clock)


@pytest.fixture
def cli(store: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Calls the program on this test's store, as a shell would."""

    def call(*words: object) -> Printed:
        capsys.readouterr()
        code = main(["--store", str(store), *(str(word) for word in words)])
        printed = capsys.readouterr()
        return Printed(code, printed.out, printed.err)

    return call


@pytest.fixture
def sukru(store: Path, clock: FakeClock) -> int:
    """The id of a customer in this test's store: Şükrü İnce of Iğdır."""
    with App.open(store, clock) as app:
        return app.customers.add(
            NewCustomer(
                name="Şükrü İnce",
                phones=("0532 111 22 33",),
                emails=("sukru@ornek-posta.test",),
                addresses=(Address(line="Karanfil Sok. 3", district="Merkez", city="Iğdır"),),
                tags=("toptan",),
            )
        )
