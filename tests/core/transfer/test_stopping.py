"""A statement that takes long is stopped while it runs, and the connection serves on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from desktop_crm.platform.errors import Cancelled
from desktop_crm.transfer.stopping import stoppable

ENDLESS = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def connection() -> Iterator[Any]:
    with contextlib.closing(sqlite.connect(":memory:", isolation_level=None)) as opened:
        yield opened


class Patience:
    """Waits for some reports, then has had enough."""

    def __init__(self, reports: int) -> None:
        self.left = reports
        self.said: list[tuple[int, int | None]] = []

    def __call__(self, done: int, total: int | None = None, /) -> None:
        self.said.append((done, total))
        self.left -= 1
        if self.left <= 0:
            raise Cancelled


def _report_and_count(connection: Any, patience: Patience) -> None:
    with stoppable(connection, patience) as progress:
        progress(2, 7)
        connection.execute(ENDLESS).fetchall()


@pytest.mark.feature("E5")
def test_a_statement_without_end_is_stopped_when_nobody_wants_it_any_more(connection: Any) -> None:
    patience = Patience(3)
    with pytest.raises(Cancelled):
        _report_and_count(connection, patience)
    assert patience.said == [(2, 7)] * 3


def test_afterwards_statements_run_undisturbed(connection: Any) -> None:
    patience = Patience(1)
    with contextlib.suppress(Cancelled), stoppable(connection, patience):
        connection.execute(ENDLESS).fetchall()
    patience.said.clear()
    counted = connection.execute(ENDLESS.replace("FROM n)", "FROM n WHERE x < 200000)")).fetchall()
    assert counted == [(200_000,)]
    assert patience.said == []


def test_errors_of_the_statement_itself_come_out_as_they_are(connection: Any) -> None:
    with pytest.raises(sqlite.OperationalError), stoppable(connection, lambda _done, _total=None: None):
        connection.execute("SELECT nothing FROM nowhere")
