"""Writing a list to a file: whole under its name, or not at all; what was left out is counted, what left is noted."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import StoreError, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.placing import placed
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.transfer.tables import ExportTable
from desktop_crm.transfer.writing import targets
from desktop_crm.transfer.writing.columns import Cell, Sheet, Writer
from desktop_crm.transfer.writing.lists import LISTS
from desktop_crm.transfer.writing.shape import Left, Make, Shape, everybody, left_out

BATCH: Final = 1000
"""How many things are read at a time."""
SHOWN: Final = "shown"
"""What the log calls a list written as the window shows it."""
_LOG: Final = logging.getLogger(__name__)


def _csv() -> Writer:
    from desktop_crm.transfer.writing import csv_file

    return csv_file.write


def _xlsx() -> Writer:
    from desktop_crm.transfer.writing import xlsx_file

    return xlsx_file.write


def _vcf() -> Writer:
    from desktop_crm.transfer.writing import vcf_file

    return vcf_file.write


FORMATS: Final[dict[str, Callable[[], Writer]]] = {".csv": _csv, ".xlsx": _xlsx, ".vcf": _vcf}
"""What a file's ending says about how it is written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an export: rows in the file, things they are of, and how many were left out for which reason.

    `notes` are sentences about things that got in but deserve a look.
    """

    rows: int
    things: int
    left_out: Mapping[Left, int]
    notes: tuple[str, ...] = ()

    def told(self) -> list[str]:
        """Return a sentence for each reason somebody was left out, the commonest first, and the notes."""
        counts = sorted(self.left_out.items(), key=lambda pair: -pair[1])
        return [*(left_out(why, count) for why, count in counts), *self.notes]


@dataclass(frozen=True, slots=True)
class Look:
    """What an export would write: its first rows, and what would come of it (`written.rows` counts these alone)."""

    shape: Shape
    first: Sequence[Sequence[Cell]]
    written: Written


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as the window shows it: its name in the log, the title of its sheet, its things in order, their shape."""

    name: str
    title: str
    ids: Sequence[int]
    make: Make


def write(
    db: Database,
    name: str,
    out: Path,
    *,
    target: str = targets.PLAIN,
    only: Sequence[int] | None = None,
    progress: Progress = silent,
) -> Written:
    """Write the list called `name` (customers, orders, lines, …) to `out`, in the shape of `target`.

    `only` are the ids to write, in that order; None for all. All rows are of one consistent state of the store. A file
    that is there already is replaced. Raises UserError for a target or ending that is not known and where the file
    cannot be written, StoreError, and Cancelled from `progress`; then `out` is as it was.
    """
    wanted = targets.chosen(target, name)
    writer = _writer(out, wanted.endings)
    with db.read() as session:
        ids = LISTS[name].ids(session) if only is None else only
        shape = wanted.make(session, db.clock)
        rows = _Rows(ids, shape, progress)
        with placed(out) as part:
            writer(part, Sheet(wanted.file or name, shape.columns, len(ids)), rows)
    done = rows.written()
    _note(db, name, target, done, out)
    return done


def write_shown(db: Database, shown: Shown, out: Path, *, progress: Progress = silent) -> Written:
    """Write a list as it is shown: these columns, these things in this order. Raises as `write` does."""
    writer = _writer(out, (".xlsx", ".csv"))
    with db.read() as session:
        shape = shown.make(session, db.clock)
        rows = _Rows(shown.ids, shape, progress)
        with placed(out) as part:
            writer(part, Sheet(shown.title, shape.columns, len(shown.ids)), rows)
    done = rows.written()
    _note(db, shown.name, SHOWN, done, out)
    return done


def look(
    session: Session,
    db: Database,
    name: str,
    *,
    target: str = targets.PLAIN,
    only: Sequence[int] | None = None,
    first: int = 5,
    progress: Progress = silent,
) -> Look:
    """Return what `write` would write, with its `first` rows. Raises UserError for a target that is not known."""
    shape = targets.chosen(target, name).make(session, db.clock)
    ids = LISTS[name].ids(session) if only is None else only
    return look_at(shape, ids, first, progress)


def look_at(shape: Shape, ids: Sequence[int], first: int, progress: Progress = silent) -> Look:
    """Return what a shape would make of some things."""
    counted = _Rows(ids, shape, progress)
    head: list[Sequence[Cell]] = []
    for things in counted.batches():
        if len(head) < first:
            head.extend(list(row) for row in shape.rows(things[:first]))
        if counted.is_plain:
            return Look(shape, head[:first], Written(min(first, len(head)), len(ids), {}))
    return Look(shape, head[:first], counted.written())


class _Rows:
    """The rows of some things, read while they are written; counts who got in and who did not."""

    def __init__(self, ids: Sequence[int], shape: Shape, progress: Progress) -> None:
        self._ids, self._shape, self._progress = ids, shape, progress
        self._rows = self._things = self._warned = 0
        self._left: Counter[Left] = Counter()

    @property
    def is_plain(self) -> bool:
        """Whether everybody gets in and nothing is worth a warning."""
        return self._shape.leaves is everybody and self._shape.warns is None

    def written(self) -> Written:
        """Return the counts."""
        notes = (self._shape.warning(self._warned),) if self._warned else ()
        return Written(self._rows, self._things, dict(self._left), notes)

    def batches(self) -> Iterator[Sequence[object]]:
        """Yield the things that get in, some at a time."""
        total, leaves, warns = len(self._ids), self._shape.leaves, self._shape.warns
        self._progress(0, total)
        for start in range(0, total, BATCH):
            things = self._shape.reader(list(self._ids[start : start + BATCH]))
            if leaves is not everybody:
                why = [leaves(thing) for thing in things]
                self._left.update(reason for reason in why if reason is not None)
                things = [thing for thing, reason in zip(things, why, strict=True) if reason is None]
            if warns is not None:
                self._warned += sum(map(warns, things))
            self._things += len(things)
            yield things
            self._progress(min(start + BATCH, total), total)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        """Walk all rows; a second walk counts anew."""
        self._rows = self._things = self._warned = 0
        self._left.clear()
        return chain.from_iterable(map(self._made, self.batches()))

    def _made(self, things: Sequence[object]) -> Sequence[Sequence[Cell]]:
        rows = self._shape.rows(things)
        self._rows += len(rows)
        return rows


def _writer(out: Path, endings: Sequence[str]) -> Writer:
    ending = out.suffix.lower()
    if ending not in endings:
        sheets, cards = N_("{file}: the file must end in .csv or .xlsx."), N_("{file}: the file must end in .vcf.")
        raise UserError(sheets if ".csv" in endings else cards, file=out.name)
    return FORMATS[ending]()


def _note(db: Database, name: str, target: str, done: Written, out: Path) -> None:
    """Note who took what out of the store, and when; a store that cannot be written notes nothing."""
    try:
        with db.write(N_("Note an export")) as session:
            session.add(
                ExportTable(
                    at=db.clock.now(), staff_id=db.author(), list=name, target=target, things=done.things,
                    left_out=sum(done.left_out.values()), file=out.name, reasons=json.dumps(done.left_out),
                )
            )  # fmt: skip
    except StoreError:
        _LOG.warning("an export could not be noted: the store cannot be written")
