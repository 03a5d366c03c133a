"""Writing a list to a file: whole under its name, or not at all."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.transfer.writing import targets
from desktop_crm.transfer.writing.columns import Cell, Column, List

Writer = Callable[[Path, str, Sequence[Column], Iterable[Sequence[Cell]]], None]


def _csv() -> Writer:
    from desktop_crm.transfer.writing import csv_file

    return csv_file.write


def _xlsx() -> Writer:
    from desktop_crm.transfer.writing import xlsx_file

    return xlsx_file.write


FORMATS: Final[dict[str, Callable[[], Writer]]] = {".csv": _csv, ".xlsx": _xlsx}
"""What a file's ending says about how it is written."""

MOST_ROWS: Final = {".xlsx": 1_048_575}
"""How many rows of a list a file of one kind takes, where there is a limit."""


def write(
    db: Database,
    name: str,
    out: Path,
    *,
    target: str = targets.PLAIN,
    view: str | None = None,
    progress: Progress = silent,
) -> int:
    """Write the list called `name` (customers, orders, lines, …) to `out`, a .csv or .xlsx file; returns its rows.

    All rows are of one consistent state of the store. Raises UserError for a target, view or ending that is not known
    and where the file cannot be written, StoreError, and Cancelled from `progress`; then `out` is as it was.
    """
    wanted = targets.chosen(target, name)
    if view is not None:
        raise UserError(N_("There is no saved view called “{name}”."), name=view)
    ending = out.suffix.lower()
    if ending not in FORMATS:
        raise UserError(N_("{file}: the file must end in .csv or .xlsx."), file=out.name)
    part = out.with_name(out.name + ".part")
    with db.read() as session:
        total = wanted.count(session)
        if total > MOST_ROWS.get(ending, total):
            raise UserError(N_("{count} rows are too many for an Excel sheet. Export them as .csv."), count=total)
        rows = _Rows(session, wanted, total, progress)
        try:
            FORMATS[ending]()(part, name, wanted.columns, rows)
            part.replace(out)
        except OSError as error:
            raise _refusal(error, out) from error
        finally:
            part.unlink(missing_ok=True)
    return rows.count


class _Rows:
    """The rows of a list, read while they are written; `count` tells how many there were."""

    def __init__(self, session: Session, wanted: List, total: int, progress: Progress) -> None:
        self.count = 0
        self._session, self._list, self._total, self._progress = session, wanted, total, progress

    def __iter__(self) -> Iterator[list[Cell]]:
        read = 0
        self._progress(0, self._total)
        for batch in self._list.batches(self._session):
            for thing in batch:
                if self._list.keeps(thing):
                    self.count += 1
                    yield [column.value(thing) for column in self._list.columns]
            read += len(batch)
            self._progress(read, self._total)


def _refusal(error: OSError, out: Path) -> UserError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return UserError(N_("The disk is full, so {file} was not written. Make room and try again."), file=out.name)
    return UserError(N_("{file} cannot be written: its folder is missing, or it is open or protected."), file=out.name)
