"""The verbs of bringing files in: looking, importing, teaching a layout, passing a file over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from sqlalchemy import select

from desktop_crm.fields import queries as fields
from desktop_crm.platform import settings
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.text import squeeze
from desktop_crm.shops.service import ShopService
from desktop_crm.transfer import memory, queries
from desktop_crm.transfer.choices import LEFT_OUT, NO_TITLES, Choices, Decided, Options, choices_of
from desktop_crm.transfer.reading.child import run_child
from desktop_crm.transfer.sitting import Sitting, Stager
from desktop_crm.transfer.tables import TaughtLayoutTable
from desktop_crm.transfer.types import FileReport, RunReport
from desktop_crm.transfer.understanding import headers

TIMEOUT: Final = 600.0
"""Seconds the reading of one file may take."""


def stage_in_child(source: Path, destination: Path, options: Options, progress: Progress) -> None:
    """Have a child process read `source` into a staging file. Raises FileRefused, Cancelled."""
    said = destination.with_suffix(".json")
    options.write(said)
    line = [str(source), str(destination), "--options", str(said)]
    run_child(line, progress=progress, timeout=TIMEOUT, file=source.name)


class ImportService:
    """The verbs of the exchange with the store."""

    def __init__(self, db: Database, shops: ShopService, stager: Stager = stage_in_child) -> None:
        self._db = db
        self._shops = shops
        self._stager = stager

    def sitting(
        self, files: Sequence[Path], *, kind: str | None = None, profile: str | None = None, sheet: str | None = None
    ) -> Sitting:
        """Return an import in the making, to be closed by the caller."""
        options = self.options(Choices(kind or "", profile or "", sheet or ""))
        return Sitting(self._db, self._shops, self._stager, options, files)

    def run(
        self,
        files: Sequence[Path],
        *,
        kind: str | None = None,
        profile: str | None = None,
        sheet: str | None = None,
        decided: Mapping[Path, Decided] | None = None,
        progress: Progress = silent,
    ) -> RunReport:
        """Bring files in as one run and one step, as was decided; returns what came of each row.

        A file that is refused as a whole leaves the others alone. Where nothing changes, no step is left and the
        report's `run` is None. Raises Cancelled from `progress`, StoreError; then nothing was written.
        """
        with self.sitting(files, kind=kind, profile=profile, sheet=sheet) as sitting:
            sitting.decide(decided or {})
            return sitting.run(progress)

    def preview(
        self,
        files: Sequence[Path],
        *,
        kind: str | None = None,
        profile: str | None = None,
        sheet: str | None = None,
        decided: Mapping[Path, Decided] | None = None,
        progress: Progress = silent,
    ) -> RunReport:
        """Return what `run` would do with the files; the store is only read."""
        with self.sitting(files, kind=kind, profile=profile, sheet=sheet) as sitting:
            sitting.decide(decided or {})
            return sitting.preview(progress)

    def errors_sheet(self, report: RunReport, out: Path) -> list[Path]:
        """Write the rows with errors back as workbooks to be corrected; returns the files.

        Raises NotFound where no row has an error, UserError where a file cannot be written.
        """
        from desktop_crm.transfer.writing.errors import errors_sheet

        return errors_sheet(report, out)

    def teach(self, name: str, file: FileReport, choices: Choices) -> int:
        """Keep how a file was understood, for every file of its shape; returns the layout's id.

        A layout of the same name is replaced. Raises UserError where there is no name.
        """
        name = squeeze(name)
        if not name:
            raise UserError(N_("Give the layout a name."))
        columns = {column.header: column.target or LEFT_OUT for column in file.columns}
        told = replace(choices.for_any(), kind=file.kind, profile=file.profile, columns=columns)
        if not file.header_row:
            told = replace(told, header_row=NO_TITLES)
        keys = [headers.key(column.header) for column in file.columns]
        taken = [key for key, column in zip(keys, file.columns, strict=True) if column.target]
        with self._db.write(N_("Teach the layout {name}"), name=name) as session:
            row = session.scalar(
                select(TaughtLayoutTable).where(TaughtLayoutTable.name == name, TaughtLayoutTable.deleted_at.is_(None))
            )
            if row is None:
                row = TaughtLayoutTable(name=name)
                session.add(row)
            elif row.id == file.taught:
                told = told.over(choices_of(json.loads(row.choices)).written())
            row.kind, row.taught_at, row.staff_id = file.kind, self._db.clock.now(), self._db.author()
            row.headers = json.dumps({"all": keys, "taken": taken}, ensure_ascii=False)
            row.choices = json.dumps(asdict(told), ensure_ascii=False)
            session.flush()
            return row.id

    def forget(self, layout_id: int) -> None:
        """Forget a taught layout. Raises NotFound."""
        with self._db.write(N_("Forget a layout")) as session:
            row = session.get(TaughtLayoutTable, layout_id)
            if row is None or row.deleted_at is not None:
                raise NotFound(N_("This layout is not known any more."))
            row.deleted_at = self._db.clock.now()

    def pass_over(self, files: Iterable[Path]) -> None:
        """Remember that files of a watched folder are not to be offered again."""
        memory.pass_over(self._db, files)

    def options(self, choices: Choices | None = None) -> Options:
        """Return what the reading of a file is told: what was chosen, what was taught, where the shop lives."""
        with self._db.read() as session:
            zone, currency, region = (
                settings.value(session, one) for one in (settings.ZONE, settings.CURRENCY, settings.REGION)
            )
            own = tuple(fields.defined(session))
            return Options(choices or Choices(), queries.taught(session, zone), zone, currency, region, own)
