"""Bringing files in: each is read by a child process, decided in SQL, and all of a run is written in one step."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from desktop_crm.platform import connection, ids, settings
from desktop_crm.platform.changes import IMPORT
from desktop_crm.platform.database import Database, Transaction
from desktop_crm.platform.errors import CrmError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.shops.service import OWN, ShopService
from desktop_crm.transfer.apply import Applier
from desktop_crm.transfer.plan import Scope, changes_nothing, decide
from desktop_crm.transfer.reading.child import run_child
from desktop_crm.transfer.report import file_report
from desktop_crm.transfer.stopping import stoppable
from desktop_crm.transfer.tables import RunTable
from desktop_crm.transfer.types import RefusedFile, RunReport

TIMEOUT: Final = 600.0
"""Seconds the reading of one file may take."""

_POURED: Final = 5000

_HOME: Final = {"--zone": settings.ZONE, "--currency": settings.CURRENCY, "--region": settings.REGION}

Stager = Callable[[Path, Path, Sequence[str], Progress], None]
"""Fills a staging file: (source, destination, options, progress)."""


@dataclass(frozen=True, slots=True)
class _Staged:
    source: Path
    staging: Path


def stage_in_child(source: Path, destination: Path, options: Sequence[str], progress: Progress) -> None:
    """Have a child process read `source` into a staging file. Raises FileRefused, Cancelled."""
    run_child([str(source), str(destination), *options], progress=progress, timeout=TIMEOUT, file=source.name)


class ImportService:
    """The verbs of the exchange with the store."""

    def __init__(self, db: Database, shops: ShopService, stager: Stager = stage_in_child) -> None:
        self._db = db
        self._shops = shops
        self._stager = stager

    def run(
        self,
        files: Sequence[Path],
        *,
        kind: str | None = None,
        profile: str | None = None,
        sheet: str | None = None,
        progress: Progress = silent,
    ) -> RunReport:
        """Bring files in as one run and one step; returns what came of each row.

        A file that is refused as a whole leaves the others alone. Where nothing changes, no step is left and the
        report's `run` is None. Raises Cancelled from `progress`, StoreError; then nothing was written.
        """
        with self._staged(files, self._options(kind, profile, sheet), progress) as (staged, report):
            if staged:
                self._apply(staged, report, progress)
        return report

    def preview(
        self,
        files: Sequence[Path],
        *,
        kind: str | None = None,
        profile: str | None = None,
        sheet: str | None = None,
        progress: Progress = silent,
    ) -> RunReport:
        """Return what `run` would do with the files, each looked at on its own; the store is only read."""
        with self._staged(files, self._options(kind, profile, sheet), progress) as (staged, report):
            for one in staged:
                with self._previewing(one.staging, progress) as scope:
                    decide(scope)
                    report.files.append(file_report(scope, one.source))
        return report

    def errors_sheet(self, report: RunReport, out: Path) -> list[Path]:
        """Write the rows with errors back as workbooks to be corrected; returns the files.

        Raises NotFound where no row has an error, UserError where a file cannot be written.
        """
        from desktop_crm.transfer.writing.errors import errors_sheet

        return errors_sheet(report, out)

    def _options(self, kind: str | None, profile: str | None, sheet: str | None) -> list[str]:
        """Return what the child is told: what was chosen, and where the shop lives if not where most do."""
        named = {"--kind": kind, "--profile": profile, "--sheet": sheet}
        with self._db.read() as session:
            for option, setting in _HOME.items():
                kept = settings.value(session, setting)
                named[option] = kept if kept != setting.default else None
        return [word for option, value in named.items() if value for word in (option, value)]

    @contextlib.contextmanager
    def _staged(
        self, files: Sequence[Path], options: Sequence[str], progress: Progress
    ) -> Generator[tuple[list[_Staged], RunReport]]:
        """Read all files into staging files that live as long as the block."""
        report = RunReport(run=None)
        with tempfile.TemporaryDirectory(prefix="desktop-crm-", ignore_cleanup_errors=True) as folder:
            staged: list[_Staged] = []
            for number, source in enumerate(files):
                staging = Path(folder) / f"{number}.staging"
                try:
                    self._stager(source, staging, options, progress)
                except CrmError as error:
                    report.refused.append(RefusedFile(source.name, str(error)))
                    continue
                staged.append(_Staged(source, staging))
            yield staged, report

    @contextlib.contextmanager
    def _previewing(self, staging: Path, progress: Progress) -> Generator[Scope]:
        """Open a staging file with the store beside it for reading, on one consistent state of both."""
        with (
            connection.explained(),
            contextlib.closing(connection.connect(staging)) as opened,
            stoppable(opened, progress),
        ):
            opened.execute("ATTACH ? AS store", (connection.address(self._db.path, mode="ro"),))
            opened.execute("BEGIN")

            def run(statement: str, values: dict[str, Any]) -> Any:
                return opened.execute(statement, values)

            yield Scope(run, "store", "main", self._db.clock.now())

    def _apply(self, staged: list[_Staged], report: RunReport, progress: Progress) -> None:
        first, more = staged[0].source.name, len(staged) - 1
        with (
            contextlib.ExitStack() as whole,  # the search index follows at the end of the write: it can be stopped too
            self._db.write_bulk(
                N_("Import {files}"), kind=IMPORT, files=f"{first} +{more}" if more else first
            ) as running,
        ):
            told = whole.enter_context(stoppable(running.connection.connection.driver_connection, progress))
            scope = self._scope(running, running.attach(staged[0].staging))
            for number, one in enumerate(staged):
                if number:
                    _pour(running, one.staging, scope.staging)
                self._apply_one(running, scope, told)
                report.files.append(file_report(scope, one.source))
            report.run = running.run_id
            if report.run is not None:
                _note_run(running, report, self._db)

    def _apply_one(self, running: Transaction, scope: Scope, progress: Progress) -> None:
        decide(scope)
        progress(0, None)
        if changes_nothing(scope):
            return
        if running.run_id is None:
            running.run_id = ids.reserve(running.connection, "runs", 1, self._db.station)
        shop = self._shop(scope)
        running.session.flush()
        Applier(scope, running, shop).apply(progress)

    def _shop(self, scope: Scope) -> int:
        name = scope.meta("shop")
        if not name:
            return self._shops.ensure_own()
        return self._shops.ensure(name, scope.meta("channel") or OWN, scope.meta("currency"), scope.meta("zone"))

    def _scope(self, running: Transaction, name: str) -> Scope:
        def run(statement: str, values: dict[str, Any]) -> Any:
            return running.connection.exec_driver_sql(statement, values)

        return Scope(run, "main", name, self._db.clock.now())


def _pour(running: Transaction, staging: Path, name: str) -> None:
    """Put the contents of a staging file in the place of what the attached one holds: SQLite attaches few at a time."""
    with contextlib.closing(connection.connect(staging, mode="ro")) as source:
        tables = source.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            running.connection.exec_driver_sql(f"DELETE FROM {name}.{table}")
            rows = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" * len(rows.description))
            while batch := rows.fetchmany(_POURED):
                running.connection.exec_driver_sql(f"INSERT INTO {name}.{table} VALUES ({marks})", batch)


def _note_run(running: Transaction, report: RunReport, db: Database) -> None:
    running.session.add(
        RunTable(
            id=running.run_id, change_id=running.change_id, at=db.clock.now(), staff_id=db.author(),
            report=json.dumps(asdict(report), ensure_ascii=False),
        )
    )  # fmt: skip
