"""One import in the making: files are read once, looked at and decided about as often as wanted, then written."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from desktop_crm.platform import connection, ids
from desktop_crm.platform.changes import IMPORT
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import CrmError, FileChanged
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.transaction import Transaction
from desktop_crm.shops.service import OWN, ShopService
from desktop_crm.transfer import memory
from desktop_crm.transfer.apply import Applier
from desktop_crm.transfer.choices import Decided, Options
from desktop_crm.transfer.differences import differences
from desktop_crm.transfer.newcomers import Newcomers
from desktop_crm.transfer.plan import changes_nothing, decide
from desktop_crm.transfer.proposals import proposals
from desktop_crm.transfer.reading.messages import UNRECOGNISED
from desktop_crm.transfer.report import file_report
from desktop_crm.transfer.scope import Scope
from desktop_crm.transfer.scratch import Scratch
from desktop_crm.transfer.stopping import stoppable
from desktop_crm.transfer.types import FileReport, RefusedFile, RunReport

Stager = Callable[[Path, Path, Options, Progress], None]
"""Fills a staging file: (source, destination, options, progress)."""

_POURED: Final = 5000
_CHANGED: Final = N_("{file} has changed since you looked at it. Nothing was imported: look at it again first.")
_NOTHING: Final[Mapping[Path, str]] = MappingProxyType({})
_Look = Callable[[Scope, FileReport], None]


@dataclass(frozen=True, slots=True)
class _Staged:
    """One file as read: its staging file, how it was read, and by what it is known again (None where unread)."""

    source: Path
    staging: Path
    options: Options
    mark: memory.Mark


class Sitting:
    """The files of one import and what was decided about each. Close it when done; it is a context manager."""

    def __init__(
        self, db: Database, shops: ShopService, stager: Stager, options: Options, files: Sequence[Path]
    ) -> None:
        self._db = db
        self._shops = shops
        self._stager = stager
        self._options = options
        self._files = tuple(files)
        self._decided: dict[Path, Decided] = {}
        self._scratch = Scratch()
        self._staged: dict[Path, _Staged] = {}
        self._met: dict[Path, str] = {}
        self._shown: dict[Path, str] = {}
        self._newcomers = Newcomers()
        self._read = 0
        self._taken: tuple[Path, ...] = ()
        self._refused: tuple[Path, ...] = ()
        self._one = threading.Lock()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, in the order they are taken."""
        return self._files

    @property
    def taken(self) -> tuple[Path, ...]:
        """The files of the last report that were not refused, in its order."""
        return self._taken

    @property
    def refused(self) -> tuple[Path, ...]:
        """The files of the last report that were refused, in its order."""
        return self._refused

    def decided(self, file: Path) -> Decided:
        """Return what was decided about a file so far."""
        return self._decided.get(file, Decided(self._options.choices))

    def decide(self, decided: Mapping[Path, Decided]) -> None:
        """Take over what was decided about files; it holds from the next preview on."""
        self._decided.update(decided)

    def learn(self, options: Options) -> None:
        """Go by what is known of layouts now; it holds from the next preview on."""
        self._options = options

    def preview(self, progress: Progress = silent) -> RunReport:
        """Return what `run` would do; the store is only read, and each file knows what those before it would bring.

        One call waits for another to end. Raises Cancelled from `progress`, StoreError.
        """
        with self._one:
            report = self._previewed(progress)
            self._shown = dict(self._met)
            return report

    def _previewed(self, progress: Progress) -> RunReport:
        report, staged = self._stage(progress)
        if len(staged) > 1:
            self._preview_several(staged, report, progress)
            return report
        for one in staged:
            known = memory.unchanged(self._db, one.mark, self.decided(one.source))
            if known is not None:
                report.files.append(known)
                continue
            with self._previewing(one, progress) as scope:
                decide(scope)
                found = file_report(scope, one.source)
                self._look(scope, found)
                report.files.append(found)
        return report

    def run(self, progress: Progress = silent) -> RunReport:
        """Bring the files in as one run and one step; returns what came of each row.

        A file that is refused as a whole leaves the others alone. Where nothing changes, no step is left and the
        report's `run` is None. Raises FileChanged where a file is not what the last preview showed, Cancelled from
        `progress`, StoreError; then nothing was written.
        """
        with self._one:
            return self._ran(progress)

    def _ran(self, progress: Progress) -> RunReport:
        report, staged = self._stage(progress, self._shown)
        if len(staged) == 1:
            known = memory.unchanged(self._db, staged[0].mark, self.decided(staged[0].source))
            if known is not None:
                report.files.append(known)
                return report
        if staged:
            self._apply(self._db, self._shops, staged, report, progress)
        return report

    def close(self) -> None:
        """Throw away what was read; waits for a call under way."""
        with self._one:
            self._staged.clear()
            self._scratch.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stage(self, progress: Progress, shown: Mapping[Path, str] = _NOTHING) -> tuple[RunReport, list[_Staged]]:
        """Read what was not read yet as it is to be read now; a file that cannot be is left out and named.

        `shown` are the contents somebody has seen. Raises FileChanged for a file that is something else now.
        """
        report = RunReport(run=None)
        staged: list[_Staged] = []
        refused: list[Path] = []
        for source in self._files:
            options = replace(self._options, choices=self.decided(source).choices)
            mark = memory.mark(source, options)
            self._met[source] = mark.content
            if shown.get(source, mark.content) != mark.content:
                raise FileChanged(_CHANGED, file=source.name)
            try:
                staged.append(self._staged_as(source, options, mark, progress))
            except CrmError as error:
                report.refused.append(RefusedFile(source.name, str(error), error.message == UNRECOGNISED))
                refused.append(source)
        self._taken, self._refused = tuple(one.source for one in staged), tuple(refused)
        return report, staged

    def _staged_as(self, source: Path, options: Options, mark: memory.Mark, progress: Progress) -> _Staged:
        kept = self._staged.get(source)
        if kept is not None and kept.options == options and kept.mark == mark:
            return kept
        self._read += 1
        one = _Staged(source, self._scratch.path(f"{self._read}.staging"), options, mark)
        if len(self._files) > 1 or memory.unchanged(self._db, mark, self.decided(source)) is None:
            self._stager(source, one.staging, options, progress)
        self._staged[source] = one
        return one

    def _copy(self, one: _Staged) -> Path:
        """Return a copy of a staging file to decide in: what was read stays as it is for the next decision."""
        if not one.staging.exists():  # it was known to change nothing when it came, and the store has changed since
            self._stager(one.source, one.staging, one.options, silent)
        return self._scratch.copy(one.staging)

    @contextlib.contextmanager
    def _previewing(self, one: _Staged, progress: Progress) -> Generator[Scope]:
        """Open a staging file with the store beside it for reading, on one consistent state of both."""
        with (
            connection.explained(),
            contextlib.closing(connection.connect(self._copy(one))) as opened,
            stoppable(opened, progress),
        ):
            opened.execute("ATTACH ? AS store", (connection.address(self._db.path, mode="ro"),))
            opened.execute("BEGIN")

            def run(statement: str, values: dict[str, Any]) -> Any:
                return opened.execute(statement, values)

            decided = self.decided(one.source)
            yield Scope(run, "store", "main", self._db.clock.now(), decided.rules, decided.verdicts)

    def _preview_several(self, staged: list[_Staged], report: RunReport, progress: Progress) -> None:
        """Bring the files into a copy of the store one after the other, and throw the copy away."""
        path = self._scratch.path("scratch.crm")
        _copy_store(self._db.path, path, progress)
        scratch = Database(path, self._db.clock, station=self._db.station)
        try:
            self._apply(scratch, ShopService(scratch), staged, report, progress, self._look)
        finally:
            scratch.close()
            path.unlink(missing_ok=True)
        report.run = None

    def _look(self, scope: Scope, found: FileReport) -> None:
        found.changes = differences(scope, scope.meta("zone") or self._options.zone)
        found.pairs = proposals(scope)

    def _apply(
        self,
        db: Database,
        shops: ShopService,
        staged: list[_Staged],
        report: RunReport,
        progress: Progress,
        look: _Look | None = None,
    ) -> None:
        first, more = staged[0].source.name, len(staged) - 1
        self._newcomers.begin()
        with (
            contextlib.ExitStack() as whole,  # the search index follows at the end of the write: it can be stopped too
            db.write_bulk(N_("Import {files}"), kind=IMPORT, files=f"{first} +{more}" if more else first) as running,
        ):
            told = whole.enter_context(stoppable(running.connection.connection.driver_connection, progress))
            name = running.attach(self._copy(staged[0]))
            for number, one in enumerate(staged):
                if number:
                    _pour(running, self._copy(one), name)
                scope = self._scope(db, running, name, one)
                decide(scope)
                found = file_report(scope, one.source)
                if look is not None:
                    look(scope, found)
                    found.pairs = [self._newcomers.named(pair) for pair in found.pairs]
                told(0, None)
                if not changes_nothing(scope):
                    self._write(db, shops, running, scope, told)
                    memory.note_taken(running, db, one.mark)
                if number < more:
                    self._newcomers.note(scope, one.source)
                report.files.append(found)
            report.run = running.run_id
            if report.run is not None:
                memory.note_run(running, report, db)

    def _write(self, db: Database, shops: ShopService, running: Transaction, scope: Scope, progress: Progress) -> None:
        if running.run_id is None:
            running.run_id = ids.reserve(running.connection, "runs", 1, db.station)
        name = scope.meta("shop")
        shop = (
            shops.ensure(name, scope.meta("channel") or OWN, scope.meta("currency"), scope.meta("zone"))
            if name
            else shops.ensure_own()
        )
        running.session.flush()
        Applier(scope, running, shop).apply(progress)

    def _scope(self, db: Database, running: Transaction, name: str, one: _Staged) -> Scope:
        def run(statement: str, values: dict[str, Any]) -> Any:
            return running.connection.exec_driver_sql(statement, values)

        decided = self.decided(one.source)
        return Scope(run, "main", name, db.clock.now(), decided.rules, self._newcomers.meant(decided.verdicts))


def _copy_store(store: Path, path: Path, progress: Progress) -> None:
    """Copy the store as it stands now; unlike a backup it is not checked, for it lives some seconds."""
    with (
        connection.explained(),
        contextlib.closing(connection.connect(store, mode="ro")) as opened,
        stoppable(opened, progress),
    ):
        opened.execute("VACUUM INTO ?", (str(path),))


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
