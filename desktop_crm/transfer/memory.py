"""What the store remembers of files: that they were brought in or passed over, how they were read, what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from desktop_crm import __version__
from desktop_crm.platform.changes import ChangeTable
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_, language
from desktop_crm.platform.transaction import Transaction
from desktop_crm.transfer.choices import Decided, Options
from desktop_crm.transfer.queries import report_of
from desktop_crm.transfer.scratch import content_of, digest_of
from desktop_crm.transfer.tables import RunTable, SeenFileTable
from desktop_crm.transfer.types import FileReport, RowCounts, RunReport, ThingCounts

TAKEN: Final = "taken"
PASSED: Final = "passed"


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a file is known again: its name, the hash of its content, and that of how the program reads it."""

    name: str
    content: str
    reading: str


def mark(path: Path, options: Options) -> Mark:
    """Return by what a file read with these options is known again."""
    said = json.dumps([__version__, language(), path.name, asdict(options)], sort_keys=True, ensure_ascii=False)
    return Mark(path.name, content_of(path), digest_of(said))


def unchanged(db: Database, known: Mark, decided: Decided) -> FileReport | None:
    """Return what came of a file that is sure to change nothing, None where it has to be looked at.

    Sure is: the very same content, read in the very same way, was brought in alone by the last change to the store.
    """
    if not known.content or decided.rules or decided.verdicts:
        return None
    with db.read() as session:
        last = session.scalar(select(func.max(ChangeTable.id)))
        found = session.execute(
            select(RunTable.report)
            .join(SeenFileTable, SeenFileTable.run_id == RunTable.id)
            .where(RunTable.change_id == last, SeenFileTable.deleted_at.is_(None))
            .where(SeenFileTable.content == known.content, SeenFileTable.reading == known.reading)
        ).scalar()
    if found is None:
        return None
    report = report_of(json.loads(found))
    return _as_unchanged(report.files[0]) if len(report.files) == 1 else None


def _as_unchanged(file: FileReport) -> FileReport:
    rows = file.rows
    file.rows = RowCounts(rows.read, 0, rows.taken + rows.unchanged, rows.skipped, rows.refused)
    file.things = {
        name: ThingCounts(0, 0, counts.created + counts.updated + counts.unchanged)
        for name, counts in file.things.items()
    }
    return file


def note_taken(running: Transaction, db: Database, taken: Mark) -> None:
    """Remember in the step of an import that a file was brought in."""
    if taken.content:
        running.session.add(
            SeenFileTable(
                content=taken.content, reading=taken.reading, name=taken.name, outcome=TAKEN, at=db.clock.now(),
                run_id=running.run_id,
            )
        )  # fmt: skip


def note_run(running: Transaction, report: RunReport, db: Database) -> None:
    """Keep the report of an import in its history."""
    running.session.add(
        RunTable(
            id=running.run_id, change_id=running.change_id, at=db.clock.now(), staff_id=db.author(),
            report=json.dumps(asdict(report), ensure_ascii=False),
        )
    )  # fmt: skip


def pass_over(db: Database, paths: Iterable[Path]) -> None:
    """Remember that files are not to be offered again, as one step."""
    with db.write(N_("Pass over a file")) as session:
        for path in paths:
            content = content_of(path)
            if content:
                session.add(
                    SeenFileTable(content=content, reading="", name=path.name, outcome=PASSED, at=db.clock.now())
                )


def seen(db: Database, contents: Iterable[str]) -> set[str]:
    """Return which of these contents were brought in or passed over."""
    with db.read() as session:
        found = session.scalars(
            select(SeenFileTable.content).where(
                SeenFileTable.content.in_(list(contents)), SeenFileTable.deleted_at.is_(None)
            )
        )
        return set(found)
